/** What one file gives one role counts together: what another of its policies denies, and what it adds to a way to more. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";

const PASS = `{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }`;
const PASS_TO_LAMBDA = `{ Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } } }`;
const RUN = `{ Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }`;
const WRITE = `{ Effect = "Allow", Action = "iam:PutRolePolicy", Resource = "*" }`;
const DENY = `{ Effect = "Deny", Action = ["iam:PassRole", "iam:PutRolePolicy"], Resource = "*" }`;

const document = (statement: string): string => `jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`;
const ROLE = `
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = ${document(`{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }`)}
}
`;
const inline = (label: string, statement: string, role = "aws_iam_role.app.id", more = ""): string => `
resource "aws_iam_role_policy" "${label}" {
  ${more}
  role   = ${role}
  policy = ${document(statement)}
}
`;
const attached = (label: string, statement: string): string => `
resource "aws_iam_policy" "${label}" {
  name   = "${label}"
  policy = ${document(statement)}
}

resource "aws_iam_role_policy_attachment" "${label}" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.${label}.arn
}
`;
const template = (denied: string): string => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }
      Policies:
        - PolicyName: pass
          PolicyDocument:
            Version: "2012-10-17"
            Statement: { Effect: Allow, Action: "iam:PassRole", Resource: "*" }
        - PolicyName: limits
          PolicyDocument:
            Version: "2012-10-17"
            Statement: { Effect: Deny, Action: "${denied}", Resource: "*" }
`;

const ROWS: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ["passing any role", ROLE + inline("pass", PASS), ["warning passes-any-role"]],
  ["the same where another policy denies it", ROLE + inline("pass", PASS) + inline("limits", DENY), []],
  ["where an attached one does", ROLE + inline("write", WRITE) + attached("limits", DENY), []],
  [
    "where one of another role does",
    ROLE + inline("pass", PASS) + inline("limits", DENY, `"other"`),
    ["warning passes-any-role"],
  ],
  ["half of a way", ROLE + inline("pass", PASS_TO_LAMBDA), []],
  [
    "a way over two policies",
    ROLE + inline("pass", PASS_TO_LAMBDA) + attached("run", RUN),
    ["info privilege-escalation 'run'"],
  ],
  [
    "two of which one may be left out",
    ROLE + inline("pass", PASS_TO_LAMBDA) + inline("run", RUN, "aws_iam_role.app.id", "count = 1"),
    [],
  ],
  [
    "a way that a third policy closes",
    ROLE + attached("pass", PASS_TO_LAMBDA) + inline("run", RUN) + inline("l", DENY),
    [],
  ],
  ["a template, where the other policy denies something else", template("s3:*"), ["warning passes-any-role"]],
  ["a template, where it denies it", template("iam:*"), []],
];

describe("the policies of one role in one file", () => {
  const findingsIn = findingsOfCases();
  for (const [name, text, expected] of ROWS) {
    test(name, async () => {
      const path = text.startsWith("AWST") ? "t.yaml" : "main.tf";
      const found = await findingsIn({ about: [name.replaceAll(/\W+/g, "-")], files: new Map([[path, text]]) });
      // The small catalog of the tests lacks some of the actions.
      const known = found.filter(({ code }) => code !== "unknown-action");
      const said = known.map(({ code, severity, message }) => {
        const elsewhere = /Some of it is allowed by ([^.]*)\./.exec(message)?.[1];
        return [severity, code, ...(elsewhere === undefined ? [] : [elsewhere])].join(" ");
      });
      assert.deepEqual(said, expected);
    });
  }
});
