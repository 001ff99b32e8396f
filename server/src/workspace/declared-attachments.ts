/** Names and ARNs under which a file declares what has a policy, held against those of a request. */
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { type Declared } from "../hosts/host.ts";
import { type AccountCaller } from "../policy/caller.ts";

/** How well a declared name fits: a whole name best, else by how much of it is settled; undefined if it does not. */
export function fitOf(declared: string, names: readonly string[]): number | undefined {
  const lower = declared.toLowerCase();
  if (names.includes(lower)) return Number.POSITIVE_INFINITY;
  if (!lower.includes("*")) return undefined;
  const pattern = wildcardPattern(wildcardParts(lower));
  return names.some((name) => patternMatches(pattern, name)) ? lower.replaceAll("*", "").length : undefined;
}

/** The best fit of the names of holders; undefined if none fits. */
export function bestFit(declared: Pick<Declared, "holders">, names: readonly string[]): number | undefined {
  const fits = declared.holders.flatMap((one) => fitOf(one, names) ?? []);
  return fits.length === 0 ? undefined : Math.max(...fits);
}

/** Who else has the policy: the names that are known, and patterns of those that one text makes again and again. */
export function othersDeclared(
  { holders, isRepeated, alsoHeldBy = [] }: Omit<Declared, "resources" | "targets">,
  names: readonly string[],
): readonly string[] {
  const own = holders.filter((one) => (one.includes("*") ? isRepeated === true : fitOf(one, names) === undefined));
  return [...new Set([...own, ...alsoHeldBy])];
}

export interface WithDeclared {
  readonly binding: { readonly declared: Pick<Declared, "holders"> };
}

/** The same of what several policies are declared for. */
export function bestFitAmong(policies: readonly WithDeclared[], names: readonly string[]): number | undefined {
  const fits = policies.flatMap(({ binding }) => bestFit(binding.declared, names) ?? []);
  return fits.length === 0 ? undefined : fits.reduce((best, one) => Math.max(best, one));
}

/** A role of IAM Identity Center also goes by its permission set: `AWSReservedSSO_Admins_0123456789abcdef`. */
export function namesOfPrincipal({ name }: AccountCaller): readonly string[] {
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i.exec(name)?.[1];
  return [name, permissionSet].flatMap((one) => (one === undefined || one === "" ? [] : [one.toLowerCase()]));
}

/** Is it the ARN of what is declared, or of something in it? */
export function isOfDeclared({ resources }: Pick<Declared, "resources">, resource: string): boolean {
  return resources.some((declared) =>
    [declared, `${declared}/*`, `${declared}:*`].some((one) =>
      patternMatches(wildcardPattern(wildcardParts(one)), resource),
    ),
  );
}
