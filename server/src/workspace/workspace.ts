/** Every policy of the workspace, with its kind, its name and what is said of its attachment. */
import { append } from "../domains/append.ts";
import { nameOrAddress } from "./address-name.ts";
import { type AccountSnapshot, snapshotsOf } from "./account-snapshots.ts";
import { absentOf, type AbsentPolicy } from "./absent-policies.ts";
import { type KindReading, readKind } from "../policy/kinds.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import {
  commonHolder,
  type Declaration,
  type GivenVariables,
  type Declared,
  NOTHING_DECLARED,
  type Site,
  type SourcesAround,
} from "../hosts/host.ts";
import { type Writer } from "../syntax/change.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicyEntry, type WorkspaceConfig } from "./config.ts";
import { type Glob, readGlob } from "./glob.ts";
import { namesOfPath } from "./path-names.ts";
import { sourcesAround } from "./consulted.ts";
import { withSavedLevels } from "./organization-levels.ts";
import { membersOf, withMembersOfGroups } from "./group-members.ts";
import { joinLinks, type JoinedLinks } from "./join-links.ts";
import {
  type FilePolicies,
  type FilePolicy,
  type NamedHolder,
  readFilePolicies,
  type WorkspaceFile,
} from "./read-file-policies.ts";

/** What the configuration says of a policy; empty where it says nothing. */
export interface StatedBinding {
  readonly attachedTo: readonly string[];
  readonly resource: string | undefined;
  readonly account: string | undefined;
  readonly targets: readonly string[];
  readonly endpoint: string | undefined;
  /** What the file itself declares, where nothing is stated. */
  readonly declared: Declared;
}

export interface WorkspacePolicy {
  readonly path: string;
  readonly policy: Policy;
  readonly kind: KindReading;
  /** As stated, as written beside the policy, or else the file's path. */
  readonly name: string;
  /** Lower-case names that the file, its folders and the place in the file give it. */
  readonly names: ReadonlySet<string>;
  readonly arn: string | undefined;
  readonly binding: StatedBinding;
  /** The file is a copy of what is deployed. */
  readonly isCopy: boolean;
  readonly writer: Writer | undefined;
  /** Part of the text that it stands in could not be read. */
  readonly isBroken: boolean;
  /** Some of its values may stand elsewhere. */
  readonly refers: boolean;
  /** AWS manages it, and a file attaches it by its ARN to what it makes. */
  readonly isOfAws?: true;
}

export interface PlacedHolder extends NamedHolder {
  readonly path: string;
}

export interface WorkspacePolicies {
  readonly policies: readonly WorkspacePolicy[];
  readonly config: WorkspaceConfig;
  /** The text of every file that holds a policy. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is made under names that variables are part of. */
  readonly filledNames: readonly Declaration[];
  /** What is made under names that the account is part of. */
  readonly namedWithAccount: readonly Declaration[];
  /** Roles and users that a file can give one more policy. */
  readonly holders: readonly PlacedHolder[];
  /** What calls of modules give them. */
  readonly given: readonly GivenVariables[];
  readonly snapshots: readonly AccountSnapshot[];
  /** Attached by what files say, and shown by none. */
  readonly absent: readonly AbsentPolicy[];
  /** All files, for whoever reads one anew that refers to others. */
  readonly around: SourcesAround;
}

export function readWorkspace(files: Iterable<WorkspaceFile>, config: WorkspaceConfig): WorkspacePolicies {
  const all = [...files];
  const around = sourcesAround(all);
  return assembleWorkspace(
    all.map((file) => readFilePolicies(file, around)),
    config,
    around,
  );
}

/** The workspace last put together with a configuration: the same files make the same again. */
const ASSEMBLED = new WeakMap<
  WorkspaceConfig,
  { readonly files: readonly FilePolicies[]; readonly workspace: WorkspacePolicies }
>();

/** The same from files that are read already. What is unchanged is the same object as before, and need not be indexed again. */
export function assembleWorkspace(
  files: Iterable<FilePolicies>,
  config: WorkspaceConfig,
  around?: SourcesAround,
): WorkspacePolicies {
  const read = [...files];
  const last = ASSEMBLED.get(config);
  if (last?.files.length === read.length && read.every((file, index) => file === last.files[index])) {
    return last.workspace;
  }
  const workspace = { ...assembled(read, config), around: around ?? sourcesAround(read) };
  ASSEMBLED.set(config, { files: read, workspace });
  return workspace;
}

function assembled(read: readonly FilePolicies[], config: WorkspaceConfig): Omit<WorkspacePolicies, "around"> {
  const entriesFor = createEntryLookup(config.policies);
  const policies: WorkspacePolicy[] = [];
  const texts = new Map<string, string>();
  const all = read.flatMap(({ links }) => links);
  const links = { ...joinLinks(all), groups: config.groups };
  for (const file of read) {
    if (file.policies.length === 0) continue;
    texts.set(file.path, file.text);
    const entry = entriesFor(file.path);
    const ownName = file.policies.length === 1 ? () => file.path : nameInTemplate;
    for (const policy of file.policies)
      append(policies, toWorkspacePolicies(policy, { ...file, ownName }, entry, links));
  }
  const organization = withSavedLevels(config.organization, all);
  return {
    policies,
    config: organization === config.organization ? config : { ...config, organization },
    texts,
    holders: read.flatMap(({ path, holders }) => holders.map((one) => ({ ...one, path }))),
    filledNames: read.flatMap(({ declares }) => declares.filter(({ filledName }) => filledName !== undefined)),
    namedWithAccount: read.flatMap(({ declares }) =>
      declares.filter(({ nameWithAccount }) => nameWithAccount !== undefined),
    ),
    given: read.flatMap(({ gives }) => gives),
    snapshots: snapshotsOf(read),
    absent: absentOf(all, links, policies),
  };
}

/**
 * What the entries that match a path say together; a later entry's word replaces an earlier one's, and only the lists of
 * entries for the very same files add up.
 */
export function createEntryLookup(
  entries: readonly PolicyEntry[],
): (path: string) => Omit<PolicyEntry, "files" | "base"> {
  const rules = entries.flatMap((entry) => {
    const { glob } = readGlob(entry.files);
    return glob === undefined ? [] : [{ entry, glob }];
  });
  return (path) => {
    const found = rules.flatMap(({ entry, glob }) => (matchesWithin(entry.base, glob, path) ? [entry] : []));
    return withKindOfResource({
      ...found.reduce(overlaid, NOTHING_STATED),
      attachedTo: lastList(found, ({ attachedTo }) => attachedTo),
      targets: lastList(found, ({ targets }) => targets),
    });
  };
}

function lastList(
  entries: readonly PolicyEntry[],
  listOf: (entry: PolicyEntry) => readonly string[],
): readonly string[] {
  const last = entries.findLast((entry) => listOf(entry).length > 0);
  if (last === undefined) return [];
  return [...new Set(entries.filter(({ files, base }) => files === last.files && base === last.base).flatMap(listOf))];
}

/** The policy that a role has as a resource is its trust policy. Source: "Identity-based policies and resource-based policies". */
function withKindOfResource<Entry extends Pick<PolicyEntry, "kind" | "resource">>(entry: Entry): Entry {
  const ofRole = entry.resource !== undefined && readAccountCaller(entry.resource)?.kind === "role";
  return ofRole && (entry.kind === undefined || entry.kind === "resource") ? { ...entry, kind: "trust" } : entry;
}

const NOTHING_STATED: StatedScalars = {
  kind: undefined,
  name: undefined,
  arn: undefined,
  resource: undefined,
  account: undefined,
  endpoint: undefined,
};

/** Does a glob of the folder `base` match a path of the workspace? */
export function matchesWithin(base: string, glob: Glob, path: string): boolean {
  if (base === "") return glob(path);
  return path.startsWith(`${base}/`) && glob(path.slice(base.length + 1));
}

type StatedScalars = Omit<PolicyEntry, "files" | "base" | "attachedTo" | "targets">;

function overlaid(below: StatedScalars, entry: PolicyEntry): StatedScalars {
  return {
    kind: entry.kind ?? below.kind,
    name: entry.name ?? below.name,
    arn: entry.arn ?? below.arn,
    resource: entry.resource ?? below.resource,
    account: entry.account ?? below.account,
    endpoint: entry.endpoint ?? below.endpoint,
  };
}

interface WorkspaceLinks extends JoinedLinks {
  readonly groups: WorkspaceConfig["groups"];
}

/** One for each use, or two if a managed policy is attached here and the boundary there. */
function toWorkspacePolicies(
  { site, policy }: FilePolicy,
  file: NamingFile,
  stated: Omit<PolicyEntry, "files" | "base">,
  links: WorkspaceLinks,
): readonly WorkspacePolicy[] {
  const uses = site.uses.length === 0 ? [site] : site.uses.map((use) => ({ ...site, ...use }));
  return uses.flatMap((use) => policiesOfUse({ site: use, policy }, file, stated, links));
}

/** Of several policies of a template without names each is known by its resource. */
function nameInTemplate({ path: [first, id] }: Pick<Site, "path">, path: string): string {
  return first === "Resources" && id !== undefined ? `${id} in ${path}` : path;
}

interface NamingFile extends WorkspaceFile {
  readonly ownName: (site: Pick<Site, "path">, path: string) => string;
}

function policiesOfUse(
  { site, policy }: FilePolicy,
  { path, ownName }: NamingFile,
  stated: Omit<PolicyEntry, "files" | "base">,
  links: WorkspaceLinks,
): readonly WorkspacePolicy[] {
  const arn = stated.arn ?? site.stated.arn;
  const holders = [...site.stated.attachedTo, ...links.holdersOf("policy", arn)];
  const targets = [...links.holdersOf("control-policy", arn), ...site.stated.declared.targets];
  const isStated = stated.attachedTo.length > 0 || stated.resource !== undefined;
  const attachedTo = stated.attachedTo.length > 0 ? stated.attachedTo : holders;
  const one: WorkspacePolicy = {
    path,
    policy,
    kind: readKind(policy, path, { place: site.kind, said: stated.kind, holder: commonHolder(site.uses) }),
    name: stated.name ?? nameOrAddress(site) ?? ownName(site, path),
    names: namesOfPath(path, [stated.name, site.name]),
    arn,
    binding: {
      attachedTo: attachedTo.flatMap((one) => [...links.withMembers(one), ...membersOf(one, links.groups)]),
      resource: stated.resource ?? site.stated.resource,
      account: stated.account,
      targets: stated.targets.length > 0 ? stated.targets : targets,
      endpoint: stated.endpoint,
      declared: isStated ? NOTHING_DECLARED : withMembersOfGroups(site.stated.declared, links.groups),
    },
    isCopy: site.standing !== "source",
    isBroken: site.broken,
    writer: site.writer,
    refers: site.refers,
  };
  const limited = links.holdersOf("boundary", arn);
  if (limited.length === 0) return [one];
  const boundary: WorkspacePolicy = {
    ...one,
    kind: { kind: "boundary", basis: "stated" },
    binding: { ...one.binding, attachedTo: limited },
  };
  // Attached to nobody, it is the boundary alone.
  return holders.length > 0 && one.kind.kind !== "boundary" ? [one, boundary] : [boundary];
}
