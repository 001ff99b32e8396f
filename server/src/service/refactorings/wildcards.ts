/** A wildcard as the actions that it matches, and actions as the wildcard that matches just them. */
import { type Catalog } from "../../catalog/catalog.ts";
import { hasWildcard } from "../../catalog/match-name.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { spanHolds } from "../../text/span.ts";
import { counted, countOf, listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { proposed, type Proposal, type RefactoringPlace } from "./refactoring.ts";

/** Longer lists are nothing to read. */
const MOST_ACTIONS = 300;

export function proposeWildcards({ statement: { action }, span, catalog }: RefactoringPlace): readonly Proposal[] {
  if (action === undefined || !spanHolds(action.member.span, span.start)) return [];
  return [...proposeExpansion(action, span.start, catalog), ...proposeCollapse(action, catalog)];
}

function proposeExpansion(action: ListElement, offset: number, catalog: Catalog): readonly Proposal[] {
  const entry = action.entries.find((one) => spanHolds(one.span, offset));
  if (entry === undefined || !isSettled(entry) || !hasWildcard(entry.text) || !entry.text.includes(":")) return [];
  const { count, first } = catalog.actionsMatching(entry.text, MOST_ACTIONS);
  if (count === 0 || count > first.length) return [];
  const all = count === 1 ? say`the one action it matches` : say`the ${counted(count)} actions it matches`;
  const title = say`Expand ${name(entry.text)} to ${all} (AWS's list of ${catalog.info.date})`;
  return proposed(title, replaceEntries(action, [entry], first), { sort: "rewrite", ground: "reference" });
}

/** Other texts in the place of entries; a text that is in the list already is not written twice. */
export function replaceEntries(
  { node, entries, open, misplaced }: ListElement,
  replaced: readonly Scalar[],
  by: readonly string[],
): readonly Change[] | undefined {
  if (open || misplaced.length > 0 || !entries.every(({ certain }) => certain)) return undefined;
  const kept = new Set(
    entries.flatMap((entry) => (replaced.includes(entry) || !isSettled(entry) ? [] : [entry.text.toLowerCase()])),
  );
  const added = by.filter((text) => !kept.has(text.toLowerCase()));
  if (node.kind !== "array") return [{ change: "replace", value: node, by: added }];
  const last = replaced.at(-1)?.node;
  if (last === undefined || !replaced.every((entry) => node.items.includes(entry.node))) return undefined;
  return [
    ...added.map((value): Change => ({ change: "add-item", to: node, after: last, value })),
    ...replaced.map((entry): Change => ({ change: "remove-item", from: node, part: entry.node })),
  ];
}

export function proposeCollapse(action: ListElement, catalog: Catalog): readonly Proposal[] {
  const found = collapsed(action, catalog);
  const replaced = found.flatMap(({ entries }) => entries);
  const patterns = found.map(({ pattern }) => pattern);
  if (patterns.length === 0) return [];
  const title = say`Collapse ${countOf(replaced.length, "action")} to ${named(patterns)}, which will also match actions that AWS adds`;
  return proposed(title, replaceEntries(action, replaced, patterns), { sort: "rewrite", ground: "reference" });
}

function named(texts: readonly string[]): Phrase {
  return listed(texts.map(name), "and");
}

export interface Collapsed {
  readonly pattern: string;
  /** At least two. */
  readonly entries: readonly Scalar[];
}

/** For names of actions the widest pattern that begins as they do and matches no other action of the reference. */
export function collapsed({ entries }: ListElement, catalog: Catalog): readonly Collapsed[] {
  const literal = new Map<string, Scalar>();
  for (const entry of entries) {
    if (isSettled(entry) && /^[\w-]+:\w+$/.test(entry.text)) literal.set(entry.text.toLowerCase(), entry);
  }
  const done = new Set<Scalar>();
  const found: Collapsed[] = [];
  for (const entry of literal.values()) {
    if (done.has(entry)) continue;
    const one = widestPattern(entry.text, literal, catalog);
    if (one === undefined) continue;
    for (const each of one.entries) done.add(each);
    found.push(one);
  }
  return found;
}

function widestPattern(text: string, literal: ReadonlyMap<string, Scalar>, catalog: Catalog): Collapsed | undefined {
  for (const pattern of patternsFrom(text)) {
    const { count, first } = catalog.actionsMatching(pattern, literal.size);
    if (count > first.length || count < 2) continue;
    const entries = first.flatMap((one) => literal.get(one.toLowerCase()) ?? []);
    if (entries.length === count) return { pattern, entries };
  }
  return undefined;
}

/** `s3:*`, `s3:Get*`, `s3:GetObject*`: word by word. */
function patternsFrom(text: string): readonly string[] {
  const colon = text.indexOf(":");
  const ends = [...text.slice(colon + 1).matchAll(/[a-z0-9](?=[A-Z])/g)].map(({ index }) => colon + 2 + index);
  return [colon + 1, ...ends].map((end) => `${text.slice(0, end)}*`);
}
