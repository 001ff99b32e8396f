/**
 * The same request and policies put to us and to another evaluator, turn by turn in one run.
 *   node peer.mjs MODULE-OF-THE-PEER
 * The peer takes policies as plain JSON each time; we are measured with policies read once, as the editor keeps them,
 * and with policies read anew for each request.
 */
import { pathToFileURL } from "node:url";
import { evaluate } from "../server/src/evaluation/evaluate.ts";
import { namedPolicies, questionRequest } from "./evaluation.ts";
import { policyJson, QUESTION } from "./evaluation-question.ts";
import { median } from "./measure.ts";

/** What the peer's README shows of it. */
interface Peer {
  readonly runSimulation: (simulation: object, options: object) => Promise<{ readonly overallResult?: string }>;
}

const REQUIRED = 20;
const ROUNDS = 9;

const { runSimulation } = (await import(pathToFileURL(process.argv[2] ?? "").href)) as Peer;
const request = questionRequest();
let tooSlow = 0;
console.log("requests a second        peer        ours   ratio   ours, policies read each time   ratio");
for (const count of [1, 10, 100]) {
  const simulation = simulationOf(count);
  const plain = Array.from({ length: count }, (_, index) => policyJson(index));
  const identity = namedPolicies(plain);
  const ours = (): string => evaluate(request, { identity }).decision;
  const oursAnew = (): string => evaluate(request, { identity: namedPolicies(plain) }).decision;
  const peers = async (): Promise<string | undefined> => (await runSimulation(simulation, {})).overallResult;
  const answers = [ours(), oursAnew(), await peers()];
  if (new Set(answers).size !== 1) throw new Error(`the answers differ: ${answers.join(", ")}`);
  const rates: { peer: number[]; ours: number[]; anew: number[] } = { peer: [], ours: [], anew: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.peer.push(await rateOf(peers, Math.max(5, 200 / count)));
    rates.ours.push(await rateOf(ours, 20_000 / count));
    rates.anew.push(await rateOf(oursAnew, 2_000 / count));
  }
  const [peer, known, anew] = [median(rates.peer), median(rates.ours), median(rates.anew)];
  if (known / peer < REQUIRED) tooSlow++;
  const columns = [peer, known, known / peer, anew, anew / peer].map((figure) => figure.toFixed(0));
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = columns;
  console.log(
    `${`${count} policies`.padEnd(17)}${first.padStart(12)}${second.padStart(12)}${`${third}×`.padStart(8)}` +
      `${fourth.padStart(32)}${`${fifth}×`.padStart(8)}`,
  );
}
console.log(`required: ${REQUIRED}×`);
process.exitCode = tooSlow > 0 ? 1 : 0;

async function rateOf(work: () => unknown, times: number): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < times; time++) {
    const answer = work();
    if (answer instanceof Promise) await answer;
  }
  return (times * 1_000) / (performance.now() - started);
}

function simulationOf(count: number): object {
  const { principal, action, resource, context } = QUESTION;
  return {
    request: {
      principal,
      action,
      resource: { resource: resource.arn, accountId: resource.accountId },
      contextVariables: context,
    },
    identityPolicies: Array.from({ length: count }, (_, index) => ({
      name: `policy-${index}`,
      policy: policyJson(index),
    })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}
