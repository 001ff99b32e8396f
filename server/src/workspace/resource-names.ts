/** Which resource a policy speaks of: the part of an ARN that owns the policy, and names in a policy's own text. */
import { readAccessPoint } from "../policy/access-point.ts";
import { readArn } from "../policy/arn.ts";
import { type Policy, type Scalar } from "../policy/policy.ts";

/**
 * The ARN of what carries the policy: an object's bucket or access point, a method's API, an index's table, and otherwise
 * the resource itself. Sources: "Resource-based policy examples for API Gateway"; "Resource-based policies for DynamoDB".
 */
export function ownerOfResource(resource: string): string {
  const arn = readArn(resource);
  const accessPoint = readAccessPoint(resource);
  if (accessPoint !== undefined) return accessPoint.arn;
  const held = arn === undefined ? undefined : HELD.get(arn.service)?.exec(resource)?.[1];
  if (held !== undefined) return held;
  if (arn?.service !== "s3" || arn.region !== "" || arn.account !== "") return resource;
  const slash = resource.indexOf("/");
  return slash < 0 ? resource : resource.slice(0, slash);
}

const HELD: ReadonlyMap<string, RegExp> = new Map([
  ["execute-api", /^([^/]+)\//],
  ["es", /^([^/]+\/[^/]+)\//],
  ["dynamodb", /^([^/]+:table\/[^/]+)\/index\//],
]);

/** `arn:aws:iam::111122223333:role/path/app` → `app`; `arn:aws:s3:::reports/2026/x` → `reports`. Lower case. */
export function nameOfResource(resource: string): string | undefined {
  const arn = readArn(ownerOfResource(resource));
  const last = arn?.resource.split(/[/:]/).at(-1);
  return last === undefined || last === "" || last === "*" ? undefined : last.toLowerCase();
}

/** Is `inner` the resource `outer` or something in it? */
export function isWithinResource(inner: string, outer: string): boolean {
  if (!inner.startsWith(outer)) return false;
  const next = inner.charAt(outer.length);
  return next === "" || next === "/" || next === ":" || outer.endsWith("/");
}

/** What the Resource elements say: that resource, only other ones, or nothing that tells (`*`). */
export function namesResource(policy: Policy, owner: string): "this" | "others" | "nothing" {
  const entries = policy.statements.flatMap(({ resource, notResource }) => [
    ...(resource?.entries ?? []),
    ...(notResource?.entries ?? []),
  ]);
  // The short form is of whatever API has the policy. Source: "Resource-based policy examples for API Gateway".
  if (entries.some(({ text }) => text.startsWith("execute-api:/"))) return "nothing";
  const literals = entries.map(literalStart);
  if (literals.some(({ text }) => isWithinResource(text, owner))) return "this";
  const tells = entries.length > 0 && literals.every(({ text, whole }) => whole || !owner.startsWith(text));
  return tells ? "others" : "nothing";
}

/** Whose policy it is by its Resource elements; undefined where they name several resources, or leave open which. */
export function ownerNamed(policy: Policy): string | undefined {
  const owners = new Set<string | undefined>();
  for (const { resource, notResource } of policy.statements) {
    for (const entry of resource?.entries ?? []) owners.add(ownerOfEntry(entry));
    if (resource?.open === true || notResource !== undefined) owners.add(undefined);
  }
  const [owner, ...others] = owners;
  return others.length === 0 ? owner : undefined;
}

function ownerOfEntry(entry: Scalar): string | undefined {
  const { text, whole } = literalStart(entry);
  const owner = ownerOfResource(text);
  return readArn(owner) !== undefined && (whole || owner.length < text.length) ? owner : undefined;
}

/** The text up to the first wildcard, variable or hole, and whether that is all of it. */
function literalStart(entry: Scalar): { readonly text: string; readonly whole: boolean } {
  const hole = entry.holes[0]?.start ?? entry.text.length;
  const wild = entry.text.search(/[*?]|\$\{/);
  const end = wild < 0 ? hole : Math.min(wild, hole);
  return { text: entry.text.slice(0, end), whole: end === entry.text.length };
}

/** An alias has no policy: its key has. Source: "Aliases in AWS KMS". */
export function mayBeAliasOf(stated: string, resource: string): boolean {
  const [alias, key] = [readArn(stated), readArn(resource)];
  if (alias?.service !== "kms" || key?.service !== "kms") return false;
  const isSamePlace = alias.region === key.region && alias.account === key.account;
  return isSamePlace && alias.resource.startsWith("alias/") && key.resource.startsWith("key/");
}

/** Does a trust policy decide it, as far as the action is known? */
export function isOfRoles(action: string | undefined): boolean {
  return action === undefined || /^sts:/i.test(action);
}
