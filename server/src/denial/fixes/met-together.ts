/** Several statements that deny, each met by how the request comes: what all of them let through. */
import { type FixChange, type SatisfiedKey } from "./fix-change.ts";
import { entryWith } from "./other-values.ts";
import { type FixProposal } from "./proposal.ts";

/** What the caller sees to for all of them, and what the request is then taken to carry. */
export function metTogether(first: FixProposal, others: readonly FixProposal[]): Pick<FixProposal, "change" | "given"> {
  const all = [first, ...others];
  const given = new Map(all.flatMap((one) => [...one.given]));
  if (first.change.change !== "satisfy") return { change: first.change, given };
  const facts = new Map<string, SatisfiedKey>();
  for (const fact of all.flatMap(({ change }) => factsOf(change))) {
    const key = fact.key.toLowerCase();
    const before = facts.get(key);
    const both = before === undefined ? fact : ofBoth(before, fact);
    facts.set(key, both);
    // The text that is tried for another than some is none of theirs.
    if (both !== fact && both.otherThan === undefined && both.value !== undefined)
      given.set(key, entryWith(both.value, key, given.get(key)));
  }
  return { change: { ...first.change, facts: [...facts.values()] }, given };
}

function factsOf(change: FixChange): readonly SatisfiedKey[] {
  return change.change === "satisfy" ? change.facts : [];
}

/**
 * The values that both list, or that one lists and the other does not rule out; where there is none, no request meets both.
 * Of two that rule out values all that either rules out.
 */
function ofBoth(one: SatisfiedKey, other: SatisfiedKey): SatisfiedKey {
  if (one.otherThan !== undefined && other.otherThan !== undefined)
    return { ...other, otherThan: [...new Set([...one.otherThan, ...other.otherThan])] };
  if (one.otherThan !== undefined) return withoutValues(other, one.otherThan);
  if (other.otherThan !== undefined) return withoutValues(one, other.otherThan);
  const listed = valuesOf(other);
  const [value, ...more] = valuesOf(one).filter((text) => listed.includes(text));
  if (value === undefined || value === "" || (other.value === value && other.more === undefined)) return other;
  return { ...other, value, more };
}

function withoutValues(fact: SatisfiedKey, ruledOut: readonly string[]): SatisfiedKey {
  const [value, ...more] = valuesOf(fact).filter((text) => !ruledOut.includes(text));
  return fact.more === undefined || value === undefined ? fact : { ...fact, value, more };
}

function valuesOf({ value, more = [] }: SatisfiedKey): readonly string[] {
  return value === undefined ? [] : [value, ...more];
}
