/** The request that is shown for a statement is one that somebody could send, not only a text that matches. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { realCatalog } from "../catalog/real-catalog.ts";
import { policyOf } from "../support/evaluation.ts";
import { type Json, matches, proofIn } from "../support/proof.ts";

interface Shown {
  readonly what: string;
  readonly statement: Json;
  readonly action: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

const region = (operator: string, ...regions: readonly string[]): Json => ({
  Condition: { [operator]: { "aws:RequestedRegion": regions } },
});
const ANY = { Effect: "Allow", Action: "*", Resource: "*" };

const SHOWN: readonly Shown[] = [
  { what: "any action is one that everybody knows", statement: ANY, action: "s3:GetObject" },
  {
    what: "any action but those of services is one of another",
    statement: { Effect: "Deny", NotAction: ["s3:*", "ec2:*"], Resource: "*" },
    action: "dynamodb:GetItem",
  },
  {
    what: "any action of a service is one that programs call",
    statement: { ...ANY, Action: "cloudformation:*" },
    action: "cloudformation:CreateStack",
  },
  {
    what: "any action of a service that a program can do without is the first that fits",
    statement: { ...ANY, Action: "cloudformation:*Type" },
    action: "cloudformation:ActivateType",
  },
  {
    what: "a pattern of Regions is met by a Region",
    statement: { ...ANY, ...region("StringLike", "eu-*") },
    action: "s3:GetObject",
    context: { "aws:RequestedRegion": "eu-west-1" },
  },
  {
    what: "another Region than those is a Region",
    statement: { ...ANY, ...region("StringNotEquals", "us-east-1", "eu-west-1") },
    action: "s3:GetObject",
    context: { "aws:RequestedRegion": "eu-central-1" },
  },
  {
    what: "a Region that nobody has heard of is shown as it is written",
    statement: { ...ANY, ...region("StringEquals", "xx-nowhere-1") },
    action: "s3:GetObject",
    context: { "aws:RequestedRegion": "xx-nowhere-1" },
  },
  {
    what: "a service in any Region has a Region",
    statement: {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
    },
    action: "kms:Decrypt",
    context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
  },
];

describe("the request that is shown", () => {
  for (const { what, statement, action, context } of SHOWN) {
    test(what, () => {
      const policy = policyOf(statement);
      const proof = proofIn(policy, { catalog: realCatalog() });
      if (proof.verdict !== "satisfiable") assert.fail(proof.verdict);
      assert.equal(proof.witness.action, action);
      assert.deepEqual(Object.fromEntries(proof.witness.context), context ?? {});
      assert.equal(matches(policy, proof.witness), "yes");
    });
  }

  test("is anonymous where everybody may ask and no one has signed", () => {
    const unsigned = { Null: { "aws:PrincipalArn": "true" } };
    const bucket = { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::alpha/*" };
    const proof = proofIn(policyOf({ Effect: "Allow", ...bucket, Condition: unsigned }), {
      catalog: realCatalog(),
      kind: "resource",
    });
    if (proof.verdict !== "satisfiable") assert.fail(proof.verdict);
    assert.equal(proof.witness.principal, "*");
  });

  test("names an object of a bucket rather than one of an access point", () => {
    const proof = proofIn(policyOf({ ...ANY, Action: "s3:GetObject" }), { catalog: realCatalog() });
    if (proof.verdict !== "satisfiable") assert.fail(proof.verdict);
    assert.match(proof.witness.resource, /^arn:aws:s3:::[^/]+\/./);
  });
});
