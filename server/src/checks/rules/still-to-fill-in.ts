import { namesWhatToFillIn } from "../../hosts/placeholder-words.ts";
import { type Policy, type Scalar } from "../../policy/policy.ts";
import { counted, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { conditionEntries, principalElements, resourceEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  one: (text: string) => say`${name(text)} is still to be filled in. Write the value that it stands for.`,
  several: (text: string, more: Phrase) =>
    say`${name(text)} and ${more} of this policy are still to be filled in. Write the values that they stand for.`,
});

/** One finding for a policy: its author knows that it is not finished. Other checks take such a value for any value. */
export const stillToFillIn: Check = {
  code: "still-to-fill-in",
  severity: "info",
  summary: "A value is a name of what is to stand there, as in an example.",
  messages: MESSAGES,
  *find({ policy }) {
    const left = [...valuesOf(policy)].filter(isLeft);
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

/** A placeholder of which the text was read whole: what a template's expression gives has no such text. */
function isLeft({ type, text, holes }: Scalar): boolean {
  const [hole] = holes;
  return (
    type === "string" &&
    holes.length === 1 &&
    hole?.start === 0 &&
    hole.end === text.length &&
    !MARK_OF_A_TOOL.test(text) &&
    (namesWhatToFillIn(text) || /^(?:\{[A-Za-z][^{}]*\}|<[A-Za-z][^<>]*>)$/.test(text))
  );
}

function* valuesOf(policy: Policy): Generator<Scalar> {
  for (const { entry } of resourceEntries(policy)) yield entry;
  for (const { principal } of principalElements(policy)) {
    if (principal.form === "typed") for (const { entries } of principal.types) yield* entries;
  }
  for (const { entry } of conditionEntries(policy)) {
    // The name or the value of a tag may be any word, and so may what two accounts agree upon.
    if (!/tag|externalid/i.test(entry.key)) yield* entry.values.entries;
  }
}

/** `BUCKET_ARN` is put in by a script or a pipeline. */
const MARK_OF_A_TOOL = /^(?!YOUR_)[A-Z0-9]+(?:_[A-Z0-9]+)+$/;
