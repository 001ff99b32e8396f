/**
 * Our verdicts on random Condition blocks beside those of the Z3 solver, which reads the same blocks as formulas over
 * strings, numbers, bits and booleans. See scripts/precision.mjs.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { type StatementProof } from "../../server/src/proof/proof.ts";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { policyOf } from "../support/evaluation.ts";
import { contradict, openOtherSolver } from "../support/other-solver.ts";
import { type ConditionQuestion } from "./conditions-to-smt.ts";
import { conditionQuestion } from "./random-conditions.ts";

const { values } = parseArgs({
  options: { z3: { type: "boolean" }, seed: { type: "string" }, cases: { type: "string", default: "1500" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const solver = await openOtherSolver(2_000_000);
const prover = openProver({ kind: "identity", catalog: undefined, names: "lenient", facts: false });
const tally = new Map<string, number>();
const started = performance.now();
console.log(`${solver.version}, seed ${seed}`);

let status = 0;
try {
  const property = fc.asyncProperty(conditionQuestion, async (question) => {
    const ours = ourVerdict(question);
    const theirs = await solver.answer(question);
    const pair = `${ours} / ${theirs}`;
    tally.set(pair, (tally.get(pair) ?? 0) + 1);
    if (!contradict(ours, theirs)) return;
    throw new Error(`we say ${ours}, Z3 says ${theirs}`);
  });
  await fc.assert(property, { seed, numRuns: Number(values.cases), endOnFailure: false });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  status = 1;
}
console.log(`ours / theirs (${((performance.now() - started) / 1000).toFixed(1)} s)`);
for (const [pair, number] of [...tally].sort()) console.log(`${String(number).padStart(6)}  ${pair}`);
solver.close();
process.exitCode = status;

function ourVerdict({ condition }: ConditionQuestion): StatementProof["verdict"] {
  const policy = policyOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition });
  return prover.prove(policy, policy.statements[0]!).verdict;
}
