/** The colours of policies over the protocol: of a whole document, of what is in view, and what changed since. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type SemanticTokens, type SemanticTokensDelta } from "vscode-languageserver-protocol/node";
import { PAUSE_MS } from "../../server/src/lsp/typed-places.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { TOKEN_LEGEND } from "../../server/src/lsp/features/semantic-tokens.ts";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::home/\${aws:username}/*" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/k", "arn:aws:sqs:*:*:q"] }
  ]
}
`;
const TERRAFORM = `resource "aws_iam_policy" "p" {
  name   = "all-*"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "arn:aws:s3:::home/$\${aws:username}/k" }]
  })
}
`;
const YAML = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::home/\${aws:username}/k" }]
`;

const IN_POLICY = [
  "unknownAction.misspelled GetObjekt",
  "policyVariable ${aws:username}",
  "wildcard *",
  "deadEntry arn:aws:sqs:*:*:q",
];

/** Each token as `type.modifier text`. */
function drawn(text: string, { data }: Pick<SemanticTokens, "data">): readonly string[] {
  const lines = text.split(/\r?\n/);
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [lines_ = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(5 * index, 5 * index + 5);
    character = lines_ > 0 ? characters : character + characters;
    line += lines_;
    const name = [
      TOKEN_LEGEND.tokenTypes[type],
      ...TOKEN_LEGEND.tokenModifiers.filter((_one, at) => modifiers & (1 << at)),
    ];
    return `${name.join(".")} ${lines[line]?.slice(character, character + length) ?? ""}`;
  });
}

describe("semantic tokens", () => {
  let server: TestServer;
  let refreshes = 0;
  let clock = 0;
  const waiting: (() => void)[] = [];

  before(async () => {
    const time = {
      now: () => clock,
      after: (_milliseconds: number, callback: () => void) => {
        waiting.push(callback);
        return () => undefined;
      },
    };
    server = await startServerHere({ refreshesTokens: true }, { timing: time });
    server.connection.onRequest("workspace/semanticTokens/refresh", () => {
      refreshes++;
      return null;
    });
  });
  after(() => server.stop());

  const ask = <Answer>(path: string, method: string, more: object = {}): Promise<Answer> =>
    server.connection.sendRequest<Answer>(method, { textDocument: { uri: uriOf(path) }, ...more });
  const full = (path: string): Promise<SemanticTokens | null> => ask(path, "textDocument/semanticTokens/full");

  const documents: readonly (readonly [path: string, language: string, text: string, tokens: readonly string[]])[] = [
    ["a.json", "json", POLICY, IN_POLICY],
    ["b.jsonc", "jsonc", `// A comment.\n${POLICY}`, IN_POLICY],
    ["c.json", "iam-policy", POLICY.replaceAll("\n", "\r\n"), IN_POLICY],
    ["main.tf", "terraform", TERRAFORM, ["wildcard *", "policyVariable $${aws:username}"]],
    ["t.yaml", "yaml", YAML, ["wildcard *", "policyVariable ${aws:username}"]],
  ];
  for (const [path, language, text, tokens] of documents) {
    test(`of a document in ${language}`, async () => {
      server.open(path, text, language);
      const answer = await full(path);
      assert.ok(answer);
      assert.deepEqual(drawn(text, answer), tokens);
    });
  }

  test("of what is in view", async () => {
    server.open("view.json", POLICY);
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 10 } };
    const answer = await ask<SemanticTokens | null>("view.json", "textDocument/semanticTokens/range", { range });
    assert.deepEqual(answer && drawn(POLICY, answer), IN_POLICY.slice(3));
  });

  test("are none where no policy is, so that others are asked", async () => {
    server.open("package.json", '{ "files": ["*"] }');
    assert.equal(await full("package.json"), null);
  });

  test("after an edit are the difference to the last answer, or all where that is not known", async () => {
    const path = "delta.json";
    server.open(path, POLICY);
    const first = await full(path);
    assert.ok(first?.resultId);
    server.change(path, POLICY.replace("/*", "/k"));
    const askDelta = (previousResultId: string): Promise<SemanticTokens | SemanticTokensDelta | null> =>
      ask(path, "textDocument/semanticTokens/full/delta", { previousResultId });
    const delta = await askDelta(first.resultId);
    assert.ok(delta && "edits" in delta, JSON.stringify(delta));
    const data = [...first.data];
    for (const { start, deleteCount, data: put } of [...delta.edits].reverse()) {
      data.splice(start, deleteCount, ...(put ?? []));
    }
    const now = await full(path);
    assert.deepEqual(data, now?.data);
    const unknown = await askDelta("nothing that was given");
    assert.ok(unknown && "data" in unknown);
    assert.deepEqual(unknown.data, now?.data);
  });

  test("leave out an unknown action while it is typed, and come back when that pauses", async () => {
    const path = "typed.json";
    server.open(path, POLICY);
    await full(path);
    const typed = POLICY.replace("GetObjekt", "GetObjek");
    server.change(path, typed);
    waiting.splice(0);
    const whileTyped = await full(path);
    assert.deepEqual(whileTyped && drawn(typed, whileTyped), IN_POLICY.slice(1));
    clock += PAUSE_MS + 1;
    const before = refreshes;
    for (const callback of waiting.splice(0)) callback();
    const later = await full(path);
    assert.deepEqual(later && drawn(typed, later)[0], "unknownAction GetObjek");
    assert.ok(refreshes > before);
  });
});
