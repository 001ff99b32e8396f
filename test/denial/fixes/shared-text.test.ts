/** A fix whose edit stands in a text that other policies refer to says what else it changes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const LOCAL = `locals {
  verbs = ["s3:PutObject", "s3:GetObject"]
}
`;

const policyOf = (role: string, statements: string): string => `resource "aws_iam_role_policy" "${role}" {
  role   = "${role}"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
}
`;

const ALLOW = '{ Effect = "Allow", Action = local.verbs, Resource = "arn:aws:s3:::ledger/*" }';
const DENY = '{ Effect = "Deny", Action = local.verbs, Resource = "arn:aws:s3:::safe/*" }';
const PLAIN = '{ Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::ledger" }';

describe("an action that is added to a list beside the policy", () => {
  for (const [what, files, said] of [
    ["to which no other refers", { "main.tf": LOCAL + policyOf("ops", ALLOW) + policyOf("app", PLAIN) }, undefined],
    [
      "to which another policy refers",
      { "main.tf": LOCAL + policyOf("ops", ALLOW) + policyOf("app", ALLOW) },
      "The change also applies to the policy app, which refers to the same text.",
    ],
    [
      "to which a policy in another file of the module refers",
      { "main.tf": LOCAL + policyOf("ops", ALLOW), "app.tf": policyOf("app", ALLOW) },
      "The change also applies to the policy app, which refers to the same text.",
    ],
    [
      "to which another statement refers",
      { "main.tf": LOCAL + policyOf("ops", `${ALLOW}, ${DENY}`) },
      "The change also applies to statement 2 of ops, which refers to the same text.",
    ],
  ] as const) {
    test(what, () => {
      const message =
        "User: arn:aws:sts::111122223333:assumed-role/ops/run is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::ledger/a because no identity-based policy allows the s3:DeleteObject action";
      const workspace = readWorkspace(
        Object.entries(files).map(([path, text]) => ({ path, text })),
        EMPTY_CONFIG,
      );
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const added = fixes.find(({ change }) => change.change === "add-action");
      assert.ok(added);
      const words = phraseToPlainText(fixRisk(added) ?? []);
      assert.equal(/The change also applies to .*$/.exec(words)?.[0], said);
      const statement = fixes.find(({ change }) => change.change === "add-statement");
      assert.ok(statement?.risks.every(({ risk }) => risk !== "same-text"));
    });
  }
});

const POLICY =
  'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::ledger/*" }] })';

describe("a text that is a policy of another layer as well", () => {
  const ops = 'resource "aws_iam_role" "ops" {\n  name = "ops"\n  assume_role_policy = "{}"\n}\n';
  const build = (boundary: string): string =>
    `resource "aws_iam_role" "build" {\n  name = "build"\n  assume_role_policy = "{}"\n  permissions_boundary = ${boundary}\n}\n`;
  const managed = (name: string, policy: string): string =>
    `resource "aws_iam_policy" "${name}" {\n  name   = "${name}"\n  policy = ${policy}\n}\n`;
  const inline = (policy: string): string =>
    `resource "aws_iam_role_policy" "ops" {\n  role   = "ops"\n  policy = ${policy}\n}\n`;
  const attached =
    'resource "aws_iam_role_policy_attachment" "ops" {\n  role       = "ops"\n  policy_arn = aws_iam_policy.limit.arn\n}\n';
  for (const [what, text, said] of [
    [
      "the boundary of another role",
      `locals {\n  p = ${POLICY}\n}\n${ops}${build("aws_iam_policy.limit.arn")}${managed("limit", "local.p")}${inline("local.p")}`,
      "The same text stands in a permissions boundary of build, so the change applies there, too.",
    ],
    [
      "the same managed policy, as the boundary of another role",
      `${ops}${build("aws_iam_policy.limit.arn")}${managed("limit", POLICY)}${attached}`,
      "The same text stands in a permissions boundary of build, so the change applies there, too.",
    ],
    [
      "nobody's, besides the caller's own",
      `locals {\n  p = ${POLICY}\n}\n${ops}${managed("limit", "local.p")}${inline("local.p")}`,
      undefined,
    ],
  ] as const) {
    test(what, () => {
      const message =
        "User: arn:aws:sts::111122223333:assumed-role/ops/run is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a because no identity-based policy allows the s3:GetObject action";
      const workspace = readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      assert.ok(fixes.length > 0);
      for (const one of fixes) {
        const words = phraseToPlainText(fixRisk(one) ?? []);
        assert.equal(/The same text stands in .*?, too\./.exec(words)?.[0], said);
      }
    });
  }

  test("what limits the caller, and what gives it permissions", () => {
    const message =
      "User: arn:aws:sts::111122223333:assumed-role/build/run is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a because no permissions boundary allows the s3:GetObject action";
    const own = inline("local.p").replaceAll('"ops"', '"build"');
    const text = `locals {\n  p = ${POLICY}\n}\n${build("aws_iam_policy.limit.arn")}${managed("limit", "local.p")}${own}`;
    const workspace = readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG);
    const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
    assert.ok(fixes.length > 0);
    for (const { risks } of fixes)
      assert.deepEqual(
        risks.filter(({ risk }) => risk === "other-use"),
        [{ risk: "other-use", slot: "identity", holders: ["build"] }],
      );
  });
});

describe("a name that a user and a group have as well", () => {
  const template = (holders: string): string => `Resources:
  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ${holders}
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::ledger/*" }]
`;
  for (const [holders, others] of [
    ["Roles: [ops]", []],
    ["{ Roles: [ops], Users: [ops] }", ["user/ops"]],
    ["{ Roles: [ops], Users: [ops], Groups: [ops] }", ["user/ops", "group/ops"]],
    ["{ Roles: [ops], Groups: [team] }", ["group/team"]],
  ] as const) {
    test(holders, () => {
      const message =
        "User: arn:aws:sts::111122223333:assumed-role/ops/run is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a because no identity-based policy allows the s3:GetObject action";
      const lines = holders.replace(/^\{ (.*) \}$/, "$1").replaceAll("], ", "]\n      ");
      const workspace = readWorkspace([{ path: "template.yaml", text: template(lines) }], EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      assert.ok(fixes.length > 0);
      for (const { risks } of fixes)
        assert.deepEqual(
          risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : [])),
          others,
        );
    });
  }
});
