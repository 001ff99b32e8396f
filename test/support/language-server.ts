/** The real server as a process of its own, with a client that answers for a workspace given as plain texts. */
import { type ChildProcess, fork } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import {
  createProtocolConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import { FIND_FILES, READ_FILES, type ReadFilesParams } from "../../server/src/lsp/protocol.ts";

const FOLDER = "file:///workspace";

export interface TestServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly initializeMs: number;
  open(path: string, text: string, languageId?: string): void;
  change(path: string, text: string): void;
  /** The next findings published for the file. */
  nextDiagnostics(path: string): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

export function uriOf(path: string): string {
  return `${FOLDER}/${path}`;
}

let built: Promise<string> | undefined;

/** Bundles the server once for a test run, beside the packed catalog. */
export function buildServer(): Promise<string> {
  return (built ??= bundleServer());
}

async function bundleServer(): Promise<string> {
  const outputFolder = join(process.cwd(), "out", "language-server");
  mkdirSync(outputFolder, { recursive: true });
  await build({
    entryPoints: [join(process.cwd(), "server", "src", "main-node.ts")],
    outfile: join(outputFolder, "server.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  for (const name of ["catalog-core.json", "catalog-descriptions.json"]) {
    cpSync(join(process.cwd(), "generated", name), join(outputFolder, name));
  }
  return join(outputFolder, "server.js");
}

export interface TestWorkspace {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: object;
}

export async function startServer(module: string, { files = {}, settings = {} }: TestWorkspace): Promise<TestServer> {
  const child = fork(module, ["--node-ipc"], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const diagnostics = createMailbox<readonly Diagnostic[]>();
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) =>
    diagnostics.put(params.uri, params.diagnostics),
  );
  connection.onRequest("workspace/configuration", () => [settings]);
  connection.onRequest(FIND_FILES, ({ include }: { include: string }) => {
    const ending = include.endsWith("iam-verdict.json") ? /(^|\/)iam-verdict\.json$/ : /\.jsonc?$/;
    return Object.keys(files)
      .filter((path) => ending.test(path))
      .map((path) => ({ uri: uriOf(path), path }));
  });
  connection.onRequest(READ_FILES, ({ uris }: ReadFilesParams) =>
    uris.map((uri) => ({ uri, text: files[uri.slice(FOLDER.length + 1)] })),
  );
  connection.listen();

  const started = performance.now();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: FOLDER, name: "workspace" }],
    capabilities: { workspace: { configuration: true } },
    initializationOptions: { pages: "file:///extension/docs/checks" },
  });
  const initializeMs = performance.now() - started;
  await connection.sendNotification("initialized", {});

  const versions = new Map<string, number>();
  return {
    connection,
    process: child,
    initializeMs,
    open(path, text, languageId = "json") {
      versions.set(path, 1);
      const textDocument = { uri: uriOf(path), languageId, version: 1, text };
      void connection.sendNotification("textDocument/didOpen", { textDocument });
    },
    change(path, text) {
      const version = (versions.get(path) ?? 0) + 1;
      versions.set(path, version);
      const textDocument = { uri: uriOf(path), version };
      void connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
    },
    nextDiagnostics: (path) => diagnostics.take(uriOf(path)),
    async stop() {
      await connection.sendRequest("shutdown");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await connection.sendNotification("exit");
      await ended;
      connection.dispose();
    },
  };
}

/** Memory of a running process in megabytes, as the system counts it; undefined where /proc is not. */
export function residentMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

interface Mailbox<T> {
  put(key: string, value: T): void;
  take(key: string): Promise<T>;
}

function createMailbox<T>(): Mailbox<T> {
  const arrived = new Map<string, T[]>();
  const waiting = new Map<string, ((value: T) => void)[]>();
  return {
    put(key, value) {
      const taker = waiting.get(key)?.shift();
      if (taker !== undefined) taker(value);
      else arrived.set(key, [...(arrived.get(key) ?? []), value]);
    },
    take(key) {
      const value = arrived.get(key)?.shift();
      if (value !== undefined) return Promise.resolve(value);
      return new Promise((resolve) => {
        waiting.set(key, [...(waiting.get(key) ?? []), resolve]);
      });
    },
  };
}
