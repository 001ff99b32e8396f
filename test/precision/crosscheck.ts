/**
 * Our verdicts on random Condition blocks beside those of the Z3 solver, which reads the same blocks as formulas over
 * strings, numbers, bits and booleans. See scripts/precision.mjs.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { policyOf } from "../support/evaluation.ts";
import { type ConditionQuestion, smtOf } from "./conditions-to-smt.ts";
import { conditionQuestion } from "./random-conditions.ts";

/** What is used of the package. Only the check itself runs on a thread of its own. */
interface Solver {
  readonly Z3: {
    global_param_set(name: string, value: string): void;
    mk_config(): unknown;
    mk_context(config: unknown): unknown;
    get_full_version(): string;
    mk_solver(context: unknown): unknown;
    solver_inc_ref(context: unknown, solver: unknown): void;
    solver_dec_ref(context: unknown, solver: unknown): void;
    solver_from_string(context: unknown, solver: unknown, script: string): void;
    /** 1: there is a solution. -1: there is none. 0: it could not say. */
    solver_check(context: unknown, solver: unknown): Promise<number>;
  };
}

const { values } = parseArgs({
  options: { z3: { type: "boolean" }, seed: { type: "string" }, cases: { type: "string", default: "1500" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const { init } = createRequire(join(process.cwd(), "test", "precision", "package.json"))("z3-solver") as {
  readonly init: () => Promise<Solver>;
};
const { Z3 } = await init();
Z3.global_param_set("timeout", "3000");
const context = Z3.mk_context(Z3.mk_config());
const prover = openProver({ kind: "identity", catalog: undefined, names: "lenient", facts: false });
const tally = new Map<string, number>();
const started = performance.now();
console.log(`${Z3.get_full_version()}, seed ${seed}`);

/** Either may say that it does not know. */
const AGREEING = new Set(
  ["satisfiable / sat", "never / unsat", "unknown / sat", "unknown / unsat"].concat(
    ["satisfiable", "never", "unknown"].map((ours) => `${ours} / unknown`),
  ),
);

let status = 0;
try {
  const property = fc.asyncProperty(conditionQuestion, async (question) => {
    const ours = ourVerdict(question);
    const theirs = await theirVerdict(question);
    const pair = `${ours} / ${theirs}`;
    tally.set(pair, (tally.get(pair) ?? 0) + 1);
    if (AGREEING.has(pair)) return;
    throw new Error(`we say ${ours}, Z3 says ${theirs}`);
  });
  await fc.assert(property, { seed, numRuns: Number(values.cases), endOnFailure: false });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  status = 1;
}
console.log(`ours / theirs (${((performance.now() - started) / 1000).toFixed(1)} s)`);
for (const [pair, number] of [...tally].sort()) console.log(`${String(number).padStart(6)}  ${pair}`);
// The solver's threads would keep the process alive.
process.exit(status);

function ourVerdict({ condition }: ConditionQuestion): string {
  const policy = policyOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition });
  return prover.prove(policy, policy.statements[0]!).verdict;
}

async function theirVerdict(question: ConditionQuestion): Promise<string> {
  const solver = Z3.mk_solver(context);
  Z3.solver_inc_ref(context, solver);
  Z3.solver_from_string(context, solver, smtOf(question));
  const answer = await Z3.solver_check(context, solver);
  Z3.solver_dec_ref(context, solver);
  return answer === 1 ? "sat" : answer === -1 ? "unsat" : "unknown";
}
