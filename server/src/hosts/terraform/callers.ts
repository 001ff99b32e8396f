/** Which modules of the workspace call which. */
import { type SourcesAround } from "../host.ts";
import { callsIn, listed } from "./calls.ts";
import { namesIn } from "./folder-names.ts";
import { folderOfCall, isMadeAgain } from "./module.ts";

/** The folders whose modules call that of a folder. */
export function callersOf(folder: string, around: SourcesAround): readonly string[] {
  return listed(`terraform callers ${folder}`, (noted) => indexOf("calls", callsIn, noted).get(folder) ?? [], around);
}

/** Do several calls make what the module of a folder makes, or one that is made again and again? */
export function isCalledAgain(folder: string, around: SourcesAround): boolean {
  const answer = around.made(`terraform called again ${folder}`, (noted) => String(calledAgain(noted).has(folder)));
  return answer === "true";
}

/** The folders of such modules: one look at each call tells. */
function calledAgain(around: SourcesAround): ReadonlySet<string> {
  return around.made("terraform called again", (noted) => {
    const once = new Set<string>();
    const again = new Set<string>();
    for (const caller of noted.everyFolder()) {
      if (callsIn(caller, noted).length === 0) continue;
      for (const call of namesIn(caller, noted).calls) {
        const called = folderOfCall(call);
        if (called === undefined || called === caller) continue;
        (isMadeAgain(call) || once.has(called) ? again : once).add(called);
      }
    }
    return again;
  });
}

/** By what folders refer to: the folders. */
export function indexOf(
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
