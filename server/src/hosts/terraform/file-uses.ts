/** Which policies of Terraform stand in a file of their own, read by `file` or `templatefile`. */
import { type SiteUse, type SourcesAround, type WorkspaceSnapshot } from "../host.ts";
import { type AttachmentsByPolicy, attachmentsIn } from "./holders.ts";
import { moduleIn, modulePaths } from "./load-module.ts";
import { type TerraformModule } from "./module.ts";
import { folderOf, placeOfFile } from "./sources.ts";
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
    uses: found.flatMap(({ known, uses }) => uses.flatMap((use) => siteUses(use, known.attachments, known.module))),
  };
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
  readonly module: TerraformModule;
  readonly uses: PolicyUses;
  readonly attachments: AttachmentsByPolicy;
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
  const known = { module, uses: usesInModule(module), attachments: attachmentsIn(module) };
  modules.set(folder, known);
  return known;
}
