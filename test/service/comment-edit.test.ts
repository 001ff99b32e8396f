/** A comment that accepts a finding is written where it is a comment, and removed without a trace. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commentEdit, withoutComment } from "../../server/src/service/comment-edit.ts";
import { commentSuppressionsIn } from "../../server/src/service/comment-suppressions.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

/** The text with the comment above the line of `s3:GetObjects`; undefined where none is offered. */
function accepted(path: string, text: string, languageId?: string): string | undefined {
  const document = readDocument({ path, languageId, text }, undefined);
  assert.equal(document.policies.length, 1);
  const start = text.indexOf("s3:GetObjects");
  const edit = commentEdit(document, {
    code: "unknown-action",
    span: { start, end: start + "s3:GetObjects".length },
    policy: { name: undefined, kind: "identity" },
  });
  return edit && applyEdits(text, [edit]);
}

const COMMENT = "iam-verdict-disable-next-line unknown-action -- say why";
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObjects",
      "Resource": "*"
    }
  ]
}`;

describe("a comment that accepts a finding", () => {
  test("stands above its line, as far to the right, in Terraform", () => {
    const hcl = `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObjects"]
    resources = ["*"]
  }
}
`;
    assert.equal(accepted("main.tf", hcl), hcl.replace("    actions", `    # ${COMMENT}\n    actions`));
    const windows = hcl.replaceAll("\n", "\r\n");
    assert.equal(accepted("main.tf", windows), windows.replace("    actions", `    # ${COMMENT}\r\n    actions`));
  });

  test("in YAML, and in JSON with comments", () => {
    const yaml = `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
              - s3:GetObjects
            Resource: "*"
`;
    const item = "              - s3";
    assert.equal(accepted("t.yaml", yaml), yaml.replace(item, `              # ${COMMENT}\n${item}`));
    const withComments = POLICY.replace('      "Action"', `      // ${COMMENT}\n      "Action"`);
    const offered = accepted("policy.jsonc", POLICY, "jsonc");
    assert.ok(offered === undefined || offered === withComments);
  });

  test("not in JSON, nor in a policy that is a text in the file", () => {
    assert.equal(accepted("policy.json", POLICY), undefined);
    const heredoc = `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n${POLICY}\nEOF\n}\n`;
    assert.equal(accepted("main.tf", heredoc), undefined);
    const block = `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: |
${POLICY.replace(/^/gm, "        ")}
`;
    assert.equal(accepted("t.yaml", block), undefined);
  });
});

describe("the end of a comment", () => {
  const ended = (text: string): string => {
    const [comment] = commentSuppressionsIn(text);
    assert.ok(comment);
    return applyEdits(text, [withoutComment(text, comment.span)]);
  };
  test("takes its line with it, where nothing else stands there", () => {
    assert.equal(ended(`a = 1\n  # ${COMMENT}\nb = 2\n`), "a = 1\nb = 2\n");
    assert.equal(ended(`a\r\n  // ${COMMENT}\r\nb`), "a\r\nb");
    assert.equal(ended(`# ${COMMENT}`), "");
    assert.equal(ended(`a\n  /* ${COMMENT}\n more */\nb`), "a\nb");
  });
  test("leaves the rest of the line", () => {
    assert.equal(ended(`a = 1 # ${COMMENT}\nb`), "a = 1 \nb");
    assert.equal(ended(`a /* ${COMMENT} */ = 1\nb`), "a  = 1\nb");
    assert.equal(ended(`a /* ${COMMENT}`), "a ");
  });
});
