/**
 * The texts in a TypeScript source: strings, and the literal parts of templates with `…` for what is put in. TypeScript's
 * own parser takes as long to load as all sources take to read here. What is misread does not pass for read: a string
 * that does not end in its line, or a bracket without its other, is an error.
 */
export function textsInSource(source: string): readonly string[] {
  const texts: string[] = [];
  const end = readCode(source, 0, texts);
  if (end < source.length) throw new Error(`a bracket closes that nothing opened: ${lineAt(source, end)}`);
  return texts;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** After these words, and after every sign that ends no value, a slash begins a regular expression. */
const BEFORE_VALUE =
  /(?:^|[^\w$.])(?:return|typeof|case|of|in|yield|await|else|void|delete|throw|do)$|[^\w$)\]}"'`\s]$|^$/;
/** Whatever is no text, comment, slash or bracket. */
const PLAIN = /[^"'`/()[\]{}]+/y;
const STRING = /"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y;
const TEMPLATE_PART = /((?:[^`\\$]|\\[^]|\$(?!\{))*)(`|\$\{)/y;
const COMMENT = /\/\/.*|\/\*[^]*?\*\//y;
const REGEXP = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Adds the texts from `start` to the end, or to a bracket that closes what was opened before; where that is. */
function readCode(source: string, start: number, texts: string[]): number {
  let at = start;
  while (at < source.length) {
    const sign = source[at] ?? "";
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      const end = readCode(source, at + 1, texts);
      if (source[end] !== closing) throw new Error(`a bracket is not closed: ${lineAt(source, at)}`);
      at = end + 1;
    } else if (")]}".includes(sign)) return at;
    else if (sign === "`") at = readTemplate(source, at + 1, texts);
    else if (sign === '"' || sign === "'") {
      const [whole, double, single] = matchAt(STRING, source, at);
      texts.push(cooked(double ?? single ?? ""));
      at += whole.length;
    } else if (sign === "/") at = afterSlash(source, at);
    else at += matchAt(PLAIN, source, at)[0].length;
  }
  return at;
}

/** Where the template ends whose text begins at `start`. */
function readTemplate(source: string, start: number, texts: string[]): number {
  const parts: string[] = [];
  for (let at = start; ;) {
    const [whole, part = "", ending] = matchAt(TEMPLATE_PART, source, at);
    parts.push(cooked(part));
    at += whole.length;
    if (ending === "`") {
      texts.push(parts.join("…"));
      return at;
    }
    at = readCode(source, at, texts) + 1;
  }
}

/** After the comment, the regular expression or the sign of a division at `at`. */
function afterSlash(source: string, at: number): number {
  const next = source[at + 1];
  if (next === "/" || next === "*") return at + matchAt(COMMENT, source, at)[0].length;
  const before = source.slice(Math.max(0, at - 40), at).trimEnd();
  return BEFORE_VALUE.test(before) ? at + matchAt(REGEXP, source, at)[0].length : at + 1;
}

function matchAt(form: RegExp, source: string, at: number): RegExpExecArray {
  form.lastIndex = at;
  const found = form.exec(source);
  if (found === null) throw new Error(`what begins here does not end: ${lineAt(source, at)}`);
  return found;
}

const ESCAPED = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\n|([^]))/g;
const NAMED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };

/** What a text with escapes stands for. */
function cooked(text: string): string {
  return text.replace(ESCAPED, (_, point?: string, unit?: string, byte?: string, sign?: string) => {
    const code = point ?? unit ?? byte;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    return sign === undefined ? "" : (NAMED[sign] ?? sign);
  });
}

function lineAt(source: string, at: number): string {
  return source.slice(at, at + 80).split("\n")[0] ?? "";
}
