/**
 * Which modules of the workspace are called so often that they are not read for each call: what they make is read once,
 * with their variables open, as it is where nobody calls them. What each call makes of it may be as much as the calls
 * times the resources, of a few thousand lines millions.
 */
import { type SourcesAround } from "../host.ts";
import { callsIn } from "./calls.ts";
import { filesOfModule } from "./configuration.ts";
import { namesIn } from "./folder-names.ts";
import { documentArgumentsOf } from "./types.ts";

/** What all calls of one module may make together, and what those of all modules may: policies, roles and attachments. */
const MOST_OF_MODULE = 10_000;
const MOST_OF_WORKSPACE = 30_000;

/** A module that calls others is looked through for what these call only where that is less. */
export const MOST_INNER_CALLS = 200;

/** By the folders of the modules: how often each is called, directly or by a module that is called. */
export function modulesReadOnce(around: SourcesAround): ReadonlyMap<string, number> {
  // As a text, which counts as unchanged where it comes out the same.
  const lines = around.made("terraform modules read once", (noted) => linesOf(noted));
  return new Map(
    lines.split("\n").flatMap((line): [string, number][] => {
      const [, calls, folder] = /^(\d+) (.*)$/s.exec(line) ?? [];
      return folder === undefined ? [] : [[folder, Number(calls)]];
    }),
  );
}

function linesOf(around: SourcesAround): string {
  const calls = callsByFolder(around);
  const readings = readingsOf(calls);
  const made = [...readings]
    .filter(([, times]) => times > 1)
    .map(([folder, times]) => ({ folder, times, parts: times * partsOf(folder, around) }))
    .sort((one, other) => one.parts - other.parts || (one.folder < other.folder ? -1 : 1));
  let sum = 0;
  const often = made.filter(({ parts }) => {
    sum += parts;
    return parts > MOST_OF_MODULE || sum > MOST_OF_WORKSPACE;
  });
  return often.map(({ folder, times }) => `${times} ${folder}`).join("\n");
}

type Calls = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** By the folder of who calls: how often each module is called. */
function callsByFolder(around: SourcesAround): Calls {
  const calls = new Map<string, ReadonlyMap<string, number>>();
  for (const folder of around.everyFolder()) {
    if (filesOfModule(around.filesIn(folder)).length === 0) continue;
    const own = new Map<string, number>();
    for (const called of callsIn(folder, around)) own.set(called, (own.get(called) ?? 0) + 1);
    if (own.size > 0) calls.set(folder, own);
  }
  return calls;
}

/** How often each module would be read: for who calls it, and for who calls that. */
function readingsOf(calls: Calls): ReadonlyMap<string, number> {
  const readings = new Map<string, number>();
  const add = (folder: string, times: number): void => {
    readings.set(folder, (readings.get(folder) ?? 0) + times);
  };
  for (const own of calls.values()) {
    for (const [folder, times] of own) add(folder, times);
    const inner = [...own].map(([folder, times]) => ({ times, calls: calls.get(folder) ?? NO_CALLS }));
    const all = inner.reduce((sum, one) => sum + one.times * sumOf(one.calls), 0);
    if (all > MOST_INNER_CALLS) continue;
    for (const one of inner) for (const [folder, times] of one.calls) add(folder, one.times * times);
  }
  return readings;
}

const NO_CALLS: ReadonlyMap<string, number> = new Map();

function sumOf(calls: ReadonlyMap<string, number>): number {
  return [...calls.values()].reduce((sum, one) => sum + one, 0);
}

/** How much of what the module makes is read for each call. */
function partsOf(folder: string, around: SourcesAround): number {
  const count = around.made(`terraform parts ${folder}`, (noted) => {
    const types = namesIn(folder, noted).resources.map(({ block }) => block.labels[0]?.text ?? "");
    const read = types.filter((type) => documentArgumentsOf(type).length > 0 || ATTACHING.test(type));
    return String(read.length);
  });
  return Number(count);
}

const ATTACHING = /^aws_(?:iam|organizations|ssoadmin)_/;
