/** The other identity policies that one file gives the same user or role. */
import { type PolicyBeside } from "../checks/check.ts";
import { sortsOf } from "../hosts/holder-sorts.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { isOfTerraform, MAY_BE_APART } from "./inline-together.ts";

/** None for a policy that several have, or nobody of whom the file says the name. */
export function policiesBeside(policy: DocumentPolicy, document: PolicyDocument): readonly PolicyBeside[] {
  const known = HELD.get(document) ?? heldIn(document);
  HELD.set(document, known);
  const [owner, ...others] = ownersOf(policy);
  const same = owner === undefined || others.length > 0 ? [] : (known.held.get(owner) ?? []);
  if (same.length < 2 || same.length > MOST) return NONE;
  const isSure = !known.mayBeApart && isSurely(policy);
  return same
    .filter((one) => one !== policy)
    .map((one) => ({ policy: one.policy, name: nameOf(one), isSure: isSure && isSurely(one) }));
}

const NONE: readonly PolicyBeside[] = [];

/** A role has twenty managed policies at the most. Source: "IAM and AWS STS quotas". */
const MOST = 40;

interface Held {
  readonly held: ReadonlyMap<string, readonly DocumentPolicy[]>;
  /** The file may leave some of them out, or give them to a role of the same name in another account. */
  readonly mayBeApart: boolean;
}

/** It is asked for each policy of a file. */
const HELD = new WeakMap<PolicyDocument, Held>();

function heldIn({ policies, source }: PolicyDocument): Held {
  const held = new Map<string, DocumentPolicy[]>();
  for (const policy of policies) {
    for (const owner of ownersOf(policy)) {
      const same = held.get(owner);
      if (same === undefined) held.set(owner, [policy]);
      else same.push(policy);
    }
  }
  return { held, mayBeApart: MAY_BE_APART.test(source.text) };
}

/** A policy that is a boundary as well is none of these. */
function ownersOf({ site }: DocumentPolicy): readonly string[] {
  if (site.standing !== "source" || site.uses.some(({ kind }) => kind !== "identity")) return [];
  const owners = site.uses.flatMap(({ stated: { declared } }) =>
    declared.holders.map((name) => `${sortsOf(name, declared).join()} ${name}`),
  );
  return [...new Set(owners)];
}

/** Nothing else in the file may keep it from those who have it, and all of it is here. */
function isSurely({ site, policy }: DocumentPolicy): boolean {
  const [use, ...others] = site.uses;
  if (use === undefined || others.length > 0 || site.broken || policy.openNames) return false;
  const { holders, groups = [], alsoHeldBy = [], isRepeated, partOf } = use.stated.declared;
  const isOfOne = holders.length === 1 && groups.length === 0 && alsoHeldBy.length === 0 && isRepeated !== true;
  return isOfOne && partOf === undefined && isOfTerraform({ site }) && holders[0]?.includes("*") === false;
}

/** As the file calls it: `aws_iam_role_policy.deploy`. */
function nameOf({ site }: DocumentPolicy): string {
  return site.name ?? site.path.slice(1, 3).join(".");
}
