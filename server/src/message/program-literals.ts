/**
 * String literals of a program's source. Words that name nobody happened to nobody where a program declares them, compares
 * with them, lists them or hands them to a function: `case "AccessDenied":`, `errors.New("not authorized …")`,
 * `DENIED = "The ciphertext refers to …"`. What a program prints of an error has other forms: `message: "…"`, `Some("…")`.
 */
import { type Span } from "../text/span.ts";
import { isKeptText, NAMES_CALL } from "./kept-texts.ts";
import { ASSERTED, isInProgramExpression } from "./program-expressions.ts";
import { isWholeErrorOfProgram } from "./whole-errors.ts";

/** As much as stands on a line before a literal, as a literal has words of its own, and as much as is looked at behind it. */
const BEFORE = 240;
const OWN_WORDS = 180;
const BEHIND = 360;
const LONGEST_LABEL = 60;

/** Is the span, which names no principal, within a literal of a program's source? */
export function isProgramLiteral(readable: string, { start, end }: Span): boolean {
  if (isKeptText(readable, { start, end })) return true;
  if (!SIGNS.test(readable.slice(Math.max(0, start - BEFORE), end))) return false;
  // A code may have been read with its label: `e.ErrorCode == "AccessDenied"`.
  const span = { start: start + labelOf(readable.slice(start, Math.min(end - 1, start + LONGEST_LABEL))).length, end };
  const line = lineOfString(readable.slice(Math.max(0, span.start - BEFORE), span.start));
  const literal = literalAround(readable, line, span);
  if (literal === null)
    return (
      isInBlock(readable, span) ||
      isElement(readable, span) ||
      isSearched(readable, line, span) ||
      isDescribed(readable, line, span) ||
      isVariant(line) ||
      isInProgramExpression(readable, span)
    );
  const { before, behind } = literal;
  // A whole error was kept as it came.
  if (WHOLE.test(literal.text)) return isWholeErrorOfProgram(readable, span);
  if (isInProgramExpression(readable, span)) return true;
  const isMember = MEMBER.test(before.slice(-LONGEST_END_OF_NAME));
  // Only the last words of a mark may have a quote in them.
  if (FOLLOWED.test(behind) || MARKED.test(isMember ? before.slice(-LONGEST_MARK) : before)) return true;
  if (/^\s{0,20}\*$/.test(before) && /^\*?\)/.test(behind)) return true;
  if (ASSIGNED.test(before) && behind.startsWith(";")) return true;
  if (VARIABLE.test(before) && ASSERTED.test(readable.slice(end, end + BEHIND))) return true;
  const head = /,\s{0,3}$/.test(before) ? before.replace(ITEMS, "") : before;
  if (head !== before && ROW.test(head) && ENDS_ROW.test(behind)) return true;
  if (!isMember) {
    if (DECLARED.test(head) || COMPARED.test(head)) return true;
    // A log of thousands of codes has no call in front of any of them.
    const call = head.includes("(") ? CALL.exec(head) : null;
    if (call !== null) return isOfProgram(call[1] ?? "", head);
  }
  const isCompared = /^\s{0,40}["'`]\w{1,40}["'`]: $/.test(head);
  if (!isCompared && !ENTRY.test(head)) return false;
  if (!ENDS_ENTRY.test(behind) && !NAMES_ENTRY.test(behind)) return false;
  return (isCompared ? COMPARED_DATA : OPENER).test(openingLine(readable.slice(0, span.start)));
}

/** `"denied.title" = "…";`, `error.name = "…";` */
const ASSIGNED = /^\s{0,20}(?:"[\w. -]{1,80}"|[a-z_$][\w$]{0,40}(?:\.[\w$]{1,40}){1,4}) = $/;

/** A test asserts on what it has just put into a variable. */
const VARIABLE = /^\s{0,20}(?:(?:const|let|var|val) )?[a-z_]\w{0,40}(?:: ?\w{1,20})? :?= [fbr]?$/;

/** One of them stands before every literal, text and comment that is looked for. */
const SIGNS = /["'`>/*#]|::/;

function labelOf(text: string): string {
  return /["'`]/.test(text) ? (/^[^]*[:=(] ?["'`](?=[^"'`])/.exec(text)?.[0] ?? "") : "";
}

/** A member of an object with a name in quotes is neither declared nor compared with, nor handed to a function. */
const MEMBER = /["'`]:\s?$/;
const LONGEST_END_OF_NAME = 3;
const LONGEST_MARK = 30;

/**
 * The name is a part of a regular expression, put together, or filled in later: `arn:aws:sts::.*:assumed-role\/ci`,
 * `arn:aws:iam::"+account+":root`, `arn:aws:iam::%s:root`.
 */
export function isPattern(name: string): boolean {
  return /["'`] ?\+ ?\w|^\/[A-Z]|\(\/|\||\.[*+](?![.*])|\\[./Swd]|\(\?[:<]|\[\^[^\]]{1,20}\][*+]|^arn:\S*%[sdvq](?![\w%])/.test(
    name,
  );
}

/** A resource alone is no caller: `errors.New("AccessDenied: secret arn:aws:secretsmanager:…")`. */
const WHOLE =
  /\barn:aws[\w-]{0,12}:(?:iam|sts):|\barn:aws[^]*\bnot authori[sz]ed|\bnot authori[sz]ed\b[^]*\barn:aws|\brequest ?id:? ?[\w-]{8}/i;

/** A function of a program, and no name in front of what is printed of an error. */
function isOfProgram(name: string, head: string): boolean {
  return CHECKS.test(name) || LOGS.test(name) || !PRINTED.test(name) || THROWN.test(head);
}

interface Literal {
  /** The code on the line of the literal, up to its quote. */
  readonly before: string;
  /** The code behind its closing quote. */
  readonly behind: string;
  readonly text: string;
}

/** The nearest quote before the words that has its like behind them, on the same line or at the end of a statement's next. */
function literalAround(readable: string, line: string, { start, end }: Span): Literal | null {
  const own = /["'`][^"'`]*$/.exec(line.slice(-OWN_WORDS));
  if (own === null) return null;
  const quote = own[0].charAt(0);
  const rest = readable.slice(end, end + BEHIND);
  const isClosed = readable.charAt(end - 1) === quote;
  const after = isClosed || firstLine(rest).includes(quote) ? firstLine(rest) : (STATEMENT.exec(rest)?.[0] ?? "");
  const close = isClosed ? -1 : after.indexOf(quote);
  if (close < 0 && !isClosed) return null;
  return {
    before: line.slice(0, line.length - own[0].length),
    behind: after.slice(close + 1),
    text: own[0] + readable.slice(start, end) + after.slice(0, Math.max(0, close)),
  };
}

/** A string that a sign at the end of its line lets go on in the next one. */
const STATEMENT =
  /^[^"'`\n\v]{0,200}[\n\v][^"'`\n\v]{0,200}(?:["'][;,).]{1,3}[^"'`\n\v]{0,40}|["'](?: >&2)?|`[^"'`\n\v]{0,40})(?=\s*(?:[\n\v]|$))/;

/**
 * The end of the text: its last line, and the one above where a string goes on from there or where its name stands:
 * `let said = "An error \` or `const DENIED =`.
 */
function lineOfString(text: string): string {
  const last = lastLine(text);
  const above = lastLine(text.slice(0, Math.max(0, text.length - last.length - 1)));
  const isNamedAbove = /^\s*[fru@$]{0,2}["'`][^"'`]*$/.test(last) && /\w\s?(?::=|=)\s*$/.test(above);
  if (isNamedAbove) return `${above.trimEnd()} ${last.trimStart()}`;
  return !/["'`]/.test(last) && OPEN_STRING.test(above) ? `${above} ${last}` : last;
}

/** Its last quote opens a string: a bracket, a sign or a blank stands before it, and a word behind it. */
const OPEN_STRING = /^[^"'`]*(?:(["'`])[^"'`]*\1[^"'`]*)*[\s(=:,[&]["'`]\w[^"'`]*$/;

/** A text of several lines that is given a name: `String denied = """`. */
function isInBlock(readable: string, { start }: Span): boolean {
  const text = readable.slice(Math.max(0, start - LONGEST_BLOCK), start);
  const opening = Math.max(text.lastIndexOf('"""'), text.lastIndexOf("'''"));
  return opening > 0 && DECLARED.test(lastLine(text.slice(0, opening)));
}

const LONGEST_BLOCK = 500;

function lastLine(text: string): string {
  return text.slice(1 + Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\v")));
}

function firstLine(text: string): string {
  const end = text.search(/[\n\v]/);
  return end < 0 ? text : text.slice(0, end);
}

/**
 * What a program does with the literal before it: `"AccessDenied".equals(`, `"AccessDenied" => …`, `"…" in str(error)`. Only
 * Go puts the values of a map below each other.
 */
const FOLLOWED =
  /^(?: = ["']|:[ \t]{2,200}"[^"]{0,80}",$|,\s(?:fn|function|\(\)|async)\b| ?>&2|\.(?:equals(?:IgnoreCase)?|matches|to_?owned|into|to_string|to_sym|freeze)\b|\)?\s{1,3}(?:=>|->) (?:[\w:]{1,40}[.(,;]|null\b|false\b|true\b|None\b|\d{3}\b|["'`{:])|\)? (?:not )?in [a-z_]\w{0,40}(?:[.()[:]|$))/;

/**
 * A filter of logs, a state machine's list of errors, the documentation of a program, another text of an application, one
 * of two values of a constant, a comment behind the item of a list, what a script prints, or what a test expects.
 */
const MARKED =
  /(?:\$\.[\w.]{1,60}\s?!?=\s?|\b(?:ErrorEquals|equals_any|msgid|msgstr)"?:?\s?\[?\s{0,3}|\bfilter @[\w.]{1,40} (?:like|=|=~|not like) |@(?:throws|see|returns?|raises)\b[^"'`]{0,80}|\/\/\/ ?<summary>[^"'`]{0,80}|\{@code |^(?: \*|\s{0,20}(?:\/\/+|"""))\s?[^"'`]{0,100}\b(?:[Tt]hrown|[Rr]aised|[Rr]eturns?|[Ww]hether)\b[^"'`]{0,80}|^\s{0,20}@[A-Z]\w{2,40}\(.{0,120}\w = |^\s{0,20}(?:const|let|var|val|final)\s[^\n]{1,160} [?:] |^\s{0,40}["'][\w .-]{1,60}["'],\s{1,4}(?:\/\/|#)\s{1,4}|^\s{0,40}(?:echo|printf|puts|Write-(?:Host|Error|Warning|Output))(?: -\w{1,10}){0,3} |\bjson_encode\((?:array\(|\[).{0,80}|\bexpect(?:ed)?(?:_?[A-Z]?[a-z]{1,20}){0,2}["']?\s?[:=]\s?)$/;

/** Further literals in the same list: `"ValidationException", `. */
const ITEMS = /(?:[fbrul]{0,2}(?:"[^"\n]{0,80}"|'[^'\n]{0,80}'),\s{0,3}){1,8}$/;

/** A row of a test's table: `("ClientException", "… not authorized …", "Grant it", True),`. */
const ROW = /^\s{0,40}[({[]$/;
const ENDS_ROW = /^(?:, ?(?:"[^"\n\v]{0,80}"|'[^'\n\v]{0,80}'|[A-Za-z_][\w.]{0,40}|\d{1,4})){1,6}[)}\]],(?:\s|$)/;

const OPENED = String.raw`\s{0,3}(?:&?\[\]?(?:\w{1,20}\{)?|\{|\(|\[\]\w{1,20}\{|map\[\w{1,20}\]\w{1,20}\{)?[fbru@$*]{0,2}\s{0,3}$`;

/** `const DENIED = `, `private static final String X = `, `errCode := `, `DENIED: &str = `, `@denied `. */
const DECLARED = new RegExp(
  String.raw`(?:^\s{0,40}(?:[+-] ?)?(?:export |pub |default )?(?:const|constexpr|let|var|val|static|final|readonly|private|public|internal|String|string|auto)\b[\w<>[\],:&*?. ]{0,100}=|^\s{0,40}\$(?!(?:err(?:or)?|msg|message|result|response|output|reason|stderr)\b)[a-z_]\w{1,40} =|(?:^|[\s.])(?!(?:ERR(?:OR)?|MSG|MESSAGE|REASON|STDERR|STDOUT|OUTPUT|DETAILS?|RESULT|RESPONSE|FAILURE|CAUSE)\b)[A-Z][A-Z0-9_]{2,60}(?:: ?[&\w.[\]]{1,30})? ?=|^\s{0,40}\w{1,60} :=|^\s{0,40}(?:error|err|fail|fatal|code)[A-Z]\w{2,60}\s{0,30}=(?= )|^\s{0,20}@[a-z_]{1,40} |^\s{0,20}case \w{1,40} ?=)` +
    OPENED,
);

/** `err.code === `, `case `, `when `, `in (`, `[[ "$out" =~ `. */
const COMPARED = new RegExp(
  String.raw`(?:[\w)\]}"]\s?(?:[!=]==?|=~|~=|==~) ?|^\s{0,40}(?:\}? ?(?:else )?case|when)\s|\b(?:not )?in (?=[[(])|\bshould(?:Be|Equal|Contain|Include)? |\|\s?grep(?: -\w{1,8}){0,3} )` +
    OPENED,
);

/** The name of a function, and whatever it is given before the literal. */
const CALL = /([A-Za-z_$][\w$.:]{0,80})[!?]?\([^()"'`]{0,100}(?:\w\(\)[^()"'`]{0,40})?\s{0,3}&?\[?[fbru@$*]{0,2}$/;

/** How a language prints an error, or a value that may be missing. */
const PRINTED =
  /(?:errors?|exception|failures?|fault|optional|some|just|err|message|msg|left|failed|reason|cause|stderr|stdout|output|body|response|text|details?|description|result|status)$/i;

/** A function that compares or expects, however it is named. */
const CHECKS =
  /(?:[Ee]xpect|[Aa]ssert|[Cc]ontain|[Mm]atch|[Ii]nclude|[Ee]qual|toThrow|raise_error|should)\w{0,30}$|(?:^|[.:])(?:is|has|check)[A-Z]\w{0,60}$/;

/** `console.error(`, `LOGGER.error(`, `tracing::error!(` */
const LOGS = /(?:^|[.:])(?:console|(?:\w{1,20}_?)?log(?:ger|ging)?|slog|tracing)(?:\.|::|->)\w{3,20}$/i;

const THROWN = /^\s{0,40}throw new |^\s{0,40}#\[|\bwhen\(/;

/** The literal is an item or the value of an item. The names of the parts of an error are not those of a program's texts. */
const ENTRY =
  /^\s{0,40}(?:["'`]?(?!(?:\w{0,40}(?:message|error|msg|reason|code|name|type|detail|details|stderr|stdout|output|cause|description))["'`]?\s?[:=])[\w.-]{1,60}["'`]?\s?(?:=>|[:=])\s{1,20})?[fbru]{0,2}$/i;
/** The literal is the name of an item: `"AccessDenied": 403,`, `"AccessDenied" to 403`. */
const NAMES_ENTRY = /^ ?(?::|=>|to|,) ?(?:["'`]|\d|[A-Za-z_]\w{0,40}[.(,])/;
const ENDS_ENTRY = /^(?:\.\w{1,20}(?:\(\))?)?\s?[,;)\]}]{0,4} ?(?:\/\/.*)?$/;

/** As far as the line that opens a list or a map is looked for. */
const FARTHEST_OPENER = 1500;

/** The line that opens the list or the map in which the text ends, or nothing. */
function openingLine(text: string): string {
  const lines = text.slice(-FARTHEST_OPENER).split(/[\n\v]/);
  let depth = 0;
  for (let index = lines.length - 2; index >= 0; index--) {
    const line = (lines[index] ?? "").trim();
    // A block of code ended before.
    if (line.startsWith("```")) return "";
    if (/^[\])}]/.test(line)) depth++;
    if (!/[[({]$/.test(line)) continue;
    if (depth === 0) return line;
    depth--;
  }
  return "";
}

/** An answer that a program compares with. */
const COMPARED_DATA = /[!=]==? ?\{$/;

/** The line is one of a program, and no part of printed data. */
const OPENER =
  /\b(?:const|let|var|val|enum|class|static|final|return|readonly|map\[\w{1,20}\]\w{1,20}|frozenset|dict|set|Set\.of|List\.of|Map\.of|new \w{1,40})\b|^[A-Z][A-Z0-9_]{2,60}(?:: ?[^=]{1,60})? ?= ?[[({]{1,2}$|\bin [[(]$|\bErrorEquals"?: ?\[$/;

/** A text of an application in XML or JSX: `<string name="denied">Access Denied</string>`, `<Alert kind="error">…`. */
function isElement(readable: string, { start, end }: Span): boolean {
  // Asked first: of thousands of codes hardly any stands behind a tag.
  if (!readable.slice(Math.max(0, start - FARTHEST_TAG), start).includes(">")) return false;
  const before = readable.slice(Math.max(0, start - LONGEST_TAG), start);
  return (
    /<(?:string|item|value|target|source)(?: [^<>]{0,80})?>\s{0,3}[^<>\n\v]{0,20}$/.test(before) ||
    (JSX.test(before) && !NAMES_CALL.test(readable.slice(end, end + LONGEST_TAG)))
  );
}

const LONGEST_TAG = 160;
/** AWS's own elements that begin with a capital letter have no attribute but the name of their schema. */
const JSX =
  /<(?:[A-Z]\w{0,40}(?:\.\w{1,40})? (?!xmlns)(?:\{|[a-z]\w{0,30}=)[^<>]{0,120}|[a-z]\w{0,12} [^<>]{0,100}className=[^<>]{0,100})>\s{0,3}[^<>\n\v]{0,20}$/;

const FARTHEST_TAG = 24;

/** The constant that a program takes for a string: `"AccessDenied" => Code::AccessDenied,`. */
function isVariant(before: string): boolean {
  return /["']\s{0,3}(?:=>|->) (?:[A-Z]\w{0,40}(?:::|\.)){1,3}$/.test(before);
}

/** A regular expression of a language that writes it between strokes: `DENIED = /…/i`, `.toMatch(/…/)`. */
function isSearched(readable: string, before: string, { end }: Span): boolean {
  if (!before.includes("/")) return false;
  // On a line of its own: the argument of `toThrow(`.
  if (/^\s{0,20}\/[^/\n]{0,180}$/.test(before))
    return /^[^\n\v/]{0,200}\/[a-z]{0,4},?\s?(?:[\n\v]|$)/.test(readable.slice(end, end + BEHIND));
  if (!/(?:[=(,:]|=~|\blike|\bsplit|\bif|\bwhen) ?\/[^/\n]{0,180}$/.test(before)) return false;
  return /^[^\n\v]{0,300}\/[a-z]{0,4}(?:[\s;,).]|$)/.test(readable.slice(end, end + BEHIND));
}

/** `// IsDenied reports whether the error is AccessDenied.`, `# "Access Denied" is returned for keys that …` */
function isDescribed(readable: string, before: string, { end }: Span): boolean {
  if (!/^\s{0,20}(?:\*|\/\/+|#)/.test(before)) return false;
  return (
    /(?:^\s{0,20}\* @(?:throws|return)s? [^]{0,160}|\{@code )$|\b(?:reports? whether|returns? (?:true|false|whether)|is (?:thrown|raised|returned) (?:when|if|for))\b[^"'`]{0,80}$/.test(
      before,
    ) || /^[^"'`\n\v]{0,40} is (?:returned|raised|thrown) (?:when|if|for)\b/.test(readable.slice(end, end + 80))
  );
}
