/** Of the values that a condition lists, those that do as well as the one that was tried: other policies may ask for less. */
import { type ContextEntry } from "../../evaluation/request.ts";
import { type Evaluated } from "../reconcile.ts";
import { type FixChange, type SatisfiedKey } from "./fix-change.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { tryProposal } from "./trial.ts";

/** The change, with no value that the policies here do not let through. */
export function withValuesThatDo(proposal: FixProposal, after: Evaluated, question: FixQuestion): FixChange {
  const { change } = proposal;
  if (change.change !== "satisfy" || change.facts.every(({ more }) => more === undefined)) return change;
  const decided = outcomeOf(after);
  const does = (fact: SatisfiedKey, value: string): boolean => {
    const key = fact.key.toLowerCase();
    const given = new Map([...proposal.given, [key, entryWith(value, key, proposal.given.get(key))] as const]);
    const tried = tryProposal({ ...proposal, given }, question);
    return tried !== undefined && outcomeOf(tried.after) === decided;
  };
  return {
    change: "satisfy",
    facts: change.facts.map((fact) =>
      fact.more === undefined ? fact : { ...fact, more: fact.more.filter((value) => does(fact, value)) },
    ),
  };
}

function outcomeOf({ decision: { allowed, layers } }: Evaluated): string {
  return [allowed, ...layers.map(({ layer, verdict }) => `${layer} ${verdict}`)].join();
}

/** In the form of the value that was tried, with one address of a range and one text of a pattern. */
export function entryWith(value: string, key: string, tried: ContextEntry | undefined): ContextEntry {
  const isOfAddress = key === "aws:sourceip" || key === "aws:vpcsourceip";
  const sample = isOfAddress ? (value.split("/")[0] ?? value) : value.replace(/[*?]/g, "x");
  const form = tried?.state === "present" ? tried.form : "single";
  return { state: "present", form, values: [sample] };
}
