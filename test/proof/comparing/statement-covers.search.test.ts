/** One statement beside another: the evaluation engine's word on everything that is shown. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Effort } from "../../../server/src/domains/effort.ts";
import fc from "fast-check";
import { type Policy } from "../../../server/src/policy/policy.ts";
import { type Witness } from "../../../server/src/proof/proof.ts";
import {
  comparedStatement,
  statementCovers,
  statementsAreApart,
} from "../../../server/src/proof/comparing/statement-covers.ts";
import { policyOfJson } from "../../support/evaluation.ts";
import { type Json, matches } from "../../support/proof.ts";
import { searchUntilMet } from "../../support/searching.ts";

function covers(larger: Json, smaller: Json): boolean {
  const policy = policyOfJson({ Version: "2012-10-17", Statement: [larger, smaller] });
  const [one, other] = policy.statements.map((each) => comparedStatement(policy, each, "identity"));
  return statementCovers(one!, other!, "compared", new Effort(1_000_000));
}

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
      if (!covers(larger, smaller)) return;
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
    searchUntilMet({ usual: 4_000, least: 20, met: () => ({ shown }) }, (from) => fc.assert(property, from));
  });

  test("no request matches two statements that are apart", () => {
    let shown = 0;
    const property = fc.property(statement, statement, (left, right) => {
      const policy = policyOfJson({ Version: "2012-10-17", Statement: [left, right] });
      const [one, other] = policy.statements.map((each) => comparedStatement(policy, each, "identity"));
      if (!statementsAreApart(one!, other!, new Effort(1_000_000))) return;
      shown++;
      const [first, second] = [alone(left), alone(right)];
      for (const each of requests) {
        assert.ok(matches(first, each) === "no" || matches(second, each) === "no", JSON.stringify([left, right, each]));
      }
    });
    searchUntilMet({ usual: 500, least: 20, met: () => ({ shown }) }, (from) => fc.assert(property, from));
  });
});
