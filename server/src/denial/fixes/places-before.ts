/** Where the statements of edited files stood before the edit. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type HeldAgainstFiles } from "../hold-against-files.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type FixQuestion } from "./question.ts";
import { tracedOf } from "./scene.ts";
import { type OpenQuestion } from "./still-open.ts";

/** The places of statements as the files are now; none for a statement that an edit adds. */
export function placesBefore({ held, placer }: FixQuestion): OpenQuestion["placeOf"] {
  return ({ trace, policy }) => {
    const before = statementsBefore(held).get(keyOf(trace, policy));
    return before === undefined ? undefined : placer.placeOf(before.trace, before.policy);
  };
}

/** Lives as long as the explanation: made for the first fix of which something is open. */
const STATEMENTS_BEFORE = new WeakMap<HeldAgainstFiles, ReadonlyMap<string, TracedPolicy>>();

function statementsBefore(held: HeldAgainstFiles): ReadonlyMap<string, TracedPolicy> {
  const known = STATEMENTS_BEFORE.get(held);
  if (known !== undefined) return known;
  const all = held.evaluated.decision.statements.flatMap((trace) => tracedOf(trace, held.evaluated) ?? []);
  const made = new Map(all.map((one) => [keyOf(one.trace, one.policy), one]));
  STATEMENTS_BEFORE.set(held, made);
  return made;
}

/** The same before and after an edit. */
export function keyOf({ statement }: StatementTrace, { file, name }: CandidatePolicy): string {
  return `${statement.index} ${name} ${file}`;
}
