/** Why a call to AWS failed, and what to do: one sentence and one next step for each cause. */
import { refusalInWords } from "../telling/refusal-in-words.ts";
import { causeOf, type FailureCause, partsOf } from "./failure-cause.ts";
import { signInCommand, wordsOf } from "./failure-words.ts";
import { EnvironmentProblem, NotAnAwsAnswer, ProfileProblem } from "./problems.ts";

export { type FailureCause } from "./failure-cause.ts";

export interface Failure {
  readonly cause: FailureCause;
  /** The call, as `iam:GetRole`; undefined where none was made yet. */
  readonly call: string | undefined;
  /** The name that AWS gives the error; undefined where it is not AWS's. */
  readonly code?: string | undefined;
  readonly sentence: string;
  readonly next: string;
  /** What to type into a terminal for it; undefined for nothing. */
  readonly command?: string;
  /** What AWS wrote; undefined where the words are no one's but ours. */
  readonly message: string | undefined;
  /** What a credential process wrote for people. */
  readonly printed?: string;
  /** Names of what could not be had because of it. */
  readonly lacking?: readonly string[];
  /** How much of which list came before: `the first 2 entries of iam:ListRolePolicies (app)`. */
  readonly kept?: readonly string[];
  readonly requestId: string | undefined;
}

export interface Asked {
  readonly call: string | undefined;
  readonly profile: string | undefined;
  readonly region: string;
  /** The user ended the command; otherwise time did. */
  readonly isCancelled: boolean;
}

/** The first rule that fits. */
export function failureOf(error: unknown, asked: Asked): Failure {
  const problem = error instanceof ProfileProblem ? error : undefined;
  const inner = problem === undefined ? error : problem.cause;
  const parts = partsOf(inner);
  const { name, requestId, isOfAws, status } = parts;
  const message = bounded(isOfAws && parts.message === "UnknownError" ? "" : parts.message);
  const found = causeOf(parts, asked.isCancelled);
  const refusal = found === "denied" ? refusalInWords(message) : undefined;
  const cause =
    refusal === undefined
      ? finalCause(found, problem, asked, { isOfAws, isAnswered: status !== undefined })
      : "not-by-policy";
  const what = inner instanceof NotAnAwsAnswer ? inner.message : status === undefined ? "" : `status ${status}`;
  const words = wordsOf(cause, {
    ...asked,
    profile: cause === "process-failed" ? (problem?.profile.name ?? asked.profile) : asked.profile,
    code: isOfAws ? name : undefined,
    ...{ message, what, refusal, isSlow: name === "SlowCredentials", source: sourceOf(inner, problem) },
    refusedOutput: problem?.process.refusedOutput,
  });
  const printed = problem === undefined || cause !== "process-failed" ? "" : bounded(problem.process.printed.trim());
  return {
    cause,
    call: asked.call,
    code: isOfAws ? name : undefined,
    ...words,
    ...(cause === "no-such-profile" && problem?.profile.works === false ? ofBadProfile(problem.profile) : {}),
    message: isOfAws && message !== "" && SHOWN.has(cause) ? message : undefined,
    ...(printed === "" ? {} : { printed }),
    requestId,
    ...(cause === "sso-expired" || cause === "login-expired" ? { command: signInCommand(cause, asked.profile) } : {}),
  };
}

function sourceOf(inner: unknown, problem: ProfileProblem | undefined): string | undefined {
  if (inner instanceof EnvironmentProblem) return `what ${inner.variable} names`;
  return problem === undefined ? undefined : `the profile ${problem.profile.name} (${problem.profile.source})`;
}

interface Told {
  readonly isOfAws: boolean;
  readonly isAnswered: boolean;
}

function finalCause(
  found: FailureCause,
  problem: ProfileProblem | undefined,
  { profile }: Asked,
  { isOfAws, isAnswered }: Told,
): FailureCause {
  const isNothing = found === "no-credentials" || found === "no-such-profile" || found === "other";
  const source = problem?.profile.source;
  if (source === PROCESS && (isNothing || found === "slow-credentials")) return "process-failed";
  if (source === LOGIN && isNothing) return "login-expired";
  if (source === SSO && isNothing && problem?.profile.works === true) return "sso-expired";
  if (isNothing && problem?.profile.works === true) return "source-failed";
  if (isNothing && profile !== undefined && (found !== "other" || problem !== undefined)) return "no-such-profile";
  if (found === "other" && !isOfAws) return isAnswered ? "not-aws" : "not-called";
  return found;
}

function ofBadProfile({ name, source }: ProfileProblem["profile"]): Pick<Failure, "sentence" | "next"> {
  return {
    sentence: `The profile ${name} gives no credentials: ${source}.`,
    next:
      source === NO_SUCH_PROFILE
        ? "Compare the name with the output of aws configure list-profiles."
        : "Correct it in the AWS configuration files, or use another profile.",
  };
}

/** A proxy may write a book into an error. */
function bounded(text: string): string {
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}

const LONGEST_WORDS = 2_000;

/** Where AWS's own words say more than the cause. */
const SHOWN: ReadonlySet<FailureCause> = new Set([
  ...([
    "denied",
    "not-by-policy",
    "credentials-rejected",
    "sso-denied",
    "wrong-region",
    "clock",
    "not-found",
    "not-decoded",
    "quota",
    "aws-failed",
    "other",
  ] as const),
]);

/** Where it is one trouble, whichever call met it. */
const ONE_TROUBLE: ReadonlySet<FailureCause> = new Set([
  ...(["not-aws", "throttled", "timeout", "unreachable", "untrusted", "broke-off", "aws-failed", "endless"] as const),
  "not-by-policy",
]);

/** Where another Region, or one of another partition, may answer otherwise. */
const OF_REGION: ReadonlySet<FailureCause> = new Set([
  ...(["denied", "credentials-rejected", "unreachable", "timeout", "region-not-enabled", "wrong-region"] as const),
]);

export function mayBeOfRegion({ cause }: Failure): boolean {
  return OF_REGION.has(cause);
}

/** One cause is one message. */
export function distinct(failures: readonly Failure[]): readonly Failure[] {
  const groups = new Map<string, readonly Failure[]>();
  for (const failure of failures) {
    const { cause, call, sentence } = failure;
    const said = ONE_TROUBLE.has(cause) && call !== undefined ? sentence.split(call).join(" ") : sentence;
    const key = `${cause} ${said}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()].flatMap((alike) => merged(alike));
}

function merged(alike: readonly Failure[]): Failure | readonly never[] {
  const [first] = alike;
  if (first === undefined) return [];
  const calls = [...new Set(alike.flatMap(({ call }) => call ?? []))];
  const lacking = [...new Set(alike.flatMap((one) => one.lacking ?? []))];
  const kept = [...new Set(alike.flatMap((one) => one.kept ?? []))];
  return {
    ...first,
    ...(first.call === undefined ? {} : { sentence: first.sentence.split(first.call).join(listed(calls)) }),
    ...(lacking.length === 0 ? {} : { lacking }),
    ...(kept.length === 0 ? {} : { kept }),
  };
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** What there is of lists that did not come whole; undefined where there are none. */
export function keptInWords({ kept }: Failure): string | undefined {
  return kept === undefined ? undefined : `This came before and is kept: ${kept.join(", ")}. There may be more.`;
}

/** The credentials find one of the same name in their own account. */
export function otherAccount(found: string, wanted: string): Failure {
  return {
    cause: "other-account",
    call: undefined,
    sentence: `The credentials are those of account ${found}, and what is asked for is in account ${wanted}.`,
    next: `Use a profile of account ${wanted}.`,
    message: undefined,
    requestId: undefined,
  };
}

/** As the list of profiles says it. */
export const PROCESS = "a credential process";
export const LOGIN = "aws login";
export const SSO = "an SSO session";
export const NO_SUCH_PROFILE = "the AWS configuration files have none of this name";
