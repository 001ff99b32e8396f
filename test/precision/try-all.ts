/**
 * Our verdicts on random statements beside what comes of trying all requests that matter. See scripts/precision.mjs.
 */
import { parseArgs } from "node:util";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { policyOf } from "../support/evaluation.ts";
import { matches } from "../support/proof.ts";
import { packedCatalog } from "./packed-catalog.ts";
import { randomOf } from "./random.ts";
import { randomStatement, type StatementJson } from "./random-statements.ts";
import { requestTrial } from "./try-all-requests.ts";

const { values } = parseArgs({
  options: { try: { type: "boolean" }, seed: { type: "string" }, cases: { type: "string", default: "20000" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const random = randomOf(seed);
const catalog = packedCatalog();
const trial = requestTrial(catalog);
const prover = openProver({ kind: "identity", catalog, names: "strict", facts: false });
const tally = new Map<string, number>();
const shown = new Map<string, number>();
const started = performance.now();
console.log(`seed ${seed}`);
for (let count = 0; count < Number(values.cases); count++) {
  const statement = randomStatement(random);
  const pair = `${verdictOf(statement)} / ${trial.try(statement)}`;
  tally.set(pair, (tally.get(pair) ?? 0) + 1);
  const isRight = pair === "never / none" || pair === "satisfiable / some";
  const before = shown.get(pair) ?? 0;
  shown.set(pair, before + 1);
  if (!isRight && before < 12) console.log(`${pair}: ${JSON.stringify(statement)}`);
}
console.log(`ours / trying all (${((performance.now() - started) / 1000).toFixed(1)} s)`);
for (const [pair, number] of [...tally].sort()) console.log(`${String(number).padStart(6)}  ${pair}`);
// Either a verdict is wrong, or the trial is: it must find a request where the prover did.
const contradictions = [...tally.keys()].filter(
  (pair) => pair === "never / some" || pair === "satisfiable / none" || pair.startsWith("not "),
);
for (const pair of contradictions) console.error(`FAILED: ${pair}`);
process.exitCode = contradictions.length > 0 ? 1 : 0;

/** A witness counts only if the evaluation engine confirms it and there are such requests. */
function verdictOf(statement: StatementJson): string {
  const policy = policyOf(statement);
  const proof = prover.prove(policy, policy.statements[0]!);
  if (proof.verdict !== "satisfiable") return proof.verdict;
  const { action, resource } = proof.witness;
  if (!trial.isRequest(action, resource)) return `not a request: ${action} ${resource}`;
  return matches(policy, proof.witness) === "yes" ? "satisfiable" : "not confirmed";
}
