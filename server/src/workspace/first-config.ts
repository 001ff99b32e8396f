/** What a first workspace file can say of the policies that are here: what their paths and texts show, as guesses. */
import { splitArn } from "../policy/arn.ts";
import { isAccountId } from "../policy/account-caller.ts";
import { type Policy, type PolicyKind, type Scalar } from "../policy/policy.ts";
import { ownerOfResource } from "./resource-names.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

export interface FirstEntry {
  /** A path that is its own pattern. */
  readonly files: string;
  readonly kind: PolicyKind;
  /** By the path; otherwise by what the policy holds, which may as well be another kind. */
  readonly isKindNamed: boolean;
  /** Whose it is, as far as path and text show it: the ARN or name of a user or role, or the ARN of a resource. */
  readonly guess: string | undefined;
}

export interface FirstConfig {
  readonly entries: readonly FirstEntry[];
  /** Policies beyond those of the entries: in files that hold several, or in too many files. */
  readonly others: number;
}

/** More lines than this nobody goes through. */
const MOST_ENTRIES = 60;

/** Of policies of which nothing is said yet. */
export function firstConfigOf({ policies }: WorkspacePolicies): FirstConfig {
  const open = policies.filter((one) => !isStated(one));
  const counts = new Map<string, number>();
  for (const { path } of policies) counts.set(path, (counts.get(path) ?? 0) + 1);
  const account = onlyAccountIn(policies);
  const entries = open
    .filter(({ path, kind }) => counts.get(path) === 1 && kind.kind !== "unknown" && !/[*?{}\\]/.test(path))
    .slice(0, MOST_ENTRIES)
    .map((one) => entryOf(one, account));
  return { entries, others: open.length - entries.length };
}

/** A file that declares whose policies it makes says it itself. */
function isStated({ binding: { attachedTo, resource, targets, endpoint, declared } }: WorkspacePolicy): boolean {
  if (declared.holders.length > 0 || declared.resources.length > 0) return true;
  return attachedTo.length > 0 || targets.length > 0 || resource !== undefined || endpoint !== undefined;
}

function entryOf({ path, policy, kind }: WorkspacePolicy, account: string | undefined): FirstEntry {
  const entry = { files: path, kind: kind.kind, isKindNamed: kind.basis !== "content" };
  switch (kind.kind) {
    case "identity":
    case "boundary":
    case "session":
      return { ...entry, guess: holderOf(path, account) };
    case "trust":
      return { ...entry, guess: account === undefined ? undefined : roleOf(path, account) };
    case "resource":
      return { ...entry, guess: onlyResourceOf(policy) };
    case "scp":
    case "rcp":
    case "vpc-endpoint":
    case "iot":
    case "unknown":
      return { ...entry, guess: undefined };
  }
}

/** `roles/app/policy.json` is the role's; by its name alone where no account is known. */
function holderOf(path: string, account: string | undefined): string | undefined {
  const owner = ownerFolderOf(path);
  if (owner === undefined) return undefined;
  return account === undefined ? owner.name : `arn:aws:iam::${account}:${owner.type}/${owner.name}`;
}

function roleOf(path: string, account: string): string | undefined {
  const owner = ownerFolderOf(path);
  return owner?.type === "role" ? `arn:aws:iam::${account}:role/${owner.name}` : undefined;
}

function ownerFolderOf(path: string): { readonly type: "role" | "user"; readonly name: string } | undefined {
  const folders = path.split("/").slice(0, -1);
  const at = folders.findIndex((folder) => /^(?:roles|users)$/i.test(folder));
  const name = folders[at + 1];
  if (at < 0 || name === undefined || !/^[\w+=,.@-]+$/.test(name)) return undefined;
  return { type: folders[at]?.toLowerCase() === "roles" ? "role" : "user", name };
}

/** The one resource that all statements are about. */
function onlyResourceOf({ statements }: Policy): string | undefined {
  const texts = statements.flatMap(({ resource }) => resource?.entries ?? []);
  const owners = new Set(texts.map(({ text }) => ownerOfResource(text.replace(/\/\*$/, ""))));
  const [owner, ...others] = owners;
  if (owner === undefined || others.length > 0 || texts.some(({ holes }) => holes.length > 0)) return undefined;
  return owner.startsWith("arn:") && !/[*?$]/.test(owner) ? owner : undefined;
}

/** The account of every ARN in the policies, if it is the same in all. */
function onlyAccountIn(policies: readonly WorkspacePolicy[]): string | undefined {
  const found = new Set<string>();
  for (const { policy } of policies) {
    for (const { text } of scalarsOf(policy)) {
      const account = splitArn(text).find(({ field }) => field === "account")?.text ?? "";
      if (isAccountId(account)) found.add(account);
    }
    if (found.size > 1) return undefined;
  }
  return [...found][0];
}

function scalarsOf({ statements }: Policy): readonly Scalar[] {
  return statements.flatMap(({ principal, resource, notResource }) => [
    ...(principal?.form === "typed" ? principal.types.flatMap(({ entries }) => entries) : []),
    ...(resource?.entries ?? []),
    ...(notResource?.entries ?? []),
  ]);
}
