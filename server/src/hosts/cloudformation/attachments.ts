/** Whom and what a template's resources belong to, by the names that these get. Source: the resource type reference. */
import { mayBeAbsent, memberNamed, type Value } from "../../syntax/value.ts";
import { type PolicyHolderName } from "../../policy/kinds.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { endpointServices } from "../endpoint-service.ts";
import { declaredHolders, type HolderSort, sorted, type SortedHolder } from "../holder-sorts.ts";
import { type Declared, type DeclaredEndpoint, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "../host.ts";
import { namesByDefault } from "../telling-names.ts";
import { attachingManaged, conditionOfAttaching, MADE_BY_SAM } from "./attaching.ts";
import { nameInTemplate, withFunctions } from "./functions.ts";
import { namedType, withoutLoopNames } from "./names.ts";
import { subjectItself, subjectsOf, textsIn } from "./subjects.ts";
import { type DeclaredResource, referencesIn, type Template } from "./template.ts";
import { holderOfType } from "./types.ts";
import { conditionOfPlace } from "./under-if.ts";

/** What the resource says of a policy in one of its properties. `within`: the keys that lead from these to it. */
export function usesOfDocument(
  resource: DeclaredResource & { readonly within: readonly string[] },
  kind: PolicyKind | undefined,
  name: string | undefined,
  template: Template,
): readonly SiteUse[] {
  const use = (of: PolicyKind | undefined, declared: Partial<Declared>): SiteUse => ({
    kind: of,
    holder: holderOfPolicy(resource),
    name,
    stated: { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, ...declared } },
  });
  if (kind === "trust") return [use(kind, subjectItself(resource, template))];
  if (kind === "scp" || kind === "rcp") return [use(kind, { targets: namesAt(resource, "TargetIds", template) })];
  if (kind === "vpc-endpoint") return [use(kind, { endpoint: endpointOf(resource, template) })];
  if (kind !== "identity") return [use(kind, subjectsOf(resource, template))];
  const held = sortedHolders(resource, template);
  const limited =
    resource.type === MANAGED_POLICY
      ? namesOfEach(template.referring("PermissionsBoundary", resource.logicalId), template)
      : [];
  const open = groupsOf(resource, template);
  const groups = open.length === 0 ? {} : { groups: open };
  const own: Partial<Declared> = {
    ...declaredHolders(held),
    ...madeUnder(resource, template, resource.within),
    ...groups,
    ...(areBounded(resource, held, template) ? { isBounded: true } : {}),
  };
  if (limited.length === 0) return [use(kind, own)];
  const boundary = use("boundary", declaredHolders(limited));
  return held.length === 0 ? [boundary] : [use(kind, own), boundary];
}

/** A holder that asks for something is there, and so is what is made under the same condition. */
function madeUnder(
  resource: DeclaredResource,
  template: Template,
  within: readonly string[],
): Pick<Declared, "madeIf" | "attachedIf"> {
  const condition = template.resource(resource.logicalId)?.condition;
  const makers = makersOf(resource, template);
  const comeTogether =
    makers.length > 0 && makers.every((one) => template.resource(one.logicalId)?.condition === condition);
  const asked = condition === undefined || comeTogether ? conditionOfPlace(resource.properties, within) : condition;
  if (asked !== undefined) return { madeIf: `Condition: ${asked}` };
  const attaching = conditionOfAttachments(resource, template);
  return attaching === undefined ? {} : { attachedIf: `Condition: ${attaching}` };
}

/** Of a managed policy that roles and users name alone, each under a condition: that of the first. */
function conditionOfAttachments(
  { type, logicalId, properties }: DeclaredResource,
  template: Template,
): string | undefined {
  if (type !== MANAGED_POLICY || SORTS.some(([property]) => memberNamed(properties, property) !== undefined))
    return undefined;
  return conditionOfAttaching(logicalId, template);
}

/** What the template makes that has the policy. */
function makersOf(resource: DeclaredResource, template: Template): readonly DeclaredResource[] {
  const { type, logicalId } = resource;
  if (OWN_SORTS.has(type) || MADE_BY_SAM.has(type)) return [resource];
  const named = [...SORTS, ...SINGLE_SORTS].flatMap(([property]) => {
    const value = memberNamed(resource.properties, property)?.value;
    return value === undefined ? [] : referencedResources(value, template);
  });
  return [...named, ...(type === MANAGED_POLICY ? attachingManaged(logicalId, template) : [])];
}

/** Do all of them have a permissions boundary, as far as the template makes them? */
function areBounded(resource: DeclaredResource, held: readonly SortedHolder[], template: Template): boolean {
  const makers = makersOf(resource, template);
  const names = new Set(makers.flatMap((one) => holdersOf(one, template)));
  return (
    held.length > 0 && held.every(({ name }) => names.has(name)) && makers.every((one) => isBounded(one, template))
  );
}

function isBounded({ properties }: DeclaredResource, template: Template): boolean {
  const boundary = memberNamed(properties, "PermissionsBoundary")?.value;
  return boundary !== undefined && !mayBeAbsent(withFunctions(boundary, template));
}

function endpointOf({ logicalId, properties }: DeclaredResource, template: Template): DeclaredEndpoint {
  const named = memberNamed(properties, "ServiceName")?.value;
  return { name: logicalId, services: named === undefined ? [] : endpointServices(withFunctions(named, template)) };
}

/** `AWS::IAM::Policy` is inline in everything that it names, which is something: whose it is is told if all is of a sort. */
function holderOfPolicy({ type, properties }: DeclaredResource): PolicyHolderName | undefined {
  const holder = holderOfType(type);
  if (holder === "domain" && memberNamed(properties, "VPCOptions")?.value?.kind === "object") return "vpc-domain";
  if (holder !== "inline") return holder;
  const [only, ...others] = SORTS.filter(([property]) => memberNamed(properties, property) !== undefined);
  return only === undefined || others.length > 0 ? holder : only[1];
}

const SORTS = [
  ["Roles", "role"],
  ["Users", "user"],
  ["Groups", "group"],
] as const;

const MANAGED_POLICY = "AWS::IAM::ManagedPolicy";

const SINGLE_SORTS = [
  ["RoleName", "role"],
  ["UserName", "user"],
  ["GroupName", "group"],
] as const;

const HOLDER_PROPERTIES = [...SORTS, ...SINGLE_SORTS] as const;

/** The names of those whom the resource gives its policies. */
export function holdersOf(resource: DeclaredResource, template: Template): readonly string[] {
  return sortedHolders(resource, template).map(({ name }) => name);
}

export function sortedHolders(resource: DeclaredResource, template: Template): readonly SortedHolder[] {
  const { type, logicalId } = resource;
  const own = OWN_SORTS.get(type);
  if (own !== undefined) {
    const members = own === "group" ? membersOf(logicalId, template) : [];
    return [...sorted(namePatternOf(resource, template), own), ...sorted(members, "user")];
  }
  if (MADE_BY_SAM.has(type)) return logicalId === "" ? [] : sorted([`*-${logicalId}Role-*`], "role");
  if (type === "AWS::SSO::PermissionSet") return sorted(namesAt(resource, "Name", template), "role");
  const named = HOLDER_PROPERTIES.flatMap(([property, sort]) => sorted(namesAt(resource, property, template), sort));
  const groups = memberNamed(resource.properties, "Groups")?.value;
  const members = groups === undefined ? [] : referencesIn(groups).flatMap((group) => membersOf(group, template));
  const attached = type === MANAGED_POLICY ? namesOfEach(attachingManaged(logicalId, template), template) : [];
  return [...named, ...sorted(members, "user"), ...attached];
}

const OWN_SORTS: ReadonlyMap<string, HolderSort> = new Map([
  ["AWS::IAM::Role", "role"],
  ["AWS::IAM::User", "user"],
  ["AWS::IAM::Group", "group"],
]);

/** The names of the groups that the resource gives its policies, where the template puts no user into them. */
function groupsOf(resource: DeclaredResource, template: Template): readonly string[] {
  const { type, logicalId, properties } = resource;
  if (type === "AWS::IAM::Group")
    return membersOf(logicalId, template).length > 0 ? [] : namePatternOf(resource, template);
  return ["Groups", "GroupName"].flatMap((property) => {
    const value = memberNamed(properties, property)?.value;
    const isKnown = value !== undefined && referencesIn(value).some((group) => membersOf(group, template).length > 0);
    return value === undefined || isKnown ? [] : namesAt(resource, property, template);
  });
}

/** The users that the template puts into a group. */
function membersOf(group: string, template: Template): readonly string[] {
  const users = template.referring("Groups", group).filter(({ type }) => type === "AWS::IAM::User");
  const additions = template
    .referring("GroupName", group)
    .filter(({ type }) => type === "AWS::IAM::UserToGroupAddition");
  return [
    ...users.flatMap((user) => namePatternOf(user, template)),
    ...additions.flatMap((addition) => namesAt(addition, "Users", template)),
  ];
}

/** Of roles and users, and of what SAM makes a role for. */
function namesOfEach(resources: readonly DeclaredResource[], template: Template): readonly SortedHolder[] {
  return resources.flatMap((one) =>
    MADE_BY_SAM.has(one.type)
      ? sorted([`*-${one.logicalId}Role-*`], "role")
      : sorted(namePatternOf(one, template), OWN_SORTS.get(one.type)),
  );
}

/** What a property names, single or in a list: texts, and references to resources. */
function namesAt({ properties }: DeclaredResource, property: string, template: Template): readonly string[] {
  const value = memberNamed(properties, property)?.value;
  if (value === undefined) return [];
  const referred = referencesIn(value).flatMap((name) => {
    const resource = template.resource(name);
    return resource === undefined ? [] : namePatternOf(resource, template);
  });
  return [...new Set([...referred, ...textsAt(value, template)])];
}

/** The texts alone, with `*` for what is not settled of them. */
export function textsAt(value: Value, template: Template): readonly string[] {
  return textsIn(withFunctions(value, template)).flatMap(namesByDefault);
}

/**
 * A name that CloudFormation makes has the logical id in it, which a resource in a file of its own gets where the file is
 * included. Source: "Name type" of the reference guide.
 */
function namePatternOf(resource: DeclaredResource, template: Template): readonly string[] {
  const property = namedType(resource.type)?.name ?? "";
  if (memberNamed(resource.properties, property) === undefined)
    return resource.logicalId === "" ? [] : [`*-${withoutLoopNames(resource.logicalId)}-*`];
  return namesByDefault(nameInTemplate(resource, template));
}

function referencedResources(value: Value, template: Template): readonly DeclaredResource[] {
  return referencesIn(value).flatMap((name) => template.resource(name) ?? []);
}
