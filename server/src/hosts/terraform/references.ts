/** Which modules of the workspace read which files: one look at each folder tells. */
import { type SourcesAround } from "../host.ts";
import { indexOf } from "./callers.ts";
import { callsIn, listed, mentions } from "./calls.ts";
import { moduleIn } from "./load-module.ts";
import { pathOfPlace } from "./sources.ts";

/** The folders whose modules read a file, by its place as `placeOfFile` makes it. */
export function readersOf(place: string, around: SourcesAround): readonly string[] {
  return listed(`terraform readers ${place}`, (noted) => indexOf("files", readIn, noted).get(place) ?? [], around);
}

/** Every file that modules of the workspace read a policy or a template from. */
export function filesRead(around: SourcesAround): readonly string[] {
  return [...indexOf("files", readIn, around).keys()].map(pathOfPlace);
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
