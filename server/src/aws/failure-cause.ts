/** Which of the causes that a person can do something about made a call fail. */

export type FailureCause =
  | "no-credentials"
  | "half-credentials"
  | "no-such-profile"
  | "credentials-rejected"
  | "slow-credentials"
  | "sso-expired"
  | "sso-denied"
  | "login-expired"
  | "expired"
  | "needs-mfa"
  | "process-failed"
  | "source-failed"
  | "clock"
  | "denied"
  | "not-by-policy"
  | "throttled"
  | "unreachable"
  | "untrusted"
  | "bad-proxy"
  | "timeout"
  | "broke-off"
  | "endless"
  | "cancelled"
  | "not-aws"
  | "aws-failed"
  | "region-not-enabled"
  | "wrong-region"
  | "no-organization"
  | "not-management-account"
  | "not-found"
  | "not-decoded"
  | "other-account"
  | "quota"
  | "other"
  | "not-called";

/** Those that an error itself can tell. */
export type CauseOfError = Exclude<FailureCause, "other-account" | "not-by-policy">;

export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  /** Of the operating system, of the error and of those it was made of. */
  readonly codes: readonly string[];
  readonly requestId: string | undefined;
  /** AWS answered with an error that has a name. */
  readonly isOfAws: boolean;
  /** Something answered, whatever it was. */
  readonly status: number | undefined;
}

/** Of what AWS answers to those who ask for credentials the SDK keeps the name and the words. */
export function partsOf(error: unknown): ErrorParts {
  const none = { name: "", codes: [], requestId: undefined, isOfAws: false, status: undefined };
  if (!(error instanceof Error)) return { ...none, message: String(error) };
  const codes: string[] = [];
  const messages: string[] = [];
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code } = at as { readonly code?: unknown };
    if (typeof code === "string") codes.push(code);
    messages.push(at.message);
    at = at.cause ?? (at instanceof AggregateError ? (at.errors as unknown[])[0] : undefined);
  }
  const wrapped = /ProviderError$/.test(error.name) ? /^([A-Z]\w*Exception): (.*)/s.exec(error.message) : null;
  if (wrapped !== null) {
    const [, name = "", message = ""] = wrapped;
    return { ...none, name, message, isOfAws: true };
  }
  const { $metadata, $fault, $response } = error as {
    readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number };
    readonly $fault?: unknown;
    readonly $response?: { readonly statusCode?: number };
  };
  return {
    ...{ name: error.name, message: messages.join(" "), codes, requestId: $metadata?.requestId },
    isOfAws: $fault !== undefined && !NAMELESS.test(error.name),
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
  };
}

/** What the SDK calls errors in whose answer it finds no name: every error of AWS has one. */
const NAMELESS = /^(?:Error|Unknown|UnknownError|NotFound|\d+)$/;

/** Sources: "Common error types" of the services, "Understanding AWS SDK credential errors". */
const BY_NAME: readonly (readonly [RegExp, CauseOfError])[] = [
  [/^NotAnAwsAnswer$/, "not-aws"],
  [/^AnswerBrokeOff$/, "broke-off"],
  [/^EndlessList$/, "endless"],
  [/^ProxyProblem$/, "bad-proxy"],
  [/^MfaNeeded$/, "needs-mfa"],
  [/^SlowCredentials$/, "slow-credentials"],
  [/^HalfCredentials$/, "half-credentials"],
  [/^EnvironmentProblem$/, "source-failed"],
  // Of the portal of IAM Identity Center, and of its tokens. Sources: "GetRoleCredentials", "CreateToken".
  [/^(?:UnauthorizedException|InvalidGrantException)$/, "sso-expired"],
  [/^ForbiddenException$/, "sso-denied"],
  [/^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/, "expired"],
  [/^(?:RequestTimeTooSkewed|RequestExpired)$/, "clock"],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|InvalidAccessKeyId|InvalidToken|InvalidIdentityToken\w*|IncompleteSignature\w*)$/,
    "credentials-rejected",
  ],
  [/^(?:AccessDenied|AccessDeniedException|AuthorizationError\w*|UnauthorizedOperation|AccessDeniedFault)$/, "denied"],
  [/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/, "throttled"],
  [/LimitExceeded(?:Exception)?$|QuotaExceededException$/, "quota"],
  [/^(?:OptInRequired|RegionDisabledException|InvalidRegionException)$/, "region-not-enabled"],
  // Source: "Error responses" of S3.
  [
    /^(?:PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint\w*)$/,
    "wrong-region",
  ],
  [/^AWSOrganizationsNotInUse/, "no-organization"],
  [/^InvalidAuthorizationMessage/, "not-decoded"],
  [
    /^(?:NoSuchEntity\w*|NoSuchBucket\w*|ResourceNotFoundException|NotFoundException|RepositoryPolicyNotFoundException|RepositoryNotFoundException|TargetNotFoundException|ChildNotFoundException|PolicyNotFoundException|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/,
    "not-found",
  ],
];

const BROKEN: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE"]);

/** Of TLS, as Node and OpenSSL name them. */
const UNTRUSTED =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:VERIFY|GET)|INVALID_CA$)/;

export function causeOf(parts: ErrorParts, isCancelled: boolean): CauseOfError {
  const { name, message, codes, isOfAws, status } = parts;
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (named === "credentials-rejected" && /signature (?:expired|not yet current)/i.test(message)) return "clock";
  if (named === "credentials-rejected" && /scoped to a valid region/i.test(message)) return "wrong-region";
  if (named !== undefined) return named;
  if (name === "AbortError") return isCancelled ? "cancelled" : "timeout";
  if (codes.some((code) => UNTRUSTED.test(code))) return "untrusted";
  // The SDK names these a time-out as well.
  if (codes.some((code) => BROKEN.has(code))) return "broke-off";
  if (name === "TimeoutError" || codes.includes("ETIMEDOUT")) return "timeout";
  if (isOfAws && (status ?? 0) >= 500) return "aws-failed";
  // What the operating system names has not come as far as an answer.
  if (!isOfAws && codes.some((code) => /^E[A-Z_]+$/.test(code) && !OF_FILES.has(code))) return "unreachable";
  return causeOfWords(name, message);
}

/** A configuration file or a program that is not there. */
const OF_FILES: ReadonlySet<string> = new Set(["ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EPERM"]);

function causeOfWords(name: string, message: string): CauseOfError {
  if (/multi-?factor|MFA/i.test(message)) return "needs-mfa";
  if (/aws login\b/i.test(message)) return "login-expired";
  if (/aws sso login/i.test(message)) return "sso-expired";
  if (/SSO/i.test(message) && /expired|invalid|not found|failed to refresh/i.test(message)) return "sso-expired";
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
