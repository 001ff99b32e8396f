/** What the resource of a template has is AWS's to take: a name where an ARN belongs, and a policy that is all there is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";

const trusting = (label: string, named: string, principal: string): string => `
resource "aws_iam_role" "${label}" {
  ${named}
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "sts:AssumeRole" }]
  })
}
`;

const CALLER = trusting("caller", `name = "caller"`, `"111122223333"`);
const ENDPOINT = (statement: string): string => `
resource "aws_vpc_endpoint_policy" "s3" {
  vpc_endpoint_id = "vpce-0a1b2c3d"
  policy          = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}
`;
const DENY = `{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalAccount" = "111122223333" } } }`;

const ROWS: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  [
    "the name of a role",
    "main.tf",
    CALLER + trusting("r", "", "aws_iam_role.caller.name"),
    ["error invalid-principal"],
  ],
  ["its ARN", "main.tf", CALLER + trusting("r", "", "aws_iam_role.caller.arn"), []],
  [
    "a name of which Terraform makes up the end",
    "main.tf",
    trusting("caller", `name_prefix = "caller-"`, `"111122223333"`) + trusting("r", "", "aws_iam_role.caller.id"),
    ["error invalid-principal"],
  ],
  ["a word", "main.tf", trusting("r", "", `"alice"`), ["warning invalid-principal"]],
  ["a word that says what to fill in", "main.tf", trusting("r", "", `"account"`), ["info still-to-fill-in"]],
  [
    "the same by a local",
    "main.tf",
    `locals {\n  own = "account"\n}\n` + trusting("r", "", "local.own"),
    ["info still-to-fill-in"],
  ],
  ["the account by a local", "main.tf", `locals {\n  own = "111122223333"\n}\n` + trusting("r", "", "local.own"), []],
  [
    "the name of a role in a template",
    "t.yaml",
    `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Caller:
    Type: AWS::IAM::Role
    Properties:
      RoleName: caller
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Principal: { AWS: !Sub "\${AWS::AccountId}" }, Action: "sts:AssumeRole" }
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Principal: { AWS: !Ref Caller }, Action: "sts:AssumeRole" }
`,
    ["error invalid-principal"],
  ],
  ["an endpoint with a Deny alone", "main.tf", ENDPOINT(DENY), ["warning nothing-allowed"]],
  [
    "an endpoint with an Allow beside it",
    "main.tf",
    ENDPOINT(`${DENY}, { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }`),
    [],
  ],
];

describe("what a resource has", () => {
  const findingsIn = findingsOfCases();
  for (const [name, path, text, expected] of ROWS) {
    test(name, async () => {
      const found = await findingsIn({ about: [name.replaceAll(" ", "-")], files: new Map([[path, text]]) });
      assert.deepEqual(
        found.map(({ code, severity }) => `${severity} ${code}`),
        expected,
      );
    });
  }
});
