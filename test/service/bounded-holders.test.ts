/** Nobody is said to get all permissions by a policy where its holder has a permissions boundary in the same file. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsIn } from "../support/found-in.ts";

const WIDE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["iam:PutRolePolicy", "iam:PassRole"], Resource: "*" }],
};
const TOLD = ["passes-any-role", "privilege-escalation"];

function told(path: string, text: string): readonly string[] {
  return findingsIn(path, text)
    .flatMap((one) => TOLD.filter((code) => one.startsWith(`${code}:`)))
    .toSorted();
}

const variable = (name: string, body: string): string => `variable "${name}" {\n  ${body}\n}\n`;

function terraform(boundary: string, more = ""): string {
  const limit = boundary === "" ? "" : `  permissions_boundary = ${boundary}\n`;
  return `resource "aws_iam_role" "deploy" {
  name = "\${var.stage}-deploy"
${limit}}
resource "aws_iam_policy" "deploy" {
  name   = "deploy"
  policy = jsonencode(${JSON.stringify(WIDE)})
}
resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.deploy.arn
}
${more}`;
}

const FREE = `resource "aws_iam_role" "free" {
  name = "free"
}
resource "aws_iam_role_policy_attachment" "free" {
  role       = aws_iam_role.free.name
  policy_arn = aws_iam_policy.deploy.arn
}
`;

function template(boundary: unknown): string {
  const role = {
    Type: "AWS::IAM::Role",
    Properties: { Policies: [{ PolicyName: "own", PolicyDocument: WIDE }], PermissionsBoundary: boundary },
  };
  return JSON.stringify({ Resources: { Deploy: role } });
}

function managed(boundaries: readonly unknown[]): string {
  const roles = boundaries.map((boundary, at) => [
    `Role${at}`,
    { Type: "AWS::IAM::Role", Properties: { PermissionsBoundary: boundary } },
  ]);
  const Roles = boundaries.map((_, at) => ({ Ref: `Role${at}` }));
  const policy = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: WIDE, Roles } };
  return JSON.stringify({ Resources: { ...(Object.fromEntries(roles) as object), Policy: policy } });
}

describe("the boundary of who has the policy", () => {
  for (const [name, path, text, expected] of [
    ["none", "main.tf", terraform(""), TOLD],
    ["a policy of the module", "main.tf", terraform("aws_iam_policy.limit.arn"), []],
    ["one of several", "main.tf", terraform("aws_iam_policy.limit[0].arn"), []],
    ["an ARN", "main.tf", terraform('"arn:aws:iam::${var.account}:policy/limit"'), []],
    ["through a local", "main.tf", terraform("local.limit", "locals {\n  limit = module.limits.arn\n}\n"), []],
    ["a variable that has to be given", "main.tf", terraform("var.limit", variable("limit", "type = string")), []],
    ["a variable that may be left out", "main.tf", terraform("var.limit", variable("limit", "default = null")), TOLD],
    ["a part of a variable", "main.tf", terraform("var.roles.limit", variable("roles", "type = any")), TOLD],
    ["a part of what a loop goes through", "main.tf", terraform("each.value.limit"), TOLD],
    ["for some alone", "main.tf", terraform("var.limited ? aws_iam_policy.limit.arn : null"), TOLD],
    ["of one of two who have the policy", "main.tf", terraform("aws_iam_policy.limit.arn", FREE), TOLD],
    ["a policy of the template", "template.json", template({ Ref: "Limit" }), []],
    ["none in a template", "template.json", template(undefined), TOLD],
    ["of all roles that a managed policy names", "template.json", managed([{ Ref: "Limit" }, { Ref: "Limit" }]), []],
    ["of one of the roles that it names", "template.json", managed([{ Ref: "Limit" }, undefined]), TOLD],
    [
      "one of two, in a template",
      "template.json",
      template({ "Fn::If": ["A", { Ref: "Limit" }, { "Fn::If": ["B", { Ref: "Other" }, "arn:aws:iam::1:policy/c"] }] }),
      [],
    ],
    [
      "for some alone, in a template",
      "template.json",
      template({ "Fn::If": ["A", { Ref: "Limit" }, { Ref: "AWS::NoValue" }] }),
      TOLD,
    ],
  ] as const) {
    test(name, () => {
      assert.deepEqual(told(path, text), expected);
    });
  }
});
