/** The server of the browser: the same bundle settings as it ships with, run where there is no Node. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { READ_ASSET } from "../../server/src/lsp/protocol.ts";
import { someOf } from "../support/searching.ts";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { name?: string; uri?: string; diagnostics?: { code: string }[] };
  readonly result?: unknown;
}

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }]
}`;

const findsWrongAction = async (): Promise<void> => {
  const { outputFiles } = await build({
    entryPoints: ["server/src/main-browser.ts"],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    mainFields: ["browser", "module", "main"],
    logLevel: "warning",
  });
  const worker = startWorker(outputFiles[0]?.text ?? "");

  worker.send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  await worker.received(({ id, result }) => id === 1 && result !== undefined);
  worker.send({ method: "initialized", params: {} });
  const textDocument = { uri: "vscode-vfs://github/x/policy.json", languageId: "json", version: 1, text: POLICY };
  worker.send({ method: "textDocument/didOpen", params: { textDocument } });

  const { params } = await worker.received(({ method }) => method === "textDocument/publishDiagnostics");
  assert.equal(params?.uri, textDocument.uri);
  // The array is of the worker's realm, so only its text can be compared.
  assert.equal(params.diagnostics?.map(({ code }) => code).join(), "unknown-action");
};

const TRIED = { "finds a wrong action, with the catalog that the client sends it": findsWrongAction };

// To bundle it takes as long as five hundred tests, and the browser of `npm run test:vscode` runs it as well.
for (const [what, tried] of someOf(Object.entries(TRIED), 1)) test(`the web worker ${what}`, tried);

interface Worker {
  send(message: object): void;
  received(wanted: (message: Message) => boolean): Promise<Message>;
}

/** A worker's global scope: messages, timers, and nothing of Node. */
function startWorker(code: string): Worker {
  const waiting: { wanted: (message: Message) => boolean; take: (message: Message) => void }[] = [];
  const scope: Record<string, unknown> = {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    performance,
    console,
    TextDecoder,
    TextEncoder,
    // Only "error" is listened for, and none occurs.
    addEventListener: () => undefined,
    onmessage: undefined,
    postMessage: (message: Message) => {
      answerLikeClient(message);
      const found = waiting.findIndex(({ wanted }) => wanted(message));
      if (found >= 0) waiting.splice(found, 1)[0]?.take(message);
    },
  };
  const send = (message: object): void => {
    (scope["onmessage"] as (event: { data: object }) => void)({ data: { jsonrpc: "2.0", ...message } });
  };
  const answerLikeClient = ({ id, method, params }: Message): void => {
    if (id === undefined || method === undefined) return;
    const result = method === READ_ASSET ? readFileSync(`generated/${params?.name ?? ""}`, "utf8") : [];
    setImmediate(() => send({ id, result }));
  };
  createContext(scope);
  scope["self"] = scope["globalThis"] = scope;
  runInContext(code, scope);
  return { send, received: (wanted) => new Promise((take) => waiting.push({ wanted, take })) };
}
