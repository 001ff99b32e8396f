import { lengthToFillIn, namesAnIdentifier } from "../../hosts/placeholder-words.ts";
import { isSettled, type Policy, type Scalar } from "../../policy/policy.ts";
import { counted, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { conditionEntries, principalElements, resourceEntries } from "../entries.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  one: (text: string) => say`${name(text)} is still to be filled in. Write the value that it stands for.`,
  brackets: (text: string, inside: string) =>
    say`AWS takes the brackets of ${name(text)} for a part of the ARN, so it matches nothing. Write ${name(inside)} without them.`,
  several: (text: string, more: Phrase) =>
    say`${name(text)} and ${more} of this policy are still to be filled in. Write the values that they stand for.`,
});

/** One finding for a policy: its author knows that it is not finished. Other checks take such a value for any value. */
export const stillToFillIn: Check = {
  code: "still-to-fill-in",
  severity: "info",
  summary: "A value is a name of what is to stand there, as in an example.",
  messages: MESSAGES,
  *find(subject) {
    const policy = policyOfThose(subject, hasPlaceholders);
    const values = [...valuesOf(policy)];
    for (const { entry } of resourceEntries(policy)) yield* bracketsIn(entry);
    for (const scalar of values) yield* bracketsIn(scalar);
    yield undefined;
    const left = [...values.filter(isLeft), ...resourcesOf(policy)].sort(byPlace);
    const [first, ...more] = left;
    if (first === undefined) return;
    const found =
      more.length === 0
        ? MESSAGES.one(first.text)
        : MESSAGES.several(first.text, say`${counted(more.length)} other ${more.length === 1 ? "value" : "values"}`);
    yield {
      span: textSpan(first),
      ...found,
      related: more.slice(0, SHOWN).map((scalar) => ({
        span: textSpan(scalar),
        message: say`${name(scalar.text)} as well.`,
      })),
    };
  },
};

const SHOWN = 20;

/** Anything that a finding may be about. */
const hasPlaceholders = statementFact((statement, { policy }) => {
  const alone = { ...policy, statements: [statement] };
  const resources = [...resourceEntries(alone)].map(({ entry }) => entry);
  const values = [...valuesOf(alone)];
  return (
    [...resources, ...values].some((scalar) => [...bracketsIn(scalar)].length > 0) ||
    values.some(isLeft) ||
    [...resourcesOf(alone)].length > 0
  );
});

/** What was filled in with the brackets of the example still around it. */
function* bracketsIn(scalar: Scalar): Generator<Finding> {
  const { type, holes } = scalar;
  if (type !== "string" || holes.length === 0) return;
  const { text } = scalar;
  if (!text.startsWith("arn:")) return;
  // Where another one is left, or the account is that of AWS's examples, nobody has filled anything in.
  if (holes.some(({ start, end }) => !FILLED_IN.test(text.slice(start, end)))) return;
  for (const { start, end } of holes) {
    const written = text.slice(start, end);
    const inside = FILLED_IN.exec(written)?.[1];
    if (inside !== undefined && !OF_EXAMPLES.has(inside))
      yield { span: scalar.within(start, end), ...MESSAGES.brackets(written, inside), severity: "warning" };
  }
}

const OF_EXAMPLES: ReadonlySet<string> = new Set(["123456789012", "111122223333", "444455556666", "777788889999"]);

/** A Region, or an account ID. */
const FILLED_IN = /^<(\d{12}|[a-z]{2,}(?:-[a-z]+)+-\d)>$/;

/** A placeholder of which the text was read whole: what a template's expression gives has no such text. */
function isLeft(scalar: Scalar): boolean {
  const { type, holes } = scalar;
  const [hole] = holes;
  if (type !== "string" || holes.length !== 1 || hole?.start !== 0) return false;
  const { text } = scalar;
  if (MARK_OF_A_TOOL.test(text)) return false;
  return lengthToFillIn(text) === hole.end || (hole.end === text.length && BRACKETED.test(text));
}

const BRACKETED = /^(?:\{[A-Za-z][^{}]*\}|<(?:[A-Za-z][^<>]*|\.*)>)$/;

function* resourcesOf(policy: Policy): Generator<Scalar> {
  for (const { entry } of resourceEntries(policy)) {
    if (isLeft(entry) || (isSettled(entry) && namesAnIdentifier(entry.text))) yield entry;
  }
}

function byPlace(one: Scalar, other: Scalar): number {
  return one.span.start - other.span.start;
}

function* valuesOf(policy: Policy): Generator<Scalar> {
  for (const { effect, action, notAction } of policy.statements) {
    if (effect !== undefined) yield effect;
    yield* action?.entries ?? [];
    yield* notAction?.entries ?? [];
  }
  for (const { principal } of principalElements(policy)) {
    if (principal.form === "typed") for (const { entries } of principal.types) yield* entries;
  }
  for (const { entry } of conditionEntries(policy)) {
    const own = entry.values.entries;
    yield* HOLDS_NAMES.test(entry.key)
      ? []
      : HOLDS_IDS.test(entry.key)
        ? own
        : own.filter(({ text }) => SAYS_SO.test(text));
  }
}

/** The name or the value of a tag may be any word, and so may an attribute, and what two accounts agree upon. */
const HOLDS_NAMES = /tag|externalid|attributes|encryptioncontext/i;

/** What these hold is never a word. */
const HOLDS_IDS = /account|org|arn|vpc|ip$|ou-?path|region|userid|principalid/i;

const SAYS_SO = /^[[{<]|^your|arns?\b/i;

/** `BUCKET_ARN` is put in by a script or a pipeline. */
const MARK_OF_A_TOOL = /^(?!YOUR_)[A-Z0-9]+(?:_[A-Z0-9]+)+$/;
