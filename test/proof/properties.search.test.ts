/** What holds of the proofs of any statements: the evaluation engine, which shares no reasoning with them, agrees. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Policy } from "../../server/src/policy/policy.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { type Witness } from "../../server/src/proof/proof.ts";
import { randomOf } from "../precision/random.ts";
import { type AskedOfKey, boundaryValues, type ValueForm } from "../support/boundary-values.ts";
import { policyOf, policyOfJson } from "../support/evaluation.ts";
import { openStatement } from "../support/fillings.ts";
import { openings } from "../support/options.ts";
import { type Json, matches, proofIn, type ProofSetting } from "../support/proof.ts";
import { searching, searchUntilMet } from "../support/searching.ts";

const catalog = miniCatalog();
const SETTINGS: readonly ProofSetting[] = [
  { catalog, names: "lenient", facts: true },
  { catalog, names: "lenient", facts: false },
  { catalog, names: "strict", facts: false },
  { catalog: undefined, facts: false },
];

const TEXT_VALUES = ["red", "Red", "r*", "*d", "?ed", "blue", "", "${aws:username}", "arn:aws:s3:::alpha*", "true"];
const pick = (...values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const SET_OPERATORS = fc.constantFrom("", "", "", "ForAllValues:", "ForAnyValue:");
const SUFFIXES = fc.constantFrom("", "", "IfExists");

function conditions(key: string, bases: readonly string[], values: readonly string[]): fc.Arbitrary<Json> {
  return fc
    .tuple(SET_OPERATORS, fc.constantFrom(...bases), SUFFIXES, pick(...values))
    .map(([set, base, suffix, own]) => ({ [`${set}${base}${suffix}`]: { [key]: own } }));
}

const STRINGS = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const NUMBERS = ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"];
const DATES = ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"];
const one = fc.oneof(
  conditions("aws:PrincipalTag/team", STRINGS, TEXT_VALUES),
  conditions("aws:TagKeys", STRINGS, ["red", "r*", "*d"]),
  conditions("aws:username", STRINGS, ["ann", "a*"]),
  conditions("s3:prefix", [...STRINGS, ...NUMBERS], ["red", "5", "*"]),
  conditions("aws:MultiFactorAuthAge", NUMBERS, ["5", "5.5", "300", "ten"]),
  conditions("aws:TokenIssueTime", DATES, ["2024-01-01", "2024-01-01T00:00:01Z", "1700000000"]),
  conditions(
    "aws:SourceIp",
    ["IpAddress", "NotIpAddress"],
    ["203.0.113.0/24", "203.0.113.128/25", "0.0.0.0/0", "::/0"],
  ),
  conditions("aws:SourceVpce", STRINGS, ["vpce-1", "vpce-*"]),
  conditions("aws:MultiFactorAuthPresent", ["Bool"], ["true", "false"]),
  conditions(
    "aws:SourceArn",
    ["ArnLike", "ArnNotLike", ...STRINGS],
    ["arn:aws:s3:::alpha", "arn:aws:s3:::*", "arn:*:*:*:*:*"],
  ),
  fc
    .tuple(fc.constantFrom("aws:PrincipalTag/team", "aws:username", "aws:TagKeys"), fc.constantFrom("true", "false"))
    .map(([key, value]) => ({ Null: { [key]: value } })),
);
const condition = fc.array(one, { maxLength: 3 }).map(merged);

function merged(parts: readonly Json[]): Json {
  const all: Record<string, Record<string, unknown>> = {};
  for (const part of parts) {
    for (const [operator, block] of Object.entries(part)) all[operator] = { ...all[operator], ...(block as object) };
  }
  return all;
}

const actions = pick(
  "*",
  "s3:*",
  "s3:GetObject",
  "s3:ListBucket",
  "S3:get*",
  "sqs:SendMessage",
  "s3:ListAllMyBuckets",
  "s3:Nope",
  "iam:PassRole",
);
const resources = pick(
  "*",
  "arn:aws:s3:::alpha/*",
  "arn:aws:s3:::alpha",
  "arn:aws:sqs:*",
  "arn:aws:sqs:::q1",
  "arn:aws:iam::*:role/${aws:username}",
  "arn:*:s3:::*a*/?",
);
const element = (name: string, values: fc.Arbitrary<string[]>): fc.Arbitrary<Json> =>
  fc.tuple(fc.constantFrom("", "", "", "Not"), values).map(([not, own]) => ({ [not + name]: own }));
const statement: fc.Arbitrary<Json> = fc
  .tuple(fc.constantFrom("Allow", "Deny"), element("Action", actions), element("Resource", resources), condition)
  .map(([effect, action, resource, tests]) => ({ Effect: effect, ...action, ...resource, Condition: tests }));

function policyWith(json: Json): Policy {
  return policyOfJson({ Version: "2012-10-17", Statement: json });
}

const CONTEXT_VALUES: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  "aws:PrincipalTag/team": ["red", "Red", "rEd", "blue", "ann", "arn:aws:s3:::alpha", "true", "x"],
  "aws:TagKeys": [["red"], ["red", "blue"], ["x"]],
  "aws:username": ["ann", "bob"],
  "s3:prefix": ["red", "5", "6", "x"],
  "aws:MultiFactorAuthAge": ["5", "5.5", "5.2", "300", "301", "0"],
  "aws:TokenIssueTime": ["2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z", "1700000000", "2030-01-01T00:00:00Z"],
  "aws:SourceIp": ["203.0.113.1", "203.0.113.200", "8.8.8.8", "2001:db8::1"],
  "aws:SourceVpce": ["vpce-1", "vpce-2", "x"],
  "aws:MultiFactorAuthPresent": ["true", "false"],
  "aws:SourceArn": ["arn:aws:s3:::alpha", "arn:aws:sns:us-east-1:111111111111:t"],
};
/** Real pairs of action and resource, so that proofs by the reference are bound by them too. */
const PAIRS = [
  ["s3:GetObject", "arn:aws:s3:::alpha/a"],
  ["s3:GetObject", "arn:aws:s3:us-east-1:111111111111:accesspoint/ap/object/x"],
  ["s3:ListBucket", "arn:aws:s3:::alpha"],
  ["s3:ListAllMyBuckets", "*"],
  ["sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:q1"],
  ["iam:PassRole", "arn:aws:iam::111111111111:role/ann"],
  ["kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1"],
] as const;
const FORMS: Readonly<Record<string, ValueForm>> = {
  "aws:MultiFactorAuthAge": "number",
  "aws:TokenIssueTime": "instant",
  "aws:SourceIp": "address",
  "aws:MultiFactorAuthPresent": "boolean",
  "aws:SourceArn": "arn",
};

/** Values at the edges of what the conditions ask of each key, and a few that are always tried; undefined for none. */
function valuesToTry(condition: Json): ReadonlyMap<string, readonly (string | readonly string[] | undefined)[]> {
  const asked = new Map<string, AskedOfKey[]>(Object.keys(CONTEXT_VALUES).map((key) => [key, []]));
  for (const [operator, block] of Object.entries(condition)) {
    for (const [key, values] of Object.entries(block as Readonly<Record<string, unknown>>)) {
      asked.get(key)?.push({ operator, values: [values].flat().map(String) });
    }
  }
  return new Map(
    [...asked].map(([key, own]) => {
      const edges = own.length === 0 ? [] : boundaryValues(FORMS[key] ?? "text", own);
      const lists = edges.flatMap((text, index) => [[text], [text, edges[(index * 7 + 1) % edges.length]!]]);
      return [key, [undefined, undefined, ...CONTEXT_VALUES[key]!, ...(key === "aws:TagKeys" ? lists : edges)]];
    }),
  );
}

/** As many different ones as there are, up to the number. */
function requestsToTry(condition: Json, number: number): readonly Witness[] {
  const random = randomOf(number);
  const values = [...valuesToTry(condition)];
  const requests = new Map<string, Witness>();
  for (let tried = 0; tried < 2 * number && requests.size < number; tried++) {
    const [action, resource] = random.pick(PAIRS);
    const context = new Map<string, string | readonly string[]>();
    for (const [key, own] of values) {
      const value = random.pick(own);
      if (value !== undefined) context.set(key, value);
    }
    requests.set(JSON.stringify([action, resource, ...context]), { principal: undefined, action, resource, context });
  }
  return [...requests.values()];
}

describe("any statement", () => {
  for (const setting of SETTINGS) {
    test(`that is satisfiable matches its witness (${labelOf(setting)})`, () => {
      fc.assert(
        fc.property(statement, (json) => {
          const policy = policyWith(json);
          const proof = proofIn(policy, setting);
          if (proof.verdict === "satisfiable") assert.equal(matches(policy, proof.witness), "yes");
        }),
        searching(150),
      );
    });
  }

  test("that never matches, matches none of 2,000 requests at its edges", () => {
    let requests = 0;
    const property = fc.property(statement, (json) => {
      const policy = policyWith(json);
      if (proofIn(policy, { catalog, facts: false }).verdict !== "never") return;
      for (const request of requestsToTry(json["Condition"] as Json, 2_000)) {
        requests++;
        assert.notEqual(matches(policy, request), "yes", JSON.stringify([...request.context]));
      }
    });
    searchUntilMet({ usual: 60, least: 9_000, met: () => ({ requests }) }, (from) => fc.assert(property, from));
  });

  const open = fc.tuple(fc.nat(30), fc.constantFrom("whole" as const, "half" as const));
  for (const setting of SETTINGS) {
    test(`is not decided by what it leaves to a template (${labelOf(setting)})`, () => {
      fc.assert(
        fc.property(statement, open, (json, which) => assertUndecided(json, which, setting)),
        searching(250),
      );
    });
  }

  test("is not decided by what it leaves to a template of its principals", () => {
    const setting: ProofSetting = { kind: "resource", catalog, facts: true };
    const whose = fc.tuple(fc.constantFrom("Principal", "Principal", "NotPrincipal"), fc.constantFrom(...PRINCIPALS));
    fc.assert(
      fc.property(statement, whose, open, (json, [element, principal], which) =>
        assertUndecided({ [element]: principal, ...json }, which, setting),
      ),
      searching(400),
    );
  });

  test("with a value that is one of several is proved to be what every choice makes of it", () => {
    fc.assert(
      fc.property(statement, fc.nat(), fc.nat(), (json, which, other) => {
        // A proof is about a statement, which must be there.
        for (const { open, fillings } of openings({ Version: "2012-10-17", Statement: json }, which, other, 2)) {
          const proof = proofIn(readPolicy(open), { catalog });
          for (const filling of fillings.map(readPolicy)) {
            if (proof.verdict === "never") assert.notEqual(proofIn(filling, { catalog }).verdict, "satisfiable");
            if (proof.verdict === "satisfiable") assert.equal(matches(filling, proof.witness), "yes");
          }
        }
      }),
      searching(300),
    );
  });
});

const PRINCIPALS: readonly unknown[] = [
  "*",
  { AWS: "*" },
  { AWS: "arn:aws:iam::111111111111:group/all" },
  { AWS: ["arn:aws:iam::111111111111:user/ann", "arn:aws:iam::222222222222:ro*"] },
  { Service: "*" },
  { Federated: "cognito-identity.amazonaws.com", Service: "s3.amazonaws.com" },
];

/** Never: no filling is satisfiable. Satisfiable: the witness matches every filling. */
function assertUndecided(json: Json, [which, part]: readonly [number, "whole" | "half"], setting: ProofSetting): void {
  const { open, fillings } = openStatement(json, which, part);
  const proof = proofIn(policyOf(open), setting);
  for (const filling of fillings) {
    const filled = policyOf(filling);
    const what = JSON.stringify([open, filling]);
    if (proof.verdict === "never") assert.notEqual(proofIn(filled, setting).verdict, "satisfiable", what);
    if (proof.verdict === "satisfiable") assert.equal(matches(filled, proof.witness, setting.kind), "yes", what);
  }
}

function labelOf({ names = "lenient", facts, catalog: used }: ProofSetting): string {
  return used === undefined ? "by logic alone" : `${names} names, ${facts === true ? "with" : "without"} facts`;
}
