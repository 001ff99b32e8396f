/** Whose the resource is, by what the files here say, where its ARN shows no account. */
import { resourceOrBucket } from "../denial/asked-resource.ts";
import { slotOfMessage } from "../denial/denied-layer.ts";
import { type DeniedRequest } from "../denial/denied-request.ts";
import { type Denial } from "../message/denial.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { otherHolderOf } from "../policy/policy-holder.ts";
import { delegatingAccount } from "../workspace/delegating-account.ts";
import { statedOwner } from "../workspace/select-policies.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";

export function ownerHere(read: DeniedRequest, denial: Denial, workspace: WorkspacePolicies): string | undefined {
  return statedOwner(workspace, resourceOrBucket(read.asked)) ?? ownerOfHolder(read, denial, workspace);
}

/**
 * Where AWS found no policy that delegates a call to the caller, the call is one of the organization's management account.
 * A vault is reached within its account alone. Source: AWS Backup Developer Guide, "Vault access policies".
 */
function ownerOfHolder(
  { principal, action, resource }: DeniedRequest,
  denial: Denial,
  workspace: WorkspacePolicies,
): string | undefined {
  switch (otherHolderOf(action, resource)) {
    case "organization":
      return slotOfMessage(denial) === "resource" ? delegatingAccount(workspace) : undefined;
    case "backup-vault": {
      const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
      return account !== undefined && isAccountId(account) ? account : undefined;
    }
    case undefined:
      return undefined;
  }
}
