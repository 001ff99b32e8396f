/** JSON text into tokens, one at a time. Comments and white space are passed over; nothing is copied out of the text. */

export const TOKEN = {
  end: 0,
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 7,
  number: 8,
  true: 9,
  false: 10,
  null: 11,
} as const;
export type Token = (typeof TOKEN)[keyof typeof TOKEN];

/** What is wrong with the characters of a token, or of what is passed over. */
export type ScanProblem =
  | "invalid symbol"
  | "unexpected end of comment"
  | "unexpected end of string"
  | "unexpected end of number"
  | "invalid unicode"
  | "invalid escape character"
  | "invalid character";

export class JsonScanner {
  token: Token = TOKEN.end;
  /** The token's characters; those of a string with its quotes. */
  start = 0;
  end = 0;
  readonly #text: string;
  readonly #report: (problem: ScanProblem, start: number, end: number) => void;

  constructor(text: string, report: (problem: ScanProblem, start: number, end: number) => void) {
    this.#text = text;
    this.#report = report;
  }

  next(): Token {
    for (;;) {
      this.#passBlanks();
      const code = this.#text.charCodeAt(this.end);
      if (code === SLASH && this.#passComment()) continue;
      this.start = this.end;
      const token = this.#scan(code);
      if (token !== undefined) return (this.token = token);
      this.#problem("invalid symbol");
    }
  }

  /** Undefined for characters that are no token. */
  #scan(code: number): Token | undefined {
    if (code === QUOTE) return this.#scanString();
    const sign = signOf(code);
    if (sign !== undefined) {
      this.end++;
      return sign;
    }
    if (code === MINUS) {
      this.end++;
      return isDigit(this.#text.charCodeAt(this.end)) ? this.#scanNumber() : undefined;
    }
    if (isDigit(code)) return this.#scanNumber();
    return this.start >= this.#text.length ? TOKEN.end : this.#scanWord();
  }

  #passBlanks(): void {
    const text = this.#text;
    let at = this.end;
    for (let code = text.charCodeAt(at); isBlank(code); code = text.charCodeAt(at)) at++;
    this.end = at;
  }

  /** False where the slash begins no comment. */
  #passComment(): boolean {
    const text = this.#text;
    const sign = text.charCodeAt(this.end + 1);
    if (sign !== SLASH && sign !== STAR) return false;
    this.start = this.end;
    if (sign === SLASH) {
      let at = this.end + 2;
      while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
      this.end = at;
      return true;
    }
    const close = text.indexOf("*/", this.end + 2);
    this.end = close < 0 ? text.length : close + 2;
    if (close < 0) this.#problem("unexpected end of comment");
    return true;
  }

  /** A string that is not closed ends with its line. */
  #scanString(): Token {
    const text = this.#text;
    let problem: ScanProblem | undefined;
    let at = this.start + 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at++;
        break;
      }
      if (code === BACKSLASH) {
        at++;
        const letter = text.charCodeAt(at);
        if (at < text.length) at++;
        if (letter === LETTER_U) {
          const digits = hexDigitsAt(text, at);
          at += digits;
          if (digits < 4) problem = "invalid unicode";
        } else if (!ESCAPES.has(letter)) problem = "invalid escape character";
      } else if (code >= SPACE) at++;
      else if (at >= text.length || isLineBreak(code)) {
        problem = "unexpected end of string";
        break;
      } else {
        problem = "invalid character";
        at++;
      }
    }
    this.end = at;
    if (problem !== undefined) this.#problem(problem);
    return TOKEN.string;
  }

  #scanNumber(): Token {
    const text = this.#text;
    const leadingZero = text.charCodeAt(this.end) === ZERO;
    this.end = leadingZero ? this.end + 1 : endOfDigits(text, this.end);
    if (text.charCodeAt(this.end) === DOT && !this.#scanDigitsAfter(this.end + 1)) return TOKEN.number;
    const exponent = text.charCodeAt(this.end);
    if (exponent === LETTER_E || exponent === CAPITAL_E) {
      const sign = text.charCodeAt(this.end + 1);
      this.#scanDigitsAfter(this.end + (sign === PLUS || sign === MINUS ? 2 : 1));
    }
    return TOKEN.number;
  }

  #scanDigitsAfter(from: number): boolean {
    this.end = endOfDigits(this.#text, from);
    if (this.end > from) return true;
    this.#problem("unexpected end of number");
    return false;
  }

  #scanWord(): Token | undefined {
    const text = this.#text;
    let at = this.end;
    while (at < text.length && isWordCharacter(text.charCodeAt(at))) at++;
    this.end = Math.max(at, this.start + 1);
    return WORDS.get(text.slice(this.start, Math.min(this.end, this.start + LONGEST_WORD + 1)));
  }

  #problem(problem: ScanProblem): void {
    this.#report(problem, this.start, this.end);
  }
}

function hexDigitsAt(text: string, from: number): number {
  let at = from;
  while (at < from + 4 && isHexDigit(text.charCodeAt(at))) at++;
  return at - from;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function signOf(code: number): Token | undefined {
  switch (code) {
    case OPEN_BRACE:
      return TOKEN.openBrace;
    case CLOSE_BRACE:
      return TOKEN.closeBrace;
    case OPEN_BRACKET:
      return TOKEN.openBracket;
    case CLOSE_BRACKET:
      return TOKEN.closeBracket;
    case COMMA:
      return TOKEN.comma;
    case COLON:
      return TOKEN.colon;
    default:
      return undefined;
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= LETTER_A && lower <= LETTER_F);
}

function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || isLineBreak(code);
}

function isWordCharacter(code: number): boolean {
  return !isBlank(code) && signOf(code) === undefined && code !== QUOTE && code !== SLASH;
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const STAR = 42;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const CAPITAL_E = 69;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const LETTER_A = 97;
const LETTER_E = 101;
const LETTER_F = 102;
const LETTER_U = 117;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const ESCAPES: ReadonlySet<number> = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

const WORDS: ReadonlyMap<string, Token> = new Map<string, Token>([
  ["true", TOKEN.true],
  ["false", TOKEN.false],
  ["null", TOKEN.null],
]);
const LONGEST_WORD = 5;
