/** Statements and requests at random, and what the statements decide, for changes that are to change no decision. */
import fc from "fast-check";
import { type Witness } from "../../server/src/proof/proof.ts";
import { policyOfJson } from "./evaluation.ts";
import { type Json, matches } from "./proof.ts";

const some = (...values: readonly string[]): fc.Arbitrary<string | readonly string[]> =>
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([own, asText]) => (own.length === 1 && asText ? own[0]! : own));

const [ATHENA, KMS] = ["athena.amazonaws.com", "kms.amazonaws.com"];

/** With values that requests have; `s3:prefix` is in those of `s3:ListBucket` alone. */
const KEYS: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  "aws:PrincipalTag/team": ["red", "blue", "green"],
  "aws:CalledVia": [[ATHENA], [ATHENA, KMS], [KMS]],
  "s3:prefix": ["red", "blue"],
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalTag/team": ["red", "blue", "g*"],
  "aws:CalledVia": [ATHENA, KMS, "a*"],
  "s3:prefix": ["red", "blue", "b*"],
};

const condition: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom("", "", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists"),
    fc.constantFrom(...Object.entries(VALUES)).chain(([key, values]) => fc.tuple(fc.constant(key), some(...values))),
  )
  .map(([set, operator, [key, values]]) => ({ [`${set}${operator}`]: { [key]: values } }));

export const drawnStatement: fc.Arbitrary<Json> = fc.record(
  {
    Sid: fc.constantFrom("One", "Two"),
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: some(
      "s3:*",
      "s3:GetObject",
      "s3:Get*",
      "s3:PutObject",
      "s3:List*",
      "s3:ListBucket",
      "sqs:SendMessage",
      "*",
    ),
    Resource: some("*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha", "arn:aws:s3:::a*", "arn:aws:sqs:*:*:q1"),
    Condition: condition,
  },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

export const drawnRequest: fc.Arbitrary<Witness> = fc
  .tuple(
    fc.constantFrom(
      ["s3:GetObject", "arn:aws:s3:::alpha/x"],
      ["s3:PutObject", "arn:aws:s3:::alpha/x"],
      ["s3:DeleteObject", "arn:aws:s3:::beta/x"],
      ["s3:ListBucket", "arn:aws:s3:::alpha"],
      ["s3:ListAllMyBuckets", "*"],
      ["sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:q1"],
    ),
    fc.record(
      Object.fromEntries(Object.entries(KEYS).map(([key, values]) => [key, fc.option(fc.constantFrom(...values))])),
    ),
  )
  .map(([[action, resource], context]) => ({
    principal: undefined,
    action: action,
    resource: resource,
    context: new Map(
      Object.entries(context).flatMap(([key, value]) =>
        value === null || (key === "s3:prefix" && action !== "s3:ListBucket") ? [] : [[key, value] as const],
      ),
    ),
  }));

/** What the statements of each effect say of each request together. */
export function decisions(statements: readonly Json[], requests: readonly Witness[]): readonly string[] {
  return ["Allow", "Deny"].flatMap((effect) => {
    const own = statements
      .filter((one) => one["Effect"] === effect)
      .map((one) => policyOfJson({ Version: "2012-10-17", Statement: [one] }));
    return requests.map((asked) => {
      const truths = own.map((one) => matches(one, asked));
      const truth = truths.includes("yes") ? "yes" : truths.includes("unknown") ? "unknown" : "no";
      return `${effect} ${JSON.stringify([asked, [...asked.context]])}: ${truth}`;
    });
  });
}
