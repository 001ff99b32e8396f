/**
 * The policies of one file, without what the configuration says of them: the expensive part of reading a workspace,
 * apart so that it can be kept for as long as the file does not change.
 */
import { type Declaration, type GivenVariables, type Link, type Site, type SourcesAround } from "../hosts/host.ts";
import { type MadeHolder } from "../hosts/made-holders.ts";
import { type Consulted, noteConsulted, NOTHING_CONSULTED } from "./consulted.ts";
import { readSource } from "../hosts/index.ts";
import { statementsInForce } from "../hosts/replaced-statements.ts";
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

/** What the file makes and can give one more policy. */
export type NamedHolder = Omit<MadeHolder, "writer">;

/** What writes for it holds the whole file. */
function withoutWriter({ sort, names, label, account, provider }: MadeHolder): NamedHolder {
  return { sort, names, label, ...(account && { account }), ...(provider && { provider }) };
}

export interface FilePolicies extends WorkspaceFile {
  readonly policies: readonly FilePolicy[];
  readonly links: readonly Link[];
  readonly declares: readonly Declaration[];
  readonly holders: readonly NamedHolder[];
  readonly gives: readonly GivenVariables[];
  /** It looks as if it held policies, but its syntax is broken, and none was found. */
  readonly unreadable: boolean;
  /** Where it is broken, if that is told with the findings. */
  readonly brokenAt: number | undefined;
  /** What was looked up in other files: it is read anew once that changes. */
  readonly consulted: Consulted;
}

/** A file of no known format, and one that holds no policy, has none. Versions that are not in force are left out. */
export function* filePoliciesSteps(
  file: WorkspaceFile,
  around: SourcesAround | undefined,
): Generator<undefined, FilePolicies> {
  const noted = around === undefined ? undefined : noteConsulted(around);
  const { path, languageId, text } = file;
  const reading = yield* readSource({ path, languageId, text, around: noted?.around });
  const { sites, links, declares, holders, gives, unreadable, brokenAt } = reading;
  const policies: FilePolicy[] = [];
  for (const site of sites) {
    if (site.standing !== "old" && site.standing !== "given")
      policies.push({ site, policy: statementsInForce(readPolicy(site.root), site) });
    yield;
  }
  return {
    ...file,
    policies,
    links,
    declares: declares(),
    holders: (holders?.() ?? []).map(withoutWriter),
    gives: gives?.() ?? [],
    unreadable,
    brokenAt,
    consulted: noted?.consulted() ?? NOTHING_CONSULTED,
  };
}

/** All at once. */
export function readFilePolicies(file: WorkspaceFile, around?: SourcesAround): FilePolicies {
  return resultOf(filePoliciesSteps(file, around));
}
