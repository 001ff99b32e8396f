/** The real server, as a process of its own or in this one, with a client that answers for a workspace given as plain texts. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { build, type BuildOptions } from "esbuild";
import {
  createProtocolConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type LogMessageParams,
  MessageType,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type WorkspaceFolder,
} from "vscode-languageserver-protocol/node";
import { sharing } from "../../scripts/shared-engine.mjs";
import { SERVER_ARGUMENTS, SERVER_ENVIRONMENT } from "../../client/src/server-process.ts";
import { connectionOver } from "../../server/src/lsp/node-connection.ts";
import { startServer as startLanguageServer } from "../../server/src/lsp/server.ts";
import {
  FIND_FILES,
  type FindFilesParams,
  READ_ASSET,
  READ_FILES,
  type ReadAssetParams,
  type ReadFilesParams,
} from "../../server/src/lsp/protocol.ts";
import { REAL_TIMING, type Timing } from "../../server/src/lsp/timing.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { packedMiniCatalog } from "./mini-catalog.ts";

const LIST_DEFAULTS = ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"];

const FOLDER = "file:///workspace";

export interface TestServer {
  readonly connection: ProtocolConnection;
  readonly initializeMs: number;
  /** Lines in the output channel, from warnings up. */
  readonly logged: readonly string[];
  /** Notifications shown to the user. */
  readonly notified: readonly string[];
  open(path: string, text: string, languageId?: string): void;
  close(path: string): void;
  change(path: string, text: string): void;
  /** As an editor tells it: other characters in the place of those in the range. */
  replace(path: string, range: Range, text: string): void;
  /** The next findings published for the file. */
  nextDiagnostics(path: string): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

export interface ForkedServer extends TestServer {
  readonly process: ChildProcess;
}

export function uriOf(path: string): string {
  return `${FOLDER}/${path}`;
}

let built: Promise<string> | undefined;

/** Bundles the server and the command line once for a test run, as they ship, beside the packed catalog: their folder. */
export function buildPrograms(): Promise<string> {
  return (built ??= bundlePrograms());
}

/** The server among them. */
export async function buildServer(): Promise<string> {
  return join(await buildPrograms(), "server.js");
}

/**
 * Another process of the same run may do so, too, and start a server of it meanwhile: the files are made elsewhere and
 * take their places in one go.
 */
async function bundlePrograms(): Promise<string> {
  const outputFolder = join(process.cwd(), "out", "programs");
  mkdirSync(outputFolder, { recursive: true });
  const making = mkdtempSync(join(outputFolder, "making-"));
  const options: BuildOptions = {
    ...{ outdir: making, bundle: true, metafile: true, platform: "node", mainFields: ["module", "main"] },
    ...{ absWorkingDir: process.cwd(), logLevel: "warning" },
  };
  const entries = { server: "server/src/main-node.ts", cli: "server/src/main-cli.ts" };
  await build(sharing({ ...options, plugins: [] }, entries, "engine"));
  for (const name of ["catalog-core.json", "catalog-descriptions.json", "managed-policies.txt"]) {
    cpSync(join(process.cwd(), "generated", name), join(making, name));
  }
  for (const name of readdirSync(making)) renameSync(join(making, name), join(outputFolder, name));
  rmdirSync(making);
  return outputFolder;
}

export interface TestWorkspace {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: object;
  /** By default one, which all files are in. */
  readonly folders?: readonly WorkspaceFolder[];
  /** What the client makes of a request of the server; by default what is usual. */
  readonly answer?: (method: string, usual: () => unknown) => unknown;
  /** The client takes snippets, and opens the list of completions by a command. */
  readonly snippets?: boolean;
  /** A list of completions may say once what its items have in common, as in an editor. */
  readonly listDefaults?: boolean;
  /** The client asks anew for colours when it is told to. */
  readonly refreshesTokens?: boolean;
}

export interface HereOptions {
  readonly timing?: Timing;
  /** "client": the server has no files, as in a browser. */
  readonly assets?: "own" | "client";
}

/** As VS Code starts it, or over its standard streams, as other editors do: a process of its own. */
export async function startServer(
  module: string,
  workspace: TestWorkspace,
  transport: "ipc" | "stdio" = "ipc",
  args: readonly string[] = [],
): Promise<ForkedServer> {
  const { child, connection } = transport === "ipc" ? forked(module, args) : spawned(module);
  const server = await initialized(connection, workspace);
  return {
    ...server,
    process: child,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await ended;
      connection.dispose();
    },
  };
}

interface StartedProcess {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
}

function forked(module: string, args: readonly string[]): StartedProcess {
  const child = fork(module, ["--node-ipc", ...args], {
    execArgv: SERVER_ARGUMENTS,
    env: { ...process.env, ...SERVER_ENVIRONMENT },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return { child, connection: createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)) };
}

function spawned(module: string): StartedProcess {
  const child = spawn(process.execPath, [...SERVER_ARGUMENTS, module, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [reader, writer] = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)];
  return { child, connection: createProtocolConnection(reader, writer) };
}

/**
 * In this process, which takes a fraction of the time: for what does not depend on how it was started. The servers share the
 * catalog, so that only the first of them reads it ahead.
 */
export async function startServerHere(
  workspace: TestWorkspace,
  { timing = REAL_TIMING, assets = "own" }: HereOptions = {},
): Promise<TestServer> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const serverSide = connectionOver(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const loadAsset = (name: string): Promise<string> => readFile(join(process.cwd(), "generated", name), "utf8");
  const own = { loadAsset, openCatalog: realCatalog };
  startLanguageServer(serverSide, { ...(assets === "own" ? own : { loadAsset: undefined }), timing });
  return initialized(
    createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)),
    workspace,
  );
}

async function initialized(
  connection: ProtocolConnection,
  {
    files = {},
    settings = {},
    folders = [{ uri: FOLDER, name: "workspace" }],
    answer = (_method, usual) => usual(),
    snippets = false,
    listDefaults = false,
    refreshesTokens = false,
  }: TestWorkspace,
): Promise<TestServer> {
  const diagnostics = createMailbox<readonly Diagnostic[]>();
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) =>
    diagnostics.put(params.uri, params.diagnostics),
  );
  const logged: string[] = [];
  const notified: string[] = [];
  connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
    if (type <= MessageType.Warning) logged.push(message);
  });
  connection.onNotification("window/showMessage", ({ message }: ShowMessageParams) => void notified.push(message));
  const answers = (method: string, usual: (params: never) => unknown): void => {
    connection.onRequest(method, (params: never) => answer(method, () => usual(params)));
  };
  answers("workspace/configuration", () => [settings]);
  answers("client/registerCapability", () => null);
  answers("window/workDoneProgress/create", () => null);
  answers(FIND_FILES, ({ include }: FindFilesParams) => {
    const endings = /\*\{(.*)\}$/.exec(include)?.[1]?.split(",");
    const isWanted = (path: string): boolean =>
      endings?.some((ending) => path.endsWith(ending)) ?? path.split("/").at(-1) === include.slice("**/".length);
    return Object.keys(files)
      .filter(isWanted)
      .map((path) => ({ uri: uriOf(path) }));
  });
  answers(READ_FILES, ({ uris }: ReadFilesParams) =>
    uris.map((uri) => ({ uri, text: files[uri.slice(FOLDER.length + 1)] })),
  );
  answers(READ_ASSET, ({ name }: ReadAssetParams) => {
    const { core, descriptions, managedPolicies } = packedMiniCatalog();
    const assets = {
      "catalog-core.json": core,
      "catalog-descriptions.json": descriptions,
      "managed-policies.txt": managedPolicies,
    };
    return assets[name];
  });
  connection.listen();

  const started = performance.now();
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: folders,
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
        semanticTokens: { refreshSupport: refreshesTokens },
      },
      textDocument: {
        completion: {
          completionItem: { snippetSupport: snippets },
          ...(listDefaults ? { completionList: { itemDefaults: LIST_DEFAULTS } } : {}),
        },
        codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
      },
      window: { workDoneProgress: true },
    },
    initializationOptions: {
      pages: "file:///extension/docs/checks",
      managedPolicies: "iam-verdict-aws:",
      listActionsCommand: "list",
      ...(snippets ? { suggestCommand: "suggest" } : {}),
    },
  });
  const initializeMs = performance.now() - started;
  await connection.sendNotification("initialized", {});

  const versions = new Map<string, number>();
  const tellChange = (path: string, change: TextDocumentContentChangeEvent): void => {
    const version = (versions.get(path) ?? 0) + 1;
    versions.set(path, version);
    const textDocument = { uri: uriOf(path), version };
    void connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: [change] });
  };
  return {
    connection,
    initializeMs,
    logged,
    notified,
    open(path, text, languageId = "json") {
      versions.set(path, 1);
      const textDocument = { uri: uriOf(path), languageId, version: 1, text };
      void connection.sendNotification("textDocument/didOpen", { textDocument });
    },
    close(path) {
      void connection.sendNotification("textDocument/didClose", { textDocument: { uri: uriOf(path) } });
    },
    change: (path, text) => tellChange(path, { text }),
    replace: (path, range, text) => tellChange(path, { range, text }),
    nextDiagnostics: (path) => diagnostics.take(uriOf(path)),
    async stop() {
      await connection.sendRequest("shutdown");
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
