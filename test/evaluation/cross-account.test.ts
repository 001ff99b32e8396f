/** Source: "Cross-account policy evaluation logic". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_OTHER,
  decisionOf,
  named,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from "../support/evaluation.ts";

const facts = (principal: string): { principal: string; owner: string } => ({ principal, owner: OTHER_ACCOUNT });
const identity = [named(ALLOW_ALL)];
const allowTo = (principal: unknown): ReturnType<typeof named> => named({ ...ALLOW_ALL, Principal: principal });

describe("across accounts", () => {
  for (const [caller, names] of [
    [USER, { AWS: USER }],
    [USER, { AWS: ROOT }],
    [USER, { AWS: ACCOUNT }],
    [USER, "*"],
    [ROLE, { AWS: ROLE }],
    [SESSION, { AWS: ROLE }],
    [SESSION, { AWS: SESSION }],
  ] as const) {
    describe(`${caller} named by ${JSON.stringify(names)}`, () => {
      test("needs both policies", () => {
        const resource = allowTo(names);
        assert.equal(decisionOf(facts(caller), { identity, resource }).decision, "Allowed");
        assert.deepEqual(decisionOf(facts(caller), { identity: [], resource }).deniedBy, ["identity"]);
        assert.deepEqual(decisionOf(facts(caller), { identity, resource: named(ALLOW_OTHER) }).deniedBy, ["resource"]);
        assert.deepEqual(decisionOf(facts(caller), { identity }).deniedBy, ["resource"]);
        assert.deepEqual(decisionOf(facts(caller), {}).deniedBy, ["resource", "identity"]);
      });

      test("is limited by boundary and session policy whoever is named", () => {
        const resource = allowTo(names);
        const none = [named(ALLOW_OTHER)];
        assert.deepEqual(decisionOf(facts(caller), { identity, resource, boundary: none }).deniedBy, ["boundary"]);
        assert.deepEqual(decisionOf(facts(caller), { identity, resource, session: none }).deniedBy, ["session"]);
      });
    });
  }

  test("the root user needs the resource's policy too", () => {
    assert.equal(decisionOf(facts(ROOT), {}).decision, "ImplicitlyDenied");
    assert.equal(decisionOf(facts(ROOT), { resource: allowTo({ AWS: ROOT }) }).decision, "Allowed");
  });

  test("an unknown owner leaves open what the two ways answer differently", () => {
    const open = decisionOf({ owner: undefined }, { identity });
    assert.equal(open.decision, "Unknown");
    assert.deepEqual(open.needs, [{ key: "aws:ResourceAccount", entries: [] }]);
    assert.equal(decisionOf({ owner: undefined }, { identity, resource: allowTo("*") }).decision, "Allowed");
    assert.equal(decisionOf({ owner: undefined }, {}).decision, "ImplicitlyDenied");
  });

  for (const [caller, names, isEnough] of [
    [SESSION, { AWS: ROLE }, true],
    [ROLE, { AWS: ROLE }, true],
    [USER, { AWS: USER }, true],
    [USER, { AWS: ROOT }, false],
  ] as const) {
    test(`of an unknown owner ${JSON.stringify(names)} ${isEnough ? "may be" : "is not"} enough for ${caller} whose own policies have no Allow`, () => {
      const asked = { principal: caller, owner: undefined };
      const { allowed, deniedBy } = decisionOf(asked, { identity: [], resource: allowTo(names) });
      assert.deepEqual([allowed, deniedBy], isEnough ? ["unknown", []] : ["no", ["identity"]]);
    });
  }

  test("the owner may show in the ARN or the context", () => {
    const arn = `arn:aws:sqs:us-east-1:${OTHER_ACCOUNT}:q`;
    assert.equal(decisionOf({ owner: undefined, resource: arn }, { identity }).decision, "ImplicitlyDenied");
    const context = { "aws:ResourceAccount": ACCOUNT };
    assert.equal(decisionOf({ owner: undefined, context }, { identity }).decision, "Allowed");
    assert.equal(decisionOf({ owner: undefined, resource: "*" }, { identity }).decision, "Allowed");
  });
});
