/** A caller whose account the message hides, as `arn:aws:iam::***:user/dev` does. */
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicies } from "../policy/attached-policy.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { type Statement } from "../policy/policy.ts";

/** The account in which policies here name such a user or role as a principal; undefined if it is none or several. */
export function accountNamedFor(caller: AccountCaller, { resource }: CandidatePolicies): string | undefined {
  const named = resource.flatMap(({ policy }) => policy.statements.flatMap(principalTexts));
  const accounts = new Set(
    named.flatMap((text) => {
      const one = readAccountCaller(text);
      return one !== undefined && isAccountId(one.account) && isSameName(one, caller) ? [one.account] : [];
    }),
  );
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

/** A session is named by its role as well. */
function isSameName(one: AccountCaller, caller: AccountCaller): boolean {
  const kinds = caller.kind === "session" ? ["session", "role"] : [caller.kind];
  return kinds.includes(one.kind) && one.name.toLowerCase() === caller.name.toLowerCase();
}

function principalTexts({ principal }: Statement): readonly string[] {
  if (principal?.form !== "typed") return [];
  return principal.types.flatMap(({ entries }) => entries.map(({ text }) => text));
}
