/**
 * Recognizes what the AWS CLI printed, saved as it is: `iam get-account-authorization-details`, `get-role`,
 * `get-role-policy` and its like, `get-policy`, `get-policy-version`, `get-group`, `organizations describe-policy` and
 * `list-policies-for-target`, and the commands that print a resource's own policy.
 * Source: AWS CLI Command Reference, the output of each command.
 */
import { type PolicyKind } from "../policy/policy.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { type Link, NOTHING_STATED, type StatedFacts } from "./host.ts";

/** What the output says of one document in it. */
export interface OutputDocument extends StatedFacts {
  readonly kind: PolicyKind | undefined;
  readonly name: string | undefined;
  /** It is a version that is not in force. */
  readonly outdated?: true;
}

export interface CliOutput {
  /** By the keys that lead to the document, joined by slashes. */
  readonly documents: ReadonlyMap<string, OutputDocument>;
  readonly links: readonly Link[];
}

/** `path` is the file's: some commands do not print what they were asked about, and people name files after it. */
export function readCliOutput(root: Value, path: string): CliOutput {
  const found: Found = { documents: new Map(), links: [] };
  if (root.kind === "object") for (const read of READERS) read(root, found, path);
  return found;
}

/** Words of outputs that hold no policy and state links all the same. */
export const LINK_WORDS = ["PolicyArn", "PermissionsBoundary", "GroupName", "SERVICE_CONTROL", "RESOURCE_CONTROL"];

interface Found {
  readonly documents: Map<string, OutputDocument>;
  readonly links: Link[];
}

type Reader = (root: ObjectValue, found: Found, path: string) => void;

const READERS: readonly Reader[] = [
  readDetails,
  readSingles,
  readInlinePolicy,
  readPolicyVersion,
  readGroupMembers,
  readOrganizationPolicy,
  readTargetListing,
  readResourcePolicy,
];

/** `get-account-authorization-details`, and the lists of `list-roles` and `list-users`. */
function readDetails(root: ObjectValue, found: Found): void {
  for (const key of ["RoleDetailList", "UserDetailList", "GroupDetailList", "Roles", "Users"]) {
    for (const [place, holder] of objectsIn(root, key)) readHolder(holder, place, found);
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
      if (holder !== undefined && held !== undefined) found.links.push({ has: "member", holder, held });
    }
  }
  for (const [place, policy] of objectsIn(root, "Policies")) readManagedPolicy(policy, place, found);
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

function link(has: Link["has"], holder: string, object: ObjectValue, key: string, { links }: Found): void {
  const held = textOfMember(object, key);
  if (held !== undefined) links.push({ has, holder, held });
}

/** Of a managed policy's versions one is in force. */
function readManagedPolicy(policy: ObjectValue, place: string, { documents }: Found): void {
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

const CONTROL_KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);

/** `organizations describe-policy`. */
function readOrganizationPolicy(root: ObjectValue, { documents }: Found): void {
  const policy = memberNamed(root, "Policy")?.value;
  const summary = policy?.kind === "object" ? memberNamed(policy, "PolicySummary")?.value : undefined;
  if (summary?.kind !== "object") return;
  documents.set("Policy/Content", {
    ...NOTHING,
    kind: CONTROL_KINDS.get(textOfMember(summary, "Type") ?? ""),
    name: textOfMember(summary, "Name"),
    arn: textOfMember(summary, "Arn"),
  });
}

/** `organizations list-policies-for-target` does not print the target; the file's name may have its id. */
function readTargetListing(root: ObjectValue, found: Found, path: string): void {
  const target = /(?:^|[^a-z0-9])(\d{12}|ou-[a-z0-9]+-[a-z0-9]+|r-[a-z0-9]{4,32})(?=$|[^a-z0-9])/.exec(
    path.slice(path.lastIndexOf("/") + 1).toLowerCase(),
  )?.[1];
  if (target === undefined) return;
  for (const [, policy] of objectsIn(root, "Policies")) {
    if (CONTROL_KINDS.has(textOfMember(policy, "Type") ?? "")) link("control-policy", target, policy, "Arn", found);
  }
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
    documents.set("policyText", { ...NOTHING, kind: "resource", name: textOfMember(root, "repositoryName") });
  }
  // Of buckets, keys and functions; which one it is, the policy's own text has to say, or the file's name.
  if (memberNamed(root, "Policy")?.value?.kind === "string") documents.set("Policy", NOTHING);
}

const NOTHING: OutputDocument = { ...NOTHING_STATED, kind: undefined, name: undefined };
const OUTDATED: OutputDocument = { ...NOTHING, outdated: true };

/** The objects of a list, each with the keys that lead to it. */
function objectsIn(object: ObjectValue, key: string): readonly (readonly [place: string, item: ObjectValue])[] {
  const list = memberNamed(object, key)?.value;
  if (list?.kind !== "array") return [];
  return list.items.flatMap((item, index) => (item.kind === "object" ? [[`${key}/${index}`, item] as const] : []));
}

function textsIn(object: ObjectValue, key: string): readonly string[] {
  const list: Value | undefined = memberNamed(object, key)?.value;
  return list?.kind === "array" ? list.items.flatMap((item) => (item.kind === "string" ? [item.text] : [])) : [];
}
