/**
 * Takes back what logs, terminals and web pages do to the characters of a message: escapes (once or many times over),
 * colors (also when the escape character itself was lost), entities, markup, typographic quotes and spaces.
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

/** A line break that the message itself had (`\n` spelled out in a log): what follows it is never the same word. */
export const MESSAGE_BREAK = "\u2028";

/** Takes back what a terminal did to the characters; every line is as long as it was shown. */
export function undoTerminal(text: RewrittenText): RewrittenText {
  return rewrite(text, editsOf(text.text, TERMINAL, plainOfDisplay));
}

/**
 * Takes back what the source of a mail did: `=` ends a line that goes on, `=3D` is a character. Source: RFC 2045, section
 * 6.7.
 */
export function undoMail(text: RewrittenText): RewrittenText {
  if (!isMail(text.text)) return text;
  const plainOf = (found: string): string =>
    found === "=\n" ? "" : plainCharacter(Number.parseInt(found.slice(1), 16));
  return rewrite(text, editsOf(text.text, QUOTED_PRINTABLE, plainOf));
}

/** One line that goes on may be another program's; in a mail every other `=` is written `=3D`, too. */
function isMail(text: string): boolean {
  return text.includes("=") && (MAIL.test(text) || (MAYBE_MAIL.test(text) && !PLAIN_SIGN.test(text)));
}

const MAIL = /\bquoted-printable\b|(?:^|\n)[^\n]{60,75}=\n[^\n]{60,75}=\n/i;
const MAYBE_MAIL = /(?:^|\n)(?=\S{0,75} )[^\n]{60,75}=\n(?=[^\n])|<[a-z]\w{0,9} [a-z-]{1,20}=3D"/;
const PLAIN_SIGN = /=(?!\n|[0-9A-F]{2})/;
const QUOTED_PRINTABLE = /=(?:\n|[2-7][0-9A-F])/g;

/** Takes back what a page did; escapes of strings stay, so that JSON can still be read. */
export function undoPage(text: RewrittenText): RewrittenText {
  const plain = rewrite(text, editsOf(text.text, ENTITY, plainOfEntity));
  return rewrite(plain, markupEdits(plain.text));
}

/** Takes back the escapes of strings, however often a message was put into another string. */
export function undoEscapes(text: RewrittenText): RewrittenText {
  if (!text.text.includes("\\")) return text;
  const plain = rewrite(text, editsOf(text.text, ESCAPE, plainOfBackslash));
  // `\u0026quot;`: XML inside a string of JSON.
  return /\\u0026/.test(text.text) ? rewrite(plain, editsOf(plain.text, ENTITY, plainOfEntity)) : plain;
}

/** Starts only at the first of several backslashes, so that a long run of them is read once. */
const ESCAPE = /(?<!\\)\\+(?:["'/nrt\n*_<>[\]$`]|u[0-9a-fA-F]{4}|x[aA][0dD])/g;

/** Two backticks around words are those of Markdown and reStructuredText: ``iot:``ListThings`` ``. */
const ENTITY =
  /&(?:amp;){0,8}(?:quot|lt|gt|amp|apos|nbsp|ldquo|rdquo|lsquo|rsquo|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});|(?<!`)``(?!`)/g;

/** Characters that only a display needs: blanks, breaks, quotes and what nobody sees. */
const DISPLAYED = [
  String.raw`[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]`,
  String.raw`[\0\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]`,
  String.raw`[\v\f\x85\u2028\u2029]`,
  String.raw`[\u21b5\uff1a]`,
  String.raw`[\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c-\u300f\u2011\u2039\u203a]`,
];
const OF_DISPLAY = new RegExp(DISPLAYED.join("|"));

const TERMINAL = new RegExp(
  [
    String.raw`\x1b\[[0-9;?]{0,40}[A-Za-z]`,
    String.raw`\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)`,
    String.raw`(?:(?<!\\)\\{1,64}(?:u001[bB]|x1[bB]|033|e)|\^\[|#033|␛)\[[0-9;]{0,40}[A-Za-z]`,
    String.raw`\x1b_[^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|_bk;t=\d{13}`,
    String.raw`[?\ufffd]?\[[0-9]{1,3}(?:;[0-9]{1,3}){0,8}m`,
    // How YAML and SQL write an apostrophe in a string, and how shells do.
    String.raw`(?<=[\w)\]])''(?!')|(?<!')''(?=[\w([])|'\\''`,
    String.raw`\r+\n?`,
    ...DISPLAYED,
  ].join("|"),
  "g",
);

function editsOf(text: string, pattern: RegExp, plainOf: (found: string) => string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(pattern)) {
    edits.push({ span: { start: match.index, end: match.index + match[0].length }, newText: plainOf(match[0]) });
  }
  return edits;
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["ldquo", '"'],
  ["rdquo", '"'],
  ["lsquo", "'"],
  ["rsquo", "'"],
  ["apos", "'"],
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["nbsp", " "],
  ["\u2011", "-"],
  // Written with an input method for Chinese or Japanese.
  ["\uff1a", ":"],
]);

function plainOfDisplay(found: string): string {
  const first = found.charAt(0);
  if (first === "\r") return "\n";
  if (first === "'") return "'";
  if (/^[\v\f\x85\u2028\u2029]/.test(first)) return "\n";
  if (/^[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.test(first)) return " ";
  if (/^[\u2018-\u201b\u2032\u2039\u203a]/.test(first)) return "'";
  if (/^[\u201c-\u201f\u2033\u00ab\u00bb\u300c-\u300f]/.test(first)) return '"';
  return PLAIN.get(first) ?? "";
}

function plainOfBackslash(found: string): string {
  const after = found.slice(found.lastIndexOf("\\") + 1);
  switch (after.charAt(0)) {
    case "n":
      return MESSAGE_BREAK;
    case "r":
      return "";
    case "t":
      return " ";
    case "u":
    case "x":
      return plainCharacter(Number.parseInt(after.slice(1), 16));
    default:
      return after;
  }
}

function plainOfEntity(found: string): string {
  if (found === "``") return "`";
  const name = found.slice(found.replace(/;$/, "").lastIndexOf(";") + 1, -1).replace(/^&/, "");
  if (!name.startsWith("#")) return PLAIN.get(name) ?? found;
  const hex = /^#x/i.test(name);
  return plainCharacter(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
}

function plainCharacter(code: number): string {
  if (code === 10 || code === 13) return MESSAGE_BREAK;
  if (code < 32 || code > 0x10ffff) return " ";
  const character = String.fromCodePoint(code);
  return OF_DISPLAY.test(character) ? plainOfDisplay(character) : character;
}

const TAG =
  /<(\/?)(br|wbr|pre|code|samp|kbd|span|p|div|strong|em|mark|font|td|tr|li|a|b|i|u)(?:\s[^<>\n]{0,300})?\s?\/?>/g;

/**
 * Tags of a web page are taken out. XML bodies have `<Code>` with a capital; `<code>` without its `</code>` is a mask for a name. Both stay.
 */
function markupEdits(text: string): Edit[] {
  const edits = [...tagEdits(text), ...jiraEdits(text)];
  return edits.sort((a, b) => a.span.start - b.span.start);
}

const JIRA_BLOCK = /\{(noformat|code|quote|panel)(?::[^{}\n]{0,200})?\}/g;

/** A pair of Jira's marks round a block; one alone is a mask, as `{code}` may be. */
function jiraEdits(text: string): Edit[] {
  const marks = [...text.matchAll(JIRA_BLOCK)];
  const count = new Map<string, number>();
  for (const [, name = ""] of marks) count.set(name, (count.get(name) ?? 0) + 1);
  return marks
    .filter(([, name = ""]) => (count.get(name) ?? 0) % 2 === 0)
    .map((mark) => ({ span: { start: mark.index, end: mark.index + mark[0].length }, newText: "\n" }));
}

function tagEdits(text: string): Edit[] {
  if (!text.includes("<")) return [];
  const closed = new Map<string, boolean>();
  const edits: Edit[] = [];
  for (const match of text.matchAll(TAG)) {
    const name = match[2] ?? "";
    let isMarkup = closed.get(name);
    if (isMarkup === undefined) {
      isMarkup = /^w?br$/.test(name) || text.includes(`</${name}>`);
      closed.set(name, isMarkup);
    }
    if (!isMarkup) continue;
    const newText = /^(?:br|p|div|tr|li|pre)$/.test(name) ? "\n" : "";
    edits.push({ span: { start: match.index, end: match.index + match[0].length }, newText });
  }
  return edits;
}
