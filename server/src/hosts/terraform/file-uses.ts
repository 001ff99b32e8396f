/** Which policies of Terraform stand in a file of their own, read by `file` or `templatefile`. */
import { type SiteUse, type SourcesAround, type WorkspaceSnapshot } from "../host.ts";
import { moduleIn, modulePaths } from "./load-module.ts";
import { folderOfCall } from "./module.ts";
import { folderOf } from "./paths.ts";
import { placeOfFile } from "./sources.ts";
import { type PolicyUse, type PolicyUses, siteUses, usesInModule } from "./uses.ts";

export interface FileUse {
  /** Is the file a template, whose `${…}` Terraform fills in? */
  readonly reading: "file" | "templatefile";
  readonly uses: readonly SiteUse[];
  /** What uses it says that IAM has nothing to do with it. */
  readonly isOther: boolean;
}

/** Looks into the modules of the file's folder and of those around it; undefined where none of them refers to it. */
export function useOfFile(path: string, around: SourcesAround): FileUse | undefined {
  const found: { readonly known: KnownModule; readonly uses: readonly PolicyUse[] }[] = [];
  for (const folder of foldersAround(path)) {
    const known = knownModule(folder, around);
    const uses = known?.uses.get(placeOfFile(path)) ?? [];
    if (known !== undefined && uses.length > 0) found.push({ known, uses });
  }
  const all = found.flatMap(({ uses }) => uses);
  if (all.length === 0) return undefined;
  return {
    reading: all.some(({ reading }) => reading === "templatefile") ? "templatefile" : "file",
    isOther: all.every(({ kind }) => kind === "other-document"),
    uses: found.flatMap(({ uses }) => uses.flatMap(siteUses)),
  };
}

/**
 * What the modules around a file's own say of its policies, by calling its module: with what they give it. Undefined where
 * none of them calls it.
 */
export function usesByCallers(path: string, around: SourcesAround): PolicyUses | undefined {
  const [own, ...others] = foldersAround(path);
  const uses = new Map<string, readonly PolicyUse[]>();
  let isCalled = false;
  for (const folder of others) {
    const known = knownModule(folder, around);
    if (known === undefined || !known.calls.includes(own ?? "")) continue;
    isCalled = true;
    for (const [place, more] of known.uses) uses.set(place, [...(uses.get(place) ?? []), ...more]);
  }
  return isCalled ? uses : undefined;
}

function foldersAround(path: string): readonly string[] {
  const folders: string[] = [];
  let folder = folderOf(path);
  for (;;) {
    folders.push(folder);
    if (folder === "" || folders.length >= DEEPEST) return folders;
    folder = folderOf(folder.slice(0, -1));
  }
}

/** Nobody keeps a module's files further down. */
const DEEPEST = 8;

interface KnownModule {
  readonly uses: PolicyUses;
  /** The folders of the modules that it calls. */
  readonly calls: readonly string[];
}

/** For as long as the files are the same, each module is read once. */
const KNOWN = new WeakMap<WorkspaceSnapshot, Map<string, KnownModule>>();

function knownModule(folder: string, around: SourcesAround): KnownModule | undefined {
  // Whoever notes what is looked at notes it for each file that asks.
  const paths = modulePaths(folder, around);
  if (!paths.some((path) => around.textOf(path) !== undefined)) return undefined;
  for (const path of paths) around.textOf(path);
  const modules = KNOWN.get(around.snapshot) ?? new Map<string, KnownModule>();
  KNOWN.set(around.snapshot, modules);
  const before = modules.get(folder);
  if (before !== undefined) return before;
  const module = moduleIn(folder, around);
  const known = { uses: usesInModule(module), calls: module.calls.flatMap((call) => folderOfCall(call) ?? []) };
  modules.set(folder, known);
  return known;
}
