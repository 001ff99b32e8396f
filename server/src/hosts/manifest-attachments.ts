/**
 * Whom and what the policies in manifests of Kubernetes belong to, by which an operator makes resources in AWS. Sources: "Managed
 * resources" of Crossplane's documentation, on references and external names; the reference of its provider for AWS
 * (`iam.aws.upbound.io`, before that `iam.aws.crossplane.io`); that of "AWS Controllers for Kubernetes" (`iam.services.k8s.aws`).
 */
import { type PolicyKind } from "../policy/policy.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { declaredHolders, type HolderSort, type SortedHolder } from "./holder-sorts.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type Site, type SiteUse } from "./host.ts";

export interface Manifest {
  readonly service: string;
  readonly kind: string;
  /** By which other manifests refer to it. */
  readonly name: string;
  /** What AWS calls it. */
  readonly nameInAws: string;
  /** What it is to be: `spec.forProvider` of Crossplane, `spec` of the controllers of AWS. */
  readonly wanted: ObjectValue;
  /** Where its references lead, which name others of the same operator. */
  readonly scope: string;
}

/** Those of one file. */
export interface Manifests {
  readonly byName: ReadonlyMap<string, Manifest>;
  /** What attaches a policy, by what it says of that. */
  readonly attaching: ReadonlyMap<string, readonly Manifest[]>;
}

export function manifestsIn(all: readonly Manifest[]): Manifests {
  const byName = new Map<string, Manifest>();
  const attaching = new Map<string, Manifest[]>();
  for (const one of all) {
    const own = placeOf(one, one.kind, { name: one.name, scope: one.scope });
    if (!byName.has(own)) byName.set(own, one);
    if (one.service !== "iam") continue;
    for (const policy of new Set(policiesSaid(one))) {
      const those = attaching.get(policy);
      if (those === undefined) attaching.set(policy, [one]);
      else those.push(one);
    }
  }
  return { byName, attaching };
}

function placeOf({ service }: Manifest, kind: string, { name, scope }: Reference): string {
  return `${scope} ${service} ${kind} ${name}`;
}

/** Undefined for what makes nothing in AWS, or has no name of its own. */
export function manifestOf(root: Value): Manifest | undefined {
  if (root.kind !== "object") return undefined;
  const [, service, operator = ""] = API.exec(textOfMember(root, "apiVersion") ?? "") ?? [];
  const kind = textOfMember(root, "kind");
  const metadata = objectIn(root, "metadata");
  const spec = objectIn(root, "spec");
  const name = metadata && textOfMember(metadata, "name");
  if (service === undefined || kind === undefined || spec === undefined || name === undefined) return undefined;
  const isOfAws = operator.startsWith("services.k8s");
  const wanted = isOfAws ? spec : objectIn(spec, "forProvider");
  const annotations = metadata && objectIn(metadata, "annotations");
  const external = annotations && textOfMember(annotations, "crossplane.io/external-name");
  const own = isOfAws ? (textOfMember(spec, "name") ?? textOfMember(spec, "queueName")) : external;
  const isNamespaced = isOfAws || operator.startsWith("aws.m.");
  const namespace = isNamespaced ? ((metadata && textOfMember(metadata, "namespace")) ?? "") : "*";
  return wanted && { service, kind, name, nameInAws: own ?? name, wanted, scope: `${operator} ${namespace}` };
}

const API = /^(\w+)\.(services\.k8s\.aws|aws\.(?:m\.)?upbound\.io|aws\.crossplane\.io)\//;

/** With what the manifest around a policy says of it. */
export function siteOfManifest(site: Site, manifest: Manifest, all: Manifests): Site {
  const use = useOf(manifest, site.path, all);
  return use === undefined ? site : { ...site, kind: use.kind, name: use.name, uses: [use] };
}

function useOf(manifest: Manifest, path: readonly string[], all: Manifests): SiteUse | undefined {
  const { service, kind, name } = manifest;
  const use = (of: PolicyKind, declared: Partial<Declared>): SiteUse => ({
    kind: of,
    name,
    stated: { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, ...declared } },
  });
  const resources = SUBJECTS.get(`${service} ${kind}`)?.(manifest, all);
  if (resources !== undefined) return use("resource", { resources });
  if (service !== "iam") return undefined;
  if (path.some((key) => /^assumeRolePolicy/.test(key)))
    return use("trust", { resources: [`arn:aws:iam::*:role/${manifest.nameInAws}`] });
  const held = kind === "Policy" ? attachedTo(manifest, all) : holdersOf(manifest, all);
  const groups = held.filter(({ sort }) => sort === "group").map((one) => one.name);
  const others = held.filter(({ sort }) => sort !== "group");
  if (held.length === 0) return undefined;
  return use("identity", { ...declaredHolders(others), ...(groups.length === 0 ? {} : { groups }) });
}

function holdersOf(manifest: Manifest, all: Manifests): readonly SortedHolder[] {
  const own = OWN.get(manifest.kind);
  if (own !== undefined) return [{ name: manifest.nameInAws, sort: own }];
  return HOLDERS.flatMap(([property, kind, sort]) =>
    namesSaid(manifest, property, kind, all).map((name) => ({ name, sort })),
  );
}

const OWN: ReadonlyMap<string, HolderSort> = new Map([
  ["Role", "role"],
  ["User", "user"],
  ["Group", "group"],
]);

const HOLDERS: readonly (readonly [property: string, kind: string, sort: HolderSort])[] = [
  ["role", "Role", "role"],
  ["roleName", "Role", "role"],
  ["user", "User", "user"],
  ["userName", "User", "user"],
  ["group", "Group", "group"],
  ["groupName", "Group", "group"],
];

/** By attachments, and by those that list it. */
function attachedTo(policy: Manifest, all: Manifests): readonly SortedHolder[] {
  const { attaching } = all;
  const those = [
    ...(attaching.get(`${policy.scope} ${policy.name}`) ?? []),
    ...(attaching.get(`:policy/${policy.nameInAws}`) ?? []),
  ];
  return Array.from(new Set(those)).flatMap((one) => holdersOf(one, all));
}

/** By their manifests, and by the ends of their ARNs. */
function policiesSaid(one: Manifest): readonly string[] {
  const items = itemsIn(one.wanted, "policyRefs");
  const references = [
    referredIn(one, one.wanted, "policyArnRef"),
    ...items.map((item) => referredIn(one, item, "from")),
  ];
  const arns = [
    textOfMember(one.wanted, "policyArn"),
    ...itemsIn(one.wanted, "policies").map((item) => (item.kind === "string" ? item.text : undefined)),
  ];
  return [
    ...references.flatMap((to) => (to === undefined ? [] : [`${to.scope} ${to.name}`])),
    ...arns.flatMap((arn) => /:policy\/.*$/.exec(arn ?? "")?.[0] ?? []),
  ];
}

type SubjectOf = (manifest: Manifest, all: Manifests) => readonly string[];

const named = (form: string): SubjectOf => {
  return ({ nameInAws }) => [form + nameInAws];
};

/** What has a policy of its own, and what is one of something else. */
const SUBJECTS: ReadonlyMap<string, SubjectOf> = new Map([
  ["s3 Bucket", named("arn:aws:s3:::")],
  ["sqs Queue", named("arn:aws:sqs:*:*:")],
  ["sns Topic", named("arn:aws:sns:*:*:")],
  ["s3 BucketPolicy", ofAnother("arn:aws:s3:::", "Bucket", ["bucket", "bucketName"])],
  ["sqs QueuePolicy", ofAnother("arn:aws:sqs:*:*:", "Queue", ["queueUrl"])],
  ["sns TopicPolicy", ofAnother("arn:aws:sns:*:*:", "Topic", ["arn"])],
]);

function ofAnother(form: string, kind: string, properties: readonly string[]): SubjectOf {
  return (manifest, all) =>
    properties.flatMap((property) =>
      namesSaid(manifest, property, kind, all).map((name) =>
        name.startsWith("arn:") ? name : form + name.slice(name.lastIndexOf("/") + 1),
      ),
    );
}

/** What a property says by itself, or by a reference: `role`, `roleRef`. Of what another file makes, the name is the manifest's. */
function namesSaid(manifest: Manifest, property: string, kind: string, all: Manifests): readonly string[] {
  const text = textOfMember(manifest.wanted, property);
  if (text !== undefined) return [text];
  const referred = referredIn(manifest, manifest.wanted, `${property}Ref`);
  if (referred === undefined) return [];
  return [all.byName.get(placeOf(manifest, kind, referred))?.nameInAws ?? referred.name];
}

interface Reference {
  readonly name: string;
  readonly scope: string;
}

/** In the namespace of who refers, unless it says another one: `from` of AWS's controllers is within the reference. */
function referredIn({ scope }: Manifest, value: Value, property: string): Reference | undefined {
  const reference = value.kind === "object" ? objectIn(value, property) : undefined;
  const name = reference && textOfMember(reference, "name");
  if (reference === undefined || name === undefined) return undefined;
  const namespace = scope.endsWith(" *") ? undefined : textOfMember(reference, "namespace");
  return { name, scope: namespace === undefined ? scope : `${scope.slice(0, scope.indexOf(" "))} ${namespace}` };
}

function itemsIn(value: ObjectValue, name: string): readonly Value[] {
  const list = memberNamed(value, name)?.value;
  return list?.kind === "array" ? list.items : [];
}

function objectIn(value: ObjectValue, name: string): ObjectValue | undefined {
  const inner = memberNamed(value, name)?.value;
  return inner?.kind === "object" ? inner : undefined;
}
