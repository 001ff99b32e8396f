/** Reads who was denied: the text before `is not authorized`. */
import { type CompactText } from "./compact-text.ts";
import { type DenialPrincipalType } from "./denial.ts";
import { BULLET, looksLikeOneValue, valueBetween } from "./message-value.ts";

export interface DeniedPrincipal {
  /** An ARN, the rest of one, `anonymous` or a service's host name; null for a bare word or none. */
  readonly principalArn: string | null;
  readonly principalType: DenialPrincipalType;
  /** What stands there, also when it is only a word. */
  readonly words: string | null;
  /** Where only that is said: `User with accountId: 111122223333`. */
  readonly account: string | null;
  /** The principal of a service that speaks of itself by its name. */
  readonly speaker?: string;
  readonly start: number;
}

const LONGEST_PRINCIPAL = 900;
const OPENERS: readonly string[] = ["serviceprincipal:", "principal:", "user:", "role:", "federateduser:"];

export interface PrincipalPlace {
  /** The compact offset before which nothing may be read. */
  readonly from: number;
  /** The compact offset of `isnotauthorized`. */
  readonly at: number;
  /** Without `is`, as in STS's "Not authorized to perform", only `User:` introduces a principal. */
  readonly hasVerb: boolean;
}

export function readPrincipal(readable: string, compact: CompactText, place: PrincipalPlace): DeniedPrincipal {
  const { from, at, hasVerb } = place;
  const end = compact.toReadable(at);
  const first = Math.max(from, at - LONGEST_PRINCIPAL);
  const before = compact.text.slice(first, at);
  const account = ACCOUNT_ALONE.exec(readable.slice(Math.max(0, end - 80), end));
  if (account !== null) {
    const value = /^\d{12}$/.test(account[1] ?? "") ? (account[1] ?? null) : null;
    return { ...nobody(readable, end - account[0].length), account: value };
  }
  const opener = lastOpener(readable, compact, before, first);
  if (opener !== null) {
    // In a list of a chat each label has its own line.
    const raw = readable.slice(opener.valueStart, end).split(BULLET, 1)[0] ?? "";
    // `Error creating IAM user: AccessDenied: User arn:…`: the label is not the sentence's.
    const isOfOther = /[^\s*]\s+["'`]?arn:/.test(raw.slice(0, LONGEST_PRINCIPAL));
    if (!isOfOther && looksLikeOneValue(raw)) return named(valueBetween(raw, 0, raw.length), opener.start);
  }
  if (!hasVerb) return nobody(readable, end);
  return withoutOpener(readable, compact, first, end);
}

/** CloudWatch Logs names no more of the caller. */
const ACCOUNT_ALONE = /\bUser\s+with\s+account\s?Id:?\s{0,3}(\S{1,40})\s+$/i;

function nobody(readable: string, end: number): DeniedPrincipal {
  const user = /\bUser\s{1,3}$/.exec(readable.slice(Math.max(0, end - 8), end));
  return {
    principalArn: null,
    principalType: "unknown",
    words: null,
    account: null,
    start: end - (user?.[0].length ?? 0),
  };
}

function lastOpener(
  readable: string,
  compact: CompactText,
  before: string,
  first: number,
): { start: number; valueStart: number } | null {
  let best: { start: number; valueStart: number } | null = null;
  for (const opener of OPENERS) {
    for (let at = before.lastIndexOf(opener); at >= 0; at = at > 0 ? before.lastIndexOf(opener, at - 1) : -1) {
      const start = compact.toReadable(first + at);
      if (/[\w/:.-]/.test(readable.charAt(start - 1)) && !/[.:]/.test(readable.charAt(start - 1))) continue;
      if (
        readable.charAt(start - 1) === ":" &&
        /^arn:/i.test(
          readable
            .slice(Math.max(0, start - 30), start)
            .split(/\s/)
            .at(-1) ?? "",
        )
      )
        continue;
      const valueStart = compact.toReadable(first + at + opener.length - 1) + 1;
      if (best === null || valueStart > best.valueStart) best = { start, valueStart };
      break;
    }
  }
  return best;
}

/** Without `User:` the principal is an ARN right before, a service's name, or one word that a person wrote. */
function withoutOpener(readable: string, compact: CompactText, first: number, end: number): DeniedPrincipal {
  const start = compact.toReadable(first);
  const text = readable.slice(start, end);
  const arn = [...text.matchAll(START_OF_ARN)].at(-1)?.index ?? -1;
  if (arn >= 0 && !MASKED_USER.test(text.slice(arn)) && looksLikeOneValue(text.slice(arn))) {
    const user = /user[\s:]*["'`]?$/i.exec(text.slice(Math.max(0, arn - 12), arn));
    return named(valueBetween(text, arn, text.length), start + arn - (user?.[0].length ?? 0));
  }
  const trimmed = text.trimEnd();
  const word = /[^\s"'`]{1,300}["'`]?$/.exec(trimmed.slice(-300));
  if (word === null) return { principalArn: null, principalType: "unknown", words: null, account: null, start: end };
  // A word begins behind a tag: `<Message>User is not authorized`.
  const own = word[0].replace(/^.*<\/?\w{1,40}>(?=[^<>]+$)/, "");
  const wordStart = start + trimmed.length - own.length;
  // Only tags stand before the words: `<th>Error</th></tr><tr><td>is not authorized`.
  if (/<\/?\w{1,40}>$/.test(own)) return nobody(readable, end);
  // A regular expression that looks for the sentence.
  if (/(?:^|[(=~])\/$/.test(own)) return nobody(readable, end);
  const name = withoutPunctuation(own);
  if (COMMAND.test(name)) return nobody(readable, end);
  const label = /user\s{1,3}["'`]?$/i.exec(readable.slice(Math.max(0, wordStart - 12), wordStart));
  if (/^(?:user|you|it|that|which|who|who's|you're|this)$/i.test(name)) {
    return { principalArn: null, principalType: "unknown", words: null, account: null, start: wordStart };
  }
  return named(name, wordStart - (label?.[0].length ?? 0));
}

/** What was run, or the file of the line, above a sentence without its beginning. */
const COMMAND = /^\.{1,2}\/|:$/;

/** Who it was is left out, and the ARN before is of something else: `…:instance/ssoins-1 AccessDenied: User … is not`. */
const MASKED_USER = /\sUser\s{1,3}(?:\.{2,6}|\u2026|\*{1,6}|<[^<>]{1,40}>|\[[^[\]]{1,40}\])\s{0,3}$/i;

/** A full line may have ended inside. */
const START_OF_ARN = /a[\n\v]?r[\n\v]?n[\n\v]?:/g;

function withoutPunctuation(word: string): string {
  return word.replace(/^[[({<"'`]+(?=[\w.])/, "").replace(/["'`)\]}]+$/, "");
}

function named(value: string | null, start: number): DeniedPrincipal {
  if (value === null) return { principalArn: null, principalType: "unknown", words: null, account: null, start };
  const principalType = principalTypeOf(value);
  if (/^an?non?ymous$/i.test(value)) {
    const isExact = value.toLowerCase() === "anonymous";
    return { principalArn: isExact ? value : null, principalType, words: value, account: null, start };
  }
  const says = value.includes("/") || value.toLowerCase().startsWith("arn:") || principalType === "service";
  const speaker = SERVICES_BY_NAME.get(value);
  const principalArn = says && !isMask(value) && !CUT_OFF.test(value) ? value : null;
  return {
    principalArn,
    principalType,
    words: value,
    account: null,
    ...(speaker === undefined ? {} : { speaker }),
    start,
  };
}

/** Services that speak of themselves by name: `CodeBuild is not authorized to perform: sts:AssumeRole on …`. */
const SERVICES_BY_NAME: ReadonlyMap<string, string> = new Map([
  ["CodeBuild", "codebuild.amazonaws.com"],
  ["CodePipeline", "codepipeline.amazonaws.com"],
]);

/** What is left of an ARN without its account and its name. */
const CUT_OFF = /^arn:[a-z-]{0,20}:{0,5}$/i;

/** Also a group of a regular expression, in the code of a tool that looks for the sentence. */
function isMask(value: string): boolean {
  return /^<[^<>]*>$|^\$\{[^{}]*\}$|\(\.[*+]|\(\?[<:]/.test(value);
}

/** What kind of principal a value names; ARNs may be masked, cut or without their colons. */
export function principalTypeOf(principal: string): DenialPrincipalType {
  const value = principal.replace(/\s/g, "");
  if (/^an?non?ymous$/i.test(value)) return "anonymous";
  if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/i.test(value)) return "service";
  if (/assumed-role\//.test(value)) return "assumed-role";
  if (/federated-user\//.test(value)) return "federated-user";
  if (/:root$/.test(value)) return "root";
  if (/(?:^|:|[x*>\]\d])user\//i.test(value)) return "user";
  if (/(?:^|:|[x*>\]\d])role\//i.test(value)) return "role";
  return "unknown";
}
