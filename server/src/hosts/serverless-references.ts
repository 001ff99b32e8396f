/**
 * Policies that a file of the Serverless Framework makes among its resources, and that the roles of its functions have by
 * reference. Source: "IAM Permissions For Functions" of its documentation.
 */
import { referencesIn } from "./cloudformation/template.ts";
import { type DocumentInFile, type FoundPolicy } from "./find-policies.ts";
import { declaredHolders, sorted, type SortedHolder, withHolders } from "./holder-sorts.ts";
import { NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "./host.ts";
import { givenToRoles, type GivenToRoles } from "./serverless.ts";

/** The same policies, with the roles that have them. */
export function withServiceRoles(
  found: readonly FoundPolicy[],
  { root, template }: DocumentInFile,
): readonly FoundPolicy[] {
  const given = givenToRoles(root).map((one) => ({ ...one, names: new Set(one.values.flatMap(referencesIn)) }));
  if (given.every(({ names }) => names.size === 0)) return found;
  return found.map((policy) => {
    const id = policy.path[policy.path.indexOf("Resources") + 1] ?? "";
    const own = given.filter(({ names }) => names.has(id));
    if (own.length === 0 || template.resource(id)?.type !== "AWS::IAM::ManagedPolicy") return policy;
    return { ...policy, uses: policy.uses.flatMap((use) => usesBeside(use, own)) };
  });
}

function usesBeside(use: SiteUse, given: readonly GivenToRoles[]): readonly SiteUse[] {
  if (use.kind !== "identity") return [use];
  const limited = holdersOf(given, "declared-boundary");
  const { stated } = use;
  const declared = withHolders(stated.declared, holdersOf(given, "declared-policy"));
  const attached: SiteUse = { ...use, stated: { ...stated, declared } };
  if (limited.length === 0) return [attached];
  const boundary: SiteUse = {
    ...use,
    kind: "boundary",
    stated: { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, ...declaredHolders(limited) } },
  };
  return declared.holders.length === 0 ? [boundary] : [attached, boundary];
}

function holdersOf(given: readonly GivenToRoles[], has: GivenToRoles["has"]): readonly SortedHolder[] {
  return given.filter((one) => one.has === has).flatMap(({ holders }) => sorted(holders, "role"));
}
