/** What a user has to be able to do before signing in with MFA, which a Deny of everything else without MFA is to leave out. */
import { type StatementTrace } from "../../evaluation/decision.ts";

/**
 * Sources: "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page"; "IAM:
 * Allows IAM users to self-manage an MFA device".
 */
export function comesBeforeFactor({ statement, condition }: StatementTrace, action: string): boolean {
  const asksForFactor = condition.entries.some(({ entry }) => /^aws:multifactorauth/i.test(entry.key));
  return statement.notAction !== undefined && asksForFactor && BEFORE_FACTOR.has(action.toLowerCase());
}

const BEFORE_FACTOR: ReadonlySet<string> = new Set([
  "iam:changepassword",
  "iam:createvirtualmfadevice",
  "iam:enablemfadevice",
  "iam:getaccountpasswordpolicy",
  "iam:getmfadevice",
  "iam:getuser",
  "iam:listmfadevices",
  "iam:listvirtualmfadevices",
  "iam:resyncmfadevice",
  "sts:getsessiontoken",
]);
