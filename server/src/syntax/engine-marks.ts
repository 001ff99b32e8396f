/**
 * JSON that a template engine fills in: Jinja (`{{ name | to_json }}`, `{% for … %}`), Go's templates, Handlebars, ERB and EJS
 * (`<%= name %>`), or a program of its own (`{name}` without quotes). What stands for a value, or decides on a part, is no
 * JSON; it is read as characters that no JSON has, and then put back. What each branch of an `if` has for one member is a
 * value like any other that the engine fills in. Sources: "Template Designer Documentation" of Jinja, "Package template" of Go.
 */
import { type Encoding } from "../text/encoding.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type Writer } from "./change.ts";
import {
  aroundWholeValues,
  type DecidedRange,
  type FilledMark,
  markOf,
  MOST_MARKS,
  withCommasBetween,
  withFilledTexts,
} from "./hcl-json-tree.ts";
import { type JsonReading, jsonSteps } from "./json.ts";
import { type SyntaxProblem, type Value } from "./value.ts";

/** A text as long as the one that was given, without its marks. */
export interface EngineText {
  readonly text: string;
  readonly marks: readonly FilledMark[];
  readonly ranges: readonly DecidedRange[];
  /** Where the directives stand. */
  readonly directives: readonly Span[];
}

/** Undefined where the text has no marks, or some that may stand for more than a value. */
export function withoutEngineMarks(text: string): EngineText | undefined {
  if (!/\{(?:[{%]|[A-Za-z_]\w*\})|<%/.test(text)) return undefined;
  const reading = new EngineReading(text);
  return reading.read() && reading.isMarked ? reading : undefined;
}

/** Does what is no JSON begin with a directive? What the engine makes of the text, nobody knows. */
export function areOfEngine(text: string, problems: readonly SyntaxProblem[]): boolean {
  // A reader of JSON stops at the second character, because an object begins with the first.
  return problems.some(({ span: { start } }) =>
    DIRECTIVE.test(text.slice(Math.max(0, start - 1), start + LONGEST_WORD)),
  );
}

const DIRECTIVE = /^.?<%|^\{(?:%|\{{1,2}[-~]?\s*[#/^]?\s*(?:if|unless|else|end|range|with|each)\b)/;

const LONGEST_WORD = 40;

/** The tree of such a text, at its places in the file; undefined where it is no JSON without its marks either. */
export function* engineSteps(filled: EngineText, reading: JsonReading): Generator<undefined, Value | undefined> {
  const { text } = filled;
  const { root, problems } = yield* jsonSteps(text, reading);
  if (root === undefined || problems.length > 0) return undefined;
  const marks = filled.marks.map((mark) => ({ ...mark, span: placed(mark.span, reading.within) }));
  const ranges = filled.ranges.map(({ by, ...range }) => ({
    ...placed(aroundWholeValues(text, range), reading.within),
    by,
  }));
  return withFilledTexts(root, marks, ranges);
}

/** Nothing is written over a directive, and no mark is moved or cut in two. */
export function besideEngineMarks(
  writer: Writer | undefined,
  { marks, directives }: EngineText,
  within: Encoding | undefined,
): Writer | undefined {
  const kept = marks.map(({ span }) => placed(span, within));
  const blanked = directives.map((span) => placed(span, within));
  const meets = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;
  return (
    writer && {
      edits(changes) {
        const edits = writer.edits(changes);
        const isBeside = edits?.every(
          ({ span, newText }) =>
            !/[\ue000-\uf8ff]/.test(newText) &&
            !kept.some((mark) => meets(span, mark) && !spanContains(span, mark)) &&
            !blanked.some((directive) => meets(span, directive)),
        );
        return isBeside === true ? edits : undefined;
      },
    }
  );
}

function placed({ start, end }: Span, within: Encoding | undefined): Span {
  return within === undefined ? { start, end } : within.outerSpan(start, end);
}

const FILLER = "\uf8ff";

type Word = "if" | "for" | "else" | "end" | "alone";

class EngineReading implements EngineText {
  readonly marks: FilledMark[] = [];
  readonly ranges: DecidedRange[] = [];
  readonly directives: Span[] = [];
  text = "";
  readonly #source: string;
  readonly #open: { readonly by: "if" | "for"; readonly start: number }[] = [];
  readonly #elses: number[] = [];
  #at = 0;
  #inString = false;

  constructor(source: string) {
    this.#source = source;
  }

  get isMarked(): boolean {
    return this.marks.length + this.directives.length > 0 && this.#open.length === 0;
  }

  /** False for what is no such template. */
  read(): boolean {
    const source = this.#source;
    let from = 0;
    for (; this.#at < source.length; this.#at++) {
      const sign = source.charAt(this.#at);
      if (sign === "\\" && this.#inString) this.#at++;
      else if (sign === '"') this.#inString = !this.#inString;
      else if (beginsMark(source, this.#at) || this.#beginsField()) {
        const start = this.#at;
        const first = endOfMark(source, start);
        if (first === undefined && this.#inString) continue;
        if (first === undefined || this.marks.length === MOST_MARKS) return false;
        const choice = this.#inString ? undefined : endOfChoice(source, start, first);
        const end = choice ?? first;
        const written = choice === undefined ? this.#written(start, end) : this.#marked(start, end);
        if (written === undefined) return false;
        this.text += source.slice(from, start) + written;
        from = end;
        this.#at = end - 1;
      }
    }
    this.text = withCommasBetween(this.text + source.slice(from), this.#elses);
    return true;
  }

  /** In a string, one brace is a hole of the string's own. */
  #beginsField(): boolean {
    return !this.#inString && endOfField(this.#source, this.#at) !== undefined;
  }

  #written(start: number, end: number): string | undefined {
    const mark = this.#source.slice(start, end);
    // A string's own holes are told by others, but a quote in one would end it.
    if (this.#inString) return /["\\]/.test(mark) ? this.#marked(start, end) : mark;
    const word = wordOf(mark);
    if (word === undefined) return undefined;
    if (word === "value") return this.#marked(start, end);
    this.directives.push({ start, end });
    return this.#decides(word, start, end) ? " ".repeat(mark.length) : undefined;
  }

  #marked(start: number, end: number): string {
    const isValue = !this.#inString;
    // On one line, whatever it stands for.
    const text = this.#source.slice(start, end).replace(/[\r\n]/g, " ");
    const run = markOf(this.marks.length) + FILLER.repeat(text.length - (isValue ? 3 : 1));
    this.marks.push({ text, holes: [{ start: 0, end: text.length }], span: { start, end }, isValue });
    return isValue ? `"${run}"` : run;
  }

  /** False for the end of what did not begin. */
  #decides(word: Word, start: number, end: number): boolean {
    if (word === "alone") return true;
    if (word === "if" || word === "for") {
      this.#open.push({ by: word, start: end });
      return true;
    }
    const open = this.#open.pop();
    if (open === undefined) return false;
    this.ranges.push({ ...open, end: start });
    if (word !== "else") return true;
    this.#elses.push(start);
    this.#open.push({ by: "if", start: end });
    return true;
  }
}

/** `{ORGANIZATION_ID}`: an object of JSON has a string behind its brace. */
function endOfField(text: string, start: number): number | undefined {
  FIELD.lastIndex = start;
  return FIELD.test(text) ? FIELD.lastIndex : undefined;
}

const FIELD = /(?<![$#%@&{])\{[A-Za-z_]\w{0,60}\}/y;

function beginsMark(text: string, at: number): boolean {
  return text.startsWith("{{", at) || text.startsWith("{%", at) || text.startsWith("<%", at);
}

/** A mark stands on one line and holds no JSON: two braces may also be a slip. */
function endOfMark(text: string, start: number): number | undefined {
  const field = endOfField(text, start);
  if (field !== undefined) return field;
  const isOfErb = text.startsWith("<%", start);
  const closing = isOfErb ? "%>" : text.startsWith("{{{", start) ? "}}}" : text.startsWith("{{", start) ? "}}" : "%}";
  // No further: a text may be full of beginnings that nothing ends.
  const near = text.slice(start, start + LONGEST_MARK);
  const close = near.indexOf(closing, closing.length);
  const end = start + close + closing.length;
  const isMark = close >= 0 && !/\n|"\s*:/.test(text.slice(start, end));
  return isMark ? end : undefined;
}

const LONGEST_MARK = 400;

/**
 * Where an `if` ends that stands behind the colon of a member, `start` and `end` being its first mark. Undefined for any
 * other mark, and where a branch seems to hold members of its own.
 */
function endOfChoice(text: string, start: number, end: number): number | undefined {
  if (!/:\s*$/.test(text.slice(Math.max(0, start - MOST_BLANKS), start))) return undefined;
  let open = 0;
  let from = start;
  for (let to: number | undefined = end; to !== undefined;) {
    const word = wordOf(text.slice(from, to));
    if (word === "if" || word === "for") open++;
    else if (word === "end") open--;
    else if (from === start) return undefined;
    if (open === 0) return /"\s*:/.test(text.slice(end, from)) ? undefined : to;
    MARK_BEGINS.lastIndex = to;
    from = MARK_BEGINS.exec(text)?.index ?? text.length;
    to = from - start > LONGEST_CHOICE ? undefined : endOfMark(text, from);
  }
  return undefined;
}

const MARK_BEGINS = /\{[{%]|<%/g;
const MOST_BLANKS = 200;
const LONGEST_CHOICE = 2_000;

/** Undefined for what may stand for anything, such as the text of another file. */
function wordOf(mark: string): Word | "value" | undefined {
  if (mark.startsWith("<%")) return wordOfErb(mark);
  const inside = mark.replace(/^\{(?:%|\{{1,2})[-+~]?\s*/, "");
  const [, word = ""] = /^([#^/]|[a-z]+\b)/.exec(inside) ?? [];
  if (mark.startsWith("{%")) return WORDS_OF_JINJA.get(word);
  if (/^\s*\}/.test(inside)) return undefined;
  if (/^\$\w+\s*:?=/.test(inside) || inside.startsWith("/*") || inside.startsWith("!")) return "alone";
  if (word === "#") return /^#\s*(?:if|unless)\b/.test(inside) ? "if" : "for";
  if (word === "^") return "if";
  if (word === "/") return "end";
  return WORDS_OF_GO.has(word) ? WORDS_OF_GO.get(word) : "value";
}

/** Sources: "class ERB" of Ruby's documentation, "Tags" of EJS's. */
function wordOfErb(mark: string): Word | "value" | undefined {
  const [, sign = "", inside = ""] = /^<%([-=#_%]?)\s*(.*?)\s*[-_]?%>$/s.exec(mark) ?? [];
  if (sign === "#") return "alone";
  if (sign === "%" || /\b(?:render|include|partial|yield|erb|case|when)\b/.test(inside)) return undefined;
  // The comma between what a loop makes.
  if (/^["']\s*,\s*["']/.test(inside)) return "alone";
  if (sign === "=") return "value";
  if (/^\}?\s*(?:else|elsif)\b/.test(inside)) return "else";
  if (/^(?:end\b|\}[);]*$)/.test(inside)) return "end";
  if (/^(?:if|unless)\b/.test(inside)) return "if";
  if (/(?:\bdo|\{)\s*(?:\|[^|]*\|)?$/.test(inside) || /^(?:for|while|until)\b/.test(inside)) return "for";
  return sign === "-" && /^[\w.[\]'":@]+$/.test(inside) ? "value" : "alone";
}

const WORDS_OF_JINJA: ReadonlyMap<string, Word> = new Map<string, Word>([
  ["if", "if"],
  ["elif", "else"],
  ["else", "else"],
  ["endif", "end"],
  ["for", "for"],
  ["endfor", "end"],
  ["set", "alone"],
  ["raw", "alone"],
  ["endraw", "alone"],
]);

const WORDS_OF_GO: ReadonlyMap<string, Word | undefined> = new Map<string, Word | undefined>([
  ["if", "if"],
  ["with", "if"],
  ["else", "else"],
  ["range", "for"],
  ["end", "end"],
  ["define", undefined],
  ["block", undefined],
]);
