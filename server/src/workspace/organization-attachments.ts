/** Which policies of an organization take part in the requests of an account: by what they are attached to. */
import { isAccountId } from "../policy/account-caller.ts";
import { type Attachment, CANDIDATE, ELSEWHERE } from "./attachment.ts";
import { type Organization } from "./config.ts";

/** `account`: the caller's, or the resource's; undefined where it is not known. */
export function organizationAttachments(
  targets: readonly string[],
  account: string | undefined,
  { accounts, managementAccount }: Organization,
): readonly Attachment[] {
  // Source: "Service control policies", on what they do not restrict: the management account.
  if (account !== undefined && account === managementAccount) return ELSEWHERE;
  if (targets.length === 0) return CANDIDATE;
  if (account === undefined || !isAccountId(account))
    return targets.slice(0, 1).map((one) => ({ basis: "none", level: undefined, statedFor: one }));
  const path = accounts.get(account);
  return targets.flatMap((target): readonly Attachment[] => {
    if (target === account || path?.includes(target) === true) return [{ basis: "stated", level: target }];
    if (path !== undefined || isAccountId(target)) return ELSEWHERE;
    // A root holds every account of its organization; which units hold the account, nobody said.
    const isOpen = !target.startsWith("r-");
    return [{ basis: isOpen ? "none" : "stated", level: target, ...(isOpen ? { statedFor: target } : {}) }];
  });
}
