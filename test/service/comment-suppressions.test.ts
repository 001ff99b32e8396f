import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { suppressionsIn } from "../../server/src/service/comment-suppressions.ts";
import { findingsOfCases } from "../support/planted-cases.ts";
import { lengthOf } from "../support/searching.ts";

const hcl = (above: string, inside = ""): string => `data "aws_iam_policy_document" "d" {
  ${above}
  statement {
    ${inside}
    actions   = ["s3:GetObjects"]
    resources = ["*"]
  }
}
`;
const DISABLE = "iam-verdict-disable-next-line";

describe("a comment accepts what is found in the next line", () => {
  const findingsIn = findingsOfCases();
  const codesIn = async (name: string, path: string, text: string): Promise<readonly string[]> =>
    (await findingsIn({ about: [name], files: new Map([[path, text]]) })).map(({ code }) => code);

  test("in Terraform", async () => {
    assert.deepEqual(await codesIn("none", "main.tf", hcl("")), ["unknown-action"]);
    assert.deepEqual(await codesIn("line", "main.tf", hcl("", `# ${DISABLE} unknown-action -- an old name`)), []);
    assert.deepEqual(await codesIn("slashes", "main.tf", hcl("", `// ${DISABLE} dead-entry, unknown-action`)), []);
  });

  test("and in the whole of a statement that begins there, below other comments", async () => {
    assert.deepEqual(await codesIn("statement", "main.tf", hcl(`# ${DISABLE} unknown-action\n  # More.`)), []);
  });

  test("in YAML, and in JSON with comments", async () => {
    const yaml = (comment: string): string => `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          ${comment}
          - {Effect: Allow, Action: "s3:GetObjects", Resource: "*"}
`;
    assert.deepEqual(await codesIn("yaml-none", "t.yaml", yaml("")), ["unknown-action"]);
    assert.deepEqual(await codesIn("yaml", "t.yaml", yaml(`# ${DISABLE} unknown-action`)), []);
    const jsonc = `{ "Version": "2012-10-17", "Statement": [
  // ${DISABLE} unknown-action
  { "Effect": "Allow", "Action": "s3:GetObjects", "Resource": "*" }
] }`;
    assert.ok(!(await codesIn("jsonc", "policy.jsonc", jsonc)).includes("unknown-action"));
  });

  test("of another code it accepts nothing, and is said to have no effect", async () => {
    const codes = await codesIn("other", "main.tf", hcl("", `# ${DISABLE} passes-any-role`));
    assert.deepEqual([...codes].sort(), ["unknown-action", "unused-suppression"]);
  });
});

test("the comments of a long text are looked up, not gone through: otherwise this takes minutes", () => {
  const count = lengthOf(100_000);
  const comment = `# ${DISABLE} unknown-action\n`;
  const text = `${comment}x\n`.repeat(count);
  const suppressions = suppressionsIn(text);
  for (let index = 1; index < count; index++) {
    const start = index * (comment.length + 2) + comment.length;
    assert.ok(suppressions.accept({ code: "unknown-action", span: { start, end: start + 1 } }, undefined));
  }
  assert.deepEqual(
    suppressions.unused().map(({ line }) => line.start),
    [comment.length],
  );
});

test("of a finding it is the comment before its statement that counts, then the one before its line", () => {
  const text = `# ${DISABLE} dead-entry\na\n# ${DISABLE} dead-entry\nb\n`;
  const suppressions = suppressionsIn(text);
  const [first, second] = [text.indexOf("\na\n") + 1, text.indexOf("\nb\n") + 1];
  const statement = { start: first, end: text.length };
  const finding = { code: "dead-entry", span: { start: second, end: second + 1 } };
  assert.ok(suppressions.accept(finding, statement));
  assert.deepEqual(suppressions.unused().length, 1);
  assert.ok(suppressions.accept(finding, undefined));
  assert.deepEqual(suppressions.unused(), []);
  assert.ok(!suppressions.accept({ ...finding, code: "unknown-action" }, statement));
});
