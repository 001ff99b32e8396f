/**
 * AWS Snowball Edge devices have an IAM of their own. Its users, roles and policies have ARNs without an account:
 * `arn:aws:iam:::user/name`. Source: "Using IAM Locally" (AWS Snowball Edge Developer Guide), Supported IAM API Operations
 * and IAM Policy Examples.
 */

/** Does the IAM of such a device know the action? `name` in lower case, without `iam:`. */
export function isOfDevice(name: string): boolean {
  return ACTIONS.has(name);
}

/** The ARN template as such a device has it. */
export function arnOnDevice(template: string): string {
  return template.replace(":iam::${Account}:", ":iam:::");
}

const ACTIONS: ReadonlySet<string> = new Set([
  ...["attachrolepolicy", "attachuserpolicy", "createaccesskey", "createpolicy", "createrole", "createuser"],
  ...["deleteaccesskey", "deletepolicy", "deleterole", "deleteuser", "detachrolepolicy", "detachuserpolicy"],
  ...["getpolicy", "getpolicyversion", "getrole", "getuser", "listaccesskeys", "listattachedrolepolicies"],
  ...["listattacheduserpolicies", "listentitiesforpolicy", "listpolicies", "listroles", "listusers"],
  ...["updateaccesskey", "updateassumerolepolicy", "updaterole", "updateuser"],
]);
