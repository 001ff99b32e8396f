/** The service over the catalog, opened once and on first use, whatever side the catalog's files come from. */
import { type Connection } from "vscode-languageserver";
import { openCatalog } from "../catalog/open-catalog.ts";
import { openService, type PolicyService } from "../service/index.ts";
import { READ_ASSET, type AssetName, type ReadAssetParams } from "./protocol.ts";
import { type Log } from "./run-safe.ts";

export type LoadAsset = (name: AssetName) => Promise<string>;

export interface ServiceSource {
  /** Its descriptions of actions are empty until they were asked for once. */
  service(): Promise<PolicyService>;
  /** The same service, once it can describe actions. */
  describing(): Promise<PolicyService>;
  dispose(): void;
}

/** `loadAsset` is undefined where the server has no files: it then asks the client for them. */
export function createServiceSource(connection: Connection, loadAsset: LoadAsset | undefined, log: Log): ServiceSource {
  const load: LoadAsset =
    loadAsset ?? ((name) => connection.sendRequest<string>(READ_ASSET, { name } satisfies ReadAssetParams));
  let descriptions: string | undefined;
  let opening: Promise<PolicyService> | undefined;
  let describing: Promise<unknown> | undefined;
  const service = (): Promise<PolicyService> =>
    (opening ??= load("catalog-core.json").then((core) =>
      openService({ catalog: () => openCatalog({ core, descriptions: () => descriptions }), log }),
    ));
  return {
    service,
    async describing() {
      describing ??= load("catalog-descriptions.json").then((text) => {
        descriptions = text;
      });
      await describing;
      return service();
    },
    dispose: () => {
      void opening?.then((opened) => opened.dispose());
    },
  };
}
