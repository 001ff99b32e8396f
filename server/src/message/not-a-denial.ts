/** Names what a text is that looks like a denial and is none: expired tokens, throttling, other systems, … */
import { type DenialKind } from "./denial.ts";
import { type NonPolicyCause, readNonPolicyCause } from "./non-policy-cause.ts";
import { type PolicyRejection, readPolicyRejection } from "./policy-rejection.ts";
import { type OtherSystem, SYSTEMS_WITH_AWS_CODES, SYSTEMS_WITH_OWN_WORDS } from "./other-systems.ts";

export interface OtherError {
  readonly kind: Exclude<DenialKind, "access-denied">;
  readonly system?: OtherSystem;
  /** AWS refused, but whatever the policies say. */
  readonly notByPolicy?: NonPolicyCause;
  readonly rejection?: PolicyRejection;
  /** Even an error code such as AccessDenied does not make the text an IAM denial. */
  readonly overrulesCode: boolean;
}

export const NO_ERROR: OtherError = { kind: "none", overrulesCode: false };

/** API Gateway's answer to a request without an API key, and a firewall's block. */
const FIREWALL = /errortype: ?ForbiddenException/i;

const EXPIRED_REQUEST = /request has expired|RequestExpired/i;

const OTHERS: readonly (readonly [signs: RegExp, kind: OtherError["kind"]])[] = [
  [
    /ExpiredToken|token included in the request is expired|(?:token|credentials?|session)(?: associated with this profile)? (?:has|have|is|are) expired|TokenRefreshRequired|Error loading SSO Token|ExpiredIteratorException/i,
    "expired-token",
  ],
  [
    /InvalidClientTokenId|UnrecognizedClient|security token included in the request is invalid|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|InvalidAccessKeyId|\bAuthFailure\b|Missing ?Authentication ?Token|unable to (?:locate|load|find) credentials|could not (?:load|find) credentials|no ?credential ?providers|MissingCredentials|without credentials set|NoAuthWithAWSException|No AWS credentials provided|InvalidIdentityToken|IDPRejectedClaim|RequestTimeTooSkewed|signature (?:expired|not yet current)|validate the provided access credentials|InvalidToken\b|NotAuthorizedException|incorrect username or password|session token not found or invalid|no valid credential sources/i,
    "invalid-credentials",
  ],
  [
    /Throttling|Throttled|Rate exceeded|TooManyRequests|RequestLimitExceeded|\bSlowDown\b|ThroughputExceeded|PriorRequestNotComplete/i,
    "throttled",
  ],
];

const NOT_FOUND =
  /NoSuch(?:Bucket|Key|Entity|Upload|Version|HostedZone)|ResourceNotFound|\bNotFound(?:Exception)?\b|\.NotFound\b|does not exist|\(404\)|\b404 Not Found|DoesNotExist/i;

/** Causes for which AWS refuses everybody, so that the refusal is no denial, whatever its code. */
const REFUSES_EVERYBODY: ReadonlySet<NonPolicyCause["cause"]> = new Set([
  "s3-access-disabled",
  "kms-key-disabled",
  "kms-key-pending-deletion",
  "region-disabled",
  "organization-account",
  "account-standing",
]);

/** For a text without a readable denial: the whole text is judged, with its lines put together in both ways. */
export function whatElseItIs(readable: string): OtherError {
  const isOneLine = !/[\n\v\u2028]/.test(readable);
  const texts = isOneLine ? [readable] : [readable.replace(BREAK, " "), readable.replace(BREAK, "")];
  const shows = (signs: RegExp): boolean => texts.some((text) => signs.test(text));
  const foreign = SYSTEMS_WITH_AWS_CODES.find(({ signs }) => shows(signs));
  if (foreign !== undefined) return { kind: "other-system", system: foreign.system, overrulesCode: true };
  const cause = readNonPolicyCause(readable);
  if (cause?.cause === "docker-login") {
    const kind = shows(/has expired/i) ? "expired-token" : "invalid-credentials";
    return { kind, notByPolicy: cause, overrulesCode: true };
  }
  if (cause !== null && REFUSES_EVERYBODY.has(cause.cause))
    return { kind: "other-system", notByPolicy: cause, overrulesCode: true };
  if (shows(FIREWALL)) return { kind: "other-system", notByPolicy: { cause: "firewall" }, overrulesCode: true };
  if (shows(EXPIRED_REQUEST)) return { kind: "expired-token", overrulesCode: true };
  const rejection = readPolicyRejection(readable);
  if (rejection !== null) return { kind: "policy-rejected", rejection, overrulesCode: false };
  for (const [signs, kind] of OTHERS) if (shows(signs)) return { kind, overrulesCode: false };
  const system = SYSTEMS_WITH_OWN_WORDS.find(({ signs }) => shows(signs));
  if (system !== undefined) return { kind: "other-system", system: system.system, overrulesCode: false };
  return { kind: shows(NOT_FOUND) ? "not-found" : "none", overrulesCode: false };
}

const BREAK = / ?[\n\v\u2028] ?/g;
