/** Of the values that a condition lists, those that do as well as the one that was tried: other policies may ask for less. */
import { type ContextEntry } from "../../evaluation/request.ts";
import { type Evaluated } from "../reconcile.ts";
import { type FixChange, type SatisfiedKey } from "./fix-change.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { refusedIfApplied } from "./refused-if-applied.ts";
import { type Tried, triedOrOtherwise, tryProposal } from "./trial.ts";

/**
 * With the value that is tried first; where that lets nothing pass, or a guardrail that may apply denies it, with the first
 * other one that does better.
 */
export function triedWithValues(
  asked: FixProposal,
  question: FixQuestion,
): { readonly proposal: FixProposal; readonly tried: Tried | undefined } {
  const first = triedOrOtherwise(asked, question);
  const isRefused = (proposal: FixProposal): boolean => refusedIfApplied(proposal, question).length > 0;
  const lets = ({ tried }: Pick<typeof first, "tried">): boolean =>
    tried !== undefined && tried.after.decision.allowed !== "no";
  const isLet = lets(first);
  if (isLet && !isRefused(first.proposal)) return first;
  const others = withOtherValue(first.proposal).map((proposal) => ({
    proposal,
    tried: tryProposal(proposal, question),
  }));
  const passing = others.filter(lets);
  const spared = passing.filter(({ proposal }) => !isRefused(proposal));
  const better = spared.length === 0 && !isLet ? passing : spared;
  return better.find(({ tried }) => tried?.after.decision.allowed === "yes") ?? better[0] ?? first;
}

/** The same with each other value that a condition lists in the place of the one that is tried. */
function withOtherValue({ change, given, ...rest }: FixProposal): readonly FixProposal[] {
  if (change.change !== "satisfy") return [];
  return change.facts.flatMap((fact) => {
    const { value, more = [], isPattern } = fact;
    const key = fact.key.toLowerCase();
    const fitting = value === undefined ? [] : more.filter((one) => isPattern === true || !/[*?]/.test(one));
    return fitting.map((one) => {
      const others = [value ?? "", ...more].filter((other) => other !== one);
      const facts = change.facts.map((each) => (each === fact ? { ...fact, value: one, more: others } : each));
      return {
        ...{ ...rest, change: { ...change, facts } },
        given: new Map([...given, [key, entryWith(one, key, given.get(key))] as const]),
      };
    });
  });
}

/** The change, with no value that the policies here do not let through. */
export function withValuesThatDo(proposal: FixProposal, after: Evaluated, question: FixQuestion): FixChange {
  const { change } = proposal;
  if (change.change !== "satisfy" || change.facts.every(({ more }) => more === undefined)) return change;
  const decided = outcomeOf(after);
  const isRefused = refusedIfApplied(proposal, question).length > 0;
  const does = (fact: SatisfiedKey, value: string): boolean => {
    const key = fact.key.toLowerCase();
    const given = new Map([...proposal.given, [key, entryWith(value, key, proposal.given.get(key))] as const]);
    const other = { ...proposal, given };
    const tried = tryProposal(other, question);
    if (tried === undefined || outcomeOf(tried.after) !== decided) return false;
    return isRefused || refusedIfApplied(other, question).length === 0;
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
