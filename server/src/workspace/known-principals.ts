/** Do the files know a user or a role, or an account, from more than the one place that names it? Then it is no slip. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { fitOf } from "./declared-attachments.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/** `arn`: of a user or a role, as a policy of these files names it. */
export function knowsPrincipal(arn: string, { policies, texts, absent }: WorkspacePolicies): boolean {
  const named = readAccountCaller(arn);
  if (named === undefined || isRepeated(arn, texts)) return true;
  if (absent.some(({ holders, declaredFor = "" }) => [...holders, declaredFor].some((one) => isOf(one, named))))
    return true;
  return policies.some(({ names, binding: { attachedTo, resource = "", declared } }) => {
    if (names.has(named.name.toLowerCase())) return true;
    return [...attachedTo, resource, ...declared.holders, ...declared.resources].some((one) => isOf(one, named));
  });
}

/** `account`: twelve digits that a policy of these files names. */
export function knowsAccount(account: string, { texts, config }: WorkspacePolicies): boolean {
  return config.organization.accounts.has(account) || isRepeated(account, texts);
}

/** What is declared leaves the account open, and may leave a part of the name open. */
function isOf(stated: string, { account, name }: AccountCaller): boolean {
  const holder = readAccountCaller(stated);
  if (holder === undefined) return fitOf(stated, [name.toLowerCase()]) !== undefined;
  const isHere = holder.account === account || holder.account.includes("*");
  return isHere && fitOf(holder.name, [name.toLowerCase()]) !== undefined;
}

function isRepeated(wanted: string, texts: ReadonlyMap<string, string>): boolean {
  let count = 0;
  for (const text of texts.values()) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      if (!/[\w+=,.@-]/.test(text.charAt(at + wanted.length)) && ++count > 1) return true;
    }
  }
  return false;
}
