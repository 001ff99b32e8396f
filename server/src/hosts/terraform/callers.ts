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
  const answer = around.made(`terraform called again ${folder}`, (noted) => String(everyCall(noted).again.has(folder)));
  return answer === "true";
}

/** The variables of the module of a folder that a call gives something else than their default. */
export function inputsOfCalls(folder: string, around: SourcesAround): ReadonlySet<string> {
  const names = around.made(`terraform inputs of ${folder}`, (noted) =>
    [...(everyCall(noted).inputs.get(folder) ?? [])].join(" "),
  );
  return new Set(names.split(" ").filter((name) => name !== ""));
}

interface EveryCall {
  /** The folders of modules that are made again and again. */
  readonly again: ReadonlySet<string>;
  /** The arguments of calls, by the folder that is called. */
  readonly inputs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One look at each call tells. */
function everyCall(around: SourcesAround): EveryCall {
  return around.made("terraform every call", (noted) => {
    const inputs = new Map<string, Set<string>>();
    const again = new Set<string>();
    for (const caller of noted.everyFolder()) {
      if (callsIn(caller, noted).length === 0) continue;
      for (const call of namesIn(caller, noted).calls) {
        const called = folderOfCall(call);
        if (called === undefined || called === caller) continue;
        const known = inputs.get(called);
        if (known !== undefined || isMadeAgain(call)) again.add(called);
        const given = known ?? new Set<string>();
        for (const { name } of call.block.body.attributes) if (!OF_CALL.has(name)) given.add(name);
        inputs.set(called, given);
      }
    }
    return { again, inputs };
  });
}

/** What Terraform takes for itself. Source: "module block reference". */
const OF_CALL: ReadonlySet<string> = new Set(["source", "version", "count", "for_each", "providers", "depends_on"]);

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
