/**
 * Of many statements, those that may cover another one: told by how the texts of their entries begin, so that most are
 * never compared. It leaves out none that covers anything.
 */
import { byBeginning } from "../../domains/by-beginning.ts";
import { once } from "../../domains/once.ts";
import { type EntryTexts, type ListTexts } from "./list-texts.ts";
import { type ComparedParts } from "./statement-covers.ts";

export interface CoveringIndex {
  /** Places, in order, of all statements that may cover the whole of this one. */
  forWhole(smaller: ComparedParts): readonly number[];
  /** The same of those that may cover a part of it: what it matches because of one of its entries. */
  forPart(smaller: ComparedParts): readonly number[];
}

export function coveringIndex(statements: readonly ComparedParts[]): CoveringIndex {
  const everywhere: Places = [...statements.keys()];
  const actions = once(() => listIndex(statements.map(({ action }) => action)));
  const resources = listIndex(statements.map(({ resource }) => resource));
  // To look at all is no more than to put most of them in order.
  const inOrder = (groups: Groups): Places => {
    const count = countOf(groups);
    return count === 0 ? NOWHERE : count < everywhere.length / 2 ? union(groups) : everywhere;
  };
  // Resources tell most statements apart.
  return {
    forWhole: ({ action, resource }) =>
      inOrder(fewest([() => resources.ofEvery(resource), () => actions().ofEvery(action)])),
    forPart: ({ action, resource }) =>
      inOrder(fewest([() => resources.ofSome(resource), () => actions().ofSome(action)])),
  };
}

/** Places in the list of statements. */
type Places = readonly number[];

const NOWHERE: readonly number[] = [];

/** A place may be in several of them, or twice in one. */
type Groups = readonly Places[];

interface ListIndex {
  /** Where a list stands that may cover all entries of this one. */
  ofEvery(list: ListTexts | undefined): Groups;
  /** Where one stands that may cover some entry of it, or has none to cover. */
  ofSome(list: ListTexts | undefined): Groups;
}

/** What covers a list covers each of its entries, so any of them tells; the first few are asked. */
const MOST_ASKED = 4;

function listIndex(lists: readonly (ListTexts | undefined)[]): ListIndex {
  const all: Groups = [[...lists.keys()]];
  // An element that is missing, or that excludes, may let everything through.
  const anything = [...lists.keys()].filter((place) => mayBeAnything(lists[place]));
  const byIdentity = new Map<string, number[]>();
  const beginnings = byBeginning<number>();
  for (const [place, list] of lists.entries()) {
    for (const { identity, isSure, surelyBegins } of mayBeAnything(list) ? [] : (list?.entries ?? [])) {
      if (identity !== undefined) add(byIdentity, identity, place);
      if (isSure) beginnings.add(surelyBegins, place);
    }
  }
  const ofEntry = ({ all: isAll, isNothing, withinBegins, identity = "" }: EntryTexts): Groups => {
    if (isAll) return [anything];
    // Every list covers what matches nothing.
    if (isNothing) return all;
    return [anything, byIdentity.get(identity) ?? [], ...beginnings.groupsFor(withinBegins)];
  };
  const entriesOf = (list: ListTexts | undefined): readonly EntryTexts[] | undefined =>
    list === undefined || list.excludes || list.open ? undefined : list.entries;
  return {
    ofEvery(list) {
      const entries = entriesOf(list);
      return entries === undefined
        ? [anything]
        : fewest([...entries.slice(0, MOST_ASKED).map((entry) => () => ofEntry(entry)), () => all]);
    },
    ofSome(list) {
      const entries = entriesOf(list);
      if (entries === undefined) return [anything];
      return entries.length === 0 ? all : entries.flatMap(ofEntry);
    },
  };
}

function mayBeAnything(list: ListTexts | undefined): boolean {
  return list === undefined || list.excludes || list.entries.some(({ all }) => all);
}

function add(places: Map<string, number[]>, key: string, place: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [place]);
  else known.push(place);
}

/** So few are as good as fewer: no others are looked for. */
const FEW = 2;

function fewest(choices: readonly (() => Groups)[]): Groups {
  let fewest: Groups = [];
  let count = Infinity;
  for (const groupsOf of choices) {
    const groups = groupsOf();
    const own = countOf(groups);
    if (own >= count) continue;
    [fewest, count] = [groups, own];
    if (count <= FEW) break;
  }
  return fewest;
}

function countOf(groups: Groups): number {
  return groups.reduce((count, { length }) => count + length, 0);
}

function union(groups: Groups): Places {
  return [...new Set(groups.flat())].sort((a, b) => a - b);
}
