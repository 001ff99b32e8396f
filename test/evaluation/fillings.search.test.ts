/** What a policy leaves to a choice decides a request only where every choice decides it so. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { indexPolicies } from "../../server/src/evaluation/policy-index.ts";
import { type NamedPolicy, type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { type ObjectValue } from "../../server/src/syntax/value.ts";
import {
  assertAndMeet,
  layers,
  plainStatement,
  policySet,
  question,
  requestFor,
  resourceStatement,
} from "../support/generated-evaluations.ts";
import { openings } from "../support/options.ts";
import { searching } from "../support/searching.ts";

const SLOTS = ["identity", "resource", "boundary", "scp"] as const;

describe("a value that is one of several", () => {
  const own = fc.array(fc.oneof(plainStatement, resourceStatement), { minLength: 1, maxLength: 3 });
  const facts = fc.constantFrom("absent" as const, "unknown" as const);
  test("decides a request only as every choice decides it", () => {
    assertAndMeet(
      [
        "decided before and still",
        "decided differently, so open now",
        "allowed by every choice",
        "denied by every choice",
      ],
      [layers, own, question, fc.constantFrom(...SLOTS), fc.tuple(fc.nat(), fc.nat(), facts)],
      (meet, of, statements, asked, slot, [which, other, unlisted]) => {
        const request = requestFor(asked, unlisted);
        const decide = (object: ObjectValue) => evaluate(request, withPolicy(policySet(of), slot, object));
        for (const { open, fillings } of openings({ Version: "2012-10-17", Statement: statements }, which, other)) {
          const now = decide(open);
          const chosen = fillings.map(decide);
          for (const one of chosen) {
            if (now.decision !== "Unknown") assert.equal(now.decision, one.decision);
            if (now.allowed !== "unknown") assert.equal(now.allowed, one.allowed);
            for (const layer of now.deniedBy) assert.ok(one.allowed !== "yes", layer);
          }
          if (now.decision === "Allowed") meet("allowed by every choice");
          if (now.allowed === "no") meet("denied by every choice");
          if (now.decision === chosen[0]?.decision) meet("decided before and still");
          if (new Set(chosen.map(({ decision }) => decision)).size > 1) meet("decided differently, so open now");
        }
      },
    );
  });

  test("is found by its action in an index as without one", () => {
    fc.assert(
      fc.property(own, question, fc.nat(), fc.nat(), (statements, asked, which, other) => {
        const request = requestFor(asked, "unknown");
        for (const { open } of openings({ Version: "2012-10-17", Statement: statements }, which, other)) {
          const policies: readonly NamedPolicy[] = [{ name: "p", policy: readPolicy(open) }];
          const plain = evaluate(request, { identity: policies });
          const indexed = evaluate(request, { identity: indexPolicies(policies) });
          assert.equal(indexed.decision, plain.decision);
          assert.equal(indexed.allowed, plain.allowed);
        }
      }),
      searching(300),
    );
  });
});

function withPolicy(set: PolicySet, slot: (typeof SLOTS)[number], object: ObjectValue): PolicySet {
  const policies: readonly NamedPolicy[] = [{ name: "open", policy: readPolicy(object) }];
  switch (slot) {
    case "identity":
    case "boundary":
      return { ...set, [slot]: policies };
    case "resource":
      return { ...set, resource: policies[0]! };
    case "scp":
      return { ...set, scps: [{ orgIdentifier: "r", policies }] };
  }
}
