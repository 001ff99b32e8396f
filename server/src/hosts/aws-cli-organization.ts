/**
 * What the AWS CLI prints of an organization: its policies, what is attached to what, and who is below whom.
 * Source: AWS CLI Command Reference, "organizations".
 */
import { type PolicyKind } from "../policy/policy.ts";
import { memberNamed, type ObjectValue, textOfMember } from "../syntax/value.ts";
import { type Found, link, NOTHING, objectsIn, type Reader } from "./aws-cli-reading.ts";

const CONTROL_KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);

/** `organizations describe-policy`. */
function readPolicy(root: ObjectValue, found: Found): void {
  readDescribed(root, "", found);
}

function readDescribed(root: ObjectValue, place: string, { documents }: Found): void {
  const policy = memberNamed(root, "Policy")?.value;
  const summary = policy?.kind === "object" ? memberNamed(policy, "PolicySummary")?.value : undefined;
  if (summary?.kind !== "object") return;
  documents.set(`${place}Policy/Content`, {
    ...NOTHING,
    kind: CONTROL_KINDS.get(textOfMember(summary, "Type") ?? ""),
    name: textOfMember(summary, "Name"),
    arn: textOfMember(summary, "Arn"),
  });
}

/** `organizations list-policies-for-target` does not print the target; the file's name may have its id. */
function readTargetListing(root: ObjectValue, found: Found, path: string): void {
  const target = idIn(path);
  if (target !== undefined) linkPolicies(root, target, found);
}

function linkPolicies(root: ObjectValue, target: string, found: Found): void {
  for (const [, policy] of objectsIn(root, "Policies")) {
    if (CONTROL_KINDS.has(textOfMember(policy, "Type") ?? "")) link("control-policy", target, policy, "Arn", found);
  }
}

/** `organizations list-parents` does not print the child; the file's name may have its id. */
function readParents(root: ObjectValue, { links }: Found, path: string): void {
  const child = idIn(path);
  for (const [, parent] of objectsIn(root, "Parents")) {
    const [holder, held] = [textOfMember(parent, "Id"), textOfMember(parent, "ChildId") ?? child];
    if (holder !== undefined && held !== undefined) links.push({ has: "child", holder, held });
  }
}

/** `organizations describe-organization`. */
function readOrganization(root: ObjectValue, { links }: Found): void {
  const organization = memberNamed(root, "Organization")?.value;
  if (organization?.kind !== "object") return;
  const [holder, held] = [textOfMember(organization, "Id"), textOfMember(organization, "MasterAccountId")];
  if (holder !== undefined && held !== undefined) links.push({ has: "management-account", holder, held });
}

/** As `iam-verdict aws fetch` saves them: each listing with its target, and the policies themselves. */
function readFetched(root: ObjectValue, found: Found): void {
  for (const [, listing] of objectsIn(root, "Targets")) {
    const target = textOfMember(listing, "TargetId");
    if (target !== undefined) linkPolicies(listing, target, found);
  }
  for (const [place, described] of objectsIn(root, "OrganizationPolicies"))
    readDescribed(described, `${place}/`, found);
}

export const ORGANIZATION_READERS: readonly Reader[] = [
  readPolicy,
  readTargetListing,
  readParents,
  readOrganization,
  readFetched,
];

/** The id of an account, unit or root in the name of a file. */
function idIn(path: string): string | undefined {
  return /(?:^|[^a-z0-9])(\d{12}|ou-[a-z0-9]+-[a-z0-9]+|r-[a-z0-9]{4,32})(?=$|[^a-z0-9])/.exec(
    path.slice(path.lastIndexOf("/") + 1).toLowerCase(),
  )?.[1];
}
