/** Entries that several statements of a policy share, by an anchor of YAML or a name of Terraform. */
import { actionEntries, conditionEntries, resourceEntries } from "../checks/entries.ts";
import { type Policy, type Statement } from "../policy/policy.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type DocumentPolicy } from "./document.ts";

/** `path`: of the file. JSON has no names for values: what is shared there is shared by what the host follows. */
export function deadWhereWritten<Finding extends Told>(
  found: readonly Finding[],
  { policy, site }: Pick<DocumentPolicy, "policy" | "site">,
  path: string,
): readonly Finding[] {
  // To count the uses, every entry is read.
  return site.refers || !/\.jsonc?$/i.test(path) ? deadInAll(found, policy) : found;
}

interface Told {
  readonly code: string;
  readonly span: Span;
}

/** What is dead in one statement may work in another that has the same text: then nothing is said of it. */
function deadInAll<Finding extends Told>(found: readonly Finding[], policy: Policy): readonly Finding[] {
  const dead = found.filter(isOfEntry);
  if (dead.length === 0 || policy.statements.length < 2) return found;
  const uses = usesIn(policy);
  const times = new Map<string, number>();
  for (const { span } of dead) times.set(keyOf(span), (times.get(keyOf(span)) ?? 0) + 1);
  return found.filter(
    (one) => !isOfEntry(one) || (times.get(keyOf(one.span)) ?? 0) >= (uses.get(keyOf(one.span))?.size ?? 0),
  );
}

/** A policy with what is found in it, where all of it has been looked for. */
export interface ProvedPolicy {
  readonly policy: Policy;
  readonly places: readonly Told[];
}

/** Of a dead entry that stands outside its policy, such as a local of Terraform: does it work in another policy of the document? */
export function worksInAnother(proved: readonly ProvedPolicy[]): (shared: Told) => boolean {
  if (!proved.some(({ policy, places }) => places.some((one) => isShared(one, policy)))) return () => false;
  const dead = proved.map(({ places }) => new Set(places.filter(isOfEntry).map(({ span }) => keyOf(span))));
  const uses = proved.map(({ policy }) => usesIn(policy));
  return ({ span }) => uses.some((used, at) => used.has(keyOf(span)) && dead[at]?.has(keyOf(span)) !== true);
}

/** Is it a dead entry that stands outside the policy? */
export function isShared(one: Told, { span }: Policy): boolean {
  return isOfEntry(one) && !spanContains(span, one.span);
}

function isOfEntry({ code }: Told): boolean {
  return code === "dead-entry";
}

function usesIn(policy: Policy): ReadonlyMap<string, ReadonlySet<Statement>> {
  const uses = new Map<string, Set<Statement>>();
  const add = ({ span }: { readonly span: Span }, statement: Statement): void => {
    const known = uses.get(keyOf(span));
    if (known === undefined) uses.set(keyOf(span), new Set([statement]));
    else known.add(statement);
  };
  for (const { entry, statement } of actionEntries(policy)) add(entry, statement);
  for (const { entry, statement } of resourceEntries(policy)) add(entry, statement);
  for (const { entry, statement } of conditionEntries(policy)) {
    for (const value of entry.values.entries) add(value, statement);
  }
  return uses;
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}
