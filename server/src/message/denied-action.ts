/** Reads the action of a message: `s3:GetObject`, also wrapped, in bold, in quotes or in backticks. */
import { LINE_BREAK } from "./read-lines.ts";
import { FULL_LINE_BREAK } from "./undo-wrapping.ts";

export interface DeniedAction {
  /** `service:Name` as written; null for a mask such as `<ACTION>`. */
  readonly action: string | null;
  /** A name without a service: `AssumeRole`. */
  readonly operation: string | null;
  /** More than one colon: no action of AWS. */
  readonly isForeign: boolean;
  readonly end: number;
}

const MARKS = /[\s`*"':;(]*/y;
const MASK = /<[^<>\n]{1,60}>|\$\{[^{}\n]{1,60}\}|\[[^[\]\n]{1,60}\]|\{\{[^{}\n]{1,60}\}\}/y;
const NAME = /[A-Za-z][\w-]{0,80}/y;
const REST_OF_NAME = /[\w-]{1,80}/y;
const BREAK = /[ \t]?[\n\v][ \t]*/y;
/** Documentation marks the name alone: ``states:`GetWidget` ``. */
const COLON = /(?:[ \t]?[\n\v](?=:\w))?:[ \t]{0,2}[\n\v]?[ \t]{0,2}(?:`(?=\w))?/y;
const ACTION_NAME = /\w{1,128}\*?|\*/y;

export type IsAction = (service: string, name: string) => boolean;

/**
 * `mayEndWith` is what follows an action for certain; it settles whether a name goes on behind a line break. Without it
 * the name that is an action is the right one.
 */
export function readAction(
  text: string,
  start: number,
  mayEndWith: RegExp,
  isAction: IsAction = () => false,
): DeniedAction | null {
  const from = match(MARKS, text, start)?.end ?? start;
  const mask = match(MASK, text, from);
  if (mask !== null) return { action: null, operation: null, isForeign: false, end: endOfMaskedAction(text, mask.end) };
  const first = match(NAME, text, from);
  if (first === null) return null;
  let service = first.text;
  let end = first.end;
  // A service that is cut in two has its colon on the next line.
  const gap = match(BREAK, text, end);
  const rest = gap === null ? null : match(REST_OF_NAME, text, gap.end);
  if (rest !== null && /^:\w/.test(text.slice(rest.end, rest.end + 2))) {
    service += rest.text;
    end = rest.end;
  }
  const colon = match(COLON, text, end);
  const name = colon === null ? null : match(ACTION_NAME, text, colon.end);
  const isApart = colon !== null && /:\s/.test(colon.text);
  // On a line of its own a word and a colon begin something else: `Error: Process completed`.
  const isBelow = isApart && LINE_BREAK.test(text.slice(start, from));
  const isName = name !== null && (!isApart || (!isBelow && /^[A-Z]/.test(name.text)) || isAction(service, name.text));
  if (!isName && isBelow) return null;
  if (!isName) return { action: null, operation: service, isForeign: false, end };
  return wholeAction(text, service, name, { mayEndWith, isAction });
}

function wholeAction(
  text: string,
  service: string,
  name: Match,
  { mayEndWith, isAction }: { mayEndWith: RegExp; isAction: IsAction },
): DeniedAction {
  const glued = GLUED.exec(text.slice(name.end - name.text.length, name.end + AHEAD));
  if (glued?.[1] !== undefined) {
    const end = name.end - name.text.length + glued[1].length;
    return { action: `${service}:${glued[1]}`, operation: null, isForeign: false, end };
  }
  const next = NEXT_PARAGRAPH.exec(name.text);
  if (next?.[1] !== undefined && !isAction(service, name.text) && isAction(service, next[1])) {
    const end = name.end - name.text.length + next[1].length;
    return { action: `${service}:${next[1]}`, operation: null, isForeign: false, end };
  }
  let end = name.end;
  let actionName = name.text;
  const isEmphasis = actionName.endsWith("*") && actionName !== "*";
  if (isEmphasis) {
    actionName = actionName.slice(0, -1);
    end--;
  }
  const gap = mayEndWith.test(text.slice(end, end + AHEAD)) ? null : match(BREAK, text, end);
  const rest = gap === null ? null : match(NAME, text, gap.end);
  const goesOn =
    gap !== null &&
    rest !== null &&
    (mayEndWith.test(text.slice(rest.end, rest.end + AHEAD)) ||
      (ENDS_WORD.test(text.slice(rest.end, rest.end + 1)) &&
        (isAction(service, actionName + rest.text)
          ? gap.text === FULL_LINE_BREAK || !isAction(service, actionName)
          : gap.text === FULL_LINE_BREAK && !isAction(service, actionName))));
  if (goesOn) {
    actionName += rest.text;
    end = rest.end;
  }
  const isForeign = /^:[A-Za-z]/.test(text.slice(end, end + 2));
  return { action: `${service}:${actionName}`, operation: null, isForeign, end };
}

const ENDS_WORD = /^(?![\w.:(-])/;

/** The blank behind the action was lost: `iam:PassRoleon resource: …`. */
const GLUED =
  /^([A-Za-z]\w{1,80}?)(?:on\s*(?:the\s*|this\s*)?resources?(?:\(s\))?\s*:|because\s*no\b|because\s*(?:of\s*)?an\s*explicit|with\s*an\s*explicit)/;

/** The break before the next paragraph of a page was lost: `s3:GetObjectWhy this happens`. */
const NEXT_PARAGRAPH =
  /^([A-Z]\w{2,80}[a-z0-9])(?:An?|After|Also|And|As|Before|But|Causes?|Check|Fix|Here|How|If|In|It|Note|Or|Possible|Resolution|Solution|That|The|Then|These|This|To|We|What|When|Why|You|Your)$/;

/** How far to look for the words that follow an action. */
const AHEAD = 40;

function endOfMaskedAction(text: string, end: number): number {
  const colon = match(COLON, text, end);
  const rest = colon === null ? null : (match(MASK, text, colon.end) ?? match(ACTION_NAME, text, colon.end));
  return rest?.end ?? end;
}

interface Match {
  readonly text: string;
  readonly end: number;
}

function match(pattern: RegExp, text: string, at: number): Match | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? null : { text: found[0], end: pattern.lastIndex };
}
