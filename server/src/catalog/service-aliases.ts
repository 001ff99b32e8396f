/**
 * Services that were renamed or split, while policies, ARNs and consoles go on using both names. Where the reference
 * itself lists resources of another service, the ARN of the resource type says so and no entry is needed.
 */
const GROUPS: readonly (readonly string[])[] = [
  ["aws-marketplace", "catalog"],
  ["cloudwatch", "logs"],
  ["codeconnections", "codestar-connections"],
  ["codewhisperer", "q", "qdeveloper"],
  ["es", "opensearch"],
  ["servicecatalog", "catalog"],
];

/** Whether an ARN of one service may name a resource of the other. In any case of letters, in any order. */
export function sameResourceService(one: string, other: string): boolean {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  return a === b || GROUPS.some((group) => group.includes(a) && group.includes(b));
}
