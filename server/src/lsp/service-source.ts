/** The service over the catalog, opened once and on first use, whatever side the catalog's files come from. */
import { type Connection } from "vscode-languageserver";
import { openCatalog } from "../catalog/open-catalog.ts";
import { openService, type PolicyService } from "../service/index.ts";
import { type ClientQuestions } from "./client-questions.ts";
import { READ_ASSET, type AssetName, type ReadAssetParams } from "./protocol.ts";
import { logFailure, type Log, NotNow } from "./run-safe.ts";

export type LoadAsset = (name: AssetName) => Promise<string>;

export interface ServiceSource {
  /** Its descriptions of actions are empty until they were asked for once. Rejects while there is no reference data. */
  service(): Promise<PolicyService>;
  /** The same service, once it can describe actions, or it turned out that it cannot. */
  describing(): Promise<PolicyService>;
  /** The same service, once it has the policies that AWS manages, or it turned out that it cannot. */
  withManagedPolicies(): Promise<PolicyService>;
  dispose(): void;
}

/** Who starts many servers in one process may open the same catalog once for all of them. */
export type OpenCatalog = typeof openCatalog;

/** What a file of the extension holds. Rejects with `NotNow`, and the log says why, as long as it cannot be read. */
export type ReadAsset = <Content>(name: AssetName, read: (text: string) => Content) => Promise<Content>;

/** What cannot be read is read anew for the next who asks. */
export function createServiceSource(readAsset: ReadAsset, log: Log, open: OpenCatalog = openCatalog): ServiceSource {
  let descriptions: string | undefined;
  let managedPolicies: string | undefined;
  const service = untilItFails(() =>
    readAsset("catalog-core.json", (core) => {
      const texts = { core, descriptions: () => descriptions, managedPolicies: () => managedPolicies };
      const opened = openService({ catalog: () => open(texts), log });
      // Opened here, where what is damaged can still be asked for again.
      opened.catalog();
      return opened;
    }),
  );
  const describe = untilItFails(() =>
    readAsset("catalog-descriptions.json", (text) => {
      descriptions = text;
    }),
  );
  const readManaged = untilItFails(() =>
    readAsset("managed-policies.txt", (text) => {
      managedPolicies = text;
    }),
  );
  let opened: PolicyService | undefined;
  return {
    async service() {
      opened = await service();
      return opened;
    },
    async describing() {
      // What is not described can still be named.
      const [made] = await Promise.all([this.service(), describe().catch(() => undefined)]);
      return made;
    },
    async withManagedPolicies() {
      const [made] = await Promise.all([this.service(), readManaged().catch(() => undefined)]);
      return made;
    },
    dispose: () => {
      opened?.dispose();
    },
  };
}

/** Where the server has files of its own. */
export function assetsOfServer(load: LoadAsset, log: Log): ReadAsset {
  const logged = new Set<AssetName>();
  return async (name, read) => {
    try {
      return read(await load(name));
    } catch (error) {
      if (!logged.has(name)) logFailure(log, `${name} cannot be read`, error);
      logged.add(name);
      throw new NotNow(name);
    }
  };
}

/** Where it has none, in a browser. */
export function assetsOfClient(connection: Connection, questions: ClientQuestions): ReadAsset {
  return async (name, read) => {
    const answer = await questions.ask({
      subject: "the reference data",
      key: `asset ${name}`,
      waits: "to-the-end",
      send: () => connection.sendRequest<unknown>(READ_ASSET, { name } satisfies ReadAssetParams),
      read: (text) => (typeof text === "string" ? { content: read(text) } : undefined),
    });
    if (answer === undefined) throw new NotNow(name);
    return answer.content;
  };
}

function untilItFails<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    if (made !== undefined) return made;
    const own = make();
    made = own;
    own.catch(() => {
      if (made === own) made = undefined;
    });
    return own;
  };
}
