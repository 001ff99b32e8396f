/** What is taken from a value, and what a variable chooses between: `local.tables[var.env]`. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HclExpression, type HclInterpolation, type HclStep } from "../../syntax/hcl-tree.ts";
import { memberNamed, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { MOST_CHOICES, type Offer, offeredIn } from "../choices.ts";
import { eitherOf, isEmpty, termsOf, unknownAt } from "../placed-values.ts";

/** `local.names["a"].b[0]`, as far as each step is settled. `keyText` is what the expression of a key comes to. */
export function valueWithin(value: Value, steps: readonly HclStep[], span: Span, keyText: KeyText): Value {
  let within = value;
  for (const step of steps) {
    within = partOf(within, step, span, keyText) ?? unknownAt(span);
    if (within.kind === "unknown") return unknownAt(span);
  }
  return within;
}

/** Where something decides between collections, as `for_each` does, what is made of each is decided so, too. */
export function madeOfEach(collection: Value | undefined, span: Span, make: (one: Value | undefined) => Value): Value {
  const isDecided =
    collection?.kind === "either" && collection.when !== undefined && collection.options.length <= MOST_CHOICES;
  return isDecided ? eitherOf(collection.options.map(make), span, collection.when) : make(collection);
}

type KeyText = (key: HclExpression) => FilledText | undefined;

function partOf(value: Value, step: HclStep, span: Span, keyText: KeyText): Value | undefined {
  if (value.kind === "either") {
    return eitherOf(
      value.options.map((option) => option && orUnknown(partOf(option, step, span, keyText), span)),
      span,
      value.when,
    );
  }
  if (step.step === "splat") return undefined;
  const key = step.step === "attribute" ? { text: step.name, holes: [] } : keyText(step.key);
  if (key === undefined) return undefined;
  if (key.holes.length > 0) return value.kind === "object" ? memberByVariable(value, key, span) : undefined;
  if (value.kind === "object") {
    const isOpen = value.members.some(({ keyHoles }) => keyHoles.length > 0);
    return isOpen ? undefined : memberNamed(value, key.text)?.value;
  }
  if (value.kind !== "array" || !/^\d+$/.test(key.text)) return undefined;
  const index = Number(key.text);
  const before = value.items.slice(0, index + 1);
  return before.some(({ kind }) => kind === "unknown" || kind === "either") ? undefined : value.items[index];
}

/** The member of an object that a key names, which is the text of a variable: Terraform takes no other text there. */
function memberByVariable({ members }: ObjectValue, key: FilledText, span: Span): Value | undefined {
  const variable = soleVariable(key);
  const isSettled = members.every(({ keyHoles, value }) => keyHoles.length === 0 && value !== undefined);
  if (variable === undefined || !isSettled || members.length === 0 || members.length > MOST_CHOICES) return undefined;
  return eitherOf(
    members.map(({ value }) => orUnknown(value, span)),
    span,
    members.map((member) => termsOf(variable, { text: member.key, holes: [] })),
  );
}

/** What is empty for one of the texts is mostly left out there: by a condition, `coalesce` or `compact`. */
function orUnknown(value: Value | undefined, span: Span): Value {
  return value === undefined || isEmpty(value) ? unknownAt(span) : value;
}

function soleVariable({ text, holes: [only, ...others] }: FilledText): string | undefined {
  const isAll = only?.start === 0 && only.end === text.length && others.length === 0;
  return isAll ? only.variable : undefined;
}

/** By `nameOfPart`; nothing where it is not settled what chooses between the texts. */
export function offersOf(part: HclInterpolation, value: Value | undefined): readonly Offer[] {
  if (value?.kind !== "either" || value.when === undefined) return [];
  const texts = offeredIn(value);
  const isDecided = texts?.every(({ when }) => when !== undefined && when.length > 0) === true;
  return isDecided ? [{ name: nameOfPart(part), texts }] : [];
}

export function nameOfPart({ span }: HclInterpolation): string {
  return String(span.start);
}
