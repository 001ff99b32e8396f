/** The inline policies that one role, user or group has in a file: AWS counts their characters together. */
import { writtenSize } from "../policy/written-size.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";

/**
 * How many characters the others have, without white space, where it is the last of them; undefined where nobody else has
 * any. Nothing is said of those that may be left out: the file says in a condition, or by how many there are of it, whether
 * they are there.
 */
export function inlineBeside(policy: DocumentPolicy, document: PolicyDocument): number | undefined {
  const owned = OWNED.get(document) ?? ownedIn(document);
  OWNED.set(document, owned);
  const key = ownerOf(policy);
  const same = key === undefined ? [] : (owned.get(key) ?? []);
  if (same.length < 2 || same.at(-1) !== policy || same.some(({ site }) => site.broken)) return undefined;
  return same.slice(0, -1).reduce((sum, { policy: { object } }) => sum + writtenSize(object).withoutSpace, 0);
}

/** It is asked for each policy of a file. */
const OWNED = new WeakMap<PolicyDocument, ReadonlyMap<string, readonly DocumentPolicy[]>>();

function ownedIn({ policies, source }: PolicyDocument): ReadonlyMap<string, readonly DocumentPolicy[]> {
  const owned = new Map<string, DocumentPolicy[]>();
  const mayBeApart = MAY_BE_APART.test(source.text);
  for (const policy of policies) {
    const key = mayBeApart && isOfTerraform(policy) ? undefined : ownerOf(policy);
    if (key === undefined) continue;
    const same = owned.get(key);
    if (same === undefined) owned.set(key, [policy]);
    else same.push(policy);
  }
  return owned;
}

/** Undefined for what is no inline policy, or not that of one alone. */
function ownerOf(policy: DocumentPolicy): string | undefined {
  const { site, policy: read } = policy;
  const [use, ...others] = site.uses;
  if (use?.kind !== "identity" || others.length > 0 || site.standing !== "source" || read.openNames) return undefined;
  if (use.holder !== "role" && use.holder !== "user" && use.holder !== "group") return undefined;
  const { holders, groups = [], isRepeated, alsoHeldBy = [], partOf } = use.stated.declared;
  const [name, ...more] = [...holders, ...groups];
  const isOfOne = name !== undefined && more.length === 0 && alsoHeldBy.length === 0 && isRepeated !== true;
  if (!isOfOne || partOf !== undefined) return undefined;
  if (isOfTerraform(policy)) return name.includes("*") ? undefined : `${use.holder} ${name}`;
  // In a template they stand in one list of what has them.
  const list = site.path.slice(0, -2);
  return list.at(-1) === "Policies" && !list.some((key) => key.startsWith("Fn::")) ? JSON.stringify(list) : undefined;
}

export function isOfTerraform({ site: { path } }: Pick<DocumentPolicy, "site">): boolean {
  return path[0] === "resource" && path[1]?.startsWith("aws_iam_") === true;
}

/** A provider of its own may be that of another account, which has a role of the same name. */
export const MAY_BE_APART = /^[ \t]*(?:(?:count|for_each|dynamic)\b|provider\s*=)/m;
