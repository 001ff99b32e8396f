/** One mistake is told once: which findings are left where several checks see the same one, and which stay two. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";

interface Mistake {
  readonly name: string;
  readonly kind: PolicyKind;
  /** Whose policy it is. */
  readonly resource?: string;
  readonly statements: readonly Readonly<Record<string, unknown>>[];
  readonly told: readonly string[];
}

const ACCOUNT = { AWS: "arn:aws:iam::111122223333:root" };
const BUCKET = ["arn:aws:s3:::example-bucket", "arn:aws:s3:::example-bucket/*"];
const INSTANCE = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0";
const denyingBut = (role: string): Readonly<Record<string, unknown>> => ({
  ...{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: BUCKET },
  Condition: { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::111122223333:role/${role}` } },
});
const denyingWithTls = (value: string): Readonly<Record<string, unknown>> => ({
  ...{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: BUCKET },
  Condition: { Bool: { "aws:SecureTransport": value } },
});

const MISTAKES: readonly Mistake[] = [
  {
    name: "a principal that is no service, and that it is let do something for anyone",
    kind: "resource",
    statements: [
      { Effect: "Allow", Principal: { Service: "log.eu-west-1.amazonaws.com" }, Action: "sns:Publish", Resource: "*" },
    ],
    told: ["warning unknown-service-principal"],
  },
  {
    name: "a Deny that locks everybody out of a key, and the Allow that it takes away",
    kind: "resource",
    resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    statements: [
      { Effect: "Allow", Principal: ACCOUNT, Action: "kms:*", Resource: "*" },
      { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*" },
    ],
    told: ["error key-policy-lockout"],
  },
  {
    name: "a Deny that locks everybody out of a bucket, and the Allow that it takes away",
    kind: "resource",
    statements: [
      { Effect: "Allow", Principal: ACCOUNT, Action: "s3:GetObject", Resource: BUCKET[1] },
      { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: BUCKET },
    ],
    told: ["warning policy-lockout"],
  },
  {
    name: "an Allow that a Deny takes away with which nothing is wrong",
    kind: "identity",
    statements: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: BUCKET[1] },
      { Effect: "Deny", Action: "s3:*", Resource: BUCKET },
    ],
    told: ["warning shadowed-allow"],
  },
  {
    name: "a Deny of encrypted requests beside one of others",
    kind: "resource",
    statements: [denyingWithTls("false"), denyingWithTls("true")],
    told: ["warning policy-lockout"],
  },
  {
    name: "the same where it locks nobody out of a policy",
    kind: "identity",
    statements: ["false", "true"].map((value) => ({
      ...{ Effect: "Deny", Action: "s3:PutObject", Resource: BUCKET[1] },
      Condition: { Bool: { "aws:SecureTransport": value } },
    })),
    told: ["warning transport-condition"],
  },
  {
    name: "a Deny for each of the roles that may pass",
    kind: "resource",
    statements: [denyingBut("a"), denyingBut("b"), denyingBut("c")],
    told: ["warning conflicting-denies"],
  },
  {
    name: "several actions without resource types in one statement",
    kind: "identity",
    statements: [{ Effect: "Allow", Action: ["ec2:DescribeInstances", "ec2:DescribeTags"], Resource: INSTANCE }],
    told: ["warning needs-all-resources"],
  },
  {
    name: "such actions in two statements",
    kind: "identity",
    statements: [
      { Effect: "Allow", Action: "ec2:DescribeInstances", Resource: INSTANCE },
      { Effect: "Allow", Action: "ec2:DescribeTags", Resource: INSTANCE },
    ],
    told: ["warning needs-all-resources", "warning needs-all-resources"],
  },
  {
    name: "all of IAM, which passes roles as well",
    kind: "identity",
    statements: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
    told: ["warning privilege-escalation"],
  },
  {
    name: "any role to pass, and beside it a way to more permissions",
    kind: "identity",
    statements: [{ Effect: "Allow", Action: ["iam:PassRole", "iam:PutRolePolicy"], Resource: "*" }],
    told: ["warning passes-any-role", "warning privilege-escalation"],
  },
  {
    name: "prefixes that may not be listed, of which a request need not have one",
    kind: "identity",
    statements: [
      {
        ...{ Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET[0] },
        Condition: { StringNotLike: { "s3:prefix": "secret/*" } },
      },
    ],
    told: ["info avoidable-prefix"],
  },
  {
    name: "permissions in a trust policy",
    kind: "trust",
    statements: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: BUCKET }],
    told: ["error missing-principal"],
  },
  {
    name: "an action and a Resource in a trust policy that says for whom it is",
    kind: "trust",
    statements: [{ Effect: "Allow", Principal: ACCOUNT, Action: "s3:GetObject", Resource: "*" }],
    told: ["error trust-policy-action", "error unsupported-element"],
  },
];

describe("what several checks see is told once", () => {
  for (const { name, statements, told, ...reading } of MISTAKES) {
    test(name, () => {
      const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      const findings = findingsIn(text, { ...reading, catalog: realCatalog() });
      assert.deepEqual(
        findings.map(({ severity, code }) => `${severity} ${code}`),
        told,
      );
    });
  }
});
