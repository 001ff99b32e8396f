/** What a user has to be able to do before signing in with MFA, which a Deny of everything else without MFA is to leave out. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { readCaller } from "../../policy/caller.ts";

/**
 * A role has no device of its own, so its sessions ask for nothing of the sort. Sources: "AWS: Allows MFA-authenticated IAM
 * users to manage their own credentials on the Security credentials page"; "IAM: Allows IAM users to self-manage an MFA
 * device".
 */
export function comesBeforeFactor(
  { statement, condition }: StatementTrace,
  { principal, action }: Pick<Request, "principal" | "action">,
): boolean {
  const { kind } = readCaller(principal);
  const asksForFactor = condition.entries.some(({ entry }) => /^aws:multifactorauth/i.test(entry.key));
  const isOfRole = kind === "role" || kind === "session";
  return !isOfRole && statement.notAction !== undefined && asksForFactor && BEFORE_FACTOR.has(action.toLowerCase());
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
