/** One statement beside another: a table of what is shown and of what is not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Effort } from "../../../server/src/domains/effort.ts";
import { type PolicyKind } from "../../../server/src/policy/policy.ts";
import { comparedStatement, statementCovers } from "../../../server/src/proof/comparing/statement-covers.ts";
import { policyOfJson } from "../../support/evaluation.ts";
import { type Json } from "../../support/proof.ts";

interface Pair {
  readonly larger: Json;
  readonly smaller: Json;
  readonly kind?: PolicyKind;
  readonly version?: string;
}

const S3 = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::alpha/*" };
const when = (condition: Json): Json => ({ ...S3, Condition: condition });
const team = (operator: string, value: unknown): Json => when({ [operator]: { "aws:PrincipalTag/team": value } });

const COVERED: Readonly<Record<string, Pair>> = {
  itself: { larger: S3, smaller: S3 },
  "a wildcard over a name": { larger: { ...S3, Action: "s3:Get*" }, smaller: S3 },
  "actions in another case": { larger: { ...S3, Action: "S3:GETOBJECT" }, smaller: S3 },
  "every action of every service": {
    larger: { ...S3, Action: "*" },
    smaller: { ...S3, NotAction: "iam:*", Action: undefined },
  },
  "two entries together": {
    larger: { ...S3, Action: ["s3:*Object", "s3:GetBucket*"] },
    smaller: { ...S3, Action: ["s3:GetBucketAcl", "s3:PutObject"] },
  },
  "NotAction that leaves out less": {
    larger: { ...S3, Action: undefined, NotAction: "iam:Create*" },
    smaller: { ...S3, Action: undefined, NotAction: ["iam:*", "sts:*"] },
  },
  "NotAction that leaves out something else": { larger: { ...S3, Action: undefined, NotAction: "iam:*" }, smaller: S3 },
  "a prefix over a longer one": { larger: S3, smaller: { ...S3, Resource: "arn:aws:s3:::alpha/logs/*" } },
  "the same policy variable": {
    larger: { ...S3, Resource: ["arn:aws:s3:::alpha/${aws:username}/*", "arn:aws:s3:::beta"] },
    smaller: { ...S3, Resource: "arn:aws:s3:::alpha/${aws:username}/*" },
  },
  "any text over a policy variable": {
    larger: S3,
    smaller: { ...S3, Resource: "arn:aws:s3:::alpha/${aws:username}/*" },
  },
  "NotResource that leaves out less": {
    larger: { ...S3, Resource: undefined, NotResource: "arn:aws:s3:::alpha/logs/*" },
    smaller: { ...S3, Resource: undefined, NotResource: "arn:aws:s3:::alpha/*" },
  },
  "no condition over one": { larger: S3, smaller: team("StringEquals", "red") },
  "more values": { larger: team("StringEquals", ["red", "blue"]), smaller: team("StringEquals", "red") },
  "a pattern over a value": { larger: team("StringLike", "r*"), smaller: team("StringEquals", ["red", "ruby"]) },
  "any case over one": { larger: team("StringEqualsIgnoreCase", "RED"), smaller: team("StringEquals", "Red") },
  "fewer values left out": {
    larger: team("StringNotEquals", "red"),
    smaller: team("StringNotEquals", ["red", "blue"]),
  },
  "a value that is not left out": { larger: team("StringNotEquals", "red"), smaller: team("StringEquals", "blue") },
  "a guard for missing keys": { larger: team("StringEqualsIfExists", "red"), smaller: team("StringEquals", "red") },
  "a key that is there": {
    larger: when({ Null: { "aws:username": "false" } }),
    smaller: when({ StringLike: { "aws:username": "a*" } }),
  },
  "a wider range": {
    larger: when({ NumericLessThan: { "aws:MultiFactorAuthAge": "300" } }),
    smaller: when({ NumericLessThanEquals: { "aws:MultiFactorAuthAge": "299" } }),
  },
  "a wider network": {
    larger: when({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    smaller: when({ IpAddress: { "aws:SourceIp": ["203.0.113.7", "203.0.113.128/25"] } }),
  },
  "a wider ARN": {
    larger: when({ ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } }),
    smaller: when({ ArnEquals: { "aws:SourceArn": "arn:aws:s3:::alpha" } }),
  },
  "some value of a wider set": {
    larger: when({ "ForAnyValue:StringLike": { "aws:TagKeys": "r*" } }),
    smaller: when({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["red"] } }),
  },
  "everybody over somebody": {
    kind: "resource",
    larger: { ...S3, Principal: "*" },
    smaller: { ...S3, Principal: { AWS: "arn:aws:iam::111122223333:role/app" } },
  },
  "an account by number and by root user": {
    kind: "resource",
    larger: { ...S3, Principal: { AWS: "111122223333" } },
    smaller: { ...S3, Principal: { AWS: "arn:aws:iam::111122223333:root" } },
  },
};

const NOT_COVERED: Readonly<Record<string, Pair>> = {
  "fewer actions": { larger: S3, smaller: { ...S3, Action: "s3:Get*" } },
  "an action outside": {
    larger: { ...S3, Action: "s3:Get*" },
    smaller: { ...S3, Action: ["s3:GetObject", "s3:PutObject"] },
  },
  "NotAction beside an action that it leaves out": {
    larger: { ...S3, Action: undefined, NotAction: "s3:Get*" },
    smaller: S3,
  },
  "requests without a resource": { larger: S3, smaller: { ...S3, Resource: "*" } },
  "another bucket": { larger: S3, smaller: { ...S3, Resource: "arn:aws:s3:::alphabet/x" } },
  "a policy variable over a text": {
    larger: { ...S3, Resource: "arn:aws:s3:::alpha/${aws:username}" },
    smaller: { ...S3, Resource: "arn:aws:s3:::alpha/ann" },
  },
  "a short ARN in a resource policy": {
    kind: "resource",
    larger: { ...S3, Resource: "arn:aws:s3", Principal: "*" },
    smaller: { ...S3, Principal: "*" },
  },
  "a condition that is not asked for": { larger: team("StringEquals", "red"), smaller: S3 },
  "a condition on another key": {
    larger: team("StringEquals", "red"),
    smaller: when({ StringEquals: { "aws:username": "red" } }),
  },
  "a missing key": { larger: team("StringLike", "*"), smaller: team("StringLikeIfExists", "r*") },
  "a missing key under a negated operator": {
    larger: team("StringEquals", "blue"),
    smaller: team("StringNotEquals", "red"),
  },
  "a wildcard that is literal": { larger: team("StringEquals", "r*"), smaller: team("StringEquals", "red") },
  case: { larger: team("StringEquals", "red"), smaller: team("StringEqualsIgnoreCase", "red") },
  "values that are no numbers": {
    larger: when({ NumericNotEquals: { "s3:max-keys": "5" } }),
    smaller: when({ StringEquals: { "s3:max-keys": ["ten"] } }),
  },
  "a bound that is no number": {
    larger: when({ NumericGreaterThanEquals: { "s3:max-keys": "ten" } }),
    smaller: when({ NumericEquals: { "s3:max-keys": "5" } }),
  },
  "a value of the policy that is no number": {
    larger: when({ NumericNotEquals: { "s3:max-keys": "ten" } }),
    smaller: when({ NumericEquals: { "s3:max-keys": "5" } }),
  },
  "a role in the account that is named": {
    kind: "resource",
    larger: { ...S3, Principal: { AWS: "111122223333" } },
    smaller: { ...S3, Principal: { AWS: "arn:aws:iam::111122223333:role/app" } },
  },
  "an operator that AWS does not know": { larger: team("StringMatches", "r"), smaller: team("StringMatches", "r") },
  "variables in an old version": {
    version: "2008-10-17",
    larger: { ...S3, Resource: "arn:aws:s3:::alpha/${aws:username}" },
    smaller: { ...S3, Resource: "arn:aws:s3:::alpha/ann" },
  },
};

function covers({ larger, smaller, kind = "identity", version = "2012-10-17" }: Pair): boolean {
  const policy = policyOfJson({ Version: version, Statement: [larger, smaller].map(withoutUndefined) });
  const [one, other] = policy.statements.map((statement) => comparedStatement(policy, statement, kind));
  return statementCovers(one!, other!, "compared", new Effort(1_000_000));
}

function withoutUndefined(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}

describe("a statement covers", () => {
  for (const [name, pair] of Object.entries(COVERED)) test(name, () => assert.equal(covers(pair), true));
});
describe("a statement does not cover", () => {
  for (const [name, pair] of Object.entries(NOT_COVERED)) test(name, () => assert.equal(covers(pair), false));
});
