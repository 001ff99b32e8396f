/** `iam-verdict aws`, run in a folder of its own against a server that speaks AWS's protocols. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, afterEach, before } from "node:test";
import { runAws } from "../../server/src/cli/aws.ts";
import { type AwsIo } from "../../server/src/cli/aws-io.ts";
import { askedInMessage, runExplain } from "../../server/src/cli/explain.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { openService } from "../../server/src/service/index.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { type AwsServer, type Replies, startAwsServer } from "./server.ts";
import { awsWithoutWaits } from "./without-waits.ts";

export const VARIABLES: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  /** Each run has a server of its own. */
  readonly run: (replies: Replies, args: readonly string[], input?: string) => Promise<Ran>;
  /** The calls of the last run, in order. */
  readonly calls: readonly string[];
  /** For which Region each was signed. */
  readonly regions: readonly string[];
  readonly folder: string;
  /** Against whatever AWS_ENDPOINT_URL names. */
  readonly runAgainstEndpoint: (args: readonly string[], input?: string) => Promise<Ran>;
  /** `iam-verdict explain`, in the same folder. */
  readonly explain: (args: readonly string[]) => Promise<Ran>;
  /** For what runs no command. */
  readonly serve: (replies: Replies) => Promise<AwsServer>;
}

/** For the suite that is being described. */
export function commandLine(): CommandLine {
  const saved = { ...process.env };
  let folder = "";
  let server: AwsServer | undefined;
  before(() => {
    const others = Object.entries(saved).filter(([name]) => !name.startsWith("AWS_"));
    process.env = { ...Object.fromEntries(others), ...VARIABLES };
    folder = mkdtempSync(join(tmpdir(), "aws-"));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    process.env = saved;
  });
  const serve = async (replies: Replies): Promise<AwsServer> => {
    await server?.close();
    server = await startAwsServer(replies);
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    return server;
  };
  const ran = async (command: (args: string[], io: AwsIo) => Promise<number>, args: readonly string[], input = "") => {
    let [out, err] = ["", ""];
    const io: AwsIo = {
      stdin: Readable.from([input]) as AsyncIterable<string>,
      out: createOutput((text) => (out += text), "plain"),
      err: createOutput((text) => (err += text), "plain"),
      cwd: folder,
      service: () => openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } }),
      aws: () => awsWithoutWaits,
      ...{ explain: runExplain, askedInMessage },
      cancel: new AbortController().signal,
    };
    const said = listenToThePlatform();
    try {
      const code = await command([...args], io);
      return { code, out, err };
    } finally {
      assert.deepEqual(said(), [], "the SDK, or Node for it, wrote on the terminal");
    }
  };
  const runAgainstEndpoint = (args: readonly string[], input?: string): Promise<Ran> => ran(runAws, args, input);
  return {
    get folder() {
      return folder;
    },
    get calls() {
      return server?.calls ?? [];
    },
    get regions() {
      return server?.regions ?? [];
    },
    serve,
    explain: (args) => ran(runExplain, args),
    runAgainstEndpoint,
    async run(replies, args, input) {
      const { unsigned } = await serve(replies);
      const result = await runAgainstEndpoint(args, input);
      assert.deepEqual(unsigned, []);
      return result;
    },
  };
}

/** Each list on three pages, one of them empty. */
export const paged =
  <Item>(list: string, items: readonly Item[], token: "Marker" | "NextToken") =>
  ({ [token]: given }: Readonly<Record<string, unknown>>) => {
    const page = given === undefined ? 0 : Number(given);
    const more = page < 2 ? { [token]: String(page + 1), IsTruncated: true } : { IsTruncated: false };
    const content = page === 0 ? items.slice(0, 1) : page === 1 ? [] : items.slice(1);
    return { result: { [list]: content, ...more } };
  };

export const encoded = (policy: object): string => encodeURIComponent(JSON.stringify(policy));

/** What anybody says past the command's own output: on the console, as a warning, or on standard error. */
function listenToThePlatform(): () => readonly string[] {
  const said: string[] = [];
  const places = [
    ...(["debug", "error", "info", "log", "warn"] as const).map((name) => [console, name] as const),
    [process, "emitWarning"] as const,
    [process.stderr, "write"] as const,
  ].map(([owner, name]) => ({
    owner: owner as unknown as Record<string, unknown>,
    name,
    real: Reflect.get(owner, name) as unknown,
  }));
  for (const { owner, name } of places) {
    owner[name] = (...words: readonly unknown[]): void => {
      said.push(`${name}: ${words.map(String).join(" ")}`);
    };
  }
  return () => {
    for (const { owner, name, real } of places) owner[name] = real;
    return said;
  };
}
