/** Reads the denials of a text that is no event and no decoded message: a message in whatever a tool put around it. */
import { accountOfArn, regionOfArn } from "./arn-fields.ts";
import { findBareRefusal } from "./bare-refusal.ts";
import { type CompactText, compactText } from "./compact-text.ts";
import { type Denial } from "./denial.ts";
import { findDenialPhrases } from "./denial-phrases.ts";
import { isServiceCode } from "./error-codes.ts";
import { codeRightBefore, FARTHEST_MENTION, firstAtOrAfter, nearest, type Zone } from "./nearest-mention.ts";
import { findLabelledDenials } from "./labelled-denial.ts";
import { principalTypeOf } from "./principal-of-text.ts";
import { type OtherError, whatElseItIs } from "./not-a-denial.ts";
import { firstReasonClause } from "./reason-clause.ts";
import { withoutRepeats } from "./repeated-denials.ts";
import { readFragment, readSentences, type Sentence } from "./sentence.ts";
import { type CodeMention, findWrappers, type Wrappers } from "./wrappers.ts";

/** The service may have any name that a tool gives it: `CloudWatch Logs`, `ec2.amazonaws.com`. */
export type ActionOfOperation = (service: string | undefined, operation: string) => string | null;

/** A denial of the readable text; offsets are those of that text. */
export interface PlainReading {
  readonly denials: readonly Denial[];
  /** What the text is if it holds no denial. */
  readonly other: OtherError["kind"];
}

export function readPlainMessage(readable: string, actionOfOperation: ActionOfOperation): PlainReading {
  const compact = compactText(readable);
  const wrappers = findWrappers(readable, compact);
  const sentences = readSentences(readable, compact);
  const source: Source = { readable, compact, wrappers, actionOfOperation };
  const said = sentences.map(foundSentence);
  const isCoded = wrappers.codes.some((code) => code.isDenial);
  const labelled = findLabelledDenials(readable).map((one) => ({ ...NOTHING, ...one }));
  const found = [
    ...said.filter((one) => !one.isForeign && (one.says || isCoded)),
    ...foundPhrases(readable, compact),
    ...labelled,
  ];
  if (found.length > 0)
    return { denials: finishAll([...found, ...foundHeads(found, wrappers)], source), other: "none" };
  const isForeign = said.length > 0 && said.every((one) => one.isForeign);
  return isForeign ? { denials: [], other: "other-system" } : withoutSentence(source);
}

/** Without a sentence there may still be its end, a code, or a refusal that names nothing. */
function withoutSentence(source: Source): PlainReading {
  const { readable, compact, wrappers } = source;
  const other = whatElseItIs(readable);
  if (other.overrulesCode) return { denials: [], other: other.kind };
  let found = foundReasons(readable, compact, wrappers);
  if (found.length === 0) found = foundCodes(wrappers);
  if (found.length === 0 && other.kind === "none") found = foundRefusal(readable);
  return { denials: finishAll(found, source), other: other.kind };
}

function finishAll(found: readonly Found[], source: Source): Denial[] {
  const inOrder = [...found].sort((a, b) => a.start - b.start);
  return withoutRepeats(inOrder.map((one, index) => finish(one, inOrder[index - 1], inOrder[index + 1], source)));
}

interface Source {
  readonly readable: string;
  readonly compact: CompactText;
  readonly wrappers: Wrappers;
  readonly actionOfOperation: ActionOfOperation;
}

/** What the words of the message say, before the wrapper is asked. */
interface Found {
  readonly principalArn: string | null;
  readonly principalType: Denial["principalType"];
  readonly action: string | null;
  /** The API operation or the service, where the words name one. */
  readonly operation: string | null;
  readonly service: string | undefined;
  readonly resource: string | null;
  readonly denyType: Denial["denyType"];
  readonly policyType: Denial["policyType"];
  readonly policyArn: string | null;
  readonly isForeign: boolean;
  /** Names something of AWS: without a principal, an action or a code the words alone may be anybody's. */
  readonly says: boolean;
  readonly isSentence: boolean;
  readonly code: string | null;
  readonly start: number;
  readonly end: number;
}

const NOTHING: Omit<Found, "start" | "end"> = {
  principalArn: null,
  principalType: "unknown",
  action: null,
  operation: null,
  service: undefined,
  resource: null,
  denyType: "unknown",
  policyType: "unknown",
  policyArn: null,
  isForeign: false,
  says: true,
  isSentence: false,
  code: null,
};

function foundSentence(sentence: Sentence): Found {
  const { principal, start, end, isForeign, resource, denyType, policyType, policyArn, action, operation } = sentence;
  const isPassing = sentence.form === "general" || sentence.form === "access" || sentence.form === "invoke";
  return {
    ...NOTHING,
    principalArn: principal.principalArn,
    principalType: principal.principalType,
    action,
    operation,
    service: operation?.startsWith("AssumeRole") === true ? "sts" : undefined,
    resource,
    denyType,
    policyType,
    policyArn,
    isForeign,
    says: isPassing || action !== null || operation !== null || principal.principalArn !== null,
    isSentence: sentence.form === "action",
    start,
    end,
  };
}

function foundPhrases(readable: string, compact: CompactText): Found[] {
  const phrases = findDenialPhrases(readable, compact);
  if (phrases.length > 0 && whatElseItIs(readable).overrulesCode) return [];
  return phrases.map(({ principalArn = null, action, resource, operation, start, end }) => {
    const service = operation === null ? undefined : "sts";
    const principalType = principalArn === null ? "unknown" : principalTypeOf(principalArn);
    return { ...NOTHING, principalArn, principalType, action, resource, operation, service, start, end };
  });
}

/** Only the end of the sentence was pasted: "explicit deny in a service control policy: ARN". */
function foundReasons(readable: string, compact: CompactText, wrappers: Wrappers): Found[] {
  const isCoded = wrappers.codes.some((code) => code.isDenial);
  const clause = firstReasonClause(readable, compact);
  if (clause === null) return foundSetting(readable, compact);
  const before = readFragment(readable, compact, clause.start);
  const isAlone =
    readable.slice(0, before.start).trim().length <= FEW && readable.slice(clause.end).trim().length <= FEW;
  if (clause.policyArn === null && clause.action === null && !isCoded && !isAlone) return [];
  if (clause.policyType === "unknown" && !isCoded) return [];
  const { denyType, policyType, policyArn, start, end } = clause;
  const action = clause.action ?? before.action;
  const { resource } = before;
  const code = codeBefore(readable, start);
  return [{ ...NOTHING, denyType, policyType, policyArn, action, resource, code, start: before.start, end }];
}

/** In prose a clause stands among sentences; a pasted fragment has little around it. */
const FEW = 40;

/** The code that dots separate from the rest: `AccessDenied ... because no …`. */
function codeBefore(readable: string, start: number): string | null {
  const match = /([A-Za-z.]{4,60})[\s`"')]{0,4}(?:\.{2,}|…)\s*$/.exec(readable.slice(Math.max(0, start - 80), start));
  const word = match?.[1]?.replace(/\.+$/, "");
  return word !== undefined && isServiceCode(word) ? word : null;
}

function foundSetting(readable: string, compact: CompactText): Found[] {
  const match = /public(?:acls|policies)areprevented(?:bytheblockpublic)?/.exec(compact.text);
  if (match === null) return [];
  const start = compact.toReadable(match.index);
  return [
    {
      ...NOTHING,
      code: codeBefore(readable, start),
      start,
      end: compact.toReadable(match.index + match[0].length - 1) + 1,
    },
  ];
}

function foundCodes(wrappers: Wrappers): Found[] {
  return wrappers.codes
    .filter((code) => code.isDenial)
    .slice(0, MOST_CODES)
    .map((code) => foundCode(code, wrappers));
}

/** The operation that follows the code belongs to it: `An error occurred (CODE) when calling the OPERATION operation`. */
function foundCode(code: CodeMention, wrappers: Wrappers): Found {
  const operation = code.head === null ? undefined : wrappers.operations[firstAtOrAfter(wrappers.operations, code.end)];
  const isNext = operation !== undefined && operation.start - code.end < FARTHEST_OPERATION;
  return { ...NOTHING, code: code.value, start: code.start, end: isNext ? operation.end : code.end };
}

const FARTHEST_OPERATION = 60;

/** A paste that repeats one code for megabytes is read as far as this many of them. */
const MOST_CODES = 1000;

function foundRefusal(readable: string): Found[] {
  const span = findBareRefusal(readable);
  return span === null ? [] : [{ ...NOTHING, ...span }];
}

/** Further errors of a log that name only a code and an operation. */
function foundHeads(found: readonly Found[], wrappers: Wrappers): Found[] {
  const heads = wrappers.codes.filter((code) => code.head !== null && code.isDenial).slice(0, MOST_CODES);
  const inOrder = [...found].sort((a, b) => a.start - b.start);
  let at = 0;
  return heads.flatMap((head, index) => {
    while ((inOrder[at]?.end ?? Infinity) <= head.start) at++;
    const farthest = head.head === "whole" ? head.end : head.end + FARTHEST_SENTENCE;
    const until = Math.min(heads[index + 1]?.start ?? Infinity, farthest);
    if ((inOrder[at]?.start ?? Infinity) < until) return [];
    return [foundCode(head, wrappers)];
  });
}

/** Between `An error occurred (CODE)` and its sentence stand the operation and a few words. */
const FARTHEST_SENTENCE = 400;

function finish(found: Found, before: Found | undefined, after: Found | undefined, source: Source): Denial {
  const { readable, compact, wrappers } = source;
  const zone: Zone = {
    from: before?.end ?? 0,
    start: found.start,
    end: found.end,
    to: after?.start ?? readable.length,
    isFirst: before === undefined,
    isLast: after === undefined,
  };
  const code = found.code ?? codeRightBefore(readable, zone) ?? nearest(wrappers.codes, zone)?.value ?? null;
  const wrapped = nearest(wrappers.operations, zone);
  const operation = found.operation ?? wrapped?.value ?? null;
  // Of all services only EC2 has this code.
  const isEc2 = code !== null && /^(?:Client\.)?UnauthorizedOperation$/.test(code);
  const service = found.service ?? wrapped?.service ?? (isEc2 ? "ec2" : undefined);
  const derived = found.action === null && operation !== null ? source.actionOfOperation(service, operation) : null;
  const authorizationId = readAuthorizationId(readable.slice(zone.end, Math.min(zone.to, zone.end + 600)));
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn: found.principalArn,
    principalType: found.principalType,
    action: found.action ?? derived,
    actionFrom: found.action !== null ? "message" : derived !== null ? "operation" : null,
    resource: found.resource,
    denyType: found.denyType,
    policyType: found.policyType,
    policyArn: found.policyArn,
    encodedMessage: hasEncodedMessage(compact, zone),
    errorCode: code,
    operation,
    requestId: nearest(wrappers.requestIds, zone)?.value ?? null,
    account: accountOfArn(found.principalArn),
    region: regionOfArn(found.resource),
    context: {},
    ...(authorizationId === null ? {} : { authorizationId }),
    span: { start: found.start, end: found.end },
  };
}

function hasEncodedMessage(compact: CompactText, zone: Zone): boolean {
  const from = compact.fromReadable(zone.end);
  const to = Math.min(compact.fromReadable(zone.to), from + FARTHEST_MENTION);
  return compact.text.slice(from, to).includes("encodedauthorizationfailuremessage:");
}

function readAuthorizationId(after: string): string | null {
  return (
    /authorization-details\/\s?([0-9A-Za-z]{10,60})|authorization\s+id:\s{0,3}([0-9A-Za-z]{10,60})/.exec(after)?.[1] ??
    null
  );
}
