/** The policies that AWS manages, over the protocol: also where the server has no files of its own. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type CompletionItem,
  type CompletionList,
  type Hover,
  type Location,
  type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import {
  MANAGED_POLICIES,
  MANAGED_POLICY_TEXT,
  type ManagedPolicyTextResult,
  type ManagedPolicyView,
} from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const MAIN = `resource "aws_iam_role_policy_attachment" "read" {
  role       = "app"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
`;
const AT = { textDocument: { uri: uriOf("main.tf") }, position: { line: 2, character: 50 } };

for (const assets of ["own", "client"] as const) {
  describe(`with ${assets === "own" ? "files of its own" : "what the client sends, as in a browser"}, the server`, () => {
    let server: TestServer;

    before(async () => {
      server = await startServerHere({ files: { "main.tf": MAIN } }, { assets });
      server.open("main.tf", MAIN, "terraform");
    });
    after(() => server.stop());

    test("completes a name, and says what the policy is", async () => {
      const list = await server.connection.sendRequest<CompletionList>("textDocument/completion", AT);
      const item = list.items.find(({ label }) => label === "AmazonS3ReadOnlyAccess");
      assert.ok(item);
      assert.ok(list.isIncomplete);
      const resolved = await server.connection.sendRequest<CompletionItem>("completionItem/resolve", item);
      assert.match(JSON.stringify(resolved.documentation), /A policy that AWS manages, version v3 of 20/);
    });

    test("hovers over it", async () => {
      const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", AT);
      assert.match(JSON.stringify(hover?.contents), /Allows \d+ actions/);
    });

    test("leads to its text, which has no findings", async () => {
      const [place] = await server.connection.sendRequest<Location[]>("textDocument/definition", AT);
      assert.equal(place?.uri, "iam-verdict-aws:/AmazonS3ReadOnlyAccess.json");
      const read = await server.connection.sendRequest<ManagedPolicyTextResult>(MANAGED_POLICY_TEXT, {
        name: "AmazonS3ReadOnlyAccess",
      });
      assert.match(read.text, /^\{\n  "Version": "2012-10-17",\n  "Statement": \[\n/);
      const asked = { place: { uri: AT.textDocument.uri, position: AT.position } };
      assert.deepEqual(await server.connection.sendRequest(MANAGED_POLICY_TEXT, asked), read);
      assert.equal(await server.connection.sendRequest(MANAGED_POLICY_TEXT, { name: "Unheard" }), null);
    });

    test("lists them all", async () => {
      const all = await server.connection.sendRequest<readonly ManagedPolicyView[]>(MANAGED_POLICIES, {});
      assert.equal(all.length, assets === "own" ? 1594 : 3);
    });
  });
}

test("a text of AWS has no findings; the same text elsewhere has", async () => {
  const server = await startServerHere({});
  const text =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:Gett", "Resource": "*" }] }';
  const found: string[] = [];
  server.connection.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      if (diagnostics.length > 0) found.push(uri);
    },
  );
  for (const uri of ["iam-verdict-aws:/Own.json", uriOf("own.json")]) {
    await server.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "json", version: 1, text },
    });
  }
  for (let turn = 0; turn < 200 && found.length === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(found, [uriOf("own.json")]);
  await server.stop();
});
