/** Reads the denials of a text that is no event and no decoded message: a message in whatever a tool put around it. */
import { findBareRefusal, speaksOfAws } from "./bare-refusal.ts";
import { type CompactText, compactText } from "./compact-text.ts";
import { type ActionOfOperation, type MessageSource } from "./complete-denial.ts";
import { type Denial } from "./denial.ts";
import { findDenialPhrases } from "./denial-phrases.ts";
import { isPartOfAnyMessage } from "./explained-words.ts";
import { codeBefore, isTold } from "./elided-code.ts";
import { findFallbacks } from "./fallback.ts";
import { finishAll } from "./finish-denials.ts";
import { findEncodedMessage } from "./encoded-message.ts";
import { isCommonCode } from "./error-codes.ts";
import { type FoundDenial, isElided, namesNothing, NOTHING_FOUND } from "./found-denial.ts";
import { findLabelledDenials } from "./labelled-denial.ts";
import { firstAtOrAfter } from "./nearest-mention.ts";
import { findOwnNote } from "./own-note.ts";
import { principalTypeOf } from "./principal-of-text.ts";
import { NO_ERROR, type OtherError, whatElseItIs, whatElseWithoutAws } from "./not-a-denial.ts";
import { firstReasonClause } from "./reason-clause.ts";
import { isPattern, isProgramLiteral } from "./program-literals.ts";
import { isAbovePattern, isInSource, isKeptReason, isLookedFor } from "./program-strings.ts";
import { isExplainedPhrase, isQuotedError, isQuotedInProse } from "./quoted-in-prose.ts";
import { hidesAccounts, namingOf } from "./resource-naming.ts";
import { onePerObject, withoutHandlerCodes } from "./same-object.ts";
import { readFragment } from "./sentence-fragment.ts";
import { readSentences, type Sentence } from "./sentence.ts";
import { isWholeErrorOfProgram } from "./whole-errors.ts";
import { type CodeMention, findWrappers, type Wrappers } from "./wrappers.ts";
import { type Surroundings, surroundingsIn } from "./whose-refusal.ts";

/** A denial of the readable text; offsets are those of that text. */
export interface PlainReading {
  readonly denials: readonly Denial[];
  /** What the text is if it holds no denial. */
  readonly other: OtherError;
}

export function readPlainMessage(readable: string, actionOfOperation: ActionOfOperation): PlainReading {
  const compact = compactText(readable);
  const wrappers = findWrappers(readable, compact);
  const sentences = readSentences(readable, compact, (service, name) => actionOfOperation(service, name) !== null);
  const source: MessageSource = { readable, compact, wrappers, actionOfOperation };
  const showsAws = wrappers.operations.length > 0 || speaksOfAws(readable);
  const isCoded = wrappers.codes.some((code) => code.isDenial && isCodeOfAws(code, showsAws));
  const isOfAws = isCoded || showsAws;
  const said = sentences.map((one) => foundSentence(one, isOfAws));
  const labelled = findLabelledDenials(readable).map((one) => ({
    ...NOTHING_FOUND,
    ...one,
    naming: namingOf(one.resource, false),
  }));
  const isProse = (one: FoundDenial): boolean =>
    (isCoded
      ? one.principalArn === null && (isQuotedError(readable, one) || isLookedFor(readable, one))
      : isQuotedInProse(readable, one)) ||
    (isElided(one.principalArn) && isExplainedPhrase(readable, one)) ||
    ((one.principalArn === null || isElided(one.principalArn)) && isAbovePattern(readable, one)) ||
    (one.principalArn === null
      ? isProgramLiteral(readable, one)
      : isPattern(one.principalArn) || (one.principalArn.startsWith("arn:") && isWholeErrorOfProgram(readable, one))) ||
    (isAnybody(one) && (isProgramLiteral(readable, one) || isLookedFor(readable, one))) ||
    (!isOfAws && namesNothing(one) && isInSource(readable, one.start));
  // Other clouds use AWS's words, too: words without any name are theirs where the text shows one of them.
  const { whatElse } = surroundingsIn(readable);
  const isTheirs = (one: FoundDenial): boolean => namesNothing(one) && whatElse(one).system !== undefined;
  const found = [
    ...said.filter((one) => !one.isForeign && (one.says || isCoded) && !isProse(one) && !isTheirs(one)),
    // The console announces in a sentence what it then offers to copy.
    ...foundPhrases(readable, compact).filter(
      (one) => !labelled.some(({ action }) => action === one.action) && !goesOn(readable, one, said),
    ),
    ...labelled,
  ];
  if (found.length > 0)
    return { denials: finishAll([...found, ...foundHeads(found, wrappers)], source), other: NO_ERROR };
  if (said.some(isProse)) return { denials: [], other: whatElseItIs(readable) };
  const isForeign = said.length > 0 && said.every((one) => one.isForeign);
  return isForeign ? { denials: [], other: foreignError(readable) } : withoutSentence(source);
}

/** `User: anonymous`, and no resource: that says no more than no name at all. */
function isAnybody({ principalArn, resource }: FoundDenial): boolean {
  return principalArn === "anonymous" && resource === null;
}

/** `failed to resolve IMAGE: 403 Forbidden: denied: User: … is not authorized …`: the sentence says it all. */
function goesOn(readable: string, phrase: FoundDenial, said: readonly FoundDenial[]): boolean {
  if (phrase.principalArn !== null || phrase.action !== null) return false;
  const { end } = phrase;
  return said.some(
    ({ action, start }) =>
      action !== null && start >= end && start - end < LONGEST_GAP && GAP.test(readable.slice(end, start)),
  );
}

const GAP = /^[\s:"'`]{0,4}(?:denied)?[\s:"'`]{0,4}$/;
const LONGEST_GAP = 20;

/** The sentence of AWS with another cloud's names. */
function foreignError(readable: string): OtherError {
  const other = whatElseItIs(readable);
  return other.kind === "other-system" ? other : { kind: "other-system", overrulesCode: true };
}

/** Without a sentence there may still be its end, a code, or a refusal that names nothing. */
function withoutSentence(source: MessageSource): PlainReading {
  const { readable, compact, wrappers } = source;
  const other = whatElseItIs(readable);
  const surroundings = surroundingsIn(readable);
  const ofAws = (found: readonly FoundDenial[]): readonly FoundDenial[] =>
    found.filter((one) => !surroundings.whatElse(one).overrulesCode);
  let found = ofAws(findOwnNote(readable));
  if (found.length === 0) found = ofAws(foundReasons(readable, compact, wrappers));
  if (found.length === 0) found = ofAws(foundCodes(readable, wrappers));
  if (found.length === 0) found = ofAws(foundEncoded(readable));
  if (found.length === 0 && other.kind === "none") found = findFallbacks(readable);
  if (found.length === 0) found = foundRefusal(readable, surroundings);
  if (found.length > 0 || other.kind !== "none" || speaksOfAws(readable))
    return { denials: finishAll(found, source), other };
  return { denials: [], other: whatElseWithoutAws(readable) };
}

/** `isOfAws`: something of AWS is named beside the sentence. */
function foundSentence(sentence: Sentence, isOfAws: boolean): FoundDenial {
  const { principal, start, end, isForeign, resource, denyType, policyType, policyArn, action, operation } = sentence;
  const { callAction, additionalActions } = sentence;
  const { form } = sentence;
  // "the caller is not authorized to assume the role": any program's comment says so of its own roles.
  const isNamed = form !== "assume" || resource !== null || isOfAws;
  const isPassing = form === "general" || form === "access" || form === "invoke" || (form === "common" && isOfAws);
  return {
    ...NOTHING_FOUND,
    principalArn: principal.principalArn,
    principalType: principal.principalType,
    account: principal.account,
    speaker: principal.speaker,
    action,
    callAction,
    additionalActions,
    operation,
    service: operation?.startsWith("AssumeRole") === true ? "sts" : undefined,
    resource,
    naming:
      sentence.cutsResource || hidesAccounts(principal.principalArn, resource)
        ? "masked"
        : namingOf(resource, sentence.hidesResource),
    denyType,
    policyType,
    policyArn,
    isForeign,
    says:
      isPassing ||
      action !== null ||
      (operation !== null && isNamed) ||
      principal.principalArn !== null ||
      (denyType !== "unknown" && resource !== null),
    isSentence: form === "action",
    start,
    end,
  };
}

function foundPhrases(readable: string, compact: CompactText): FoundDenial[] {
  const phrases = findDenialPhrases(readable, compact);
  if (phrases.length === 0) return [];
  const { whatElse } = surroundingsIn(readable);
  const ofAws = phrases.filter(
    (phrase) =>
      !whatElse(phrase).overrulesCode &&
      !(
        (phrase.principalArn ?? null) === null &&
        (isProgramLiteral(readable, phrase) || isExplainedPhrase(readable, phrase))
      ),
  );
  return ofAws.map((phrase) => {
    const principalArn = phrase.principalArn ?? null;
    const principalType = principalArn === null ? "unknown" : principalTypeOf(principalArn);
    const service = phrase.operation === null ? undefined : "sts";
    return {
      ...NOTHING_FOUND,
      principalType,
      service,
      naming: namingOf(phrase.resource, false),
      ...phrase,
      principalArn,
    };
  });
}

/** Only the end of the sentence was pasted: "explicit deny in a service control policy: ARN". */
function foundReasons(readable: string, compact: CompactText, wrappers: Wrappers): FoundDenial[] {
  const isCoded = wrappers.codes.some((code) => code.isDenial);
  const clause = firstReasonClause(readable, compact);
  if (clause === null) return foundSetting(readable, compact);
  const before = readFragment(readable, compact, clause.start);
  const isAlone =
    readable.slice(0, before.start).trim().length <= FEW && readable.slice(clause.end).trim().length <= FEW;
  const isNamed = before.action !== null && before.resource !== null;
  const code = codeBefore(readable, clause.start);
  const saysMore =
    clause.policyArn !== null || clause.action !== null || (code !== null && isTold(readable, clause.start));
  if (!saysMore && !isCoded && !isAlone && !isNamed) return [];
  if (clause.policyType === "unknown" && !isCoded) return [];
  if (!isCoded && (isKeptReason(readable, clause) || isPartOfAnyMessage(readable, clause))) return [];
  if (isProgramLiteral(readable, clause) || isBehindLiteral(readable, clause, wrappers)) return [];
  const { denyType, policyType, policyArn, end } = clause;
  const action = clause.action ?? before.action;
  const { resource } = before;
  const naming = namingOf(resource, false);
  const parts = { denyType, policyType, policyArn, action, resource, naming, code };
  const found = { ...NOTHING_FOUND, ...parts, start: before.start, end };
  const isProse = isCoded ? isQuotedError(readable, found) : isQuotedInProse(readable, found);
  return isProse ? [] : [found];
}

/** In prose a clause stands among sentences; a pasted fragment has little around it. */
const FEW = 40;

/** The clause ends a string whose code is on the line before. */
function isBehindLiteral(readable: string, clause: { start: number }, { codes }: Wrappers): boolean {
  const before = codes[firstAtOrAfter(codes, clause.start) - 1];
  if (before === undefined || clause.start - before.end > FARTHEST_SENTENCE) return false;
  return /[\n\v]/.test(readable.slice(before.end, clause.start)) && isProgramLiteral(readable, before);
}

function foundSetting(readable: string, compact: CompactText): FoundDenial[] {
  const match = SETTING.exec(compact.text);
  if (match === null) return [];
  const start = compact.toReadable(match.index);
  return [
    {
      ...NOTHING_FOUND,
      code: codeBefore(readable, start),
      start,
      end: compact.toReadable(match.index + match[0].length - 1) + 1,
    },
  ];
}

function foundEncoded(readable: string): FoundDenial[] {
  const span = findEncodedMessage(readable);
  return span === null ? [] : [{ ...NOTHING_FOUND, isEncoded: true, ...span }];
}

const SETTING = /public(?:acls|accesscontrollists(?:\(acls\))?|policies)are(?:prevented|blocked)(?:bytheblockpublic)?/;

function foundCodes(readable: string, wrappers: Wrappers): FoundDenial[] {
  const showsAws = wrappers.operations.length > 0 || speaksOfAws(readable);
  const codes = firstOf(
    wrappers.codes,
    (code) =>
      code.isDenial &&
      isCodeOfAws(code, showsAws) &&
      !isQuotedError(readable, code) &&
      !isProgramLiteral(readable, code),
  );
  return onePerObject(readable, withoutHandlerCodes(readable, codes)).map((code) => foundCode(code, wrappers));
}

/** The first codes that are wanted; what stands around those behind them is not looked at. */
function firstOf(codes: readonly CodeMention[], isWanted: (code: CodeMention) => boolean): CodeMention[] {
  const wanted: CodeMention[] = [];
  for (const code of codes) {
    if (wanted.length === MOST_CODES) break;
    if (isWanted(code)) wanted.push(code);
  }
  return wanted;
}

/** Some codes are those of many other programs: they count beside an operation or a word of AWS, or in the form of its SDKs. */
function isCodeOfAws({ head, value }: CodeMention, showsAws: boolean): boolean {
  return showsAws || head !== null || !isCommonCode(value);
}

/** The operation that follows the code belongs to it: `An error occurred (CODE) when calling the OPERATION operation`. */
function foundCode(code: CodeMention, wrappers: Wrappers): FoundDenial {
  const operation =
    code.head !== "opening" ? undefined : wrappers.operations[firstAtOrAfter(wrappers.operations, code.end)];
  const isNext = operation !== undefined && operation.start - code.end < FARTHEST_OPERATION;
  return { ...NOTHING_FOUND, code: code.value, start: code.start, end: isNext ? operation.end : code.end };
}

const FARTHEST_OPERATION = 60;

/** A paste that repeats one code for megabytes is read as far as this many of them. */
const MOST_CODES = 1000;

function foundRefusal(readable: string, { whatElse, textAround }: Surroundings): FoundDenial[] {
  const span = findBareRefusal(
    readable,
    (refusal) => whatElse(refusal).kind === "none" && speaksOfAws(textAround(refusal)),
  );
  return span === null ? [] : [{ ...NOTHING_FOUND, ...span }];
}

/** Further errors of a log that name only a code and an operation. */
function foundHeads(found: readonly FoundDenial[], wrappers: Wrappers): FoundDenial[] {
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
