import assert from "node:assert/strict";
import fc from "fast-check";

/**
 * How a property is searched for a counterexample. `npm run test:search` draws anew and says from which seed;
 * `npm test PATH-PART` draws the same values every time, a fifth as many, so that it is quick while one works.
 */
interface Search {
  readonly seed: number;
  readonly numRuns: number;
}

// Node's reporter leaves out the cause of an error, and a counterexample without what it broke says little.
fc.configureGlobal({ includeErrorInReport: true });

const FIXED_SEED = 20_260_926;

/** `usual`: how often `npm run test:search` tries the property. */
export function searching(usual: number): Search {
  return { seed: numberOf("SEARCH_SEED", FIXED_SEED), numRuns: Math.ceil(usual * searchShare()) };
}

/** A search that is worth something only if it met each of some things so often. */
interface Meeting {
  readonly usual: number;
  /** In a whole search. */
  readonly least: number;
  /** How often each was met until now, under its name. */
  readonly met: () => Readonly<Record<string, number>>;
}

/**
 * Searches on from further seeds until it met enough: of what is drawn seldom one search may by chance meet too little. What
 * ten usual searches do not meet is not drawn.
 */
export function searchUntilMet({ usual, least, met }: Meeting, search: (from: Search) => void): void {
  const { seed, numRuns } = searching(usual);
  const enough = Math.ceil(least * Math.min(1, searchShare()));
  const lacking = (): readonly string[] =>
    Object.entries(met()).flatMap(([name, count]) => (count < enough ? [`${name}: ${count}`] : []));
  for (let tried = 0; tried === 0 || (lacking().length > 0 && tried < 10 * usual); tried += numRuns) {
    search({ seed: seed + tried, numRuns });
  }
  assert.deepEqual(lacking(), [], `met fewer than ${enough} times`);
}

/** Which part of the usual search is made: a fifth in `npm test PATH-PART`, all of it in `npm run test:search`. */
export function searchShare(): number {
  return numberOf("SEARCH_SHARE", 0.2);
}

/** All of a few things in a whole search, else every tenth, from another place for each `number`. */
export function someOf<T>(all: readonly T[], number: number): readonly T[] {
  return everySo(all, number, sweptShare());
}

/** The same of very many things, such as all that is offered at every cursor: else every 25th. */
export function fewOf<T>(all: readonly T[], number: number): readonly T[] {
  return everySo(all, number, fewShare());
}

/** The same of tables whose rows take long and have little to do with each other: else every fourth. */
export function quarterOf<T>(all: readonly T[], number: number): readonly T[] {
  return everySo(all, number, 2.5 * sweptShare());
}

/** The same of large tables of this kind: else every eighth. */
export function eighthOf<T>(all: readonly T[], number: number): readonly T[] {
  return everySo(all, number, 1.25 * sweptShare());
}

/**
 * The same of many things that are much alike: else each that brings something that none before it has, and every 128th by
 * its name, so that one that is added leaves the others where they are. `bringing`: what the thing of a name has.
 */
export function coveringOf(names: readonly string[], bringing: (name: string) => readonly string[]): readonly string[] {
  if (sweptShare() >= 1) return names;
  const brought = new Set<string>();
  return names.filter((name) => {
    const brings = bringing(name);
    const isNew = brings.some((one) => !brought.has(one));
    for (const one of brings) brought.add(one);
    return isNew || numberOfName(name) % 128 === 0;
  });
}

function numberOfName(name: string): number {
  let number = 0;
  for (const char of name) number = (31 * number + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return number;
}

function everySo<T>(all: readonly T[], number: number, share: number): readonly T[] {
  const every = Math.max(1, Math.round(1 / share));
  return all.filter((_, index) => (index + number) % every === 0);
}

/** How many of a few things that is, or how long to make a long list: all of it in a whole search, else a tenth. */
export function shareOf(count: number): number {
  return Math.ceil(count * Math.min(1, sweptShare()));
}

/** How long to make a hostile text: all of it in a whole search, else a 25th. */
export function lengthOf(count: number): number {
  return Math.ceil(count * Math.min(1, fewShare()));
}

/** Sweeps are in `npm test`, where searches are not. Whoever names their file runs them whole. */
function sweptShare(): number {
  return numberOf("SWEEP_SHARE", numberOf("SEARCH_SHARE", 0.1));
}

function fewShare(): number {
  return numberOf("SWEEP_SHARE", numberOf("SEARCH_SHARE", 0.04));
}

function numberOf(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === "") return usual;
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${variable} is not a number above 0: ${text}`);
  return number;
}
