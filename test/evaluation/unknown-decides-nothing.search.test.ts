/** What the file leaves to a template decides nothing: a decision made without it holds whatever it turns out to be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { policyOf } from "../support/evaluation.ts";
import { openStatement } from "../support/fillings.ts";
import {
  assertAndMeet,
  type Json,
  known,
  layers,
  plainStatement,
  policySet,
  question,
  requestFor,
  resourceStatement,
} from "../support/generated-evaluations.ts";

const CASES = ["decided", "decided, though there are many fillings", "open, and the fillings differ"];

describe("a name or value that is left to a template", () => {
  for (const [slot, statement] of [
    ["identity", plainStatement],
    ["resource", resourceStatement],
  ] as const) {
    test(`in a policy of the slot ${slot}`, () => {
      assertAndMeet(
        CASES,
        [layers, question, statement, fc.nat(30), fc.constantFrom("whole", "half"), known],
        (meet, of, asked, one, which, part, facts) => {
          const { open, fillings } = openStatement(one, which, part);
          const request = requestFor({ ...asked, known: { ...facts, ...asked.known } }, "absent");
          const decide = (own: Json) => evaluate(request, withPolicy(of, own));
          const found = decide(open);
          const filled = fillings.map((filling) => ({ filling, ...decide(filling) }));
          if (found.decision === "Unknown") {
            if (new Set(filled.map(({ decision }) => decision)).size > 1) meet("open, and the fillings differ");
          } else meet(fillings.length > 3 ? "decided, though there are many fillings" : "decided");
          for (const { filling, decision, allowed } of filled) {
            const what = JSON.stringify([open, filling]);
            if (found.decision !== "Unknown") assert.equal(decision, found.decision, what);
            if (found.allowed !== "unknown") assert.equal(allowed, found.allowed, what);
          }
        },
      );
    });

    function withPolicy(of: Parameters<typeof policySet>[0], own: Json): ReturnType<typeof policySet> {
      const before = slot === "identity" ? of.identity : (of.resource ?? []);
      const policy = policyOf(...before, own);
      const set = policySet(of);
      return slot === "identity"
        ? { ...set, identity: [{ name: "p", policy }] }
        : { ...set, resource: { name: "p", policy } };
    }
  }
});
