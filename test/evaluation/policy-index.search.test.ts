/** An evaluation by index, against one without. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { indexPolicies } from "../../server/src/evaluation/policy-index.ts";
import { ALLOW_ALL } from "../support/evaluation.ts";
import {
  assertAndMeet,
  type Json,
  layers,
  plainStatement,
  policySet,
  question,
  requestFor,
} from "../support/generated-evaluations.ts";

describe("an evaluation by index", () => {
  test("answers as one without, and traces all that matches or may match", () => {
    const hole = fc
      .constantFrom("Action", "NotAction")
      .map((name): Json => ({ ...ALLOW_ALL, [name]: ["s3:*", { Ref: "X" }] }));
    const more = fc.array(fc.oneof({ weight: 4, arbitrary: plainStatement }, { weight: 1, arbitrary: hole }), {
      maxLength: 3,
    });
    const cases = ["Allowed", "ExplicitlyDenied", "ImplicitlyDenied", "Unknown", "left some out", "left none out"];
    assertAndMeet(cases, [layers, question, more, fc.boolean()], (meet, of, asked, extra, open) => {
      const all = { ...of, identity: [...of.identity, ...extra] };
      const request = requestFor(asked, open ? "unknown" : "absent");
      const plain = evaluate(request, policySet(all));
      const indexed = evaluate(request, policySet(all, indexPolicies));
      const { statements, ...answer } = plain;
      const { statements: traced, ...answerByIndex } = indexed;
      // The policies are read anew for each, so what points into them is compared by its text.
      assert.deepEqual(JSON.parse(JSON.stringify(answerByIndex)), JSON.parse(JSON.stringify(answer)));
      const kept = (list: typeof statements): string[] =>
        list
          .filter(({ matches }) => matches !== "no")
          .map(({ slot, statement, matches }) => `${slot} ${statement.index} ${matches}`);
      assert.deepEqual(kept(traced), kept(statements));
      meet(plain.decision);
      meet(traced.length < statements.length ? "left some out" : "left none out");
    });
  });
});
