/** Markdown in the editor: silent until its setting is on, and then with hovers and findings and nothing else. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type CodeAction,
  type CompletionList,
  type DocumentSymbol,
  type Hover,
} from "vscode-languageserver-protocol/node";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const TEXT = `# Policies

\`\`\`json
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*", "Principal": "" }
  ]
}
\`\`\`
`;
const ACTION = { line: 6, character: 40 };

async function withServer(markdown: boolean, use: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startServerHere({ files: { "README.md": TEXT }, settings: { markdown } });
  try {
    server.open("README.md", TEXT, "markdown");
    await use(server);
  } finally {
    await server.stop();
  }
}

const at = { textDocument: { uri: uriOf("README.md") }, position: ACTION };

describe("Markdown in the language server", () => {
  test("is not read unless the setting is on", () =>
    withServer(false, async (server) => {
      // Of what is not read, nothing is published.
      assert.equal(await server.connection.sendRequest<Hover | null>("textDocument/hover", at), null);
    }));

  test("has findings as information, and hovers, where it is on", () =>
    withServer(true, async (server) => {
      const found = await server.nextDiagnostics("README.md");
      assert.ok(found.some(({ code, range }) => code === "unknown-action" && range.start.line === 6));
      assert.ok(found.every(({ severity }) => severity === 3 || severity === 4));
      assert.match(
        JSON.stringify(await server.connection.sendRequest<Hover | null>("textDocument/hover", at)),
        /GetObjekt/,
      );
    }));

  test("has nothing else: its outline, completion and quick fixes are those of others", () =>
    withServer(true, async (server) => {
      const { textDocument } = at;
      const range = { start: ACTION, end: ACTION };
      const symbols = server.connection.sendRequest<DocumentSymbol[] | null>("textDocument/documentSymbol", {
        textDocument,
      });
      const items = server.connection.sendRequest<CompletionList | null>("textDocument/completion", at);
      const actions = server.connection.sendRequest<CodeAction[] | null>("textDocument/codeAction", {
        textDocument,
        range,
        context: { diagnostics: [] },
      });
      assert.deepEqual(await Promise.all([symbols, items, actions]), [null, null, null]);
    }));
});
