/**
 * The policies of one file, without what the configuration says of them: the expensive part of reading a workspace,
 * apart so that it can be kept for as long as the file does not change.
 */
import { type Site } from "../hosts/host.ts";
import { hostOf } from "../hosts/index.ts";
import { type Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { type Snapshot, type SnapshotBinding } from "./snapshot.ts";

export interface WorkspaceFile {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface FilePolicy {
  readonly site: Site;
  readonly policy: Policy;
  /** What the output of a command, saved as this file, says of it. */
  readonly snapshot: SnapshotBinding | undefined;
}

export interface FilePolicies extends WorkspaceFile {
  readonly policies: readonly FilePolicy[];
  /** Undefined unless the file is the output of a command of the AWS CLI. */
  readonly snapshot: Snapshot | undefined;
}

/** A file of no known format, and one that holds no policy, has none. Versions that are not in force are left out. */
export function readFilePolicies(file: WorkspaceFile): FilePolicies {
  const source = { path: file.path, languageId: undefined, text: file.text };
  const sites = hostOf(source)?.read(source).sites ?? [];
  const snapshot = readSnapshot(file.path, file.text);
  const policies = sites.flatMap((site): FilePolicy[] => {
    const place = site.path.join("/");
    const binding = snapshot?.documents.get(place);
    const outdated = binding === undefined && snapshot?.documents.has(place) === true;
    return outdated ? [] : [{ site, policy: readPolicy(site.root), snapshot: binding }];
  });
  return { ...file, policies, snapshot };
}
