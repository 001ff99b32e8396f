/**
 * The policies of one file, without what the configuration says of them: the expensive part of reading a workspace,
 * apart so that it can be kept for as long as the file does not change.
 */
import { type Link, type Site } from "../hosts/host.ts";
import { readSource } from "../hosts/index.ts";
import { type Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { resultOf } from "../text/steps.ts";

export interface WorkspaceFile {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  /** Of a file whose name does not say what it holds. */
  readonly languageId?: string;
  readonly text: string;
}

export interface FilePolicy {
  readonly site: Site;
  readonly policy: Policy;
}

export interface FilePolicies extends WorkspaceFile {
  readonly policies: readonly FilePolicy[];
  readonly links: readonly Link[];
  /** It looks as if it held policies, but its syntax is broken, and none was found. */
  readonly unreadable: boolean;
}

/** A file of no known format, and one that holds no policy, has none. Versions that are not in force are left out. */
export function* filePoliciesSteps(file: WorkspaceFile): Generator<undefined, FilePolicies> {
  const { sites, links, unreadable } = yield* readSource({
    path: file.path,
    languageId: file.languageId,
    text: file.text,
  });
  const policies: FilePolicy[] = [];
  for (const site of sites) {
    if (site.standing !== "old") policies.push({ site, policy: readPolicy(site.root) });
    yield;
  }
  return { ...file, policies, links, unreadable };
}

/** All at once. */
export function readFilePolicies(file: WorkspaceFile): FilePolicies {
  return resultOf(filePoliciesSteps(file));
}
