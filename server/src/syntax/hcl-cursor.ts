/** A place that moves through HCL text: blanks, comments, names, and where lines begin. */
import { type Span } from "../text/span.ts";

/** Does a line break end what is being read, or is it a blank, as inside brackets? */
export type LineBreaks = "end" | "blank";

/**
 * `strict`: the text is what HCL has. `tolerant`: brackets are open that do not close, and where lines begin has to say
 * what was meant.
 */
export type Recovery = "strict" | "tolerant";

export class HclCursor {
  readonly text: string;
  readonly recovery: Recovery;
  at = 0;
  lineBreaks: LineBreaks = "end";
  depth = 0;
  /** How many heredocs are around the place. */
  heredocs = 0;
  readonly problems: Span[] = [];

  constructor(text: string, recovery: Recovery) {
    this.text = text;
    this.recovery = recovery;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Nested deeper than anything that people write: nothing more is read then. */
  get isTooDeep(): boolean {
    return this.#isTooDeep;
  }

  #isTooDeep = false;

  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  startsWith(sign: string): boolean {
    return this.text.startsWith(sign, this.at);
  }

  /** Passes the sign over if it stands here. */
  take(sign: string): boolean {
    if (!this.startsWith(sign)) return false;
    this.at += sign.length;
    return true;
  }

  problem(start = this.at, end = start): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ start, end });
  }

  /** Blanks and comments, and line breaks where they are blanks. */
  skip(): void {
    for (;;) {
      const code = this.code();
      if (code === SPACE || code === TAB || code === RETURN || code === BYTE_ORDER_MARK) this.at++;
      else if (code === NEWLINE && this.lineBreaks === "blank") this.at++;
      else if (!this.#skipComment(code)) return;
    }
  }

  /** The same, line breaks too. */
  skipLines(): void {
    const before = this.lineBreaks;
    this.lineBreaks = "blank";
    this.skip();
    this.lineBreaks = before;
  }

  /** To the line break, or to the end of the text. */
  skipToLineEnd(): void {
    this.at = this.lineEnd();
  }

  lineEnd(from = this.at): number {
    const end = this.text.indexOf("\n", from);
    return end < 0 ? this.text.length : end;
  }

  #skipComment(code: number): boolean {
    if (code === HASH || (code === SLASH && this.code(1) === SLASH)) {
      this.skipToLineEnd();
      return true;
    }
    if (code !== SLASH || this.code(1) !== STAR) return false;
    const end = this.text.indexOf("*/", this.at + 2);
    this.at = end < 0 ? this.text.length : end + 2;
    return true;
  }

  /** The name that begins here; empty if none does. */
  name(): string {
    const start = this.at;
    if (!isNameStart(this.code())) return "";
    while (isNamePart(this.code())) this.at++;
    return this.text.slice(start, this.at);
  }

  /** Reads with other line breaks, one level deeper. */
  inside<Result>(lineBreaks: LineBreaks, read: () => Result): Result {
    const before = this.lineBreaks;
    this.lineBreaks = lineBreaks;
    if (++this.depth > DEEPEST_NESTING && !this.#isTooDeep) {
      this.problem();
      this.#isTooDeep = true;
      this.at = this.text.length;
    }
    const result = read();
    this.depth--;
    this.lineBreaks = before;
    return result;
  }

  /** Reads what a heredoc holds. The end of each is looked for on every line behind its start, however many are around it. */
  insideHeredoc<Result>(read: () => Result): Result {
    if (++this.heredocs > MOST_HEREDOCS && !this.#isTooDeep) {
      this.problem();
      this.#isTooDeep = true;
      this.at = this.text.length;
    }
    const result = this.inside("blank", read);
    this.heredocs--;
    return result;
  }

  /** How many blanks the line of an offset starts with. */
  indentAt(offset: number): number {
    const start = this.text.lastIndexOf("\n", offset - 1) + 1;
    let at = start;
    while (isBlank(this.text.charCodeAt(at))) at++;
    return at - start;
  }

  /** Is the offset the first on its line that is no blank? */
  get startsLine(): boolean {
    for (let at = this.at - 1; at >= 0; at--) {
      const code = this.text.charCodeAt(at);
      if (code === NEWLINE) return true;
      if (!isBlank(code)) return false;
    }
    return true;
  }

  /** A line that begins so stands in no list and in no call: `name =` or `name {`. */
  startsMember(): boolean {
    if (!this.startsLine) return false;
    const line = this.text.slice(this.at, Math.min(this.lineEnd(), this.at + LONGEST_HEADER));
    return /^"?[A-Za-z_][\w:-]*"?[ \t]*(?:=(?![=>])|\{)/.test(line);
  }

  /** A line without indentation that begins a block closes whatever is open. */
  startsTopBlock(): boolean {
    if (this.at > 0 && this.code(-1) !== NEWLINE) return false;
    const line = this.text.slice(this.at, Math.min(this.lineEnd(), this.at + LONGEST_HEADER));
    return /^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{/.test(line);
  }
}

/** As of JSON. A level takes several calls, which the stack has to hold. */
const DEEPEST_NESTING = 250;
/** Within each other: nobody writes two. */
const MOST_HEREDOCS = 5;
const MOST_PROBLEMS = 100;
const LONGEST_HEADER = 300;

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const STAR = 42;
const SLASH = 47;
const BYTE_ORDER_MARK = 0xfeff;

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameStart(code: number): boolean {
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    (code > 0xbf && code !== BYTE_ORDER_MARK)
  );
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code) || code === 45;
}
