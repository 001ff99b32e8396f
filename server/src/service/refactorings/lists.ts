/** A single value as a list and back, and lists in order, each value once. */
import { type Change, type NewValue } from "../../syntax/change.ts";
import { type StringValue, type Value } from "../../syntax/value.ts";
import { name, say } from "../../wording/phrase.ts";
import { listAt, listsOf, type StatementList } from "./statement-lists.ts";
import { proposed, type Proposal, type RefactoringPlace } from "./refactoring.ts";

export function proposeLists({ statement, span, text }: RefactoringPlace): readonly Proposal[] {
  const here = listAt(statement, span);
  return [
    ...(here === undefined ? [] : [...proposeForm(here), ...proposeOrder(here, text)]),
    ...proposeOrderOfAll(listsOf(statement), text),
  ];
}

function proposeForm({ name: of, list: { node } }: StatementList): readonly Proposal[] {
  if (node.kind === "string") {
    const changes: readonly Change[] = [{ change: "replace", value: node, by: [{ copyOf: node }] }];
    return proposed(say`Write ${name(of)} as a list`, changes, { sort: "rewrite" });
  }
  const [only, ...others] = node.kind === "array" ? node.items : [];
  if (only?.kind !== "string" || others.length > 0) return [];
  const changes: readonly Change[] = [{ change: "replace", value: node, by: { copyOf: only } }];
  return proposed(say`Write ${name(of)} as a single value`, changes, { sort: "rewrite" });
}

function proposeOrder(list: StatementList, text: string): readonly Proposal[] {
  const ordered = inOrder(list, text);
  if (ordered === undefined) return [];
  const verb = ordered.isShorter ? "Sort and remove duplicates in" : "Sort";
  return proposed(say`${verb} ${name(list.name)}`, [ordered.change], { sort: "rewrite" });
}

function proposeOrderOfAll(lists: readonly StatementList[], text: string): readonly Proposal[] {
  const ordered = lists.flatMap((list) => inOrder(list, text) ?? []);
  if (ordered.length < 2) return [];
  const verb = ordered.some(({ isShorter }) => isShorter) ? "Sort and remove duplicates in" : "Sort";
  const changes = ordered.map(({ change }) => change);
  return proposed(say`${verb} all lists of this statement`, changes, { sort: "rewrite" });
}

interface Ordered {
  readonly change: Change;
  readonly isShorter: boolean;
}

/** Undefined for a list that is in order, and for one of which something would be lost. */
export function inOrder({ list: { node }, nameEnd, isOfActions }: StatementList, text: string): Ordered | undefined {
  if (node.kind !== "array") return undefined;
  const items = node.items.filter((item) => item.kind === "string");
  if (items.length < node.items.length || hasComment(items, nameEnd, text)) return undefined;
  const sorted = [...items].sort((a, b) => compareTexts(a.text, b.text));
  const sameAs = ({ text: own, holes, span }: StringValue): string => {
    const source = holes.length === 0 ? "" : text.slice(span.start, span.end);
    return `${isOfActions ? own.toLowerCase() : own} ${source}`;
  };
  const seen = new Set<string>();
  const kept = sorted.filter((item) => {
    const isNew = !seen.has(sameAs(item));
    seen.add(sameAs(item));
    return isNew;
  });
  if (kept.length === items.length && kept.every((item, index) => item === items[index])) return undefined;
  const by: NewValue = kept.map((copyOf: Value) => ({ copyOf }));
  return { change: { change: "replace", value: node, by }, isShorter: kept.length < items.length };
}

/** It would go with the list that it stands in. */
function hasComment(items: readonly StringValue[], nameEnd: number, text: string): boolean {
  const [first] = items;
  if (first !== undefined && /#|\/[/*]/.test(text.slice(nameEnd, first.span.start))) return true;
  return items.some(
    (item, index) => !isBare(text.slice(items[index - 1]?.span.end ?? item.span.start, item.span.start)),
  );
}

/** Nothing but commas, dashes, quotes and line breaks, which may be escaped. */
function isBare(between: string): boolean {
  return /^(?:\\+[nrt"]|[\s,"'-])*$/.test(between);
}

/** Equal letters together, whatever their case; the same on every machine. */
function compareTexts(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
