/** Which modules the module of a folder calls: what its own files say is enough for it. */
import { type SourcesAround } from "../host.ts";
import { filesOfModule } from "./configuration.ts";
import { namesIn } from "./folder-names.ts";
import { folderOfCall } from "./module.ts";

/** The folder of the module that each call of a folder's module calls. */
export function callsIn(folder: string, around: SourcesAround): readonly string[] {
  const calls = (noted: SourcesAround): readonly string[] =>
    mentions(folder, /\b(?:module|inputs)\b/, noted)
      ? namesIn(folder, noted).calls.flatMap((call) => folderOfCall(call) ?? [])
      : [];
  return listed(`terraform calls ${folder}`, calls, around);
}

/** Most folders of a workspace need not be read for it. */
export function mentions(folder: string, word: RegExp, around: SourcesAround): boolean {
  return filesOfModule(around.filesIn(folder)).some((path) => word.test(around.textOf(path) ?? ""));
}

/** As a text, which counts as unchanged where it comes out the same. */
export function listed(
  name: string,
  make: (around: SourcesAround) => readonly string[],
  around: SourcesAround,
): readonly string[] {
  return JSON.parse(around.made(name, (noted) => JSON.stringify(make(noted)))) as string[];
}
