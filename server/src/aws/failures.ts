/** Why a call to AWS failed, and what to do: one sentence and one next step for each cause. */

/** A page of a proxy, a sign-in form, or a text that is cut off. */
export class NotAnAwsAnswer extends Error {
  /** The SDK repeats a call by it: a gateway on the way may answer the next time. */
  readonly $metadata: { readonly httpStatusCode: number };

  /** `what`: the content type, or what was missing. */
  constructor(status: number, what: string) {
    super(`status ${status}, ${what === "" ? "no content type" : what}`);
    this.name = "NotAnAwsAnswer";
    this.$metadata = { httpStatusCode: status };
  }
}

/** The connection ended within the answer. */
export class AnswerBrokeOff extends Error {
  /** The SDK repeats a call by it. */
  readonly code = "ECONNRESET";

  constructor(cause: unknown) {
    super("the answer broke off", { cause });
    this.name = "AnswerBrokeOff";
  }
}

/** A list whose pages lead in a circle, or on and on. */
export class EndlessList extends Error {
  constructor(pages: number) {
    super(`no end after ${pages} pages`);
    this.name = "EndlessList";
  }
}

/** A profile that is there and gives no credentials, with what stands in its section. */
export class ProfileProblem extends Error {
  readonly profile: { readonly name: string; readonly source: string; readonly works: boolean };

  constructor(profile: ProfileProblem["profile"], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "ProfileProblem";
    this.profile = profile;
  }
}

export type FailureCause =
  | "no-credentials"
  | "no-such-profile"
  | "credentials-rejected"
  | "sso-expired"
  | "expired"
  | "needs-mfa"
  | "process-failed"
  | "denied"
  | "throttled"
  | "unreachable"
  | "timeout"
  | "broke-off"
  | "endless"
  | "cancelled"
  | "not-aws"
  | "region-not-enabled"
  | "no-organization"
  | "not-management-account"
  | "not-found"
  | "other-account"
  | "quota"
  | "other"
  | "not-called";

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
  readonly requestId: string | undefined;
}

export interface Asked {
  readonly call: string | undefined;
  readonly profile: string | undefined;
  readonly region: string;
  /** The user ended the command; otherwise time did. */
  readonly isCancelled: boolean;
}

/** The first rule that fits. Sources: "Common error types" of the services; "Understanding AWS SDK credential errors". */
export function failureOf(error: unknown, asked: Asked): Failure {
  const problem = error instanceof ProfileProblem ? error.profile : undefined;
  const { name, message, codes, requestId, isOfAws } = partsOf(error instanceof ProfileProblem ? error.cause : error);
  const found = causeOf(name, message, codes, asked.isCancelled);
  const isNothing = found === "no-credentials" || found === "no-such-profile" || found === "other";
  const cause =
    isNothing && problem?.source === PROCESS
      ? "process-failed"
      : isNothing && asked.profile !== undefined && (found !== "other" || problem !== undefined)
        ? "no-such-profile"
        : found === "other" && !isOfAws
          ? isAnswered(error)
            ? "not-aws"
            : "not-called"
          : found;
  return {
    cause,
    call: asked.call,
    code: isOfAws ? name : undefined,
    ...wordsOf(
      cause,
      cause === "process-failed" && problem !== undefined ? { ...asked, profile: problem.name } : asked,
      message,
    ),
    ...(cause === "no-such-profile" && problem?.works === false
      ? {
          sentence: `The profile ${problem.name} gives no credentials: ${problem.source}.`,
          next: "Correct it in the AWS configuration files, or use another profile.",
        }
      : {}),
    message: isOfAws && SHOWN.has(cause) ? message : undefined,
    requestId,
    ...(cause === "sso-expired" ? { command: signInCommand(asked.profile) } : {}),
  };
}

/** Where AWS's own words say more than the cause. */
const SHOWN: ReadonlySet<FailureCause> = new Set(["denied", "credentials-rejected", "not-found", "quota", "other"]);

/** One cause is one message. */
export function distinct(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((one) => [`${one.cause} ${one.sentence}`, one])).values()];
}

function signInCommand(profile: string | undefined): string {
  return profile === undefined ? "aws sso login" : `aws sso login --profile ${shellWord(profile)}`;
}

function shellWord(text: string): string {
  return /^[\w@+.%:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
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

interface Parts {
  readonly name: string;
  readonly message: string;
  /** Of the operating system, of the error and of those it was made of. */
  readonly codes: readonly string[];
  readonly requestId: string | undefined;
  /** AWS answered with an error that has a name. */
  readonly isOfAws: boolean;
}

function partsOf(error: unknown): Parts {
  if (!(error instanceof Error)) {
    return { name: "", message: String(error), codes: [], requestId: undefined, isOfAws: false };
  }
  const codes: string[] = [];
  const messages: string[] = [];
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code } = at as { readonly code?: unknown };
    if (typeof code === "string") codes.push(code);
    messages.push(at.message);
    at = at.cause ?? (at instanceof AggregateError ? (at.errors as unknown[])[0] : undefined);
  }
  const { $metadata, $fault } = error as { readonly $metadata?: { readonly requestId?: string }; $fault?: unknown };
  const isOfAws = $fault !== undefined && !NAMELESS.test(error.name);
  return { name: error.name, message: messages.join(" "), codes, requestId: $metadata?.requestId, isOfAws };
}

/** What the SDK calls errors in whose answer it finds no name: every error of AWS has one. */
const NAMELESS = /^(?:Error|Unknown|UnknownError|NotFound|\d+)$/;

/** Something did answer, whatever it was. */
function isAnswered(error: unknown): boolean {
  return typeof error === "object" && error !== null && ("$metadata" in error || "$response" in error);
}

/** Those that the words of an error can tell. */
type CauseOfError = Exclude<FailureCause, "other-account">;

const BY_NAME: readonly (readonly [RegExp, CauseOfError])[] = [
  [/^NotAnAwsAnswer$/, "not-aws"],
  [/^AnswerBrokeOff$/, "broke-off"],
  [/^EndlessList$/, "endless"],
  [/^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)$/, "expired"],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|InvalidAccessKeyId|IncompleteSignature\w*)$/,
    "credentials-rejected",
  ],
  [/^(?:AccessDenied|AccessDeniedException|AuthorizationError\w*|UnauthorizedOperation|AccessDeniedFault)$/, "denied"],
  [/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/, "throttled"],
  [/LimitExceeded(?:Exception)?$|QuotaExceededException$/, "quota"],
  [/^(?:OptInRequired|RegionDisabledException|InvalidRegionException)$/, "region-not-enabled"],
  [/^AWSOrganizationsNotInUse/, "no-organization"],
  [
    /^(?:NoSuchEntity\w*|NoSuchBucket\w*|ResourceNotFoundException|NotFoundException|RepositoryPolicyNotFoundException|RepositoryNotFoundException|TargetNotFoundException|ChildNotFoundException|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/,
    "not-found",
  ],
];

const BY_CODE: ReadonlySet<string> = new Set([
  ...["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"],
  ...["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
]);

function causeOf(name: string, message: string, codes: readonly string[], isCancelled: boolean): CauseOfError {
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (named !== undefined) return named;
  if (name === "AbortError") return isCancelled ? "cancelled" : "timeout";
  if (name === "TimeoutError" || codes.includes("ETIMEDOUT")) return "timeout";
  if (codes.some((code) => BY_CODE.has(code))) return "unreachable";
  if (/multi-?factor|MFA/i.test(message)) return "needs-mfa";
  if (/SSO|aws sso login/i.test(message) && /expired|invalid|not found|failed to refresh/i.test(message))
    return "sso-expired";
  if (/profile .*(?:could not be found|not found)|Could not resolve credentials using profile/i.test(message)) {
    return "no-such-profile";
  }
  if (/credential_process|Command failed/i.test(message)) return "process-failed";
  if (
    /Could not load credentials|credentials? (?:is|are) missing|CredentialsProviderError/i.test(`${message} ${name}`)
  ) {
    return "no-credentials";
  }
  // The SDK met an answer that it could not read.
  if (/Deserialization error|Unexpected token|is not valid JSON|char '/i.test(message)) return "not-aws";
  return "other";
}

// eslint-disable-next-line max-lines-per-function -- the words of each cause, one case for each
function wordsOf(
  cause: CauseOfError,
  { call, profile, region }: Asked,
  message: string,
): Pick<Failure, "sentence" | "next"> {
  const what = call ?? "the call";
  switch (cause) {
    case "no-credentials":
      return {
        sentence: "No AWS credentials were found.",
        next: "Sign in (aws sso login, aws configure) or name a profile that has credentials.",
      };
    case "no-such-profile":
      return {
        sentence: `The profile ${profile ?? "default"} gives no credentials.`,
        next: "Compare its name with the output of aws configure list-profiles, and check that its section has keys, an SSO session, a process or a role.",
      };
    case "credentials-rejected":
      return {
        sentence: "AWS does not accept these credentials.",
        next: "Check the keys, whether they were deactivated, and the clock of this machine.",
      };
    case "sso-expired":
      return { sentence: "The SSO session has expired.", next: `Sign in again: ${signInCommand(profile)}` };
    case "expired":
      return { sentence: "The temporary credentials have expired.", next: "Get new ones the way you got these." };
    case "needs-mfa":
      return {
        sentence: `The profile ${profile ?? "default"} asks for an MFA code, which is not asked for here.`,
        next: "Get credentials with the code first (aws sts get-session-token or aws sts assume-role), then name them.",
      };
    case "process-failed":
      return {
        sentence: `The credential process of the profile ${profile ?? "default"} failed.`,
        next: "Run the command of its credential_process in a terminal, and look at what it prints.",
      };
    case "denied":
      return {
        sentence: `AWS denied ${what}.`,
        next: "Ask for this permission, or use credentials that have it.",
      };
    case "throttled":
      return { sentence: `AWS throttled ${what}, also after several attempts.`, next: "Wait a minute, then repeat." };
    case "unreachable":
      return {
        sentence: `The endpoint of AWS for ${what} in ${region} cannot be reached.`,
        next: "Check the Region, the network, HTTPS_PROXY, and AWS_ENDPOINT_URL if it is set.",
      };
    case "timeout":
      return { sentence: `There was no answer to ${what} in time.`, next: "Check the network, then repeat." };
    case "broke-off":
      return { sentence: `The answer to ${what} broke off.`, next: "Check the network and the proxy, then repeat." };
    case "endless":
      return {
        sentence: `The list of ${what} does not come to an end.`,
        next: "Check what AWS_ENDPOINT_URL names and which proxy is between: AWS's own lists end.",
      };
    case "cancelled":
      return { sentence: "The command was cancelled.", next: "Run it again when you want its answer." };
    case "not-aws":
      return {
        sentence: `What answered ${what} is not AWS.`,
        next: "Sign in to the network or the proxy that answers in the place of AWS, then repeat.",
      };
    case "region-not-enabled":
      return {
        sentence: `The Region ${region} is not enabled in this account.`,
        next: "Name another Region, or enable this one in the account.",
      };
    case "no-organization":
      return {
        sentence: "The account is in no organization.",
        next: "Nothing is missing: there are no SCPs and no RCPs.",
      };
    case "not-management-account":
      return {
        sentence: "Only the management account, or an account it delegates to, may read the organization.",
        next: "Use credentials of the management account, or ask somebody who has them for the SCPs.",
      };
    case "not-found":
      return {
        sentence: `AWS did not find what ${what} asks for.`,
        next: "Check the name, the account of the credentials, and the Region.",
      };
    case "quota":
      return {
        sentence: `AWS refused ${what}, because a quota of the account is used up.`,
        next: "Look the quota up in Service Quotas; waiting does not help.",
      };
    case "other":
      return {
        sentence: `AWS refused ${what}: ${message}`,
        next: "Look up the error in the documentation of the call.",
      };
    case "not-called":
      return {
        sentence: `The AWS SDK could not make ${call === undefined ? "the call" : `the call ${call}`}.`,
        next: `Run aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${shellWord(profile)}`}: the AWS CLI reads the same settings, and says more about what is wrong with them.`,
      };
  }
}
