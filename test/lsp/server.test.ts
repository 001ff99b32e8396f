/** The server as an editor meets it: forked, initialized, asked, shut down. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionTriggerKind,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type Range,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import {
  CHECK_FACT,
  type CheckFactParams,
  type CheckFactResult,
  DOCUMENT_STATUS,
  type DocumentStatus,
  EXPLAIN_DENIAL,
  type ExplainDenialResult,
  FILES_CHANGED,
  FIRST_LOOK,
  type FirstLookResult,
  type FixEditView,
  NEW_POLICIES,
  type NewPolicyKindView,
} from "../../server/src/lsp/protocol.ts";
import {
  buildServer,
  type ForkedServer,
  residentMegabytes,
  startServer,
  startServerHere,
  uriOf,
} from "../support/language-server.ts";

const WRONG = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObjekt",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    }
  ]
}
`;
const RIGHT = WRONG.replace("GetObjekt", "GetObject");

const SCP = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "KeepReports", "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`;

const MESSAGE =
  "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:DeleteObject on resource: " +
  '"arn:aws:s3:::reports/2026.csv" with an explicit deny in a service control policy';

function positionOf(text: string, word: string): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length - 1, character: (before.at(-1) ?? "").length + 1 };
}

function rangeOf(text: string, word: string): Range {
  const { line, character } = positionOf(text, word);
  return { start: { line, character: character - 1 }, end: { line, character: character - 1 + word.length } };
}

/** The text after edits that do not overlap, the last first. */
function edited(text: string, edits: readonly FixEditView[]): string {
  const lines = text.split("\n");
  const offsetAt = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).join("\n").length + (line === 0 ? 0 : 1) + character;
  return [...edits]
    .sort((a, b) => offsetAt(b.range.start) - offsetAt(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offsetAt(range.start)) + newText + now.slice(offsetAt(range.end)),
      text,
    );
}

/** Severity, the text underlined, and the first sentence, without what follows a comma or full stop. */
function toldIn(text: string, diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ severity, range, message }) => [
    severity,
    text.slice(range.start.character, range.end.character),
    /^.*?(?=\. |, so )/.exec(typeof message === "string" ? message : message.value)?.[0],
  ]);
}

describe("the language server", () => {
  let server: ForkedServer;

  before(async () => {
    server = await startServer(await buildServer(), {
      files: { "scp/guard.json": SCP, "notes.json": "{}", "gone.json": "[1]" },
    });
  });
  after(() => server.stop());

  test("underlines a wrong action, with its code and page", async () => {
    server.open("policy.json", WRONG);
    const [diagnostic, ...others] = await server.nextDiagnostics("policy.json");
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, "unknown-action");
    assert.equal(diagnostic.source, "IAM Verdict");
    assert.equal(diagnostic.range.start.line, 5);
    assert.equal(diagnostic.codeDescription?.href, "file:///extension/docs/checks/unknown-action.md");
  });

  test("offers the nearest action as a quick fix, and falls silent once it is applied", async () => {
    const cursor = positionOf(WRONG, "GetObjekt");
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("policy.json") },
      range: { start: cursor, end: cursor },
      context: { diagnostics: [] },
    });
    // The edit says of which version it is, so that it is not applied to another.
    assert.deepEqual(actions[0]?.edit?.documentChanges, [
      {
        textDocument: { uri: uriOf("policy.json"), version: 1 },
        edits: [{ range: rangeOf(WRONG, "GetObjekt"), newText: "GetObject" }],
      },
    ]);
    server.change("policy.json", RIGHT);
    assert.deepEqual(await server.nextDiagnostics("policy.json"), []);
  });

  test("fixes all findings of a kind once that is chosen, and all that are sure when it is asked for by name", async () => {
    const several = WRONG.replace('"s3:GetObjekt"', '["s3:GetObjekt", "s3:PutObjekt"]');
    server.open("several.json", several);
    await server.nextDiagnostics("several.json");
    const cursor = positionOf(several, "GetObjekt");
    const ask = (only: string): Promise<CodeAction[]> =>
      server.connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri: uriOf("several.json") },
        range: { start: cursor, end: cursor },
        context: { diagnostics: [], only: [only] },
      });
    const ofKind = (await ask("quickfix")).find(({ title }) => title.startsWith("Fix all"));
    assert.equal(ofKind?.title, "Fix all 2 findings of 'unknown-action' in this file");
    const resolved = await server.connection.sendRequest<CodeAction>("codeAction/resolve", ofKind);
    const [all, ...others] = await ask("source.fixAll");
    assert.deepEqual(others, []);
    assert.deepEqual(all?.edit, resolved.edit);
    assert.match(JSON.stringify(resolved.edit), /"newText":"ct\\", \\"s3:PutObjec"/);
    // Opened again, its versions begin at 1 again: what was offered was for another text.
    server.close("several.json");
    server.open("several.json", several.replace("Allow", "Deny"));
    const late = await server.connection.sendRequest<CodeAction>("codeAction/resolve", ofKind);
    assert.equal(late.edit, undefined);
  });

  test("writes what is accepted into a new workspace file", async () => {
    const cursor = positionOf(WRONG, "GetObjekt");
    server.open("accepted.json", WRONG);
    await server.nextDiagnostics("accepted.json");
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("accepted.json") },
      range: { start: cursor, end: cursor },
      context: { diagnostics: [], only: ["quickfix"] },
    });
    const accept = actions.find(({ title }) => title.startsWith("Accept 'unknown-action' here"));
    const [made, filled] = accept?.edit?.documentChanges ?? [];
    assert.deepEqual(made, { kind: "create", uri: uriOf("iam-verdict.json") });
    const [written] = filled !== undefined && "edits" in filled ? filled.edits : [];
    assert.deepEqual(JSON.parse((written as TextEdit | undefined)?.newText ?? ""), {
      suppress: [{ code: "unknown-action", files: "accepted.json", statement: "1", reason: "" }],
    });
  });

  test("writes what a policy is into the workspace file, where its path says another kind", async () => {
    const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }`;
    const cursor = positionOf(text, "Statement");
    server.open("trust-policy.json", text);
    await server.nextDiagnostics("trust-policy.json");
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("trust-policy.json") },
      range: { start: cursor, end: cursor },
      context: { diagnostics: [], only: ["quickfix"] },
    });
    const named = actions.filter(({ title }) => title.startsWith("Say in iam-verdict.json"));
    assert.deepEqual(
      named.map(({ title }) => title),
      ["Say in iam-verdict.json that the kind of this policy is 'identity'"],
    );
    const [, filled] = named[0]?.edit?.documentChanges ?? [];
    const [written] = filled !== undefined && "edits" in filled ? filled.edits : [];
    assert.deepEqual(JSON.parse((written as TextEdit | undefined)?.newText ?? ""), {
      policies: [{ files: "trust-policy.json", kind: "identity" }],
    });
  });

  test("offers other wordings when it is asked for them, not with every move of the cursor", async () => {
    const cursor = positionOf(RIGHT, "arn:aws");
    const ask = (context: Partial<CodeActionContext>): Promise<CodeAction[]> =>
      server.connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri: uriOf("policy.json") },
        range: { start: cursor, end: cursor },
        context: { diagnostics: [], ...context },
      });
    const titles = (await ask({ only: ["refactor.rewrite"] })).map(({ title }) => title);
    assert.deepEqual(titles, ["Write 'Resource' as a list", "Add the Sid 'AllowS3GetObject'"]);
    assert.deepEqual(await ask({ triggerKind: CodeActionTriggerKind.Automatic }), []);
  });

  test("explains a Condition on hover", async () => {
    const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: uriOf("policy.json") },
      position: positionOf(RIGHT, "Condition"),
    });
    assert.match(JSON.stringify(hover?.contents), /aws:SecureTransport/);
  });

  test("shows a request that matches on hover over a statement's effect", async () => {
    const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: uriOf("policy.json") },
      position: positionOf(RIGHT, "Allow"),
    });
    assert.match(JSON.stringify(hover?.contents), /A request that matches:[^]*s3:GetObject[^]*arn:aws:s3:::reports\//);
  });

  test("has a policy to begin with for every kind, with the places to fill in", async () => {
    const kinds = await server.connection.sendRequest<readonly NewPolicyKindView[]>(NEW_POLICIES, {});
    assert.deepEqual(
      kinds.map(({ name, starts }) => [name, starts.length]),
      [
        ["Identity policy", 2],
        ["Resource policy", 6],
        ["Role trust policy", 4],
        ["Service control policy (SCP)", 1],
        ["Resource control policy (RCP)", 1],
        ["Permissions boundary", 1],
        ["Session policy", 1],
        ["VPC endpoint policy", 1],
        ["AWS IoT Core policy", 1],
      ],
    );
    const bucket = kinds[1]?.starts[0]?.snippet ?? "";
    // The bucket's name is asked for once, and stands at both places.
    assert.equal(bucket.match(/\$\{1:amzn-s3-demo-bucket\}/g)?.length, 2);
    assert.match(bucket, /^\{\n\t"Version"/);
  });

  test("says at a glance how many policies a document holds, and how old the data is", async () => {
    const uri = uriOf("policy.json");
    const status = await server.connection.sendRequest<DocumentStatus>(DOCUMENT_STATUS, { uri });
    assert.equal(status.policies, 1);
    assert.match(status.dataDate, /^\d{4}-\d\d-\d\d$/);
    assert.equal(await server.connection.sendRequest(DOCUMENT_STATUS, { uri: uriOf("not-open.json") }), null);
  });

  test("fades a statement that never matches", async () => {
    server.open("dead.json", RIGHT.replace(`"true"`, `"never"`));
    const [finding, faded] = await server.nextDiagnostics("dead.json");
    assert.equal(finding?.code, "impossible-value");
    assert.deepEqual(faded?.tags, [1]);
    assert.ok(faded.range.start.line < finding.range.start.line);
  });

  test("completes actions", async () => {
    const typed = RIGHT.replace("s3:GetObject", "s3:GetObjectT");
    server.open("typing.json", typed);
    const list = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
      textDocument: { uri: uriOf("typing.json") },
      position: { ...positionOf(typed, "s3:GetObjectT"), character: positionOf(typed, "s3:GetObjectT").character + 12 },
    });
    assert.ok(list?.items.some(({ label }) => label.includes("GetObjectTagging")));
  });

  test("explains a denial from the workspace, with a link to the statement", async () => {
    const params = { message: MESSAGE, facts: {} };
    const result = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params);
    assert.equal(result.verdict, "explained");
    assert.match(result.text, /^Denied by a service control policy[^]*scp\/guard\.json:4/);
    assert.equal(result.links[0]?.uri, uriOf("scp/guard.json"));
    assert.equal(result.links[0].range.start.line, 3);
    assert.equal(result.culprits, 1);
    const [denial] = result.denials;
    assert.equal(denial?.culprits[0]?.link, 0);
    assert.equal(denial.path.steps.find(({ label }) => label === "SCP")?.state, "blocked");
    assert.match(result.markdown, /^# Denied by a service control policy/);
  });

  test("says what a policy is attached to in a workspace file that is to be made, and explains by it", async () => {
    const explainAgain = (): Promise<ExplainDenialResult> =>
      server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, { message: MESSAGE, facts: {} });
    const result = await explainAgain();
    const fix = result.denials[0]?.fixes.find(({ isOfPolicy }) => !isOfPolicy);
    const file = result.fixFiles[fix?.edits[0]?.file ?? -1];
    assert.deepEqual(file, { uri: uriOf("iam-verdict.json"), path: "iam-verdict.json" });
    server.open("iam-verdict.json", edited("", fix?.edits ?? []));
    const after = await explainAgain();
    assert.doesNotMatch(after.text, /nothing here says/);
    assert.ok(after.denials[0]?.fixes.every(({ isOfPolicy }) => isOfPolicy));
    server.change("iam-verdict.json", "{}");
  });

  test("gives fixes as edits of the text it was made from, and counts what is typed but not saved", async () => {
    const explainAgain = (): Promise<ExplainDenialResult> =>
      server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, { message: MESSAGE, facts: {} });
    const result = await explainAgain();
    const fix = result.denials[0]?.fixes.find(({ edits }) => edits.length > 0);
    assert.ok(fix);
    const file = result.fixFiles[fix.edits[0]?.file ?? -1];
    assert.deepEqual(file, { uri: uriOf("scp/guard.json"), path: "scp/guard.json", text: SCP });
    server.open("scp/guard.json", edited(SCP, fix.edits));
    const after = await explainAgain();
    assert.deepEqual(after.denials[0]?.culprits, []);
    assert.match(
      after.denials[0].afterFix.title.map(({ text }) => text).join(""),
      /here no longer denies it|now allow it/,
    );
  });

  test("drafts a workspace file, but not beside one", async () => {
    const workspace = await startServerHere({ files: { "scp/guard.json": SCP, "notes.json": "{}" } });
    const found = await workspace.connection.sendRequest<FirstLookResult>(FIRST_LOOK, {});
    assert.deepEqual(found.existing, []);
    assert.equal(found.draft?.uri, uriOf("iam-verdict.json"));
    assert.match(found.draft.text, /"files": "scp\/guard\.json", "kind": "scp"/);
    workspace.open("iam-verdict.json", found.draft.text);
    const again = await workspace.connection.sendRequest<FirstLookResult>(FIRST_LOOK, {});
    assert.deepEqual(again, { existing: [uriOf("iam-verdict.json")] });
    await workspace.stop();
  });

  test("asks for a folder first where none is open, and of no text that is no denial", async () => {
    const workspace = await startServerHere({ folders: [] });
    const wordsOf = async (message: string): Promise<readonly string[]> => {
      const params = { message, facts: {} };
      const result = await workspace.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params);
      return result.denials[0]?.next.map(({ words }) => words.map(({ text }) => text).join("")) ?? [];
    };
    assert.match((await wordsOf(MESSAGE))[0] ?? "", /^No folder is open, .* Open the folder that has them/);
    assert.doesNotMatch((await wordsOf("TypeError: x is undefined")).join(" "), /folder/);
    await workspace.stop();
  });

  test("says whether a fact can be told", async () => {
    const check = (params: CheckFactParams): Promise<CheckFactResult> =>
      server.connection.sendRequest<CheckFactResult>(CHECK_FACT, params);
    assert.equal((await check({ key: "aws:SourceIp", value: "203.0.113.7" })).problem, undefined);
    assert.match((await check({ key: "aws:SourceIp", value: "here" })).problem ?? "", /one IP address/);
  });

  test("calls a message that is no denial just that", async () => {
    const params = { message: "TypeError: x is undefined", facts: {} };
    const result = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params);
    assert.equal(result.verdict, "not-a-denial");
    assert.deepEqual(result.links, []);
  });

  test("survives files that changed, broke or are gone", async () => {
    await server.connection.sendNotification(FILES_CHANGED, { uris: [uriOf("gone.json"), uriOf("never-was.json")] });
    server.open("broken.json", WRONG.slice(0, 150));
    server.open("deep.json", "[".repeat(10_000));
    server.open("list.json", `{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allo", "__proto__": 1 } ] }`);
    assert.notDeepEqual(await server.nextDiagnostics("list.json"), []);
  });

  test("says nothing of JSON that is no policy", async () => {
    server.open("package.json", `{ "name": "Statement", "Effect": "Allow" }`);
    server.open("other.json", WRONG);
    // Documents are looked at in the order they were opened: the second one's findings mean the first has had its turn.
    assert.equal((await server.nextDiagnostics("other.json")).length, 1);
  });

  test("keeps below 150 MB", () => {
    const megabytes = residentMegabytes(server.process.pid ?? 0);
    assert.ok(megabytes === undefined || megabytes < 150, `${megabytes} MB`);
  });
});

describe("settings and the workspace file", () => {
  const START = {
    files: { "iam-verdict.json": `{ "policies": [{ "files": "guard.json", "kind": "scp" }] }`, "guard.json": "{}" },
  };
  const PRINCIPAL_IN_SCP = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "*" }]
}`;

  test("the workspace file says what kind a policy is", async () => {
    const server = await startServerHere(START);
    server.open("guard.json", PRINCIPAL_IN_SCP);
    const [diagnostic] = await server.nextDiagnostics("guard.json");
    assert.match(JSON.stringify(diagnostic), /Principal/);
    await server.stop();
  });

  test("mistakes in the workspace file are underlined there, open or not", async () => {
    const closed = `{ "policies": [{ "files": "guard.json", "kind": "bucket" }, { "files": "gone.json" }] }`;
    const server = await startServerHere({
      files: { "iam-verdict.json": closed, "guard.json": "{}", "team/iam-verdict.json": "{ no JSON }" },
    });
    assert.deepEqual(toldIn(closed, await server.nextDiagnostics("iam-verdict.json")), [
      [2, '"bucket"', "'bucket' is not a kind of policy"],
      [3, '"gone.json"', "No file here matches 'gone.json'"],
    ]);
    assert.match(JSON.stringify(await server.nextDiagnostics("team/iam-verdict.json")), /not valid JSON/);

    // VS Code's own JSON support tells what is wrong with the JSON of an open file.
    const open = `{ "severity": { "unknown-acton": "off" }, `;
    server.open("iam-verdict.json", open);
    assert.deepEqual(toldIn(open, await server.nextDiagnostics("iam-verdict.json")), [
      [2, '"unknown-acton"', "No check has the code 'unknown-acton'"],
    ]);
    server.change("iam-verdict.json", "{}");
    assert.deepEqual(await server.nextDiagnostics("iam-verdict.json"), []);
    await server.stop();
  });

  test("a workspace file that the client does not list counts while it is open", async () => {
    const server = await startServerHere({ files: {} });
    server.open("iam-verdict.json", `{ "severity": { "unknown-action": "hint" } }`);
    server.open("policy.json", WRONG);
    assert.equal((await server.nextDiagnostics("policy.json"))[0]?.severity, 4);
    await server.stop();
  });

  test("mistakes in settings go to the output, and into one notification", async () => {
    const settings = { policies: [{ file: "a.json" }], severity: { "unknown-acton": "off", "unknown-action": "hint" } };
    const server = await startServerHere({ settings });
    server.open("a.json", WRONG);
    server.open("b.json", WRONG);
    assert.equal((await server.nextDiagnostics("a.json"))[0]?.severity, 4);
    await server.nextDiagnostics("b.json");
    const lines = [
      "iamVerdict.policies: 'file' is not a name that is known here. Did you mean 'files'?",
      "iamVerdict.severity: No check has the code 'unknown-acton'. Did you mean 'unknown-action'?",
    ];
    assert.deepEqual(server.logged, lines);
    assert.deepEqual(server.notified, [
      `A setting cannot be used. ${lines[0]} The output of IAM Verdict lists 1 more.`,
    ]);
    await server.stop();
  });

  test("a check can be turned off", async () => {
    const settings = { severity: { "unknown-action": "off" } };
    const server = await startServerHere({ settings });
    server.open("off.json", WRONG);
    server.open("on.json", WRONG.replace("2012-10-17", "2012-10-18"));
    assert.deepEqual(
      (await server.nextDiagnostics("on.json")).map(({ code }) => code),
      ["invalid-version"],
    );
    await server.stop();
  });

  test("the workspace file says which boundary limits an Allow", async () => {
    const role = "arn:aws:iam::111122223333:role/app";
    const config = {
      policies: [
        { files: "app.json", kind: "identity", attachedTo: [role] },
        { files: "limit.json", kind: "boundary", attachedTo: [role] },
      ],
    };
    const limit = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }] }`;
    const server = await startServerHere({
      files: { "iam-verdict.json": JSON.stringify(config), "limit.json": limit, "app.json": RIGHT },
    });
    server.open("app.json", RIGHT);
    const [diagnostic] = await server.nextDiagnostics("app.json");
    assert.equal(diagnostic?.code, "outside-boundary");
    await server.stop();
  });
});
