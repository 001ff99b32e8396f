/**
 * Findings about values that stand elsewhere and of which a reference takes one: those that a parameter allows, its default,
 * the rows of a mapping. A template often offers `none`, and leaves the statement out where that is taken, so what is wrong
 * with one of several is no fault. It is one if it is wrong with each of them, and then it is told once.
 */
import { mayBeAbsent, standingIn, type Value } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { type Statement } from "../policy/policy.ts";
import { type Check } from "./check.ts";

/** A name that nothing has is a mistake in whichever of them it stands: nobody writes it for "none". */
const NAMES: ReadonlySet<string> = new Set(["unknown-action"]);

/** Proofs take all values into account; this one is about each entry by itself. */
const PROVED_OF_ENTRIES: ReadonlySet<string> = new Set(["dead-entry"]);

/** `findings`: what one check finds in the statements. */
export function withoutSingleOffers<Found extends { readonly span: Span }>(
  { code, proves }: Pick<Check, "code" | "proves">,
  findings: readonly Found[],
  statements: readonly Statement[],
): readonly Found[] {
  if (findings.length === 0 || (proves === true && !PROVED_OF_ENTRIES.has(code))) return findings;
  const offers = new Map<string, number>();
  for (const { object } of statements) collectOffers(object, offers);
  if (offers.size === 0) return findings;
  const counts = new Map<string, number>();
  for (const { span } of findings) counts.set(keyOf(span), (counts.get(keyOf(span)) ?? 0) + 1);
  const told = new Set<string>();
  return findings.filter(({ span }) => {
    const key = keyOf(span);
    const offered = offers.get(key);
    if (offered === undefined) return true;
    const isOfEach = (counts.get(key) ?? 0) >= offered;
    if (told.has(key) || !(isOfEach || NAMES.has(code))) return false;
    told.add(key);
    return true;
  });
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}

/** By the span of each reference, how many values it offers: `Infinity` if there may be others. */
function collectOffers(value: Value, offers: Map<string, number>): void {
  switch (value.kind) {
    case "either": {
      const options = standingIn(value).map((one) => one.value);
      const isReference = options.length > 0 && options.every((option) => keyOf(option.span) === keyOf(value.span));
      if (isReference) {
        const isOpen = mayBeAbsent(value) || options.some(({ kind }) => kind === "unknown");
        offers.set(keyOf(value.span), isOpen ? Infinity : options.length);
      } else for (const option of value.options) if (option !== undefined) collectOffers(option, offers);
      return;
    }
    case "array":
      for (const item of value.items) collectOffers(item, offers);
      return;
    case "object":
      for (const member of value.members) if (member.value !== undefined) collectOffers(member.value, offers);
      return;
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "unknown":
  }
}
