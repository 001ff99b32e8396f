/**
 * Keys of a condition that everybody whom a policy limits has with the same value: to exempt the caller's value from a Deny
 * is to exempt all of them, and the Deny is gone. Sources: "AWS global condition context keys", on the properties of the
 * principal; "Managed policies and inline policies"; "Service control policies (SCPs)", on whom they affect.
 */
import { type PolicySlot } from "../../policy/slots.ts";
import { type StatementTrace } from "../../evaluation/decision.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { isSettled } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isShared } from "./proposal.ts";

/** Is it a Deny for all callers but those of an account or organization, in a policy whose holders are all of one? */
export function exemptsNobody({ slot, condition: { entries } }: StatementTrace): boolean {
  const isOfHolders = entries.every(({ entry }) => {
    const isList = operatorOf(entry)?.operator.negated === true && entry.values.entries.every(isSettled);
    return isList && isOfHoldersAccount(entry.key, slot);
  });
  return isOfHolders && entries.length > 0;
}

/** As far as the files say, of whom the policy applies to. */
export function isSameForAll(key: string, { trace: { slot }, policy }: TracedPolicy): boolean {
  const lower = key.toLowerCase();
  if (isOfHoldersAccount(lower, slot)) return true;
  if (slot === "scp") return lower === "aws:principalaccount" && isAccountId(policy.level ?? "");
  return OF_HOLDER.has(lower) && OWN.has(slot) && !isShared(policy);
}

/** Whoever has such a policy is of the account that it is in, and so of its organization. */
function isOfHoldersAccount(key: string, slot: PolicySlot): boolean {
  const lower = key.toLowerCase();
  return OWN.has(slot) ? OF_ACCOUNT.has(lower) : slot === "scp" && lower === "aws:principalorgid";
}

const OWN: ReadonlySet<PolicySlot> = new Set<PolicySlot>(["identity", "boundary", "session"]);

const OF_ACCOUNT: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "kms:calleraccount",
]);

const OF_HOLDER: ReadonlySet<string> = new Set(["aws:principalarn", "aws:userid", "aws:username"]);
