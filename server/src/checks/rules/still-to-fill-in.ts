import { append } from "../../domains/append.ts";
import { placeholdersIn } from "../../hosts/placeholders.ts";
import { lengthToFillIn, namesAnIdentifier, stretchesToFillIn } from "../../hosts/placeholder-words.ts";
import { isSettled, type Policy, type Scalar } from "../../policy/policy.ts";
import { counted, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Hole } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { conditionEntries, principalElements, resourceEntries } from "../entries.ts";
import { statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  one: (text: string) => say`${name(text)} is still to be filled in. Write the value that it stands for.`,
  brackets: (text: string, inside: string) =>
    say`AWS takes the brackets of ${name(text)} for a part of the ARN, so it matches nothing. Write ${name(inside)} without them.`,
  several: (text: string, more: Phrase) =>
    say`${name(text)} and ${more} of this policy are still to be filled in. Write the values that they stand for.`,
  unreplaced: (text: string) =>
    say`AWS does not replace ${name(text)} in a policy. Write the value that it stands for, unless a tool does.`,
  ofCloudFormation: (text: string) =>
    say`Only CloudFormation knows ${name(text)}, and AWS rejects a policy that has it. Write the value that it stands for, unless a template includes this file.`,
  severalOfCloudFormation: (text: string, more: Phrase) =>
    say`Only CloudFormation knows ${name(text)} and ${more} of this policy, and AWS rejects them. Write the values that they stand for, unless a template includes this file.`,
  severalUnreplaced: (text: string, more: Phrase) =>
    say`AWS does not replace ${name(text)} and ${more} of this policy. Write the values that they stand for, unless a tool does.`,
});

/** One finding for a policy: its author knows that it is not finished. Other checks take such a value for any value. */
export const stillToFillIn: Check = {
  code: "still-to-fill-in",
  severity: "info",
  summary: "A value is still a placeholder, as in an example.",
  messages: MESSAGES,
  *find(subject) {
    const { isPlain } = subject;
    const left: Place[] = [];
    const unreplaced: Place[] = [];
    for (const statement of subject.policy.statements) {
      yield undefined;
      if (!hasPlaceholders(subject, statement)) continue;
      for (const { scalar, place } of placesOf({ ...subject.policy, statements: [statement] })) {
        if (place !== "condition" || scalar.text.startsWith("arn:")) yield* bracketsIn(scalar);
        if (isLeftAt(scalar, place)) left.push(asPlace(scalar));
        else if (scalar.text.startsWith("arn:")) append(left, partsToFillIn(scalar));
        if (isPlain === true) append(unreplaced, unreplacedIn(scalar));
      }
    }
    const { one, several, unreplaced: oneUnreplaced, severalUnreplaced } = MESSAGES;
    yield (
      told(inOrder(left), { one, several }) ??
      told(functionsIn(subject), { one: MESSAGES.ofCloudFormation, several: MESSAGES.severalOfCloudFormation }) ??
      told(inOrder(unreplaced), { one: oneUnreplaced, several: severalUnreplaced })
    );
  },
};

interface ScalarPlace {
  readonly scalar: Scalar;
  /** In a condition on something that may have any text only an ARN is looked at. */
  readonly place: "resource" | "value" | "condition";
}

function* placesOf(policy: Policy): Generator<ScalarPlace> {
  for (const { entry } of resourceEntries(policy)) yield { scalar: entry, place: "resource" };
  for (const scalar of valuesOf(policy)) yield { scalar, place: "value" };
  for (const { entry } of conditionEntries(policy)) {
    const own = entry.values.entries;
    const isAny = HOLDS_NAMES.test(entry.key);
    const holdsIds = !isAny && HOLDS_IDS.test(entry.key);
    for (const scalar of own) {
      yield { scalar, place: holdsIds || (!isAny && SAYS_SO.test(scalar.text)) ? "value" : "condition" };
    }
  }
}

/** A place with a name of what is to stand there. */
interface Place {
  readonly span: Span;
  readonly text: string;
}

function asPlace(scalar: Scalar): Place {
  return { span: textSpan(scalar), text: scalar.text };
}

function told(
  places: readonly Place[],
  { one, several }: Pick<typeof MESSAGES, "one" | "several">,
): Finding | undefined {
  const [first, ...more] = places;
  if (first === undefined) return undefined;
  const found =
    more.length === 0
      ? one(first.text)
      : several(first.text, say`${counted(more.length)} other ${more.length === 1 ? "value" : "values"}`);
  return {
    span: first.span,
    ...found,
    related: more.slice(0, SHOWN).map(({ span, text }) => ({ span, message: say`${name(text)} as well.` })),
  };
}

/** The parts of an ARN that are names of what is to stand there. */
function partsToFillIn(scalar: Scalar): readonly Place[] {
  const { text, holes } = scalar;
  // There `{id}` may be a part of the path.
  if (/^arn:[^:]*:(?:execute-api|apigateway):/.test(text) && holes.some(({ start }) => text[start] === "{")) return [];
  const marked = isFilledInButBracketed(scalar) ? [] : marksForReaders(scalar);
  const words = stretchesToFillIn(text).filter(
    ({ start, end }) => !holes.some((hole) => hole.start < end && start < hole.end),
  );
  return [...marked, ...words].map(({ start, end }) => placeWithin(scalar, start, end));
}

/** What the text itself shows to be a placeholder: what else is open is none. */
function marksForReaders({ text, holes }: Scalar): readonly Hole[] {
  const own = holes.filter(({ start, end }) => isForReaders(text.slice(start, end)));
  if (own.length === 0) return own;
  const written = new Map(placeholdersIn(text).map(({ start, end }) => [start, end]));
  return own.filter(({ start, end }) => written.get(start) === end);
}

function placeWithin(scalar: Scalar, start: number, end: number): Place {
  return { span: scalar.within(start, end), text: scalar.text.slice(start, end) };
}

/** `{ "Ref": "Bucket" }` where nothing shows that a template puts the policy in. In other texts a quote ends a string. */
function functionsIn({ policy, source, isPlain, broken }: PolicyUnderCheck): readonly Place[] {
  if (isPlain !== true || broken || source === undefined) return [];
  const { start, end } = policy.span;
  return [...source.slice(start, end).matchAll(FUNCTION)].map((found) => {
    const [whole, text = ""] = found;
    const from = start + found.index + whole.length - text.length;
    return { span: { start: from, end: from + text.length }, text };
  });
}

const FUNCTION = /\{\s*"(Ref|Fn::[A-Za-z0-9]+)(?="\s*:)/g;

/** Brackets and words are for readers; a tool has marks of its own. */
function isForReaders(hole: string): boolean {
  return (
    (BRACKETED.test(hole) || /^\[{1,2}[^[\]]+\]{1,2}$/.test(hole) || /^[\w /-]+$/.test(hole)) && !/^_.*_$/.test(hole)
  );
}

/** What only a tool replaces: AWS knows no variable without a colon. */
function unreplacedIn(scalar: Scalar): readonly Place[] {
  const { text, holes } = scalar;
  if (!text.startsWith("arn:")) return [];
  return holes
    .filter(({ start, end }) => /^\$\{(?:AWS::)?\w+\}$/.test(text.slice(start, end)))
    .map(({ start, end }) => placeWithin(scalar, start, end));
}

const SHOWN = 20;

/** Anything that a finding may be about. */
const hasPlaceholders = statementFact((statement, { policy }) => {
  for (const { scalar, place } of placesOf({ ...policy, statements: [statement] })) {
    if (isLeftAt(scalar, place)) return true;
    if (scalar.text.startsWith("arn:") && (scalar.holes.length > 0 || stretchesToFillIn(scalar.text).length > 0)) {
      return true;
    }
  }
  return false;
});

/** What was filled in with the brackets of the example still around it. */
function* bracketsIn(scalar: Scalar): Generator<Finding> {
  if (!isFilledInButBracketed(scalar)) return;
  const { text, holes } = scalar;
  for (const { start, end } of holes) {
    const written = text.slice(start, end);
    const inside = FILLED_IN.exec(written)?.[1] ?? "";
    yield { span: scalar.within(start, end), ...MESSAGES.brackets(written, inside), severity: "warning" };
  }
}

/** Where another one is left, or the account is that of AWS's examples, nobody has filled anything in. */
function isFilledInButBracketed({ type, text, holes }: Scalar): boolean {
  if (type !== "string" || holes.length === 0 || !text.startsWith("arn:")) return false;
  return holes.every(({ start, end }) => {
    const inside = FILLED_IN.exec(text.slice(start, end))?.[1];
    return inside !== undefined && !OF_EXAMPLES.has(inside);
  });
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

/** `{$ACCOUNT}` is a shell's `${ACCOUNT}` with a slip. */
const BRACKETED = /^(?:\{\$?[A-Za-z][^{}]*\}|<(?:[A-Za-z][^<>]*|\.*)>)$/;

function isLeftAt(scalar: Scalar, place: ScalarPlace["place"]): boolean {
  return place === "resource" ? isLeftResource(scalar) : place === "value" && isLeft(scalar);
}

function isLeftResource(entry: Scalar): boolean {
  return isLeft(entry) || (isSettled(entry) && namesAnIdentifier(entry.text));
}

function inOrder(places: readonly Place[]): readonly Place[] {
  return places.toSorted((one, other) => one.span.start - other.span.start);
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
}

/** The name or the value of a tag may be any word, and so may an attribute, and what two accounts agree upon. */
const HOLDS_NAMES = /tag|externalid|attributes|encryptioncontext/i;

/** What these hold is never a word. */
const HOLDS_IDS = /account|org|arn|vpc|ip$|ou-?path|region|userid|principalid/i;

const SAYS_SO = /^[[{<]|^your|arns?\b/i;

/** `BUCKET_ARN` is put in by a script or a pipeline. */
const MARK_OF_A_TOOL = /^(?!YOUR_)[A-Z0-9]+(?:_[A-Z0-9]+)+(?:\/\d+)?$/;
