/** All of IAM is no surprise in a policy that is called as those are who administer the account. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { administeredBy } from "../../server/src/checks/for-administrators.ts";
import { severitiesIn } from "../support/found-in.ts";

const TOLD = ["passes-any-role", "privilege-escalation"];

function told(path: string, text: string): readonly string[] {
  return severitiesIn(path, text).filter((one) => TOLD.some((code) => one.startsWith(`${code}:`)));
}

const policy = (Action: string | readonly string[], more: object = {}, ...others: readonly object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ ...more, Effect: "Allow", Action, Resource: "*" }, ...others],
  });

const IS_WARNED_OF = ["privilege-escalation: warning"];
const IS_SAID = ["privilege-escalation: info"];

describe("all of IAM", () => {
  test("a name says for whom it is: of the file, the policy, its resource, its role or the statement", () => {
    const inTerraform = (label: string, role: string): string => `
resource "aws_iam_role" "${role}" {
  name = "${role}"
}
resource "aws_iam_role_policy" "${label}" {
  role   = aws_iam_role.${role}.name
  policy = jsonencode(${policy("iam:*")})
}`;
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:*")), IS_WARNED_OF);
    assert.deepEqual(told("iam/platform_admin_policy.json", policy("iam:*")), IS_SAID);
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:*", { Sid: "BreakGlass" })), IS_SAID);
    assert.deepEqual(told("main.tf", inTerraform("iam_admin", "ops")), IS_SAID);
    assert.deepEqual(told("main.tf", inTerraform("ops", "administrators")), IS_SAID);
    assert.deepEqual(told("main.tf", inTerraform("ops", "ops")), IS_WARNED_OF);
  });

  test("single permissions of IAM are a warning under such a name, too: an administrator of what?", () => {
    assert.deepEqual(told("iam/cluster-admin-policy.json", policy("iam:AttachRolePolicy")), IS_WARNED_OF);
    assert.deepEqual(told("iam/iam-admin-policy.json", policy("iam:AttachRolePolicy")), IS_SAID);
    assert.deepEqual(told("iam/iam-admin-policy.json", policy("iam:PassRole")), ["passes-any-role: info"]);
  });

  test("beside an Allow of everything, nobody gains by it", () => {
    const all = { Effect: "Allow", Action: "*", Resource: "*" };
    const withMfa = { ...all, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    assert.deepEqual(told("iam/orders-policy.json", policy(["iam:*", "sts:AssumeRole"], {}, all)), []);
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:PassRole", {}, all)), []);
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:*", {}, { ...all, Action: "ec2:*" })), IS_WARNED_OF);
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:*", {}, withMfa)), IS_WARNED_OF);
    assert.deepEqual(told("iam/orders-policy.json", policy("iam:*", {}, { ...all, Effect: "Deny" })), []);
  });
});

describe("those who have AdministratorAccess", () => {
  const own = policy(["iam:PassRole", "iam:PutRolePolicy"]);
  const inTerraform = (managed: string, more = ""): string => `
resource "aws_iam_role" "deploy" {
  name = "\${var.stage}-deploy"
}
resource "aws_iam_role_policy" "own" {
  role   = aws_iam_role.deploy.name
  policy = jsonencode(${own})
}
resource "aws_iam_role_policy_attachment" "managed" {
  ${more}
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/${managed}"
}`;
  const inTemplate = (ManagedPolicyArns: readonly unknown[]): string => {
    const Policies = [{ PolicyName: "own", PolicyDocument: JSON.parse(own) as unknown }];
    return JSON.stringify({
      Resources: { Deploy: { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns, Policies } } },
    });
  };
  const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
  const WARNED = ["passes-any-role: warning", "privilege-escalation: warning"];

  test("get nothing by another policy of theirs", () => {
    assert.deepEqual(told("main.tf", inTerraform("AdministratorAccess")), []);
    assert.deepEqual(told("t.json", inTemplate([ADMINISTRATOR])), []);
  });

  test("those who have less, or may have less, do", () => {
    assert.deepEqual(told("main.tf", inTerraform("PowerUserAccess")), WARNED);
    assert.deepEqual(told("main.tf", inTerraform("AdministratorAccess", "count = var.full ? 1 : 0")), WARNED);
    assert.deepEqual(told("t.json", inTemplate(["arn:aws:iam::aws:policy/IAMReadOnlyAccess"])), WARNED);
    const either = { "Fn::If": ["IsFull", ADMINISTRATOR, { Ref: "AWS::NoValue" }] };
    assert.deepEqual(told("t.json", inTemplate([either])), WARNED);
  });
});

test("what those are called who administer an account, or IAM", () => {
  const ofAccount = ["admin", "PlatformAdmin", "AdministratorAccess", "org_admins", "sysadmin", "PowerUser"];
  const more = ["power-users", "break-glass", "account-administration"];
  const ofIam = ["IAMFullAccess", "iam_full.json", "IamAdmin", "iam-admins"];
  const others = ["admit-policy", "badmin-logs", "administer", "readonly", "iam-read", "s3-full-access", "powerful"];
  assert.deepEqual(
    [...ofAccount, ...more].filter((one) => administeredBy(one) !== "account"),
    [],
  );
  assert.deepEqual(
    ofIam.filter((one) => administeredBy(one) !== "iam"),
    [],
  );
  assert.deepEqual(
    others.filter((one) => administeredBy(one) !== undefined),
    [],
  );
});
