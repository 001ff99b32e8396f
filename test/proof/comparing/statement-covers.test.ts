/** One statement beside another: a table of what is shown, and the evaluation engine's word on everything that is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Policy, type PolicyKind } from "../../../server/src/policy/policy.ts";
import { type Witness } from "../../../server/src/proof/proof.ts";
import {
  comparedStatement,
  statementCovers,
  statementsAreApart,
} from "../../../server/src/proof/comparing/statement-covers.ts";
import { policyOfJson } from "../../support/evaluation.ts";
import { type Json, matches } from "../../support/proof.ts";
import { propertyRuns } from "../../support/property-runs.ts";

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
  return statementCovers(one!, other!, "compared", { left: 1_000_000 });
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

const some = (...values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const element = (name: string, values: fc.Arbitrary<string[]>): fc.Arbitrary<Json> =>
  fc.tuple(fc.constantFrom("", "", "", "Not"), values).map(([not, own]) => ({ [not + name]: own }));
const KEY_VALUES: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  "aws:PrincipalTag/team": ["red", "Red", "blue", "r", "ann", ""],
  "aws:TagKeys": [["red"], ["red", "blue"], ["blue"], []],
  "s3:max-keys": ["4", "5", "6", "5.5", "ten", "10.0.0.1"],
  "aws:SourceIp": ["203.0.113.1", "203.0.113.200", "8.8.8.8", "2001:db8::1"],
  "aws:SourceArn": ["arn:aws:s3:::alpha", "arn:aws:sns:us-east-1:111111111111:t", "no arn"],
};
const tests = (key: string, operators: readonly string[], values: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.constantFrom("", "", "", "ForAllValues:", "ForAnyValue:"),
      fc.constantFrom(...operators),
      fc.constantFrom("", "IfExists"),
      some(...values),
    )
    .map(([set, operator, suffix, own]) => ({ [`${set}${operator}${suffix}`]: { [key]: own } }));
const STRINGS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"];
const NUMBERS = ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"];
const oneTest = fc.oneof(
  tests("aws:PrincipalTag/team", STRINGS, ["red", "r*", "Red", "*", "${aws:username}", "blue"]),
  tests("aws:TagKeys", STRINGS, ["red", "r*", "blue"]),
  tests("s3:max-keys", [...NUMBERS, "StringEquals", "IpAddress"], ["5", "6", "ten", "10.0.0.1"]),
  tests("aws:SourceIp", ["IpAddress", "NotIpAddress"], ["203.0.113.0/24", "203.0.113.128/25", "0.0.0.0/0", "::/0"]),
  tests("aws:SourceArn", ["ArnLike", "ArnNotLike", "StringEquals"], ["arn:aws:s3:::*", "arn:aws:s3:::alpha"]),
  fc
    .tuple(fc.constantFrom(...Object.keys(KEY_VALUES)), fc.constantFrom("true", "false"))
    .map(([key, value]) => ({ Null: { [key]: value } })),
);
const statement: fc.Arbitrary<Json> = fc
  .tuple(
    element("Action", some("*", "s3:*", "s3:GetObject", "s3:Get*", "s3:?etObject", "sqs:SendMessage")),
    element(
      "Resource",
      some(
        "*",
        "arn:aws:s3:::alpha/*",
        "arn:aws:s3:::alpha",
        "arn:aws:s3:::a*",
        "arn:aws:sqs:*",
        "arn:*:s3:*:*:*a",
        "arn:aws:s3:::${aws:username}",
      ),
    ),
    fc.option(oneTest, { nil: {} }),
  )
  .map(([action, resource, condition]) => ({ Effect: "Allow", ...action, ...resource, Condition: condition }));

const request: fc.Arbitrary<Witness> = fc
  .tuple(
    fc.constantFrom(
      ["s3:GetObject", "arn:aws:s3:::alpha/x"],
      ["s3:GetObject", "arn:aws:s3:::beta/a"],
      ["s3:ListBucket", "arn:aws:s3:::alpha"],
      ["s3:PutObject", "arn:aws:s3:::ann"],
      ["sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:q1"],
      ["iam:ListRoles", "*"],
    ),
    fc.record(
      Object.fromEntries(
        [...Object.entries(KEY_VALUES), ["aws:username", ["ann", "red"]] as const].map(([key, values]) => [
          key,
          fc.option(fc.constantFrom(...values)),
        ]),
      ),
    ),
  )
  .map(([[action, resource], context]) => ({
    principal: undefined,
    action: action,
    resource: resource,
    context: new Map(
      Object.entries(context).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
    ),
  }));

function alone(json: Json): Policy {
  return policyOfJson({ Version: "2012-10-17", Statement: [json] });
}

describe("of statements at random", () => {
  const requests = fc.sample(request, { numRuns: 400, seed: 7 });

  test("what a statement is shown to cover, it matches", () => {
    let shown = 0;
    const property = fc.property(statement, statement, (larger, smaller) => {
      if (!covers({ larger, smaller })) return;
      shown++;
      const [one, other] = [alone(larger), alone(smaller)];
      for (const each of requests) {
        const inner = matches(other, each);
        if (inner === "no") continue;
        // What AWS's pages leave open may be open on both sides.
        const outer = inner === "unknown" ? ["yes", "unknown"] : ["yes"];
        assert.ok(outer.includes(matches(one, each)), JSON.stringify([larger, smaller, each, [...each.context]]));
      }
    });
    fc.assert(property, { numRuns: propertyRuns(4_000) });
    assert.ok(shown > 20, `only ${shown} pairs were shown`);
  });

  test("no request matches two statements that are apart", () => {
    let shown = 0;
    const property = fc.property(statement, statement, (left, right) => {
      const policy = policyOfJson({ Version: "2012-10-17", Statement: [left, right] });
      const [one, other] = policy.statements.map((each) => comparedStatement(policy, each, "identity"));
      if (!statementsAreApart(one!, other!, { left: 1_000_000 })) return;
      shown++;
      const [first, second] = [alone(left), alone(right)];
      for (const each of requests) {
        assert.ok(matches(first, each) === "no" || matches(second, each) === "no", JSON.stringify([left, right, each]));
      }
    });
    fc.assert(property, { numRuns: propertyRuns(500) });
    assert.ok(shown > 20, `only ${shown} pairs were shown`);
  });
});
