/**
 * Sentences before they take a form. A phrase keeps our own words apart from the names and values of a policy, so that
 * hover can show the latter as code and the command line in quotes, and so that nothing in a policy becomes markup.
 */
import { once } from "../domains/once.ts";

export type Inline =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  /** A name, pattern or ARN: shown as code. */
  | { readonly kind: "name"; readonly text: string }
  /** A command to run: shown as code, and never cut. */
  | { readonly kind: "command"; readonly text: string }
  /** A value of a condition: shown as code, and in quotes where there is no code. */
  | { readonly kind: "value"; readonly text: string };

export type Phrase = readonly Inline[];

export type Line =
  | { readonly kind: "title"; readonly phrase: Phrase }
  | { readonly kind: "text"; readonly phrase: Phrase }
  | { readonly kind: "item"; readonly phrase: Phrase };

export type Passage = readonly Line[];

/** Makes a phrase of a template: strings that are put in count as our own words, names and values are marked. */
export function say(literals: TemplateStringsArray, ...parts: readonly (string | number | Inline | Phrase)[]): Phrase {
  const phrase: Inline[] = [];
  for (let index = 0; index < literals.length; index++) {
    const literal = literals[index] ?? "";
    if (literal !== "") phrase.push(wordsOf(literal));
    const part = parts[index];
    if (part !== undefined) addInlines(part, phrase);
  }
  return phrase;
}

export function name(text: string): Inline {
  return { kind: "name", text };
}

export function command(text: string): Inline {
  return { kind: "command", text };
}

export function value(text: string): Inline {
  return { kind: "value", text };
}

export function strong(text: string): Inline {
  return { kind: "strong", text };
}

export function title(phrase: Phrase): Line {
  return { kind: "title", phrase };
}

export function text(phrase: Phrase): Line {
  return { kind: "text", phrase };
}

export function item(phrase: Phrase): Line {
  return { kind: "item", phrase };
}

/** How many things of a list are named before the rest is only counted. */
const LONGEST_LIST = 8;

/** `a`, `b` or `c`; of a long list the first few and how many more there are. */
export function listed(parts: readonly (Inline | Phrase)[], joint: "and" | "or"): Phrase {
  return listedOf(parts, parts.length, joint);
}

/** The same of a list that is shown to its end. */
export function listedWhole(parts: readonly (Inline | Phrase)[], joint: "and" | "or"): Phrase {
  return joined(parts, joint);
}

/** The same for a list that is `total` long although only its first parts are at hand. */
export function listedOf(first: readonly (Inline | Phrase)[], total: number, joint: "and" | "or"): Phrase {
  const kept = first.slice(0, LONGEST_LIST);
  const rest = total - kept.length;
  const all: readonly (Inline | Phrase)[] = rest === 0 ? kept : [...kept, say`${counted(rest)} more`];
  return joined(all, joint);
}

function joined(all: readonly (Inline | Phrase)[], joint: "and" | "or"): Phrase {
  const phrase: Inline[] = [];
  for (const [index, part] of all.entries()) {
    if (index > 0) phrase.push(wordsOf(index === all.length - 1 ? ` ${joint} ` : ", "));
    addInlines(part, phrase);
  }
  return phrase;
}

/** 1,234: the same on every machine. */
export function counted(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** "1 action", "2 actions". */
export function countOf(count: number, noun: string): string {
  return `${counted(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Puts together the phrases that are there, with a blank between. */
export function sentences(...phrases: readonly (Phrase | undefined)[]): Phrase {
  const together: Inline[] = [];
  for (const phrase of phrases) {
    if (phrase === undefined || phrase.length === 0) continue;
    if (together.length > 0) together.push(wordsOf(" "));
    together.push(...phrase);
  }
  return together;
}

/** AWS's own words with a stop at their end. */
export function stopped(words: string): string {
  return words === "" || /[.!?]$/.test(words) ? words : `${words}.`;
}

const LONGEST_NAME = 160;
/** Of a name that is cut: ARNs and paths of one owner begin alike, and what tells them apart is at their end. */
const SHOWN_END = 60;

/**
 * A text of a policy for showing: characters that cannot be seen or that turn the line around are written as escapes,
 * and of a long one the middle is left out.
 */
export function visibleText(source: string): string {
  if (source.length <= LONGEST_NAME) return visible(source);
  const start = source.slice(0, LONGEST_NAME - SHOWN_END).replace(/[\ud800-\udbff]$/, "");
  const end = source.slice(-SHOWN_END).replace(/^[\udc00-\udfff]/, "");
  return `${visible(start)}…${visible(end)}`;
}

/** Each character that cannot be seen for what it is becomes an escape such as `\u{200b}`: also blanks that are no space. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(invisible(), escapeOf);
}

/** As nearly every text is: the search for all that cannot be seen takes many times as long. */
const PLAIN = /^[ -~]*$/;

/** A regular expression with so many classes of characters takes a millisecond to be made, which every start would wait for. */
export const invisible: () => RegExp = once(
  () => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu,
);

function escapeOf(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function wordsOf(words: string): Inline {
  return { kind: "words", text: words };
}

function addInlines(part: string | number | Inline | Phrase, phrase: Inline[]): void {
  if (typeof part === "string" || typeof part === "number") phrase.push(wordsOf(String(part)));
  else if ("kind" in part) phrase.push(part);
  else phrase.push(...part);
}
