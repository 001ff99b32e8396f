/**
 * The workspace file `iam-verdict.json` and the setting `iamVerdict.policies`: what the policy files cannot say of
 * themselves. Reading never fails; what cannot be used is left out and told.
 */
import { POLICY_KINDS, type PolicyKind } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";

export const WORKSPACE_FILE = "iam-verdict.json";

/** `path` may also be a URI. */
export function isWorkspaceFile(path: string): boolean {
  return path === WORKSPACE_FILE || path.endsWith(`/${WORKSPACE_FILE}`);
}

/** What some policy files are and what they are attached to. */
export interface PolicyEntry {
  /** A glob, relative to `base`. */
  readonly files: string;
  /** The folder of the file that says it, with forward slashes; empty for the workspace's own folder. */
  readonly base: string;
  readonly kind: PolicyKind | undefined;
  readonly name: string | undefined;
  /** The policy's own ARN. */
  readonly arn: string | undefined;
  /** ARNs of users, roles, groups or sessions. */
  readonly attachedTo: readonly string[];
  /** The ARN of the resource whose policy it is; for a trust policy, the role's. */
  readonly resource: string | undefined;
  /** The account that owns the resource. */
  readonly account: string | undefined;
  /** Roots, organizational units and accounts of an SCP or RCP. */
  readonly targets: readonly string[];
  readonly endpoint: string | undefined;
}

export interface ConfigSource {
  /** The file's own, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Organization {
  /** Account → the root and organizational units above it, outermost first. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  readonly managementAccount: string | undefined;
}

/** A finding that is accepted for a reason. What is undefined does not narrow the entry. */
export interface Suppression {
  readonly code: string;
  readonly files: string | undefined;
  readonly base: string;
  readonly statement: StatementName | undefined;
  readonly reason: string | undefined;
  /** The last day it holds, as `2027-01-31`. */
  readonly until: string | undefined;
  /** Where its file says so. */
  readonly span: Span;
}

/** How an entry names a statement: it is the one with this Sid, or the one at this place. */
export interface StatementName {
  readonly sid: string | undefined;
  /** Counted from 0, however the file counts. */
  readonly index: number | undefined;
}

export interface WorkspaceConfig {
  /** The workspace files that say it, as they are written; none for settings. */
  readonly sources: readonly ConfigSource[];
  /**
   * Several entries may match one file: the later one counts where they disagree, and what entries of the same `files`
   * list in `attachedTo` and `targets` adds up.
   */
  readonly policies: readonly PolicyEntry[];
  readonly organization: Organization;
  /** The ARN or name of a group → the ARNs or names of users in it; there may be more. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Context keys and their values, true of every request. */
  readonly facts: ReadonlyMap<string, string | readonly string[]>;
  /** Check code → severity, as written. */
  readonly severity: ReadonlyMap<string, string>;
  readonly suppress: readonly Suppression[];
}

export interface ConfigProblem {
  /** The file, or the setting's name. */
  readonly where: string;
  readonly span: Span;
  /** What is wrong and what to do, in sentences; texts of the file in it are visible. */
  readonly message: string;
  /**
   * `json`: of the text itself, which an editor's own JSON support reports as well. `mistake`: something stated cannot
   * be used. `note`: it is used, or nothing is lost without it.
   */
  readonly sort: "json" | "mistake" | "note";
}

/** A word of the configuration that only something outside it can confirm: the checks, or the files there are. */
export interface ConfigMention {
  readonly of: "check" | "finding" | "severity" | "files";
  readonly text: string;
  readonly where: string;
  readonly span: Span;
  /** The folder that globs are relative to. */
  readonly base: string;
}

export interface ConfigReading {
  readonly config: WorkspaceConfig;
  readonly problems: readonly ConfigProblem[];
  readonly mentions: readonly ConfigMention[];
  /** False if the text is not a workspace file at all: not JSON, or about something else. */
  readonly usable: boolean;
}

export const EMPTY_CONFIG: WorkspaceConfig = {
  sources: [],
  policies: [],
  organization: { accounts: new Map(), managementAccount: undefined },
  groups: new Map(),
  facts: new Map(),
  severity: new Map(),
  suppress: [],
};

/** One configuration of several; where two say different things the later one is followed. */
export function mergeConfigs(configs: readonly WorkspaceConfig[]): WorkspaceConfig {
  return {
    sources: configs.flatMap((config) => config.sources),
    policies: configs.flatMap((config) => config.policies),
    organization: {
      accounts: new Map(configs.flatMap((config) => [...config.organization.accounts])),
      managementAccount: configs.findLast((config) => config.organization.managementAccount !== undefined)?.organization
        .managementAccount,
    },
    groups: mergedGroups(configs),
    facts: new Map(configs.flatMap((config) => [...config.facts])),
    severity: new Map(configs.flatMap((config) => [...config.severity])),
    suppress: configs.flatMap((config) => config.suppress),
  };
}

function mergedGroups(configs: readonly WorkspaceConfig[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const [group, members] of configs.flatMap((config) => [...config.groups])) {
    all.set(group, [...(all.get(group) ?? []), ...members]);
  }
  return all;
}

export function isPolicyKind(text: string): text is PolicyKind {
  return (POLICY_KINDS as readonly string[]).includes(text);
}
