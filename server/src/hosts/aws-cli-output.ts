/**
 * Recognizes what the AWS CLI printed, saved as it is: `iam get-account-authorization-details`, `get-role`,
 * `get-role-policy` and its like, `get-policy`, `get-policy-version`, `get-group`, `organizations describe-policy` and
 * `list-policies-for-target`, and the commands that print a resource's own policy.
 * Source: AWS CLI Command Reference, the output of each command.
 */
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { ORGANIZATION_READERS } from "./aws-cli-organization.ts";
import {
  declare,
  type Found,
  link,
  NOTHING,
  objectsIn,
  OUTDATED,
  type OutputDocument,
  type Reader,
  textsIn,
} from "./aws-cli-reading.ts";
import { type Declaration, type Link } from "./host.ts";

export interface CliOutput {
  /** By the keys that lead to the document, joined by slashes. */
  readonly documents: ReadonlyMap<string, OutputDocument>;
  readonly links: readonly Link[];
  readonly declares: readonly Declaration[];
}

/**
 * `path` is the file's: some commands do not print what they were asked about, and people name files after it. A step for
 * each role, user, group and managed policy: an account has thousands.
 */
export function* readCliOutput(root: Value, path: string): Generator<undefined, CliOutput> {
  const found: Found = { documents: new Map(), links: [], declares: [] };
  if (root.kind !== "object") return found;
  yield* readDetails(root, found);
  for (const read of READERS) read(root, found, path);
  return found;
}

/** Words of outputs that hold no policy and state links all the same. */
export const LINK_WORDS = [
  ...["PolicyArn", "PermissionsBoundary", "GroupName", "SERVICE_CONTROL", "RESOURCE_CONTROL"],
  ...["MasterAccountId", '"Parents"', "DetailList"],
];

const READERS: readonly Reader[] = [
  readSingles,
  readInlinePolicy,
  readPolicyVersion,
  readGroupMembers,
  readResourcePolicy,
  readFetchedResources,
  ...ORGANIZATION_READERS,
];

/** `get-account-authorization-details`, and the lists of `list-roles` and `list-users`. */
function* readDetails(root: ObjectValue, found: Found): Generator<undefined> {
  for (const key of ["RoleDetailList", "UserDetailList", "GroupDetailList", "Roles", "Users"]) {
    for (const [place, holder] of objectsIn(root, key)) {
      readHolder(holder, place, found);
      if (key.endsWith("DetailList")) {
        noteAbsent(holder, found);
        noteSnapshot(holder, found);
      }
      yield;
    }
  }
  const groups = new Map(
    objectsIn(root, "GroupDetailList").flatMap(([, group]) => {
      const name = textOfMember(group, "GroupName");
      const arn = textOfMember(group, "Arn");
      return name === undefined || arn === undefined ? [] : [[name, arn] as const];
    }),
  );
  for (const [, user] of objectsIn(root, "UserDetailList")) {
    const held = textOfMember(user, "Arn");
    for (const name of textsIn(user, "GroupList")) {
      const holder = groups.get(name);
      if (held === undefined) continue;
      // A list that was cut, or asked for users alone, names groups that it does not show.
      found.links.push(
        holder === undefined ? { has: "absent-group", holder: held, held: name } : { has: "member", holder, held },
      );
    }
  }
  for (const [place, policy] of objectsIn(root, "Policies")) {
    readManagedPolicy(policy, place, found);
    yield;
  }
}

/** `get-role`, `create-role`, `get-user`. */
function readSingles(root: ObjectValue, found: Found): void {
  for (const key of ["Role", "User"]) {
    const holder = memberNamed(root, key)?.value;
    if (holder?.kind === "object") readHolder(holder, key, found);
  }
}

const INLINE_LISTS = ["RolePolicyList", "UserPolicyList", "GroupPolicyList"] as const;

function readHolder(holder: ObjectValue, place: string, found: Found): void {
  const arn = textOfMember(holder, "Arn");
  if (arn === undefined) return;
  declare(holder, found);
  if (memberNamed(holder, "AssumeRolePolicyDocument") !== undefined) {
    const name = textOfMember(holder, "RoleName");
    found.documents.set(`${place}/AssumeRolePolicyDocument`, {
      ...NOTHING,
      kind: "trust",
      name: name === undefined ? undefined : `${name} (trust policy)`,
      resource: arn,
    });
  }
  for (const list of INLINE_LISTS) {
    for (const [inner, policy] of objectsIn(holder, list)) {
      const name = textOfMember(policy, "PolicyName");
      const binding = { ...NOTHING, kind: "identity", name, attachedTo: [arn] } as const;
      found.documents.set(`${place}/${inner}/PolicyDocument`, binding);
    }
  }
  for (const [, attached] of objectsIn(holder, "AttachedManagedPolicies"))
    link("policy", arn, attached, "PolicyArn", found);
  const boundary = memberNamed(holder, "PermissionsBoundary")?.value;
  if (boundary?.kind === "object") link("boundary", arn, boundary, "PermissionsBoundaryArn", found);
}

/** What `iam-verdict aws fetch` could not have: an inline policy without its text, a list that is missing or not whole. */
function noteAbsent(holder: ObjectValue, { links }: Found): void {
  const arn = textOfMember(holder, "Arn");
  if (arn === undefined) return;
  const truncated = memberNamed(holder, "IsTruncated")?.value;
  if (truncated?.kind === "boolean" && truncated.value) links.push({ has: "absent", holder: arn, held: "" });
  for (const [, policy] of INLINE_LISTS.flatMap((list) => objectsIn(holder, list))) {
    const name = textOfMember(policy, "PolicyName");
    if (name !== undefined && memberNamed(policy, "PolicyDocument") === undefined)
      links.push({ has: "absent", holder: arn, held: name });
  }
}

/** A principal that was fetched alone stands in the same lists, without the day of its making. */
function noteSnapshot(holder: ObjectValue, { links }: Found): void {
  const account = /^arn:[^:]+:iam::(\d{12}):/.exec(textOfMember(holder, "Arn") ?? "")?.[1];
  if (account === undefined || memberNamed(holder, "CreateDate") === undefined) return;
  if (links.some(({ has }) => has === "snapshot")) return;
  links.push({ has: "snapshot", holder: account, held: "" });
}

/** Of a managed policy's versions one is in force. */
function readManagedPolicy(policy: ObjectValue, place: string, found: Found): void {
  const { documents } = found;
  declare(policy, found);
  const arn = textOfMember(policy, "Arn");
  const name = textOfMember(policy, "PolicyName");
  const inForce = textOfMember(policy, "DefaultVersionId");
  for (const [inner, version] of objectsIn(policy, "PolicyVersionList")) {
    const isDefault = memberNamed(version, "IsDefaultVersion")?.value;
    const current = isDefault?.kind === "boolean" ? isDefault.value : textOfMember(version, "VersionId") === inForce;
    documents.set(`${place}/${inner}/Document`, current ? { ...NOTHING, kind: "identity", name, arn } : OUTDATED);
  }
}

/** `get-role-policy`, `get-user-policy`, `get-group-policy`: they print names, no ARNs. */
function readInlinePolicy(root: ObjectValue, { documents }: Found): void {
  for (const key of ["RoleName", "UserName", "GroupName"]) {
    const holder = textOfMember(root, key);
    if (holder === undefined || memberNamed(root, "PolicyDocument") === undefined) continue;
    const name = textOfMember(root, "PolicyName");
    documents.set("PolicyDocument", { ...NOTHING, kind: "identity", name, attachedTo: [holder] });
  }
}

/** Prints neither name nor ARN: the file's own name has to say which policy it is. */
function readPolicyVersion(root: ObjectValue, { documents }: Found): void {
  const version = memberNamed(root, "PolicyVersion")?.value;
  if (version?.kind !== "object" || memberNamed(version, "Document") === undefined) return;
  const isDefault = memberNamed(version, "IsDefaultVersion")?.value;
  const old = isDefault?.kind === "boolean" && !isDefault.value;
  documents.set("PolicyVersion/Document", old ? OUTDATED : { ...NOTHING, kind: "identity" });
}

/** `get-group` prints a group and its users. */
function readGroupMembers(root: ObjectValue, found: Found): void {
  const group = memberNamed(root, "Group")?.value;
  const holder = group?.kind === "object" ? textOfMember(group, "Arn") : undefined;
  if (holder === undefined) return;
  for (const [, user] of objectsIn(root, "Users")) link("member", holder, user, "Arn", found);
}

/** Commands that print one resource's policy as a string, some of them beside the resource's ARN. */
function readResourcePolicy(root: ObjectValue, { documents }: Found): void {
  const attributes = memberNamed(root, "Attributes")?.value;
  if (attributes?.kind === "object" && memberNamed(attributes, "Policy") !== undefined) {
    const resource = textOfMember(attributes, "QueueArn") ?? textOfMember(attributes, "TopicArn");
    documents.set("Attributes/Policy", { ...NOTHING, kind: "resource", resource });
  }
  if (memberNamed(root, "ResourcePolicy")?.value?.kind === "string") {
    documents.set("ResourcePolicy", { ...NOTHING, kind: "resource", resource: textOfMember(root, "ARN") });
  }
  if (memberNamed(root, "policyText")?.value?.kind === "string") {
    documents.set("policyText", repositoryPolicy(root));
  }
  // Of buckets, keys and functions; which one it is, the policy's own text has to say, or the file's name.
  if (memberNamed(root, "Policy")?.value?.kind === "string") documents.set("Policy", NOTHING);
}

/** `ecr get-repository-policy` prints the repository and its account, and not the Region. */
function repositoryPolicy(root: ObjectValue): OutputDocument {
  const name = textOfMember(root, "repositoryName");
  const account = textOfMember(root, "registryId");
  if (name === undefined || account === undefined) return { ...NOTHING, kind: "resource", name };
  const resources = [`arn:*:ecr:*:${account}:repository/${name}`];
  return { ...NOTHING, kind: "resource", name, declared: { ...NOTHING.declared, resources } };
}

/** As `iam-verdict aws fetch` saves them: each policy with the ARN of its resource. */
function readFetchedResources(root: ObjectValue, found: Found): void {
  const { documents } = found;
  for (const [place, fetched] of objectsIn(root, "ResourcePolicies")) {
    const resource = textOfMember(fetched, "ResourceArn");
    declare(fetched, found, "ResourceArn");
    documents.set(`${place}/Policy`, { ...NOTHING, kind: "resource", name: resource, resource });
  }
}
