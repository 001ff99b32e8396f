/** The permission that a denied call of our own lacks: what works without it, and the policy that would allow exactly it. */
import { CALLS } from "./calls.ts";
import { type Failure } from "./failures.ts";

export interface MissingPermission {
  readonly action: string;
  /** What there is all the same; a sentence. */
  readonly without: string;
  /** A whole policy in one line; undefined where AWS says that an Allow for the principal is not what lacks. */
  readonly policy: string | undefined;
  /** What to do; a sentence. */
  readonly next: string;
}

/** What our own reader found in AWS's words. */
export interface ReadWords {
  readonly action?: string | null | undefined;
  readonly resource?: string | null | undefined;
}

/** Undefined for a failure of another cause. */
export function missingPermission(failure: Failure, read: ReadWords | undefined): MissingPermission | undefined {
  const { cause, call, message = "" } = failure;
  if (cause !== "denied") return undefined;
  if (call === undefined) return ofCredentials(message, read);
  const row = CALLS.find((one) => one.call === call);
  const action = read?.action ?? row?.actions[0] ?? call;
  const works = row?.without ?? "everything else is there";
  // Nobody needs a permission for it, and a Deny of an identity does not count. Source: "GetCallerIdentity".
  if (row?.actions.length === 0) {
    const next = "No policy of these credentials decides it: ask whoever manages the VPC endpoint of STS.";
    return { action, without: `Without it ${works}.`, policy: undefined, next };
  }
  const isAllowMissing = lacksAllow(message);
  // AWS's words are those about the first of them.
  const resource = (failure.lacking ?? []).length > 1 ? undefined : read?.resource;
  return {
    action,
    without: `Without it ${works}.`,
    policy: isAllowMissing ? policyFor(action, resource) : undefined,
    next: isAllowMissing
      ? "Ask for it with the policy that allows exactly this call."
      : "An Allow for these credentials is not enough: ask whoever manages the policy that AWS names.",
  };
}

/** A role that was to be assumed for its credentials. Source: "Troubleshoot IAM roles". */
function ofCredentials(message: string, read: ReadWords | undefined): MissingPermission | undefined {
  const action = read?.action ?? /\bsts:Assume\w+/.exec(message)?.[0];
  if (action === undefined) return undefined;
  const without = "Without it there are no credentials.";
  if (action !== "sts:AssumeRole") {
    const next = "The trust policy of the role has to allow it to whoever the token is of.";
    return { action, without, policy: undefined, next };
  }
  const next = "Allow it to the caller, and let the trust policy of the role name the caller.";
  return { action, without, policy: lacksAllow(message) ? policyFor(action, read?.resource) : undefined, next };
}

/** AWS names the policy that denied, or says nothing of it. Source: "Troubleshoot access denied error messages". */
function lacksAllow(message: string): boolean {
  if (/with an explicit deny/i.test(message)) return false;
  return !/because no /i.test(message) || /because no identity-based policy allows/i.test(message);
}

function policyFor(action: string, resource: string | null | undefined): string {
  const Resource = resource?.startsWith("arn:") === true ? resource : "*";
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource }] });
}
