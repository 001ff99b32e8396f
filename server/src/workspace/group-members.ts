/** Who is in which group of users, as the workspace file says it. */
import { sorted, withHolders } from "../hosts/holder-sorts.ts";
import { type Declared } from "../hosts/host.ts";
import { readArn } from "../policy/arn.ts";

/** ARNs or names of users. A group goes by its ARN, or by its name where one of the two has no more. */
export function membersOf(group: string, groups: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...groups].flatMap(([one, members]) => (isSameGroup(one, group) ? members : []));
}

/** What a template declares, with the users whom the workspace file puts into its groups: by their names, as the others. */
export function withMembersOfGroups(declared: Declared, known: ReadonlyMap<string, readonly string[]>): Declared {
  const members = (declared.groups ?? []).flatMap((group) => membersOf(group, known));
  if (members.length === 0) return declared;
  const names = members.map((user) => user.slice(user.lastIndexOf("/") + 1));
  return withHolders(declared, sorted(names, "user"));
}

export function isSameGroup(one: string, group: string): boolean {
  return one === group || (nameOf(one) === nameOf(group) && !(isGroup(one) && isGroup(group)));
}

export function isGroup(arn: string): boolean {
  return readArn(arn)?.resource.startsWith("group/") === true;
}

/** Names of groups are unique in an account whatever their case. Source: "IAM identifiers". */
function nameOf(group: string): string {
  return group.slice(group.lastIndexOf("/") + 1).toLowerCase();
}
