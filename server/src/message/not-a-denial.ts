/** Names what a text is that looks like a denial and is none: expired tokens, throttling, other clouds, … */
import { type DenialKind } from "./denial.ts";

export interface OtherError {
  readonly kind: Exclude<DenialKind, "access-denied">;
  /** Even an error code such as AccessDenied does not make the text an IAM denial. */
  readonly overrulesCode: boolean;
}

const OVERRULING: readonly (readonly [signs: RegExp, kind: OtherError["kind"]])[] = [
  [
    /storage\.googleapis|googleapis\.com|\bgoogle cloud\b|gserviceaccount|(?:caller|account|user|@\S{1,80}) does not have \w+\.\w+|gsutil|\(gcloud\.|googleapi: |IAM_PERMISSION_DENIED|\bBucketName\b.{0,80}storage\.objects|storage\.(?:objects|buckets)\.\w+/i,
    "other-system",
  ],
  [
    /\bAADSTS\d|AuthorizationPermissionMismatch|this request is not authorized to perform this operation|does not have authorization to perform action ['"]?Microsoft\.|blob\.core\.windows/i,
    "other-system",
  ],
  [
    /myhuaweicloud|\bobs\.[a-z0-9-]+\.myhuawei|aliyuncs\.com|tencentcloudapi|\bqcs::|\bacs:ram:|oraclecloud\.com|\bMinIO\b|wasabisys|digitaloceanspaces|backblaze|r2\.cloudflarestorage/i,
    "other-system",
  ],
  [/no permissions for \[|security_exception/i, "other-system"],
  [/requested access to the resource is denied/i, "other-system"],
  [/\baccess denied for user\b|permission denied \(publickey/i, "other-system"],
  [
    /your account (?:must|needs to) be verified|account is not verified|pending verification|PendingVerification|OptInRequired|not subscribed to|account (?:is|has been) (?:suspended|blocked|closed)/i,
    "none",
  ],
  // API Gateway refuses a request without an API key, and a firewall's block, in these words.
  [/errortype: ?ForbiddenException/i, "none"],
  [/OrganizationAccessDenied|can only be made by accounts in an AWS Organization/i, "none"],
  [/request has expired|RequestExpired/i, "expired-token"],
];

const OTHERS: readonly (readonly [signs: RegExp, kind: OtherError["kind"]])[] = [
  [
    /ExpiredToken|token included in the request is expired|(?:token|credentials?|session)(?: associated with this profile)? (?:has|have|is|are) expired|TokenRefreshRequired|Error loading SSO Token|ExpiredIteratorException/i,
    "expired-token",
  ],
  [
    /InvalidClientTokenId|UnrecognizedClient|security token included in the request is invalid|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|InvalidAccessKeyId|\bAuthFailure\b|Missing ?Authentication ?Token|unable to (?:locate|load|find) credentials|could not (?:load|find) credentials|no ?credential ?providers|InvalidIdentityToken|IDPRejectedClaim|RequestTimeTooSkewed|signature (?:expired|not yet current)|validate the provided access credentials|InvalidToken\b|NotAuthorizedException|incorrect username or password|session token not found or invalid|no valid credential sources/i,
    "invalid-credentials",
  ],
  [
    /Throttling|Throttled|Rate exceeded|TooManyRequests|RequestLimitExceeded|\bSlowDown\b|ThroughputExceeded|PriorRequestNotComplete/i,
    "throttled",
  ],
  [
    /is forbidden: User|cannot (?:get|list|watch|create|update|patch|delete|deletecollection|impersonate) resource|must be logged in to the server|system:serviceaccount:|system:anonymous|AuthorizationFailed|does not have authorization to perform action|context deadline exceeded|connection (?:timed out|refused|reset)|ECONNREFUSED|ETIMEDOUT|could not connect to the endpoint|getaddrinfo|no such host|pull access denied|permission denied/i,
    "other-system",
  ],
  [
    /NoSuch(?:Bucket|Key|Entity|Upload|Version|HostedZone)|ResourceNotFound|\bNotFound(?:Exception)?\b|\.NotFound\b|does not exist|\(404\)|\b404 Not Found|DoesNotExist/i,
    "not-found",
  ],
];

/** For a text without a readable denial: the whole text is judged, with its lines put together in both ways. */
export function whatElseItIs(readable: string): OtherError {
  const isOneLine = !/[\n\v\u2028]/.test(readable);
  const texts = isOneLine ? [readable] : [readable.replace(BREAK, " "), readable.replace(BREAK, "")];
  const shows = (signs: RegExp): boolean => texts.some((text) => signs.test(text));
  for (const [signs, kind] of OVERRULING) if (shows(signs)) return { kind, overrulesCode: true };
  for (const [signs, kind] of OTHERS) if (shows(signs)) return { kind, overrulesCode: false };
  return { kind: "none", overrulesCode: false };
}

const BREAK = / ?[\n\v\u2028] ?/g;
