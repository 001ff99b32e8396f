import { standingIn, type StringValue, type Value } from "../../syntax/value.ts";
import { type SpanMap } from "../../text/span-map.ts";
import { renameMember, replacePart, replaceText } from "../../policy/changes.ts";
import { isSettled, type Scalar, scalarOfString } from "../../policy/policy.ts";
import { isFilledByFile } from "../../policy/shape.ts";
import { type Change } from "../../syntax/change.ts";
import { type Check, type Finding } from "../check.ts";
import { isStrictAboutSids } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notAccepted: (codePoint: string) =>
    say`IAM rejects a policy that contains the character ${codePoint}. Only tabs, line ends and the characters from U+0020 to U+00FF are allowed. Replace or remove it.`,
  unreadable: () =>
    say`IAM rejects a policy that contains U+FFFD, the sign for a character that could not be read. Write the character anew, and save the file as UTF-8.`,
});

export const invalidCharacter: Check = {
  code: "invalid-character",
  severity: "error",
  summary: "A policy has a character that IAM does not accept.",
  messages: MESSAGES,
  perStatement: true,
  *findAround(subject) {
    if (!isStrictAboutSids(subject)) return;
    const { object, statements } = subject.policy;
    const inside = new Set<Value>(statements.map((statement) => statement.object));
    for (const written of invalidTexts(object, inside)) yield* invalidIn(written);
  },
  *find(subject) {
    if (!isStrictAboutSids(subject)) return;
    for (const { object } of subject.policy.statements) {
      for (const written of invalidTexts(object, NOTHING)) yield* invalidIn(written);
    }
  },
};

interface WrittenText {
  readonly text: string;
  readonly map: SpanMap;
  /** What puts another text in its place. */
  readonly replace: (by: string) => readonly Change[];
}

const NOTHING: ReadonlySet<Value> = new Set();

/** Keys and values with an invalid character, without those that other tools fill in and what is in `others`. */
function invalidTexts(value: Value, others: ReadonlySet<Value>): readonly WrittenText[] {
  const found: WrittenText[] = [];
  const collect = (part: Value): void => {
    if (others.has(part)) return;
    switch (part.kind) {
      case "string":
        if (isFilledByFile(part) && isInvalid(part.text)) found.push(ofString(part));
        return;
      case "array":
        part.items.forEach(collect);
        return;
      case "object":
        for (const member of part.members) {
          if (isInvalid(member.key)) {
            found.push({ text: member.key, map: member.keyMap, replace: (by) => renameMember(member, by) });
          }
          if (member.value !== undefined) collect(member.value);
        }
        return;
      case "either":
        for (const { value: option } of standingIn(part)) collect(option);
        return;
      case "number":
      case "boolean":
      case "null":
      case "unknown":
        return;
    }
  };
  collect(value);
  return found;
}

/** What is filled in is not looked at, and not written over. */
function ofString(value: StringValue): WrittenText {
  const scalar = scalarOfString(value, true);
  const text = value.text.replace(INVALID, (character, at: number) =>
    value.holes.some(({ start, end }) => start <= at && at < end) ? " " : character,
  );
  return {
    text,
    map: value.map,
    replace: (by) => (isSettled(scalar) ? replaceText(scalar, by) : eachReplaced(scalar)),
  };
}

function eachReplaced(scalar: Scalar): readonly Change[] {
  return Array.from(scalar.text.matchAll(INVALID), ({ 0: character, index }) =>
    replacePart(scalar, index, index + character.length, PLAIN.get(character) ?? character),
  ).flat();
}

/** One finding for each text: the first character tells enough, and the fix replaces all it can. */
function* invalidIn({ text, map, replace }: WrittenText): Generator<Finding> {
  const found = [...text.matchAll(INVALID)];
  const first = found[0];
  if (first === undefined) return;
  const code = (first[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  yield {
    span: map.outerSpan(first.index, first.index + first[0].length),
    ...(code === UNREADABLE ? MESSAGES.unreadable() : MESSAGES.notAccepted(`U+${code}`)),
    fixes: () =>
      found.every(([character]) => PLAIN.has(character))
        ? [{ title: say`Replace with plain characters`, changes: replace(plain(text)) }]
        : [],
  };
}

/** What decoding puts in the place of bytes that are no UTF-8. */
const UNREADABLE = "FFFD";

function plain(text: string): string {
  return text.replace(INVALID, (character) => PLAIN.get(character) ?? character);
}

/** Most texts hold none, and this sees it soonest. */
function isInvalid(text: string): boolean {
  return ANY_INVALID.test(text);
}

const ANY_INVALID = /[^\u0009\u000A\u000D\u0020-\u00FF]/u;
const INVALID = /[^\u0009\u000A\u000D\u0020-\u00FF]/gu;

/** What word processors put in the place of plain characters. A `"` would have to be escaped in JSON, a `'` reads better. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["\u2010", "-"],
  ["\u2011", "-"],
  ["\u2012", "-"],
  ["\u2013", "-"],
  ["\u2014", "-"],
  ["\u2018", "'"],
  ["\u2019", "'"],
  ["\u201C", "'"],
  ["\u201D", "'"],
  ["\u2026", "..."],
  ["\u200B", ""],
  ["\uFEFF", ""],
]);
