/** What a policy is attached to, where that goes by nearly the caller's name: an older or newer role, another stage, a slip. */
import { isNearName } from "../domains/nearest-name.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { holderOfPolicy } from "../wording/resource-policy.ts";

/** `holders`: ARNs or names. */
export function isOfSimilarName(holders: readonly string[], principal: string): boolean {
  const caller = readAccountCaller(principal);
  if (caller === undefined || caller.kind === "root" || caller.name === "") return false;
  const name = caller.name.toLowerCase();
  return holders.some((holder) => isSimilar(nameOf(holder).toLowerCase(), name));
}

/** The same of the resource that a policy is for. */
export function isSimilarResource(one: string, other: string): boolean {
  const lastOf = (arn: string): string => holderOfPolicy(arn).split(/[/:]/).at(-1)?.toLowerCase() ?? "";
  return isSimilar(lastOf(one), lastOf(other));
}

function nameOf(holder: string): string {
  return readAccountCaller(holder)?.name ?? holder;
}

/** The same with a part added (`orders-api` and `orders-api-v2`), or with a slip. */
function isSimilar(one: string, other: string): boolean {
  if (one === "" || one.includes("*")) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const isLonger = long.startsWith(short) && /^[-_.\d]/.test(long.slice(short.length));
  return one === other || isLonger || isNearName(one, other);
}
