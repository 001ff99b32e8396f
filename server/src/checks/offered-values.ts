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
const NAMES: ReadonlySet<string> = new Set(["unknown-action", "unknown-service-principal"]);

/** Proofs take all values into account; this one is about each entry by itself. */
const PROVED_OF_ENTRIES: ReadonlySet<string> = new Set(["dead-entry"]);

/** `findings`: what one check finds in the statements. */
export function withoutSingleOffers<Found extends { readonly span: Span }>(
  { code, proves }: Pick<Check, "code" | "proves">,
  findings: readonly Found[],
  statements: readonly Statement[],
): readonly Found[] {
  if (findings.length === 0 || (proves === true && !PROVED_OF_ENTRIES.has(code))) return findings;
  const offers: Offer[] = [];
  for (const { object } of statementsWith(findings, statements)) collectOffers(object, offers);
  if (offers.length === 0) return findings;
  const offerOf = offerAround(offers);
  const counts = new Map<Offer, number>();
  for (const { span } of findings) {
    const offer = offerOf(span);
    if (offer !== undefined) counts.set(offer, (counts.get(offer) ?? 0) + 1);
  }
  const told = new Set<Offer>();
  return findings.filter(({ span }) => {
    const offer = offerOf(span);
    if (offer === undefined) return true;
    const isOfEach = (counts.get(offer) ?? 0) >= offer.count;
    if (told.has(offer) || !(isOfEach || NAMES.has(code))) return false;
    told.add(offer);
    return true;
  });
}

function statementsWith(
  findings: readonly { readonly span: Span }[],
  statements: readonly Statement[],
): readonly Statement[] {
  const starts = findings.map(({ span }) => span.start).sort((a, b) => a - b);
  return statements.filter(({ span }) => (starts[firstFrom(span.start, starts)] ?? Infinity) < span.end);
}

/** In rising numbers, the first place with one that is not below `least`. */
function firstFrom(least: number, rising: readonly number[]): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Offer {
  readonly span: Span;
  /** How many values there are to choose from: `Infinity` if there may be others. */
  readonly count: number;
}

/** Finds the reference in which a span is. They stand apart from each other. */
function offerAround(offers: readonly Offer[]): (span: Span) => Offer | undefined {
  const inOrder = offers.toSorted((one, other) => one.span.start - other.span.start);
  return ({ start, end }) => {
    let low = 0;
    let high = inOrder.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((inOrder[middle]?.span.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const before = inOrder[low - 1];
    return before !== undefined && end <= before.span.end ? before : undefined;
  };
}

function collectOffers(value: Value, offers: Offer[]): void {
  switch (value.kind) {
    case "either": {
      const options = standingIn(value).map((one) => one.value);
      const isReference =
        options.length > 0 && options.every((option) => isSame(option.span, value.span) && !isWrittenOut(option));
      if (isReference) {
        const isOpen = mayBeAbsent(value) || options.some(({ kind }) => kind === "unknown");
        offers.push({ span: value.span, count: isOpen ? Infinity : options.length });
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

/** Does it hold what is written there, part by part? What stands elsewhere has its place as a whole. */
function isWrittenOut(value: Value): boolean {
  if (value.kind === "array") return value.items.some(({ span }) => !isSame(span, value.span));
  return value.kind === "object" && value.members.some(({ span }) => !isSame(span, value.span));
}

function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}
