/**
 * What log collectors, build systems and test runners put before each line: `[Container]`, `E0203 04:05:06.789012 1
 * main.go:16]`, `app.log:12:`, `npm ERR!`, `#12 4.567`. No single form tells: that the line above or below has the same one
 * does.
 */

export interface LogToken {
  /** Each number as `0`, so that two lines of one log have the same. */
  readonly shape: string;
  readonly end: number;
}

interface Token {
  readonly pattern: RegExp;
  /** It tells of a log by itself. */
  readonly tells: boolean;
}

const LEVEL = "TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|SEVERE|CRITICAL|STDERR|STDOUT";

const TOKENS: readonly Token[] = [
  {
    pattern:
      /[ \t]*(?:[\w./-]{1,120}:\d{1,7}:(?=\S)|[\w./-]{1,120}\.\w{1,8}-\d{1,7}-(?=\S)|\d\d[OE]\+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,]\d{1,9}\|[A-Z]{3,8}\|[\w.]{1,80}\|)/y,
    tells: true,
  },
  token(String.raw`npm (?:ERR!|error)|E(?=   )|remote:|ERRO\[\d{4}\]|==>`, true),
  token(String.raw`\[(?!(?:input|filter|output):)[^\]"'\n]{1,100}\](?:\[[^\]"'\n]{1,100}\]){0,4}:?`, true),
  token(String.raw`<\d{1,3}>1 \d{4}-\d\d-\d\dT\S{1,40}(?: [\w.-]{1,60}){4}`, true),
  // A time of the day, with or without its date, in brackets, behind a letter for the level.
  token(
    String.raw`[<(]?(?:[DIWEF], \[)?[DIWEF]?(?:\d{2,4}[-/]?\d\d(?:[-/]\d\d)?,?[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[ ]?[+-]\d\d:?\d\d| UTC)?(?: #\d{1,9})?[\])>]?`,
    true,
  ),
  // Terratest: the name of the test, a time and a line of its logger.
  token(String.raw`Test[A-Z]\w{0,80}(?:/[\w.-]{1,80}){0,3}(?= \d{4}-\d\d-\d\dT)`, true),
  // What GitLab puts behind its times, Docker before what a step of a build printed, CloudWatch before the lines of a stream.
  token(String.raw`\d\d[OE]|#\d{1,4} \d{1,6}\.\d{1,4}|\d{4}/\d\d/\d\d/\[[^\]\n]{1,20}\][\da-f]{32}`, true),
  // The number of a line, alone or behind the name of a file.
  token(String.raw`[\w./:-]{0,120}:\d{1,7}[:\]]?|\d{1,6}(?::|(?=[ \t]))`, true),
  token(String.raw`[-·•%!✘✖✗✔»→⎿]`, true),
  // A program with its process, a pod with its container.
  token(String.raw`[\w.@-]{1,60}\[[\w.:-]{1,40}\]:?|[a-z][\w-]{0,60}-[a-z\d]{8,10}-[a-z\d]{5} [\w-]{1,60}`, true),
  token(String.raw`(?:${LEVEL}|[DIWEF])(?:/[\w.-]{1,40})?:?`, false),
  token(String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\[\]|[a-z]{3}(?= \[)`, false),
  token(String.raw`\{[^}"'\n]{1,100}\}:?|\((?:[^()"'\n]|\([^()"'\n]{0,40}\)){1,100}\):?`, false),
  token(String.raw`-{1,3}|\||::?|[#*]?\d{1,9}|\d{1,9}#\d{1,9}:`, false),
  // The name of a program, a task or a class that logs.
  token(
    String.raw`[\w@$.][\w@$./-]{0,100}(?:::?[\w.-]{1,80}){0,3}[ ]{0,20}:|[\w$-]{1,40}(?:\.[\w$-]{1,60}){1,10}|[\w$-]{1,60}(?= -{1,3}[ \t])`,
    true,
  ),
];

function token(pattern: string, tells: boolean): Token {
  return { pattern: new RegExp(String.raw`[ \t]*(?:${pattern})(?=[ \t]|$)`, "y"), tells };
}

/** What begins a message, and is not the name of a program. */
const OF_MESSAGE =
  /(?:exception|error|denied|fault|operation|forbidden|unauthorized|exit|status|code|message|msg|request|user|principal|action|reason|resource|role|account|perform|arn|caused by|https?)\W*$|\barn:/i;
const KNOWN = new RegExp(String.raw`^[ \t]*(?:\[?(?:${LEVEL})\]?:?|npm error)$`, "i");

/** The next such token. What does not tell of a log counts only behind what does. */
export function readLogToken(text: string, at: number, lineEnd: number, isBehindLog: boolean): LogToken | null {
  for (const { pattern, tells } of TOKENS) {
    if (!tells && !isBehindLog) continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined || pattern.lastIndex > lineEnd) continue;
    if (OF_MESSAGE.test(found) && !KNOWN.test(found)) continue;
    const shape = found
      .replace(/\d+/g, "0")
      .replace(/[ \t]+/g, " ")
      .trim();
    return { shape, end: pattern.lastIndex };
  }
  return null;
}
