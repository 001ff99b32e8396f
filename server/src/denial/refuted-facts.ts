/**
 * Facts of the user that the message refutes. The message is certain: where it and the files fit together only without
 * a fact, the fact is what is wrong, and neither the files nor the message.
 */
import { type Steps } from "../text/steps.ts";
import { type Facts } from "./denied-request.ts";
import { type Assumption } from "./not-known.ts";
import { type Explanation, type RefutedFact } from "./explanation.ts";

/** `explain` is asked again without the facts that may be wrong, one by one and then together. */
export function* explainDespiteFacts(facts: Facts, explain: (facts: Facts) => Steps<Explanation>): Steps<Explanation> {
  const explanation = yield* explain(facts);
  const differing = explanation.assumptions.filter(isOfUser);
  if (explanation.verdict === "explained" || (explanation.verdict !== "contradiction" && differing.length === 0)) {
    return explanation;
  }
  const keys = [...facts.keys()].slice(0, MOST_TRIED);
  const trials = keys.length > 1 ? [...keys.map((key) => [key]), keys] : [keys];
  for (const dropped of trials.filter((trial) => trial.length > 0)) {
    const without = yield* explain(new Map([...facts].filter(([key]) => !dropped.includes(key))));
    if (without.verdict !== "explained") continue;
    const refuted = dropped.map((key) => refutedFact(key, facts, differing));
    // What the files say by themselves is asked of another request, which may well be as the user says.
    const steps = refuted.map(({ key }) => ({ step: "take-back-fact", key, commands: [] }) as const);
    const next = [...steps, ...without.next];
    return { ...without, verdict: "contradiction", refuted, byFiles: explanation.byFiles, next };
  }
  return explanation;
}

const MOST_TRIED = 8;

type DifferingFact = Extract<Assumption, { assumption: "fact-differs" }>;

function isOfUser(one: Assumption): one is DifferingFact {
  return one.assumption === "fact-differs" && one.by === "user";
}

function refutedFact(key: string, facts: Facts, differing: readonly DifferingFact[]): RefutedFact {
  const value = facts.get(key) ?? "";
  return {
    key,
    told: typeof value === "string" ? value : value.join(", "),
    said: differing.find((one) => one.key.toLowerCase() === key.toLowerCase())?.said,
  };
}
