/** Who is in which group of users, as the workspace file says it. */
import { readArn } from "../policy/arn.ts";

/** ARNs or names of users. A group goes by its ARN, or by its name where one of the two has no more. */
export function membersOf(group: string, groups: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const isSame = (one: string): boolean =>
    one === group || (nameOf(one) === nameOf(group) && !(isGroup(one) && isGroup(group)));
  return [...groups].flatMap(([one, members]) => (isSame(one) ? members : []));
}

export function isGroup(arn: string): boolean {
  return readArn(arn)?.resource.startsWith("group/") === true;
}

/** Names of groups are unique in an account whatever their case. Source: "IAM identifiers". */
function nameOf(group: string): string {
  return group.slice(group.lastIndexOf("/") + 1).toLowerCase();
}
