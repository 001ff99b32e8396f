/** What tools put before each line: boxes, comment and quote marks, times, levels, the names of containers. */
import { readLogToken } from "./log-prefix.ts";

export interface Mark {
  readonly mark: string;
  readonly end: number;
}

export const BOX_MARK = "box";
export const TIME_MARK = "time";
const LOG_MARK = "log";

interface MarkedLine {
  readonly marks: readonly Mark[];
}

/**
 * A mark is a prefix if the line above or below has it too; a box character always is. A mail that was wrapped once more
 * has lines without its quote mark in between.
 */
export function sharedMarks(lines: readonly MarkedLine[], at: number): readonly Mark[] {
  const marks = lines[at]?.marks ?? NO_MARKS;
  let count = 0;
  for (const [index, { mark }] of marks.entries()) {
    const near = mark === ">" ? [at - 1, at + 1, at - 2, at + 2] : [at - 1, at + 1];
    const isShared = near.some((other) => lines[other]?.marks[index]?.mark === mark);
    if (!isShared && mark !== BOX_MARK) break;
    count = index + 1;
  }
  return marks.slice(0, count);
}

/** Prefixes stack up: a quoted mail holds a comment, a log holds a box. */
const MOST_PREFIXES = 10;

export function readMarks(text: string, start: number, lineEnd: number): readonly Mark[] {
  if (!MAY_BE_MARK.test(text.charAt(start))) return NO_MARKS;
  const marks: Mark[] = [];
  let at = start;
  for (let count = 0; count < MOST_PREFIXES; count++) {
    const next = readMark(text, at, lineEnd, marks.some(isOfLog));
    if (next === null) break;
    marks.push(next);
    at = next.end;
  }
  return marks;
}

function isOfLog({ mark }: Mark): boolean {
  return mark.startsWith(TIME_MARK) || mark.startsWith(LOG_MARK);
}

const MAY_BE_MARK = /[\s[<(│┃║╷╵╎┆▌▏>|#/*;+,\w.@$·•%!✘✖✗✔»→⎿=-]/;
const NO_MARKS: readonly Mark[] = [];

function readMark(text: string, start: number, lineEnd: number, isBehindLog: boolean): Mark | null {
  const at = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    return match !== null && pattern.lastIndex <= lineEnd ? match : null;
  };
  if (at(BOX) !== null) return { mark: BOX_MARK, end: BOX.lastIndex };
  if (at(LOG_TIME) !== null) return { mark: TIME_MARK, end: LOG_TIME.lastIndex };
  const match = at(MARK) ?? at(LOG_SOURCE);
  if (match === null) return readLogMark(text, start, lineEnd, isBehindLog);
  const end = match.index + match[0].length;
  const found = (match[1] ?? "").trim();
  // A line that a reply quoted once more belongs to the others.
  const mark = found.startsWith(">") ? ">" : found;
  const standsAlone = end >= lineEnd || /[ \t>]/.test(text.charAt(end)) || /[ \t]$/.test(match[0]) || mark === ",";
  // `#Access denied while …`: a comment without its blank, if another line is one, too.
  if (mark === "#" && /[A-Za-z]/.test(text.charAt(end))) return { mark, end };
  return standsAlone ? { mark, end } : readLogMark(text, start, lineEnd, isBehindLog);
}

function readLogMark(text: string, start: number, lineEnd: number, isBehindLog: boolean): Mark | null {
  const token = readLogToken(text, start, lineEnd, isBehindLog);
  if (token === null) return null;
  const { shape, end } = token;
  return { mark: shape.includes("0:0:0") ? `${TIME_MARK} ${shape}` : `${LOG_MARK} ${shape}`, end };
}

const BOX = /[ \t]*[│┃║╷╵╎┆▌▏]/y;
const MARK = /[ \t]*((?:>[ \t]?)+|-{1,5}>|\|+|#+|\/\/+|\*|--|;|\+|,)/y;
const LOG_SOURCE = /([\w.@/-]{1,60}[ \t]{0,20}\|)(?=[ \t]|$)/y;
/**
 * What a log puts before each line: a time, and syslog the host and the program too. Kubernetes' containers have the
 * stream and whether the line is a part behind it. Source: Kubernetes, "CRI: Log management for container stdout/stderr streams".
 */
const LOG_TIME =
  /[ \t]*(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[ ]?[+-]\d\d:?\d\d| UTC)?\]?(?: std(?:out|err) [FP])?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,80} [\w./-]{1,80}(?:\[\d{1,10}\])?:)(?=[ \t]|$)/y;
