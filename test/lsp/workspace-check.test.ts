/** "Check Workspace" as an editor asks for it: findings of files that nobody opened, kept true from then on. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import {
  type CodeAction,
  CancellationTokenSource,
  type Diagnostic,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  CHECK_WORKSPACE,
  type CheckWorkspaceProgress,
  type CheckWorkspaceResult,
  FILES_CHANGED,
  READ_FILES,
  type ReadFile,
} from "../../server/src/lsp/protocol.ts";
import { ownTime } from "../support/own-time.ts";
import { startServerHere, type TestServer, type TestWorkspace, uriOf } from "../support/language-server.ts";

const RIGHT = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }`;
const WRONG = RIGHT.replace("GetObject", "GetObjekt");
const TERRAFORM = `resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObjekt", Resource = "*" }]
  })
}
`;
const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObjekt
            Resource: "*"
`;

describe("a check of the workspace", () => {
  let server: TestServer | undefined;
  afterEach(() => server?.stop());

  const started = async (workspace: TestWorkspace) => {
    const time = ownTime();
    const running = await startServerHere(workspace, { timing: time });
    server = running;
    return { server: running, time };
  };

  test("finds what is wrong in every kind of file, none of them open", async () => {
    const { server } = await started({
      files: { "a.json": WRONG, "b.json": RIGHT, "main.tf": TERRAFORM, "t.yaml": TEMPLATE, "package.json": "{}" },
    });
    const { summary, policies } = await check(server);
    assert.equal(summary, "3 warnings in 4 policies in 4 files.");
    assert.equal(policies, 4);
    for (const path of ["a.json", "main.tf", "t.yaml"]) {
      assert.deepEqual(codes(await server.nextDiagnostics(path)), ["unknown-action"], path);
    }
  });

  test("a workspace without a policy says how to begin one", async () => {
    const { server } = await started({ files: { "package.json": "{}" } });
    const { summary } = await check(server);
    assert.equal(summary, "No policy was found in this workspace. Run IAM Verdict: New IAM Policy to begin one.");
  });

  test("stays true when files are corrected, made and deleted", async () => {
    const files: Record<string, string> = { "a.json": WRONG, "b.json": WRONG };
    const { server, time } = await started({ files });
    await check(server);
    for (const path of ["a.json", "b.json"]) await server.nextDiagnostics(path);
    files["a.json"] = RIGHT;
    delete files["b.json"];
    files["c.json"] = WRONG;
    await changed(server, ["a.json", "b.json", "c.json"]);
    time.pass(1_000);
    assert.deepEqual(await server.nextDiagnostics("a.json"), []);
    assert.deepEqual(await server.nextDiagnostics("b.json"), []);
    assert.deepEqual(codes(await server.nextDiagnostics("c.json")), ["unknown-action"]);
  });

  test("an open document is shown as it is typed, and as it is on disk once it is closed", async () => {
    const { server, time } = await started({ files: { "a.json": WRONG } });
    await check(server);
    await server.nextDiagnostics("a.json");
    server.open("a.json", RIGHT);
    assert.deepEqual(await server.nextDiagnostics("a.json"), []);
    server.close("a.json");
    // The server has seen the closing once it answers what was asked behind it.
    await server.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: uriOf("a.json") },
      position: { line: 0, character: 0 },
    });
    time.pass(1_000);
    assert.deepEqual(codes(await server.nextDiagnostics("a.json")), ["unknown-action"]);
  });

  test("what was typed and thrown away during the check is not shown of the file", async () => {
    const others = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}.json`, RIGHT]));
    const files: Record<string, string> = { ...others, "z.json": RIGHT };
    const { server, time } = await started({ files });
    server.open("z.json", WRONG);
    assert.deepEqual(codes(await server.nextDiagnostics("z.json")), ["unknown-action"]);
    let isClosed = false;
    server.connection.onNotification("$/progress", () => {
      if (!isClosed) server.close("z.json");
      isClosed = true;
    });
    await check(server);
    assert.ok(isClosed);
    assert.deepEqual(await server.nextDiagnostics("z.json"), []);
    time.pass(1_000);
    // Whatever else was shown would come first.
    files["z.json"] = WRONG.replace("GetObjekt", "PutObjekt");
    await changed(server, ["z.json"]);
    time.pass(1_000);
    const [next] = await server.nextDiagnostics("z.json");
    assert.match(JSON.stringify(next?.message), /PutObjekt/);
  });

  test("says which entries of the workspace file accept nothing any more, and removes them", async () => {
    const suppress = (code: string) => `{ "code": "${code}", "files": "a.json", "reason": "known" }`;
    const config = `{ "suppress": [${suppress("unknown-action")}, ${suppress("dead-entry")}] }`;
    const { server, time } = await started({ files: { "a.json": WRONG, "iam-verdict.json": config } });
    await check(server);
    assert.deepEqual(codes(await server.nextDiagnostics("iam-verdict.json")), ["unused-suppression"]);
    // While it is not known what is accepted, nothing is said.
    server.open("iam-verdict.json", config, "jsonc");
    assert.deepEqual(await server.nextDiagnostics("iam-verdict.json"), []);
    time.pass(1_000);
    const diagnostics = await server.nextDiagnostics("iam-verdict.json");
    assert.deepEqual(codes(diagnostics), ["unused-suppression"]);
    const [fix] = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("iam-verdict.json") },
      range: diagnostics[0]!.range,
      context: { diagnostics },
    });
    assert.ok(fix);
    const left = JSON.parse(fixed(config, fix)) as { suppress: { code: string }[] };
    assert.deepEqual(
      left.suppress.map(({ code }) => code),
      ["unknown-action"],
    );
  });

  test("before it was asked for, a closed document has no findings", async () => {
    const { server, time } = await started({ files: { "a.json": WRONG } });
    server.open("a.json", WRONG);
    assert.deepEqual(codes(await server.nextDiagnostics("a.json")), ["unknown-action"]);
    server.close("a.json");
    assert.deepEqual(await server.nextDiagnostics("a.json"), []);
    await changed(server, ["a.json"]);
    time.pass(1_000);
    await check(server);
    assert.deepEqual(codes(await server.nextDiagnostics("a.json")), ["unknown-action"]);
  });

  test("files that were left out are told of, each at its place", async () => {
    const { server } = await started({
      files: { "a.json": RIGHT, "large.json": "", "secret.json": "", "broken.json": `{ "Statement": [ { "Effect"` },
      answer: (method, usual) =>
        method !== READ_FILES
          ? usual()
          : (usual() as ReadFile[]).map((file) =>
              file.uri === uriOf("large.json")
                ? { uri: file.uri, why: "too-large" }
                : file.uri === uriOf("secret.json")
                  ? { uri: file.uri, why: "unreadable" }
                  : file,
            ),
    });
    const { summary, leftOut } = await check(server);
    assert.equal(summary, "No problem in 1 policy in 1 file. 3 files were left out: the Problems view says why.");
    assert.equal(leftOut, 3);
    assert.match(messages(await server.nextDiagnostics("large.json")), /more than 50 MB\. Split it/);
    assert.match(messages(await server.nextDiagnostics("secret.json")), /Check that you may read it/);
    assert.match(messages(await server.nextDiagnostics("broken.json")), /syntax is broken and none was found/);
  });

  test("copies of modules that Terraform made are left alone", async () => {
    const { server } = await started({ files: { ".terraform/modules/m/main.tf": TERRAFORM, "a.json": RIGHT } });
    assert.equal((await check(server)).summary, "No problem in 1 policy in 1 file.");
  });

  test("accepted findings and severities count as they do in an open document", async () => {
    const { server, time } = await started({
      files: {
        "a.json": WRONG,
        "b.json": WRONG,
        "iam-verdict.json": `{ "severity": { "unknown-action": "error" },
          "suppress": [{ "code": "unknown-action", "files": "a.json", "reason": "known" }] }`,
      },
    });
    assert.equal((await check(server)).summary, "1 error in 2 policies in 2 files.");
    time.pass(1_000);
  });

  test("tells how far it is, and can be stopped", async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p/${index}.json`, WRONG] as const));
    const { server } = await started({ files: many });
    const totals: number[] = [];
    const stop = new CancellationTokenSource();
    server.connection.onNotification("$/progress", ({ value }: { value: CheckWorkspaceProgress }) => {
      totals.push(value.total);
      stop.cancel();
    });
    await assert.rejects(server.connection.sendRequest(CHECK_WORKSPACE, { progress: "t" }, stop.token), /cancelled/);
    assert.equal(totals[0], 40);
    assert.equal((await check(server)).policies, 40);
  });
});

function check(server: TestServer): Promise<CheckWorkspaceResult> {
  return server.connection.sendRequest<CheckWorkspaceResult>(CHECK_WORKSPACE, { progress: "check" });
}

async function changed(server: TestServer, paths: readonly string[]): Promise<void> {
  await server.connection.sendNotification(FILES_CHANGED, { uris: paths.map(uriOf) });
  // The server has seen it once it answers what was asked behind it.
  await server.connection.sendRequest("textDocument/hover", {
    textDocument: { uri: uriOf(paths[0] ?? "") },
    position: { line: 0, character: 0 },
  });
}

function codes(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

function messages(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ message }) => (typeof message === "string" ? message : message.value)).join();
}

/** The text with the edits of an action that changes one file. */
function fixed(text: string, { edit }: CodeAction): string {
  const document = TextDocument.create("", "json", 0, text);
  const [ofDocument] = edit?.documentChanges ?? [];
  const edits =
    ofDocument !== undefined && "edits" in ofDocument ? ofDocument.edits : Object.values(edit?.changes ?? {})[0];
  return TextDocument.applyEdits(document, (edits ?? []) as TextEdit[]);
}
