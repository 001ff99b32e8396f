/** Messages of another form than the protocol has: none reaches a handler, and what is asked next is answered. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Disposable, type MessageReader, type MessageWriter } from "vscode-languageserver-protocol/node";
import { gated } from "../../server/src/lsp/message-gate.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;
const URI = uriOf("policy.json");
const DOCUMENT = { uri: URI };
const POSITION = { line: 0, character: POLICY.indexOf("Effect") + 1 };
const RANGE = { start: POSITION, end: POSITION };
const FOLDERS = "workspace/didChangeWorkspaceFolders";

/** Each is sent to a server that has a policy open. */
const NOTIFICATIONS: readonly (readonly [method: string, params: object])[] = [
  [FOLDERS, { event: { added: null, removed: null } }],
  [FOLDERS, { event: null }],
  [FOLDERS, {}],
  [FOLDERS, { event: { added: [7, null, { uri: 3 }], removed: [{}] } }],
  [FOLDERS, { event: { added: {}, removed: "x" } }],
  [FOLDERS, { event: { added: [{ uri: "file:///x" }], removed: [] } }],
  ["textDocument/didOpen", {}],
  ["textDocument/didOpen", { textDocument: null }],
  ["textDocument/didOpen", { textDocument: { uri: 7, languageId: "json", version: 1, text: POLICY } }],
  ["textDocument/didOpen", { textDocument: { uri: uriOf("b.json"), languageId: "json", version: 1, text: 7 } }],
  ["textDocument/didOpen", { textDocument: { uri: uriOf("b.json"), languageId: "json", version: 1 } }],
  ["textDocument/didChange", { textDocument: { ...DOCUMENT, version: 2 }, contentChanges: null }],
  ["textDocument/didChange", { textDocument: { ...DOCUMENT, version: 2 }, contentChanges: [null, 7, { text: 7 }] }],
  [
    "textDocument/didChange",
    {
      textDocument: { ...DOCUMENT, version: 2 },
      contentChanges: [{ range: { start: { line: "0" }, end: null }, text: "" }],
    },
  ],
  ["textDocument/didChange", { textDocument: { ...DOCUMENT, version: "x" }, contentChanges: [{ text: "" }] }],
  ["textDocument/didClose", {}],
  ["textDocument/didClose", { textDocument: { uri: null } }],
  ["textDocument/didSave", { textDocument: 7 }],
  ["$/cancelRequest", { id: null }],
  ["$/cancelRequest", { id: {} }],
  ["iamVerdict/filesChanged", { uris: [7, null] }],
];

const REQUESTS: readonly (readonly [method: string, params: object])[] = [
  ["textDocument/hover", { textDocument: DOCUMENT, position: null }],
  ["textDocument/hover", { textDocument: { uri: 7 }, position: POSITION }],
  ["textDocument/completion", { textDocument: DOCUMENT, position: { line: "0", character: "3" } }],
  ["textDocument/definition", { textDocument: DOCUMENT }],
  ["textDocument/codeAction", { textDocument: DOCUMENT, range: null, context: { diagnostics: [] } }],
  ["textDocument/codeAction", { textDocument: DOCUMENT, range: RANGE, context: { diagnostics: [], only: 7 } }],
  ["textDocument/codeAction", { textDocument: DOCUMENT, range: RANGE, context: { diagnostics: [{ range: null }] } }],
  ["textDocument/selectionRange", { textDocument: DOCUMENT, positions: [null] }],
  ["textDocument/inlayHint", { textDocument: DOCUMENT, range: { start: null, end: null } }],
  ["textDocument/semanticTokens/range", { textDocument: DOCUMENT, range: 7 }],
  ["completionItem/resolve", { data: 7 }],
  ["workspace/symbol", { query: 7 }],
  ["iamVerdict/explainDenial", { message: 7 }],
  ["iamVerdict/explainDenial", { message: "x", facts: { "aws:a": 7 } }],
  ["iamVerdict/whoCan", { question: null }],
  ["iamVerdict/convertPolicy", { uri: URI, position: null, part: "policy" }],
  ["initialize", { processId: null, rootUri: null, capabilities: {} }],
];

/** What a client says in another way than others, and means. */
const UNDERSTOOD: readonly (readonly [method: string, params: object])[] = [
  [
    "textDocument/codeAction",
    {
      textDocument: DOCUMENT,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 999 } },
      context: { diagnostics: [], only: null },
    },
  ],
  ["textDocument/completion", { textDocument: DOCUMENT, position: POSITION, context: null }],
  ["textDocument/hover", { textDocument: DOCUMENT, position: { line: 0, character: 1e9 } }],
  ["textDocument/hover", { textDocument: DOCUMENT, position: { line: -1, character: -1 } }],
  ["textDocument/selectionRange", { textDocument: DOCUMENT, positions: [] }],
];

async function withPolicy(use: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startServerHere({}, { assets: "client" });
  server.open("policy.json", POLICY);
  assert.equal((await server.nextDiagnostics("policy.json")).length, 1);
  await use(server);
  const hover = await server.connection.sendRequest("textDocument/hover", {
    textDocument: DOCUMENT,
    position: POSITION,
  });
  assert.ok(hover !== null, "the next hover is not answered");
  assert.doesNotMatch(server.logged.join("\n"), /\n\s+at /, "a stack is in the log");
  await server.stop();
}

describe("a message of another form", () => {
  test("is left out, said once for each method in one line, if it is a notification", () =>
    withPolicy(async (server) => {
      for (const [method, params] of NOTIFICATIONS) await server.connection.sendNotification(method, params);
      await server.connection.sendRequest("textDocument/documentSymbol", { textDocument: DOCUMENT });
      const methods = new Set(NOTIFICATIONS.map(([method]) => method));
      assert.deepEqual(
        server.logged,
        [...methods].map((one) => `The parameters of ${one} are not of the form that it has. It is left out.`),
      );
    }));

  test("is answered with an error if it is a request", () =>
    withPolicy(async (server) => {
      for (const [method, params] of REQUESTS) {
        await assert.rejects(server.connection.sendRequest(method, params), /form that it has|before/, method);
      }
      assert.deepEqual(server.logged, []);
    }));

  test("is understood where a null stands for nothing, or a place outside the text", () =>
    withPolicy(async (server) => {
      for (const [method, params] of UNDERSTOOD) await server.connection.sendRequest(method, params);
      const [first] = UNDERSTOOD;
      const actions = await server.connection.sendRequest<readonly unknown[]>(first?.[0] ?? "", first?.[1]);
      assert.ok(actions.length > 0);
      assert.deepEqual(server.logged, []);
    }));
});

interface Answered {
  /** Methods that a handler sees. */
  readonly taken: readonly string[];
  readonly sent: readonly string[];
}

function send(messages: readonly object[]): Answered {
  const [taken, sent]: [string[], string[]] = [[], []];
  const silent = (): Disposable => ({ dispose: () => undefined });
  const reader: MessageReader = {
    ...{ onError: silent, onClose: silent, onPartialMessage: silent },
    listen(callback) {
      for (const message of messages) callback({ jsonrpc: "2.0", ...message });
      return { dispose: () => undefined };
    },
    dispose: () => undefined,
  };
  const writer: MessageWriter = {
    ...{ onError: silent, onClose: silent },
    write(message) {
      sent.push(JSON.stringify(message));
      return Promise.resolve();
    },
    end: () => undefined,
    dispose: () => undefined,
  };
  gated(reader, writer).listen((message) => taken.push((message as { method?: string }).method ?? "answer"));
  return { taken, sent };
}

const INITIALIZE = { id: 1, method: "initialize", params: { capabilities: {}, workspaceFolders: null } };

describe("before the first request", () => {
  test("nothing is taken but it and the end", () => {
    const { taken, sent } = send([
      { id: 0, method: "textDocument/hover", params: { textDocument: DOCUMENT, position: POSITION } },
      { method: "textDocument/didOpen", params: {} },
      { method: "exit" },
      INITIALIZE,
      { method: "initialized", params: {} },
      { id: 7, result: null },
      { ...INITIALIZE, id: 2 },
    ]);
    assert.deepEqual(taken, ["exit", "initialize", "initialized", "answer"]);
    assert.match(sent[0] ?? "", /"id":0,.*-32002/);
    assert.match(sent[1] ?? "", /logMessage/);
    assert.match(sent[2] ?? "", /"id":2,.*-32600/);
  });

  for (const workspaceFolders of [7, {}, [7, null], [{ uri: 5 }], "x"]) {
    test(`folders that nobody can understand are none: ${JSON.stringify(workspaceFolders)}`, () => {
      const params = { capabilities: {}, workspaceFolders };
      assert.deepEqual(send([{ id: 1, method: "initialize", params }]), { taken: ["initialize"], sent: [] });
    });
  }

  for (const params of [undefined, null, [], {}, { capabilities: null }, { capabilities: 7 }]) {
    test(`a client without capabilities is refused: ${JSON.stringify(params)}`, () => {
      const { taken, sent } = send([{ id: 1, method: "initialize", params }]);
      assert.deepEqual(taken, []);
      assert.match(sent[0] ?? "", /-32602/);
    });
  }
});
