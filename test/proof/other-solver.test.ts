/** Another solver, which shares nothing with the proofs, is asked the same questions: two must never contradict. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { conditionQuestion } from "../precision/random-conditions.ts";
import { policyOf } from "../support/evaluation.ts";
import { contradict, openOtherSolver } from "../support/other-solver.ts";
import { propertyRuns } from "../support/property-runs.ts";

/** A slow machine asks fewer questions. */
const MOST_MILLISECONDS = propertyRuns(5_000);

test("another solver never contradicts a verdict on a Condition block", async () => {
  const solver = await openOtherSolver(500);
  const prover = openProver({ kind: "identity", catalog: undefined, names: "lenient", facts: false });
  const agreed = new Set<string>();
  try {
    const end = performance.now() + MOST_MILLISECONDS;
    const property = fc.asyncProperty(conditionQuestion, async (question) => {
      if (performance.now() > end) return;
      const policy = policyOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: question.condition });
      const ours = prover.prove(policy, policy.statements[0]!).verdict;
      const theirs = await solver.answer(question);
      assert.ok(!contradict(ours, theirs), `we say ${ours}, the other solver says ${theirs}`);
      if (theirs !== "unknown") agreed.add(ours);
    });
    await fc.assert(property, { numRuns: propertyRuns(200) });
  } finally {
    solver.close();
  }
  assert.ok(agreed.has("satisfiable") && agreed.has("never"), "both verdicts were put to the test");
});
