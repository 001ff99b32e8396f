/** What the files never make together with who has it, where that one asks all the same: it is made where that is. */
import { once } from "../domains/once.ts";
import { bestFit, fitOf, type NamedCaller } from "./declared-attachments.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/**
 * Of a caller whose whole name the files say. False as soon as anything here that is made may be the caller's: then it is
 * that which asks.
 */
export function madeAfterAll(
  { policies, holders }: Pick<WorkspacePolicies, "policies" | "holders">,
  caller: NamedCaller,
): (policy: WorkspacePolicy) => boolean {
  const isCaller = (holder: string): boolean => fitOf(holder.split("/").at(-1) ?? holder, caller.names) !== undefined;
  const isOther = ({ binding: { attachedTo, declared } }: WorkspacePolicy): boolean =>
    declared.isNeverMade !== true && (attachedTo.some(isCaller) || bestFit(declared, caller) !== undefined);
  const isOnlyOne = once(() => {
    const named = holders.filter(({ sort, names }) => sort === caller.sort && names.some(isCaller));
    return new Set(named.map(({ path, label }) => `${path} ${label}`)).size < 2 && !policies.some(isOther);
  });
  return ({ binding: { declared } }) =>
    declared.isMadeWithHolder === true && bestFit(declared, caller) === Number.POSITIVE_INFINITY && isOnlyOne();
}
