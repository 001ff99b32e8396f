/** An account in a condition that is a slip away from the caller's or the resource's: nobody mistypes those on purpose. */
import { type ConditionTrace, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { isSettled } from "../policy/policy.ts";
import { type NearMissHint } from "./near-miss.ts";
import { isOneOff } from "./fixes/resource-slip.ts";

const OF_ACCOUNTS = /^aws:(?:(?:Source|Principal|Resource)Account|SourceArn)$/i;

export function accountSlipHints({ condition }: StatementTrace, request: Request): readonly NearMissHint[] {
  const isAsked = ({ truth, entry }: ConditionTrace): boolean => truth !== "yes" && OF_ACCOUNTS.test(entry.key);
  if (!condition.entries.some(isAsked)) return NO_HINTS;
  const asked = condition.entries.filter(isAsked);
  const known = accountsOf(request);
  for (const { entry } of asked) {
    const listed = entry.values.entries.filter(isSettled).map(({ text }) => accountIn(text));
    for (const written of listed) {
      const wanted = known.find((one) => isAccountId(written) && one !== written && isOneOff(written, one));
      if (wanted !== undefined && !known.includes(written) && !listed.includes(wanted))
        return [{ hint: "account-slip", written, wanted }];
    }
  }
  return NO_HINTS;
}

const NO_HINTS: readonly NearMissHint[] = [];

function accountIn(text: string): string {
  return text.startsWith("arn:") ? (readArn(text)?.account ?? "") : text;
}

function accountsOf({ principal, resource }: Request): readonly string[] {
  const found = [readAccountCaller(principal)?.account, resource.accountId, readArn(resource.arn)?.account];
  return [...new Set(found.flatMap((one) => (one !== undefined && isAccountId(one) ? [one] : [])))];
}
