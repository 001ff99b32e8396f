/** Another solver, which shares nothing with the proofs, is asked the same questions: two must never contradict. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { type ConditionQuestion } from "../precision/conditions-to-smt.ts";
import { conditionQuestion } from "../precision/random-conditions.ts";
import { policyOf } from "../support/evaluation.ts";
import { contradict, openOtherSolver } from "../support/other-solver.ts";
import { searching } from "../support/searching.ts";

test("another solver never contradicts a verdict on a Condition block", async () => {
  const solver = await openOtherSolver(100_000);
  const prover = openProver({ kind: "identity", catalog: undefined, names: "lenient", facts: false });
  const agreed = new Set<string>();
  try {
    const property = fc.asyncProperty(conditionQuestion, async (question) => {
      const policy = policyOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: question.condition });
      const ours = prover.prove(policy, policy.statements[0]!).verdict;
      const theirs = await solver.answer(question);
      assert.ok(!contradict(ours, theirs), `we say ${ours}, the other solver says ${theirs}`);
      if (theirs !== "unknown") agreed.add(ours);
    });
    await fc.assert(property, searching(200));
  } finally {
    solver.close();
  }
  assert.ok(agreed.has("satisfiable") && agreed.has("never"), "both verdicts were put to the test");
});

test("a solver that is closed keeps no process alive, not even before it has answered", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;
  const solver = await openOtherSolver(100_000);
  const before = timers();
  const question: ConditionQuestion = {
    families: { "aws:PrincipalTag/team": "string" },
    condition: { StringEquals: { "aws:PrincipalTag/team": ["a"] } },
  };
  void solver.answer(question);
  assert.equal(timers(), before + 1);
  solver.close();
  assert.equal(timers(), before);
});
