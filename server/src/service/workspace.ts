/** The policies of a workspace, read file by file; what did not change is not read again. */
import { type UnreadReason } from "../denial/not-known.ts";
import { type SourcesAround } from "../hosts/host.ts";
import { filesToRead } from "../hosts/index.ts";
import { type WorkspaceConfig } from "../workspace/config.ts";
import { isUnchanged, sourcesAround } from "../workspace/consulted.ts";
import { type FilePolicies, filePoliciesSteps, type WorkspaceFile } from "../workspace/read-file-policies.ts";
import { assembleWorkspace, type WorkspacePolicies } from "../workspace/workspace.ts";
import { once } from "../domains/once.ts";
import { type NamedPlaces, namedPlaces } from "./navigation/named-places.ts";
import { type SurroundingsLookup, surroundingsLookup } from "./surroundings.ts";

export interface Workspace {
  readonly policies: WorkspacePolicies;
  /** What is stated of the policies beside each. */
  readonly surroundings: () => SurroundingsLookup;
  /** Its files, for whoever reads one that refers to others. */
  readonly around: SourcesAround;
  /** Paths of files that are not among them, but are read by name from others: policies of whatever ending. */
  readonly toRead: () => readonly string[];
  /** Files that are left out: they count as files without policies. */
  readonly unread: readonly UnreadFile[];
  /** "part" if there may be more files than were listed. */
  readonly extent: "all" | "part";
  /** As they were read. */
  readonly files: readonly FilePolicies[];
  /** Where what ARNs name is written. */
  readonly places: () => NamedPlaces;
}

export interface UnreadFile {
  readonly path: string;
  readonly why: UnreadReason;
  /** What was thrown, if anything was. */
  readonly error?: unknown;
  /** Where it is broken, if that is told with the findings. */
  readonly brokenAt?: number | undefined;
}

/** The paths of what was left out, by why. */
export function byReason(
  unread: readonly UnreadFile[],
): readonly { readonly why: UnreadReason; readonly files: readonly string[] }[] {
  return [...new Set(unread.map(({ why }) => why))].map((why) => ({
    why,
    files: unread.filter((file) => file.why === why).map(({ path }) => path),
  }));
}

/** The files of the last reading, by their paths. */
export type WorkspaceMemory = Map<string, FilePolicies>;

/**
 * A step for each file, and more for a large one. Files that hold nothing may be among them. One that cannot be read does
 * not keep the others from being read, and is tried again the next time. `leftOut` are the files whose text is not there.
 */
export function* workspaceSteps(
  files: Iterable<WorkspaceFile>,
  config: WorkspaceConfig,
  kept: WorkspaceMemory,
  leftOut: readonly UnreadFile[],
  extent: Workspace["extent"] = "all",
): Generator<undefined, Workspace> {
  const read: FilePolicies[] = [];
  const unread = [...leftOut];
  const all = [...files];
  const around = sourcesAround(all);
  for (const file of all) {
    const known = kept.get(file.path);
    try {
      const same =
        known?.text === file.text && known.languageId === file.languageId && isUnchanged(known.consulted, around);
      read.push(same ? known : yield* filePoliciesSteps(file, around));
    } catch (error) {
      unread.push({ path: file.path, why: "failed", error });
    }
    yield;
  }
  kept.clear();
  for (const file of read) {
    kept.set(file.path, file);
    if (file.unreadable) unread.push({ path: file.path, why: "broken", brokenAt: file.brokenAt });
  }
  const policies = assembleWorkspace(read, config, around);
  return {
    policies,
    surroundings: once(() => surroundingsLookup(policies)),
    around,
    toRead: once(() => filesToRead(around)),
    unread,
    extent,
    files: read,
    places: once(() => namedPlaces(read, policies)),
  };
}
