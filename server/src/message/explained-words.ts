/**
 * Words of AWS that a page explains: in the row of a table beside their cause, in the link of a table of contents, as one of
 * several that may come, as what a mistake looks like. They name nobody, and tell of no denial.
 */
import { type Span } from "../text/span.ts";
import { firstLine, lastLine, LINE_BREAK } from "./read-lines.ts";

const LONGEST_LINE = 400;
const LONGEST_QUOTED = 200;

/** Does what stands around the span, which names no principal, explain it? */
export function isExplainedAround(readable: string, span: Span): boolean {
  if (isExplainedAbroad(readable, span) || isPageOfQuestion(readable, span)) return true;
  if (!mayBeExplained(readable, span)) return false;
  const { start, end } = quotationAround(readable, behindCell(readable, span));
  const tail = firstLine(readable.slice(end, end + LONGEST_LINE));
  if (LINK.test(tail)) return true;
  const before = readable.slice(Math.max(0, start - LONGEST_LINE), start);
  if (end > span.end && isExplainedQuotation(before, tail)) return true;
  const head = lastLine(before);
  if (!isRowOfGuide(head, readable.slice(start, end) + tail) || isOfReport(readable, start)) return false;
  if (tail.trimEnd().endsWith("|")) return true;
  const next = readable.slice(end, end + LONGEST_LINE).split(LINE_BREAK, 2)[1];
  return [before.split(LINE_BREAK).at(-2), next].some((line) => line?.includes(" | ") === true);
}

/** A page in a language whose words need no quotes around the error, or one of AWS's pages about one error. */
function isExplainedAbroad(readable: string, { start, end }: Span): boolean {
  const behind = readable.slice(end, end + LONGEST_QUOTED);
  if (FIRST_SECTION.test(behind)) return ONLY_ERROR.test(lastLine(readable.slice(Math.max(0, start - 60), end)));
  if (!/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(behind)) return false;
  return ABROAD.test(behind) || DEFINED.test(behind) || ANY_SUCH.test(readable.slice(Math.max(0, start - 20), start));
}

/** A page in another language tells which words a message contains: `Si el mensaje contiene "with an explicit deny …"`. */
export function isPartOfAnyMessage(readable: string, { start, end }: Span): boolean {
  return (
    CONTAINS_BEFORE.test(lastLine(readable.slice(Math.max(0, start - LONGEST_TITLE), start)).slice(-LONGEST_LEAD)) ||
    CONTAINS_BEHIND.test(firstLine(readable.slice(end, end + LONGEST_LEAD)))
  );
}

const CONTAINS_BEFORE =
  /(?:contiver|contém|contiene|contenga|contient|contenant|enthält|содержит|包含|含有|短语|短語|フレーズ)[^\n\v.!?\u3002]{0,16}$/i;
const CONTAINS_BEHIND =
  /^(?: action)?["'`\u201d\u00bb\u300d\u300f\s]{0,3}(?:enthält|enthalten|という(?:フレーズ|文言|語句)|(?:が|を)含|と表示された場合|が表示された場合|라는 (?:문구|메시지)|(?:이|가|을|를) 포함)/;

/** One of AWS's pages that answer a question, in whatever language: its first line asks, and its first section tells in short. */
function isPageOfQuestion(readable: string, { start, end }: Span): boolean {
  const title = /^\s{0,4}(?:# )?([^\n\v]{20,240})[?\uff1f]\s{0,4}[\n\v]/.exec(readable.slice(0, LONGEST_TITLE));
  if (title === null || !IN_SHORT.test(readable.slice(title[0].length, FARTHEST_SECTION))) return false;
  return !WHOLE_ERROR.test(readable.slice(Math.max(0, start - LONGEST_LEAD), end + LONGEST_QUOTED));
}

/** An error that such a page shows, or that somebody asks about, and no word about one. */
const WHOLE_ERROR =
  /An error occurred|request ?id|\barn:aws|not authorized to perform|[\n\v]\s{1,8}at [\w$.<>]{2,80}[ (]/i;

const LONGEST_TITLE = 260;
const FARTHEST_SECTION = 2500;
/** Source: AWS re:Post, Knowledge Center. */
const IN_SHORT =
  /[\n\v](?:#{1,3} )?(?:Short description|Resolution|Breve descrição|Descrição breve|Resolução|Descripción (?:breve|corta)|Resolución|Brève description|Résolution|Kurzbeschreibung|Lösung|Breve descrizione|Risoluzione|簡単な説明|解決(?:策|方法)|간략한 설명|해결 방법|简短描述|解决方案|簡短描述|簡短說明)\s{0,4}[\n\v]/;

/** `Error: "AccessDeniedException"`, with nothing else in its line; the page's first section follows. */
const ONLY_ERROR = /^\s{0,4}(?:#{1,4} )?[^\s:\uff1a]{2,12}\s?[:\uff1a]\s?["'\u00ab\u201c\u300c]\s?[A-Za-z]{4,60}["']?$/;
const FIRST_SECTION =
  /^\s?["'\u00bb\u201d\u300d]?\s{0,4}[\n\v]\s{0,4}(?:Scenario|Scénario|Cenário|Escenario|Szenario|情况|情況|案例|シナリオ|시나리오)\s{0,4}[\n\v]/;

/** `CODE エラーは`, `CODE エラーの原因`, `CODE 에러 해결법`, `CODE 错误的原因`. */
const ABROAD =
  /^(?::? ?[A-Z][A-Za-z ]{1,40})?["'\u2019\u201d\u300d\u300f\s]{0,3}(?:(?:エラー|例外)(?:は|の(?:基本|意味|原因|解決|対処|正体))|(?:에러|오류|예외)(?:는|란| (?:해결|원인|발생 ?시))|(?:错误|錯誤|异常|異常)(?:是|表示|意味|通常|一般|的(?:原因|解决|解決|处理|處理)))/;
/** What the words below a heading begin with: `…場合に発生するエラー` tells which error it is, `…場合に発生しました` that it came. */
const DEFINED = /場合(?:に(?:発生する|表示される|返される)|の)(?:エラー|例外)/;
/** `必ず遭遇する「Access Denied」エラー` */
const ANY_SUCH = /(?:遭遇する|よくある|よく見る)["'\u201c\u300c\u300e\s]{0,2}$/;

function isExplainedQuotation(before: string, tail: string): boolean {
  const isToldBehind = CHOICE.test(tail) || MEANING.test(tail);
  if (!isToldBehind && !/(?:^|\s)$/.test(before)) return false;
  const said = before.split(LINE_BREAK).slice(-2).join(" ");
  return (isToldBehind || SHOWN.test(said)) && !TOLD.test(said);
}

/** Asked first: of thousands of codes hardly any is quoted, in a table or in a link. */
function mayBeExplained(readable: string, { start, end }: Span): boolean {
  const head = lastLine(readable.slice(Math.max(0, start - LONGEST_QUOTED), start));
  if (/["'`|]/.test(head) || /["'`]not\b/i.test(readable.slice(start, Math.min(end, start + LONGEST_LEAD))))
    return true;
  const tail = readable.slice(end, end + LONGEST_LINE);
  return tail.includes("|") || tail.includes("](");
}

const LONGEST_LEAD = 48;

/** The name of a row was read as who is refused: `| Error | is not authorized …`. */
function behindCell(readable: string, { start, end }: Span): Span {
  const cell = /^[^|]{0,40}\|\s?/.exec(readable.slice(start, Math.min(end, start + LONGEST_LEAD)));
  return { start: start + (cell?.[0].length ?? 0), end };
}

/** With its quotes; the span itself where none stand around it. */
function quotationAround(readable: string, { start: first, end }: Span): Span {
  // The sentence was read from a word before the quote: ``AWS says it is `Not authorized …` ``
  const start =
    first + (/^[^"'`]{0,40}["'`](?=not\b)/i.exec(readable.slice(first, first + LONGEST_LEAD))?.[0].length ?? 0);
  const line = lastLine(readable.slice(Math.max(0, start - LONGEST_QUOTED), start));
  const opened = /["'`](?=[^"'`]*$)/.exec(line);
  if (opened === null) return { start, end };
  const behind = readable.slice(end, end + LONGEST_QUOTED).replace(/[\v\u2028]/g, "\n");
  const closed = CLOSED.get(opened[0])?.exec(behind) ?? null;
  if (closed === null) return { start, end };
  return { start: start - (line.length - opened.index), end: end + closed[0].length };
}

/** On the same line or the next. */
const CLOSED: ReadonlyMap<string, RegExp> = new Map([
  ['"', /^[^"\n]*(?:\n[^"\n]*)?"/],
  ["'", /^[^'\n]*(?:\n[^'\n]*)?'/],
  ["`", /^[^`\n]*(?:\n[^`\n]*)?`/],
]);

/** `[GitHub says …](#github-says)`, `[Why does my job fail with "…"?](https://…)` */
const LINK = /^[^[\]()]{0,80}(?:\]\(#|\?\]\(https?:)/;

/** `` `AccessDenied` or `UnauthorizedOperation` ``: an error has one code. What a colon follows is the next name of an object. */
const CHOICE =
  /^\s?(?:\([^()]{1,60}\)\s?)?(?:\/|,(?=[\s`])|or|and|nor|ou|oder|o|y|e)\s?["'`][A-Z][A-Za-z.]{4,60}["'`](?!\s?[:=])|^\s?or\s?["'`][A-Z][^"'`\n\v]{4,160}["'`]/;

/** What the words mean stands behind them. */
const MEANING =
  /^(?: (?:on|for|with|from|in) an? [\w -]{1,40} (?:is|are|means?) (?:either|always|never|usually|often|what|the|an?)\b| is (?:expected|normal|harmless)\b|,? which (?:sends|looks|means|tells|says|is|suggests)\b|\s?[\u2014\u2013-]{1,2}\s?(?:that's|that is|this is|which is|it's) (?:expected|normal|fine|intended|by design|harmless)\b)/i;

/** When such words come stands before them: `a slip shows up as`, `or the runner stops with`. */
const SHOWN =
  /(?:\b(?:shows? up|surfaces?|appears|manifests|reports? (?:it|this)) as|\b(?:or|otherwise),? (?:the|it|this) [\w ]{0,30}(?:fails|trips|throws|gets|breaks|stops)(?: (?:on|with|as|in))?)\s{1,2}$/i;

/** Somebody had them. */
const TOLD = /\b(?:I|I'm|we|we're|my|our|got|received|saw|failed|failing)\b/;

/** The words are in the first column, or behind a number or a status, and the next column tells what to make of them. */
function isRowOfGuide(head: string, tail: string): boolean {
  if (!tail.includes("|") || !FIRST_CELL.test(head)) return false;
  const cells = tail.split("|").slice(1);
  return cells.some((cell) => PROSE.test(cell)) && !NAMES.test(head + tail);
}

/** The columns tell of runs and of times, and none of causes: what an issue's form asks for. */
function isOfReport(readable: string, start: number): boolean {
  const above = readable.slice(Math.max(0, start - FARTHEST_HEAD), start).split(LINE_BREAK);
  const rule = above.findLastIndex((line) => RULE_BELOW_HEAD.test(line));
  const names = above[rule - 1] ?? "";
  return OF_RUN.test(names) && !OF_CAUSE.test(names);
}

const FARTHEST_HEAD = 2000;
const RULE_BELOW_HEAD = /^\s{0,4}\|?\s?:?-{2,}[-:| ]*$/;
const OF_RUN =
  /\|\s{0,4}\**(?:when|date|time|since|step|stage|run|job|build|region|account|host|environment|version|attempt|(?:first|last) seen|started|timestamp)\b/i;
const OF_CAUSE =
  /\b(?:causes?|reasons?|fix(?:es)?|solutions?|meanings?|means?|resolutions?|actions?|what|why|how|checks?|descriptions?|remed(?:y|ies)|explanations?|notes?|likely)\b/i;

const FIRST_CELL = /^\s{0,4}(?:\|\s{0,4})?(?:\d{1,3}\s{0,4}\|\s{0,4})?[^|]{0,200}$/;
const PROSE = /(?:[A-Za-z\u00c0-\u024f\u0400-\u04ff'`/-]{2,}[,;:.]? ){3}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{4}/;

/** A row that tells of one request. */
const NAMES = /request ?id|\barn:aws[a-z-]*:[a-z0-9-]+:(?!:?\.)|\b[A-Z]+_(?:FAILED|COMPLETE)\b|\b\d{4}-\d{2}-\d{2}\b/i;
