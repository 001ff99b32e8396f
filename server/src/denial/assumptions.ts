/** What an explanation takes for granted, and what it does not know. */
import { type Decision } from "../evaluation/decision.ts";
import { type Evaluated, type Reconciled } from "./reconcile.ts";
import { type Assumption, type Culprit, type NearMiss, type StatementPlace, type Unknown } from "./explanation.ts";

/** How each policy that the explanation shows is known to apply, where nobody stated it. */
export function attachmentsOf(places: readonly StatementPlace[], { play }: Evaluated): readonly Assumption[] {
  const found = new Map<string, Assumption>();
  for (const { file, policyName, basis } of places) {
    const slot = SLOTS.find((one) => play.used[one].some((used) => used.file === file && used.name === policyName));
    if (slot === undefined || basis === "stated" || basis === "message") continue;
    found.set(`${file} ${policyName}`, { assumption: "attached", file, policyName, basis, slot });
  }
  return [...found.values()];
}

const SLOTS = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"] as const;

/** What the message lets conclude of conditions whose keys nobody told. */
export function conditionsOf(
  { verdict, denyType }: Reconciled,
  culprits: readonly Culprit[],
  nearMisses: readonly NearMiss[],
): readonly Assumption[] {
  if (verdict !== "explained") return [];
  if (denyType === "explicit") {
    const first = culprits[0];
    const keys = first === undefined || first.certain ? [] : unknownKeys([first]);
    return keys.length === 0 ? [] : [{ assumption: "conditions-held", keys }];
  }
  const undecided = nearMisses.filter(({ elements }) => elements.every(({ truth }) => truth !== "no"));
  const keys = unknownKeys(undecided.filter(({ place }) => place.basis !== "none"));
  return keys.length === 0 ? [] : [{ assumption: "conditions-failed", keys }];
}

/** More would tell nobody anything. */
const MOST_NEEDS = 20;

function unknownKeys(statements: readonly Pick<NearMiss, "elements">[]): readonly string[] {
  const keys = statements.flatMap(({ elements }) =>
    elements.flatMap(({ truth, condition }) =>
      truth === "unknown" && condition?.because === "key-unknown" ? [condition.entry.key] : [],
    ),
  );
  const spelled = new Map(keys.map((key) => [key.toLowerCase(), key]));
  return [...spelled.values()];
}

/** Facts that nobody told: those the shown statements hang on, and what the evaluation asks for. */
export function unknownsOf(
  { verdict, layer }: Reconciled,
  decision: Decision,
  culprits: readonly Culprit[],
  nearMisses: readonly NearMiss[],
): readonly Unknown[] {
  const needs =
    verdict === "explained" && layer !== undefined ? [] : decision.needs.slice(0, MOST_NEEDS).map(({ key }) => key);
  const keys = new Map(
    [...unknownKeys(culprits), ...unknownKeys(nearMisses), ...needs].map((key) => [key.toLowerCase(), key]),
  );
  const unattached = [...culprits, ...nearMisses].map(({ place }) => place).filter(({ basis }) => basis === "none");
  const policies = new Map(unattached.map(({ file, policyName }) => [`${file} ${policyName}`, { file, policyName }]));
  return [
    ...Array.from(keys.values(), (key) => ({ unknown: "context-key", key }) as const),
    ...Array.from(policies.values(), (policy) => ({ unknown: "attachment", ...policy }) as const),
  ];
}
