/** Which policies of Terraform stand in a file of their own, read by `file` or `templatefile`. */
import { append } from "../../domains/append.ts";
import { type SiteUse, type SourcesAround } from "../host.ts";
import { moduleIn } from "./load-module.ts";
import { type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { modulesReadOnce } from "./read-once.ts";
import { callersOf } from "./callers.ts";
import { readersOf } from "./references.ts";
import { pathOfPlace, placeIn, placeOfFile, type TemplateVariables } from "./sources.ts";
import { type PolicyUse, type PolicyUses, siteUses } from "./uses.ts";
import { withOtherHolders } from "./other-holders.ts";

export interface FileUse {
  /** Is the file a template, whose `${…}` Terraform fills in? */
  readonly reading: "file" | "templatefile";
  readonly uses: readonly SiteUse[];
  /** What the template is filled in with, where it is used once. */
  readonly variables: TemplateVariables;
  /** What uses it says that IAM has nothing to do with it. */
  readonly isOther: boolean;
}

/** Looks into the modules of the workspace; undefined where none of them refers to it. */
export function useOfFile(path: string, around: SourcesAround): FileUse | undefined {
  const place = placeOfFile(path);
  const readers = readersOf(place, around);
  // Who calls the module that reads it says whom its policy is for.
  const folders = new Set([...readers, ...readers.flatMap((folder) => callersOf(folder, around))]);
  const found = [...folders].flatMap((folder) => moduleIn(folder, around).uses.get(place) ?? []);
  const all = found.some(({ module }) => module.isCalled) ? found : notReadElsewhere(found, [...folders], around);
  if (all.length === 0) return undefined;
  return {
    reading: all.some(({ reading }) => reading === "templatefile") ? "templatefile" : "file",
    isOther: all.every(({ kind }) => kind === "other-document"),
    uses: withOtherHolders(byCallsAlone(all).flatMap(siteUses)),
    variables: variablesOf(all),
  };
}

/** A module that is called reads the file of its name where Terraform runs, if that has one: then it does not read its own. */
function notReadElsewhere(
  uses: readonly PolicyUse[],
  folders: readonly string[],
  around: SourcesAround,
): readonly PolicyUse[] {
  if (uses.length === 0 || folders.length < 2) return uses;
  const elsewhere = new Set<string>();
  for (const folder of folders)
    for (const [place, called] of moduleIn(folder, around).uses)
      if (place.startsWith(placeOfFile("")))
        for (const use of called) if (use.module.isCalled) elsewhere.add(placeOfUse(use));
  return uses.filter((use) => !elsewhere.has(placeOfUse(use)));
}

/** Where calls say what a resource makes, it says nothing more by itself. */
function byCallsAlone(uses: readonly PolicyUse[]): readonly PolicyUse[] {
  const called = uses.filter(({ module }) => module.isCalled);
  if (called.length === 0) return uses;
  const said = new Set(called.map(placeOfUse));
  return uses.filter((use) => use.module.isCalled || !said.has(placeOfUse(use)));
}

function placeOfUse({ resource: { block, file }, argument }: PolicyUse): string {
  return `${argument} ${placeIn(file, block.span.start)}`;
}

/** Of a module that others call, what it writes itself: the calls say more of the same. */
function variablesOf(uses: readonly PolicyUse[]): TemplateVariables {
  const [only, ...others] = uses.length === 1 ? uses : uses.filter(({ module }) => !module.isCalled);
  const isOfAll =
    only !== undefined && others.length === 0 && uses.every((use) => placeOfUse(use) === placeOfUse(only));
  return (isOfAll ? only.variables : undefined) ?? new Map();
}

/**
 * What is said of the policies of a file, by their places: by the modules that call its own, with what they give it, or by
 * `own` where none does. Of a module that is called too often the calls say nothing of what it makes: it says that itself.
 */
export function usesIn(
  path: string,
  own: PolicyUses,
  around: SourcesAround | undefined,
): (place: string) => readonly PolicyUse[] {
  const byCallers = around && usesByCallers(path, around);
  const isReadOnce = around !== undefined && modulesReadOnce(around).has(folderOf(path));
  return (place) => {
    const called = byCallers?.get(place);
    const here = own.get(place) ?? [];
    return called === undefined ? here : isReadOnce ? [...called, ...here] : called;
  };
}

/** Undefined where no other module calls it. */
function usesByCallers(path: string, around: SourcesAround): PolicyUses | undefined {
  const own = folderOf(path);
  return around.made(`terraform uses by callers ${own}`, (noted) => {
    const callers = callersOf(own, noted).filter((folder) => folder !== own);
    if (callers.length === 0) return undefined;
    const uses = new Map<string, PolicyUse[]>();
    for (const folder of callers) {
      const behind = usesBehind(folder, own, noted);
      for (const [place, more] of behind.size > 0 ? behind : usesOfFolder(folder, own, noted)) {
        const known = uses.get(place) ?? [];
        append(known, more);
        uses.set(place, known);
      }
    }
    return uses;
  });
}

/** Of those that call `caller`: what they make of the module of `own` by it, which gives it what they say. */
function usesBehind(caller: string, own: string, around: SourcesAround): PolicyUses {
  const uses = new Map<string, PolicyUse[]>();
  for (const folder of callersOf(caller, around)) {
    if (folder === caller || folder === own) continue;
    for (const [place, more] of usesOfFolder(folder, own, around)) {
      const through = more.filter(({ module }) => isIn(module, caller) || isIn(module.calledBy?.by, caller));
      if (through.length === 0) continue;
      const known = uses.get(place) ?? [];
      append(known, through);
      uses.set(place, known);
    }
  }
  return uses;
}

function isIn(module: TerraformModule | undefined, folder: string): boolean {
  return module?.isCalled === true && module.folder === folder;
}

/** What the module of a folder says of the policies in another. */
function usesOfFolder(folder: string, own: string, around: SourcesAround): PolicyUses {
  return usesByFolder(folder, around).get(own) ?? new Map<string, readonly PolicyUse[]>();
}

/** One module may call thousands of others, each of which asks it for its own. */
function usesByFolder(by: string, around: SourcesAround): ReadonlyMap<string, PolicyUses> {
  return around.made(`terraform uses of folders by ${by}`, (noted) => {
    const found = new Map<string, Map<string, readonly PolicyUse[]>>();
    for (const [place, more] of moduleIn(by, noted).uses) {
      const folder = folderOf(pathOfPlace(place));
      const known = found.get(folder) ?? new Map<string, readonly PolicyUse[]>();
      found.set(folder, known.set(place, more));
    }
    return found;
  });
}
