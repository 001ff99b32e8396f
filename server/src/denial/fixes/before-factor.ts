/** What a user has to be able to do before signing in with MFA, which a Deny of everything else without MFA is to leave out. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { readCaller } from "../../policy/caller.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry } from "../../policy/policy.ts";

/**
 * A role has no device of its own, so its sessions ask for nothing of the sort. Sources: "AWS: Allows MFA-authenticated IAM
 * users to manage their own credentials on the Security credentials page"; "IAM: Allows IAM users to self-manage an MFA
 * device".
 */
export function comesBeforeFactor(
  { statement, condition }: StatementTrace,
  { principal, action, resource }: Pick<Request, "principal" | "action" | "resource">,
): boolean {
  const { kind } = readCaller(principal);
  const isOfRole = kind === "role" || kind === "session";
  const isOfAnother = kind === "user" && USER.test(resource.arn) && resource.arn !== principal;
  const name = action.toLowerCase();
  const isListed = statement.notAction !== undefined || statement.notResource !== undefined;
  return (
    !isOfRole &&
    !isOfAnother &&
    condition.entries.some(({ entry }) => holdsWithoutFactor(entry)) &&
    (isListed ? BEFORE_FACTOR.has(name) : TO_GET_FACTOR.has(name))
  );
}

const USER = /^arn:[^:]*:iam::[^:]*:user\/[^*?]+$/;

/** Long-term credentials carry neither key, and a console session without MFA carries the first as false. A session that is too old has a factor. */
function holdsWithoutFactor(entry: ConditionEntry): boolean {
  const { key, values } = entry;
  const texts = values.entries.map(({ text }) => text.toLowerCase());
  const use = operatorOf(entry);
  if (use === undefined || !/^aws:multifactorauth/i.test(key)) return false;
  if (use.operator.family === "null") return texts.includes("true");
  const isTold = /^aws:multifactorauthpresent$/i.test(key);
  if (isTold && use.operator.family === "bool") return texts.includes("false");
  return use.ifExists || use.operator.negated;
}

/** Nobody asks for them who can sign in with MFA already, or else nobody could: a Deny of everything denies them by mistake. */
const TO_GET_FACTOR: ReadonlySet<string> = new Set([
  "iam:createvirtualmfadevice",
  "iam:enablemfadevice",
  "sts:getsessiontoken",
]);

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
