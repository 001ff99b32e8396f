/** The outline, growing selections and folds, in every host. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDocument } from "../../server/src/service/document.ts";
import { foldsOf } from "../../server/src/service/navigation/folds.ts";
import { selectionsAt } from "../../server/src/service/navigation/selections.ts";
import { type PolicySymbol, symbolsOf } from "../../server/src/service/navigation/symbols.ts";

const STATEMENTS = `[
    { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*" },
    { "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" }
  ]`;
const POLICY = `{ "Version": "2012-10-17", "Statement": ${STATEMENTS} }`;
const OUTLINE = ["  Read | Allow s3:GetObject, …1 more | Read", "  Deny all but iam:* | Statement 2 | {"];

const HOSTS: readonly (readonly [title: string, path: string, text: string, outline: readonly string[]])[] = [
  ["a policy", "a.json", POLICY, ["Policy | identity-based policy | {", ...OUTLINE]],
  [
    "policies in strings",
    "roles.json",
    JSON.stringify([
      { PolicyName: "Reader", PolicyDocument: POLICY },
      { PolicyName: "Writer", PolicyDocument: encodeURIComponent(POLICY) },
    ]),
    [
      "Reader | identity-based policy | {",
      ...OUTLINE,
      "Writer | identity-based policy | %",
      "  Read | Allow s3:GetObject, …1 more | %22Read%22",
      "  Deny all but iam:* | Statement 2 | %",
    ],
  ],
  [
    "a template",
    "stack.yaml",
    `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: Reader
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Action: [s3:GetObject]
                Resource: "*"
`,
    [
      "Role | role trust policy | V",
      "  Allow sts:AssumeRole | Statement 1 | E",
      "Reader | identity-based policy | V",
      "  Read | Allow s3:GetObject | Read",
    ],
  ],
  [
    "Terraform",
    "main.tf",
    `data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }]
  })
}
`,
    [
      "read | identity-based policy | d",
      "  Read | Allow s3:GetObject | Read",
      "  Deny s3:PutObject, …1 more | Statement 2 | s",
      "own | identity-based policy | {",
      "  Allow sqs:* | Statement 1 | {",
    ],
  ],
];

describe("the outline names each policy and its statements, by their Sids or by what they do, where they stand", () => {
  for (const [title, path, text, outline] of HOSTS) {
    test(`of ${title}`, () => {
      const document = readDocument({ path, languageId: undefined, text }, undefined);
      assert.deepEqual(
        symbolsOf(document).flatMap((symbol) => drawn(symbol, text, "")),
        outline,
      );
    });
  }

  test("and never a place of a name outside of what it names", () => {
    for (const [, path, text] of HOSTS) {
      const symbols = symbolsOf(readDocument({ path, languageId: undefined, text }, undefined));
      for (const { span, nameSpan } of symbols.flatMap((one) => [one, ...one.children])) {
        assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end, path);
      }
    }
  });
});

function drawn({ name, detail, nameSpan, children }: PolicySymbol, text: string, indent: string): readonly string[] {
  const place = text.slice(nameSpan.start, nameSpan.end).replace(/^\\?"|\\?"$/g, "");
  return [`${indent}${name} | ${detail} | ${place}`, ...children.flatMap((child) => drawn(child, text, `${indent}  `))];
}

describe("a growing selection takes in", () => {
  const grown = (marked: string, path: string): readonly string[] => {
    const offset = marked.indexOf("<|>");
    const text = marked.slice(0, offset) + marked.slice(offset + 3);
    const document = readDocument({ path, languageId: undefined, text }, undefined);
    return selectionsAt(document, offset).map(({ start, end }) => text.slice(start, end));
  };

  test("a text, its quotes, the list, the element, the statement, all of them, the policy", () => {
    assert.deepEqual(
      grown(`{"Statement": [{"Effect": "Allow", "Action": ["s3:G<|>et*", "s3:Put*"]}]}`, "policy.json"),
      [
        "s3:Get*",
        '"s3:Get*"',
        '["s3:Get*", "s3:Put*"]',
        '"Action": ["s3:Get*", "s3:Put*"]',
        '{"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"]}',
        '[{"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"]}]',
        '"Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"]}]',
        '{"Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"]}]}',
      ],
    );
  });

  test("the same of a policy in a string, with its escapes", () => {
    const inner = `{"Statement": {"Effect": "Allow", "Action": "s3:G<|>et*"}}`;
    assert.deepEqual(grown(JSON.stringify({ PolicyDocument: inner }), "a.json").slice(0, 3), [
      "s3:Get*",
      '\\"s3:Get*\\"',
      '\\"Action\\": \\"s3:Get*\\"',
    ]);
  });

  test("of a key its letters first", () => {
    assert.deepEqual(grown(`{"Statement": {"Eff<|>ect": "Allow", "Action": "s3:*"}}`, "a.json").slice(0, 3), [
      "Effect",
      '"Effect"',
      '"Effect": "Allow"',
    ]);
  });

  test("in Terraform a text, its quotes, the list, the argument, the block", () => {
    const text = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:G<|>et*"]\n  }\n}\n`;
    const spans = grown(text, "main.tf");
    assert.deepEqual(spans.slice(0, 4), ["s3:Get*", '"s3:Get*"', '["s3:Get*"]', 'actions = ["s3:Get*"]']);
    assert.match(spans.at(-1) ?? "", /^data "aws_iam_policy_document"/);
  });

  test("nothing outside of policies", () => {
    assert.deepEqual(grown(`{"a": "<|>b", "PolicyDocument": ${POLICY}}`, "a.json"), []);
  });
});

test("every object and list of a policy can be folded", () => {
  const text = `{\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": [\n        "s3:*"\n      ]\n    }\n  ]\n}`;
  const document = readDocument({ path: "policy.json", languageId: undefined, text }, undefined);
  const starts = foldsOf(document).map(({ start }) => text.slice(0, start).split("\n").length);
  assert.deepEqual([...starts].sort(), [1, 2, 3, 5]);
});
