/**
 * What a request's context must hold because of who asks and for what.
 * Source: "AWS global condition context keys", availability of each key.
 */
import { documentedKey, keysOnlyIf } from "../catalog/global-keys.ts";
import { accountOfCaller, type Caller, readCaller } from "../policy/caller.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { readArnText } from "../policy/arn-pattern.ts";
import {
  factOfOtherKeys,
  factsOfArn,
  type FollowingFact,
  ROLE_SESSION_KEYS,
  TEMPORARY_CREDENTIAL_KEYS,
} from "../policy/following-facts.ts";
import { readPossibleArns } from "../policy/request-arn.ts";
import { type ContextEntry, type Request, type RequestContext } from "./request.ts";

/** The request's own facts come first; a key it calls absent is derived all the same where a value follows for certain. */
export function deriveContext(request: Request): RequestContext {
  const derived = derivedEntries(request);
  const { context } = request;
  const { kind } = readCaller(request.principal);
  const isUnsigned = UNSIGNED.has(kind);
  const known = (key: string): ContextEntry => {
    const own = context.entry(key);
    if (own.state === "present") return own;
    const lower = key.toLowerCase();
    if (isUnsigned && lower.startsWith("aws:principaltag/")) return ABSENT;
    const follows = derived.get(lower) ?? own;
    return isAbsentOr(follows) && own.state === "absent" ? own : follows;
  };
  return {
    entry: (key) => {
      const entry = known(key);
      if (entry.state === "present") return entry;
      const fact = factOfOtherKeys(key.toLowerCase(), known);
      if (fact !== undefined) return entryOfFact(fact);
      return isBlank(entry) && isSurelyThere(key, kind) ? THERE : entry;
    },
  };
}

function isBlank(entry: ContextEntry): boolean {
  return entry.state === "unknown" && entry.possible === undefined && entry.absentOr === undefined;
}

const THERE: ContextEntry = { state: "unknown", isThere: true };

/** Is the key in every request, or in every one of such callers? */
function isSurelyThere(key: string, kind: Caller["kind"]): boolean {
  const isOfSession = kind === "session" || kind === "role" || kind === "federated-user";
  if (key.toLowerCase() === "aws:tokenissuetime") return isOfSession;
  const availability = documentedKey(key)?.availability;
  return (
    availability === "always" || (availability === "signed" && (isOfSession || kind === "user" || kind === "root"))
  );
}

function isAbsentOr(entry: ContextEntry): boolean {
  return entry.state === "unknown" && entry.absentOr !== undefined;
}

export function entryOfFact({ value }: FollowingFact): ContextEntry {
  if (value === undefined) return ABSENT;
  return typeof value === "string" ? single(value) : { state: "present", form: "list", values: value };
}

const ABSENT: ContextEntry = { state: "absent" };
const UNKNOWN: ContextEntry = { state: "unknown" };

function single(value: string): ContextEntry {
  return { state: "present", form: "single", values: [value] };
}

function derivedEntries({ principal, action, resource }: Request): ReadonlyMap<string, ContextEntry> {
  const caller = readCaller(principal);
  const entries = new Map<string, ContextEntry>(entriesOfCaller(caller));
  const exact = resource.possible === undefined ? readArnText(resource.arn) : undefined;
  const owner = resource.accountId ?? exact?.fields[4];
  if (resource.arn !== "*" && owner !== undefined && ACCOUNT.test(owner)) {
    entries.set("aws:resourceaccount", single(owner));
    // Source: "Actions, resources, and condition keys for Amazon S3", s3:ResourceAccount.
    if (/^s3:/i.test(action)) entries.set("s3:resourceaccount", single(owner));
  }
  // Of an ARN that is not known nothing follows, but of who asks for what.
  const arn = exact === undefined ? "" : resource.arn;
  if (caller.kind === "session" && OF_SCALING.test(caller.name) && /^kms:CreateGrant$/i.test(action))
    entries.set("kms:grantisforawsresource", single("true"));
  for (const fact of factsOfArn(action, arn, accountOf(caller))) entries.set(fact.key, entryOfFact(fact));
  return entries;
}

/** Source: "Required AWS KMS key policy for use with encrypted volumes" (Amazon EC2 Auto Scaling User Guide). */
const OF_SCALING = /^AWSServiceRoleForAutoScaling(?:_|$)/;

function accountOf(caller: Caller): string | undefined {
  const account = accountOfCaller(caller);
  return account !== undefined && ACCOUNT.test(account) ? account : undefined;
}

const ACCOUNT = /^\d{12}$/;

type Entries = readonly (readonly [string, ContextEntry])[];

function entriesOfCaller(caller: Caller): Entries {
  switch (caller.kind) {
    case "root":
      return [
        ...signedBy(caller, "Account", single(caller.text)),
        ["aws:username", ABSENT],
        ...without([...ROLE_SESSION_KEYS, ...FEDERATED_KEYS]),
      ];
    case "user":
      return [
        ...signedBy(caller, "User", single(caller.text)),
        ["aws:username", single(caller.name)],
        ...without([...ROLE_SESSION_KEYS, ...FEDERATED_KEYS]),
      ];
    case "role":
      return [...signedBy(caller, "AssumedRole", single(caller.text)), ["aws:username", ABSENT], WITHOUT_FACTOR];
    case "session":
      return [...signedBy(caller, "AssumedRole", roleUnderAnyPath(caller)), ["aws:username", ABSENT], WITHOUT_FACTOR];
    case "federated-user":
      return [
        ...signedBy(caller, "FederatedUser", single(caller.text)),
        ["aws:username", ABSENT],
        WITHOUT_FACTOR,
        ...without([...ROLE_SESSION_KEYS, ...FEDERATED_KEYS]),
      ];
    case "service":
      return [
        ["aws:principalisawsservice", single("true")],
        ["aws:principalservicename", single(caller.text)],
        ["aws:username", ABSENT],
        ...without([...keysOnlyIf("by-principal"), ...KEYS_OF_CREDENTIALS, ...FEDERATED_KEYS]),
      ];
    case "anonymous":
      return [
        ["aws:principalaccount", single("anonymous")],
        ["aws:principaltype", single("Anonymous")],
        ...without([...SIGNED_KEYS, ...KEYS_OF_CREDENTIALS, ...FEDERATED_KEYS]),
      ];
    case "provider":
      return without([...SIGNED_KEYS, ...KEYS_OF_CREDENTIALS]);
    case "canonical-user":
    case "other":
      return [];
  }
}

/**
 * No AWS credentials sign their requests: whoever comes from a provider shows a token or an assertion instead. Sources:
 * "AssumeRoleWithSAML" and "AssumeRoleWithWebIdentity" (AWS STS API Reference).
 */
const UNSIGNED: ReadonlySet<Caller["kind"]> = new Set(["anonymous", "provider"]);

/** What only the signature of a request gives, beside the tags of whoever signed it. */
const SIGNED_KEYS: readonly string[] = [
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:username",
  ...keysOnlyIf("by-principal"),
  ...keysOnlyIf("by-service"),
];

/** Of sessions and of whatever else is asked with temporary credentials. */
const KEYS_OF_CREDENTIALS: readonly string[] = [...ROLE_SESSION_KEYS, ...TEMPORARY_CREDENTIAL_KEYS];

/** Of sessions that came from a provider, and of the call that begins them. */
const FEDERATED_KEYS: readonly string[] = keysOnlyIf("by-federated-caller");

/**
 * Credentials that say nothing of a second factor: those of AssumeRole "do not include MFA information in the context",
 * and the other calls but GetSessionToken "do not support MFA". Source: "Secure API access with MFA".
 */
const WITHOUT_FACTOR: readonly [string, ContextEntry] = [
  "aws:multifactorauthpresent",
  { state: "unknown", absentOr: ["false"] },
];

/**
 * The key holds the role's ARN with its path, which the session's ARN does not show. Source: "IAM identifiers", friendly
 * names and paths: a path begins and ends with a slash.
 */
function roleUnderAnyPath({ partition, account, name }: AccountCaller): ContextEntry {
  const head = `arn:${partition}:iam::${account}:role/`;
  if (/[*?]/.test(`${head}${name}`)) return UNKNOWN;
  return { state: "unknown", possible: readPossibleArns([`${head}${name}`, `${head}*/${name}`]) };
}

/** Of a request that someone in an account has signed, so no service in its own name. */
function signedBy(caller: Caller, type: string, principalArn: ContextEntry): Entries {
  const account = accountOfCaller(caller);
  // An account that a message hides is not known, nor is an ARN that holds it.
  const isHidden = account !== undefined && !ACCOUNT.test(account);
  return [
    ["aws:principalarn", isHidden ? UNKNOWN : principalArn],
    ["aws:principaltype", single(type)],
    ["aws:principalisawsservice", single("false")],
    ...without(keysOnlyIf("by-service")),
    ...(account === undefined || isHidden ? [] : [["aws:principalaccount", single(account)] as const]),
  ];
}

function without(keys: readonly string[]): Entries {
  return keys.map((key) => [key, ABSENT]);
}
