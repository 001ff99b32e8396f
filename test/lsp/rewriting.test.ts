/** Policies in other forms, in fewer characters and in several files, over the protocol. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type CodeAction, type TextDocumentEdit, type WorkspaceEdit } from "vscode-languageserver-protocol/node";
import {
  CONVERT_POLICY,
  type ConvertPolicyResult,
  FIT_POLICY,
  type FitPolicyResult,
  NEEDED_PERMISSIONS,
  type NeededPermissionsResult,
} from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { policyOf } from "../support/sized-policies.ts";

const ALIKE = `{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*" },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }
] }`;

const CONFIG = `{ "policies": [{ "files": "long.json", "kind": "identity", "attachedTo": ["arn:aws:iam::111122223333:role/r"] }] }`;

describe("the language server", () => {
  let server: TestServer;

  before(async () => {
    const files = { "iam-verdict.json": CONFIG, "long-2.json": ALIKE };
    server = await startServerHere({ files });
    server.open("alike.json", ALIKE);
    server.open("long.json", policyOf(30_000));
    server.open("none.json", "{}");
  });
  after(() => server.stop());

  const start = { line: 0, character: 0 };
  const fit = (path: string, how: "shrink" | "split"): Promise<FitPolicyResult> =>
    server.connection.sendRequest<FitPolicyResult>(FIT_POLICY, { uri: uriOf(path), position: start, how });

  test("lists the forms of a policy, and writes it in one", async () => {
    const params = { uri: uriOf("alike.json"), position: { line: 1, character: 5 }, part: "statement" };
    const forms = await server.connection.sendRequest<ConvertPolicyResult>(CONVERT_POLICY, params);
    assert.ok("forms" in forms && forms.hasStatement && forms.forms.length > 5);
    const written = await server.connection.sendRequest<ConvertPolicyResult>(CONVERT_POLICY, {
      ...params,
      form: "terraform",
    });
    assert.match("text" in written ? written.text : "", /^statement \{/);
  });

  test("shrinks a policy by an edit of its file", async () => {
    const made = await fit("alike.json", "shrink");
    assert.ok("message" in made, JSON.stringify(made));
    assert.match(made.message, /^From 184 to 132 of .* merged 1 statement into others/);
    const [edit] = ((made.edit as WorkspaceEdit).documentChanges ?? []) as readonly TextDocumentEdit[];
    assert.equal(edit?.textDocument.uri, uriOf("alike.json"));
    assert.match(JSON.stringify(edit.edits), /arn:aws:s3:::b/);
  });

  test("splits a policy into files whose names are free, and says what they are in the workspace file", async () => {
    const made = await fit("long.json", "split");
    assert.ok("message" in made, JSON.stringify(made));
    const changes = (made.edit as WorkspaceEdit).documentChanges ?? [];
    const created = changes.flatMap((change) => ("kind" in change && change.kind === "create" ? [change.uri] : []));
    assert.deepEqual(
      created.slice(0, 2),
      ["long-3.json", "long-4.json"].map((path) => uriOf(path)),
    );
    const config = changes.find((one) => "edits" in one && one.textDocument.uri === uriOf("iam-verdict.json"));
    assert.match(JSON.stringify(config), /long-3\.json.*role\/r/);
  });

  test("says why where it cannot be done", async () => {
    assert.deepEqual(await fit("none.json", "shrink"), {
      problem: "There is no policy here. Put the cursor in one.",
    });
    const short = await fit("alike.json", "split");
    assert.match("problem" in short ? short.problem : "", /need not be split/);
  });

  test("adds what a command needs behind the statement at the cursor, or gives a whole policy", async () => {
    const ask = (question: string, path?: string): Promise<NeededPermissionsResult> => {
      const place = path === undefined ? undefined : { uri: uriOf(path), position: { line: 1, character: 5 } };
      return server.connection.sendRequest<NeededPermissionsResult>(NEEDED_PERMISSIONS, { question, place });
    };
    const made = await ask("aws s3 rm s3://data/x", "alike.json");
    assert.ok("message" in made, JSON.stringify(made));
    const [edit] = ((made.edit as WorkspaceEdit).documentChanges ?? []) as readonly TextDocumentEdit[];
    assert.deepEqual(edit?.edits[0]?.range.start.line, 1);
    assert.match(JSON.stringify(edit.edits), /s3:DeleteObject.*arn:aws:s3:::data\/x/);
    const whole = await ask("aws s3 rm s3://data/x");
    assert.ok("policy" in whole && whole.edit === undefined);
    assert.match(whole.policy, /"Version": "2012-10-17"/);
    assert.deepEqual(Object.keys(await ask("lambda deploy")), ["problem"]);
  });

  test("offers both where a policy is too long", async () => {
    const range = { start: { line: 2, character: 3 }, end: { line: 2, character: 3 } };
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("long.json") },
      range,
      context: { diagnostics: [], only: ["quickfix"] },
    });
    assert.deepEqual(
      actions.flatMap(({ command }) => command?.command ?? []),
      ["iamVerdict.shrinkPolicy", "iamVerdict.splitPolicy"],
    );
  });
});
