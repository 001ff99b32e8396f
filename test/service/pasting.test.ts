/** A policy's JSON that is pasted into a file of another syntax: what is written there, and what is left as it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pastePolicy } from "../../server/src/service/conversion/paste-policy.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { POLICY_STARTS } from "../../server/src/service/completion/whole-policies.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { jsonDraft } from "../../server/src/syntax/json-draft.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { quarterOf } from "../support/searching.ts";

const MARK = "<|>";
const JSON_POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::files/\${aws:username}/*"]
    }
  ]
}
`;

/** Undefined where the text is pasted as it is. */
function pasted(path: string, marked: string, text: string): string | undefined {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0);
  const before = marked.replace(MARK, "");
  const edit = pastePolicy(readDocument({ path, languageId: undefined, text: before }, undefined), offset, text);
  return edit && applyEdits(before, [edit]);
}

const argument = (value: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${value}\n}\n`;
const template = (rest: string): string =>
  `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:${rest}\n`;
const serverless = (rest: string): string => `service: orders\nprovider:\n  name: aws\n  iamRoleStatements:${rest}\n`;

describe("a policy is pasted in the syntax of the file", () => {
  const object = `{
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Own"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = ["arn:aws:s3:::files/$\${aws:username}/*"]
    }]
  }`;
  const statement = `statement {
    sid       = "Own"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::files/&{aws:username}/*"]
  }`;
  const yaml = `
        Version: "2012-10-17"
        Statement:
          - Sid: Own
            Effect: Allow
            Action: s3:GetObject
            Resource: ["arn:aws:s3:::files/\${aws:username}/*"]`;
  for (const [name, path, marked, after] of [
    ["an argument", "a.tf", argument(MARK), argument(`jsonencode(${object})`)],
    ["jsonencode", "a.tf", argument(`jsonencode(${MARK})`), argument(`jsonencode(${object})`)],
    ["jsonencode with braces", "a.tf", argument(`jsonencode({${MARK}})`), argument(`jsonencode(${object})`)],
    [
      "a data source",
      "a.tf",
      `data "aws_iam_policy_document" "d" {\n  ${MARK}\n}\n`,
      `data "aws_iam_policy_document" "d" {\n  ${statement}\n}\n`,
    ],
    [
      "an empty line between blocks",
      "a.tf",
      `locals {}\n\n${MARK}\n`,
      `locals {}\n\ndata "aws_iam_policy_document" "policy" {\n  ${statement}\n}\n\n`,
    ],
    ["an empty file", "a.tf", MARK, `data "aws_iam_policy_document" "policy" {\n  ${statement}\n}\n`],
    ["a template, behind the colon", "a.yaml", template(` ${MARK}`), template(yaml)],
    ["a template, below it", "a.yaml", template(`\n        ${MARK}`), template(yaml)],
    [
      "the Serverless Framework",
      "serverless.yml",
      serverless(`\n    ${MARK}`),
      undefined, // its own variables are written like those of policies
    ],
  ] as const) {
    test(name, () => assert.equal(pasted(path, marked, JSON_POLICY), after));
  }

  test("statements alone", () =>
    assert.equal(
      pasted("serverless.yml", serverless(`\n    ${MARK}`), JSON_POLICY.replace("/${aws:username}", "")),
      serverless(
        "\n    - Sid: Own\n      Effect: Allow\n      Action: s3:GetObject\n      Resource: [arn:aws:s3:::files/*]",
      ),
    ));

  test("each kind that can begin, wherever it is pasted", () => {
    const form = { objects: "lines", newline: "\n", unit: "  ", indent: "" } as const;
    for (const { label, policy } of quarterOf(POLICY_STARTS, 0)) {
      const json = plainText(jsonDraft(policy, form));
      for (const [path, marked] of [
        ["a.tf", argument(MARK)],
        ["a.tf", `data "aws_iam_policy_document" "d" {\n  ${MARK}\n}\n`],
        ["a.tf", `${MARK}\n`],
        ["a.yaml", template(`\n        ${MARK}`)],
      ] as const) {
        assert.notEqual(pasted(path, marked, json), undefined, `${label} in ${path}: ${marked}`);
      }
    }
  });
});

describe("the text is pasted as it is", () => {
  const other = '{"Version": 1, "Statement": "none"}';
  for (const [name, path, marked, text] of [
    ["because it is no policy", "a.tf", argument(MARK), other],
    ["because it is broken", "a.tf", argument(MARK), JSON_POLICY.slice(0, -3)],
    ["because it is part of a text", "a.tf", argument(`<<-E\n${MARK}\n  E`), JSON_POLICY],
    [
      "because a policy stands there already",
      "a.tf",
      argument(`jsonencode({ Version = "2012-10-17"${MARK} })`),
      JSON_POLICY,
    ],
    ["because no policy belongs there", "a.tf", `locals {\n  x = ${MARK}\n}\n`, JSON_POLICY],
    ["in JSON", "a.json", MARK, JSON_POLICY],
    ["in another property", "a.yaml", template("\n        Version: x\n      Description: <|>"), JSON_POLICY],
    [
      "because Terraform is to fill it in",
      "a.tf",
      argument(MARK),
      JSON_POLICY.replace("aws:username", "aws_s3_bucket.b.id"),
    ],
    [
      "because CloudFormation is to fill it in",
      "a.yaml",
      template(` ${MARK}`),
      JSON_POLICY.replace("aws:username", "AWS::Region"),
    ],
    [
      "because two statements have one Sid",
      "a.tf",
      `${MARK}\n`,
      JSON_POLICY.replace(/(\{\n {6}"Sid"[^}]*\}[^}]*\})/, "$1, $1"),
    ],
  ] as const) {
    test(name, () => assert.equal(pasted(path, marked, text), undefined));
  }
});
