/** Which modules of the workspace call which, and which read which files: one look at each folder tells. */
import { type SourcesAround } from "../host.ts";
import { callsIn, listed, mentions } from "./calls.ts";
import { moduleIn } from "./load-module.ts";
import { pathOfPlace } from "./sources.ts";

/** The folders whose modules call that of a folder. */
export function callersOf(folder: string, around: SourcesAround): readonly string[] {
  return listed(`terraform callers ${folder}`, (noted) => indexOf("calls", callsIn, noted).get(folder) ?? [], around);
}

/** The folders whose modules read a file, by its place as `placeOfFile` makes it. */
export function readersOf(place: string, around: SourcesAround): readonly string[] {
  return listed(`terraform readers ${place}`, (noted) => indexOf("files", readIn, noted).get(place) ?? [], around);
}

/** Every file that modules of the workspace read a policy or a template from. */
export function filesRead(around: SourcesAround): readonly string[] {
  return [...indexOf("files", readIn, around).keys()].map(pathOfPlace);
}

/** By what folders refer to: the folders. */
function indexOf(
  what: string,
  referredIn: (folder: string, around: SourcesAround) => readonly string[],
  around: SourcesAround,
): ReadonlyMap<string, readonly string[]> {
  return around.made(`terraform index ${what}`, (noted) => {
    const index = new Map<string, string[]>();
    for (const folder of noted.everyFolder()) {
      for (const target of new Set(referredIn(folder, noted))) {
        const known = index.get(target);
        if (known === undefined) index.set(target, [folder]);
        else known.push(folder);
      }
    }
    return index;
  });
}

function readIn(folder: string, around: SourcesAround): readonly string[] {
  const files = (noted: SourcesAround): readonly string[] =>
    mentions(folder, /file\s*\(|\blocal_file\b|\bpath\.module\b|\.json"/, noted) ||
    callsIn(folder, noted).some((called) => readsFromRoot(called, noted))
      ? [...moduleIn(folder, noted).uses.keys()].filter((place) => place.startsWith("file "))
      : [];
  return listed(`terraform files ${folder}`, files, around);
}

/** Two calls deep a module reads what stands where Terraform runs. */
function readsFromRoot(folder: string, around: SourcesAround): boolean {
  const reads = (one: string): boolean => mentions(one, /file\s*\(\s*"(?!\$\{\s*path\.module\b)/, around);
  return reads(folder) || callsIn(folder, around).some(reads);
}
