/**
 * Whom and what the policies of Pulumi's YAML belong to, by the names that these get: what has no name of its own has that of
 * its key, with a few signs behind it, or with what a setting of the project puts around it. Sources: "Pulumi YAML language
 * reference"; "Resource names" of Pulumi's documentation, on autonaming.
 */
import { patternOf } from "../syntax/filled-text.ts";
import { memberNamed, type ObjectValue, type Value } from "../syntax/value.ts";
import { declaredHolders, type HolderSort, type SortedHolder } from "./holder-sorts.ts";
import { type Declared, NOTHING_DECLARED } from "./host.ts";
import { filledOf } from "./placed-values.ts";
import { tellingNames } from "./telling-names.ts";
import { namedType } from "./terraform/arns.ts";

export interface PulumiResource {
  readonly key: string;
  /** As Terraform's provider calls it. */
  readonly type: string;
  readonly properties: ObjectValue;
  /** Made elsewhere, and read under this key: it may have any name. */
  readonly isRead: boolean;
}

/** Whoever has the identity policy in one of the resource's properties. `all`: the resources of the file. */
export function holdersInPulumi(resource: PulumiResource, all: readonly PulumiResource[]): Declared {
  const held = resource.type === "aws_iam_policy" ? attachedTo(resource, all) : ownHolders(resource, all);
  const groups = held.filter(({ sort }) => sort === "group").map(({ name }) => name);
  const others = held.filter(({ sort }) => sort !== "group");
  return { ...NOTHING_DECLARED, ...declaredHolders(others), ...(groups.length === 0 ? {} : { groups }) };
}

function ownHolders(resource: PulumiResource, all: readonly PulumiResource[]): readonly SortedHolder[] {
  if (resource.type === "aws_iam_role") return namesOf(resource).map((name) => ({ name, sort: "role" }));
  return SORTS.flatMap(([property, sort]) =>
    valuesAt(resource, property).flatMap((value) =>
      namesSaid(value, `aws_iam_${sort}`, all).map((name) => ({ name, sort })),
    ),
  );
}

const SORTS: readonly (readonly [property: string, sort: HolderSort])[] = [
  ["role", "role"],
  ["roles", "role"],
  ["user", "user"],
  ["users", "user"],
  ["group", "group"],
  ["groups", "group"],
];

/** By attachments, and by roles that list it. */
function attachedTo({ key }: PulumiResource, all: readonly PulumiResource[]): readonly SortedHolder[] {
  const names = ["policyArn", "managedPolicyArns"];
  return all.flatMap((one) => {
    const attaches = /^aws_iam_(?:\w+_)?policy_attachment$|^aws_iam_role$/.test(one.type);
    const isNamed = attaches && names.some((name) => valuesAt(one, name).some((value) => keyReferred(value) === key));
    return isNamed ? ownHolders(one, all) : [];
  });
}

/** The ARNs of that whose policy it is: what the resource names, or itself. */
export function resourcesInPulumi(resource: PulumiResource, all: readonly PulumiResource[]): readonly string[] {
  const property = SUBJECTS.get(resource.type);
  if (property === undefined) return namesOf(resource).flatMap((name) => arnOf(resource, name) ?? []);
  return valuesAt(resource, property).flatMap((value) => {
    const made = resourceReferred(value, all);
    if (made !== undefined) return namesOf(made).flatMap((name) => arnOf(made, name) ?? []);
    const text = filledOf(value);
    if (text === undefined || keyReferred(value) !== undefined) return [];
    const written = patternOf(text);
    // A queue is named by its address.
    const pattern = written.includes("://") ? written.slice(written.lastIndexOf("/") + 1) : written;
    const type = resource.type.replace(/_policy$/, "");
    return pattern.startsWith("arn:") ? [pattern] : (arnOf({ type, properties: undefined }, pattern) ?? []);
  });
}

/** The property with which it names whose policy it is. */
const SUBJECTS: ReadonlyMap<string, string> = new Map([
  ["aws_s3_bucket_policy", "bucket"],
  ["aws_sqs_queue_policy", "queueUrl"],
  ["aws_sns_topic_policy", "arn"],
  ["aws_secretsmanager_secret_policy", "secretArn"],
  ["aws_ecr_repository_policy", "repository"],
  ["aws_kms_key_policy", "keyId"],
]);

function arnOf(
  { type, properties }: { readonly type: string; readonly properties: ObjectValue | undefined },
  name: string,
): readonly string[] | undefined {
  const form = namedType(type)?.form;
  const path = properties && filledOf(memberNamed(properties, "path")?.value);
  return form === undefined
    ? undefined
    : [
        form
          .replace("{path}", path === undefined ? "/" : patternOf(path))
          .replace("{name}", name)
          .replace(/\{\w+\}/g, "*"),
      ];
}

/** What a property says by itself, or by the resource that it refers to. */
function namesSaid(value: Value, type: string, all: readonly PulumiResource[]): readonly string[] {
  const made = resourceReferred(value, all);
  if (made !== undefined) return made.type === type ? namesOf(made) : [];
  const text = filledOf(value);
  return text === undefined || keyReferred(value) !== undefined ? [] : tellingNames(patternOf(text));
}

function namesOf({ key, type, properties, isRead }: PulumiResource): readonly string[] {
  const argument = argumentOfName(type);
  if (argument === undefined || isRead) return ["*"];
  const [own, prefix] = [argument, argument === "bucket" ? "bucketPrefix" : "namePrefix"].map((name) =>
    memberNamed(properties, name),
  );
  const text = filledOf((own ?? prefix)?.value);
  if (own === undefined && prefix === undefined) return [`*${LOWER_CASE.has(type) ? key.toLowerCase() : key}*`];
  return text === undefined ? [] : tellingNames(own === undefined ? `${patternOf(text)}*` : patternOf(text));
}

/** Of which Pulumi makes names in lower case. */
const LOWER_CASE: ReadonlySet<string> = new Set(["aws_s3_bucket", "aws_ecr_repository"]);

/** The argument with the name of a resource; undefined for what is known by an ID. */
export function argumentOfName(type: string): string | undefined {
  const named = namedType(type)?.name ?? "";
  return named === "" ? undefined : named.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function valuesAt({ properties }: Pick<PulumiResource, "properties">, name: string): readonly Value[] {
  const value = memberNamed(properties, name)?.value;
  return value === undefined ? [] : value.kind === "array" ? value.items : [value];
}

function resourceReferred(value: Value, all: readonly PulumiResource[]): PulumiResource | undefined {
  const key = keyReferred(value);
  return key === undefined ? undefined : all.find((one) => one.key === key);
}

/** Of `${worker}`, `${worker.name}`. */
function keyReferred(value: Value): string | undefined {
  return value.kind === "string" ? /^\$\{([^{}.[\]]+)(?:\.\w+)?\}$/.exec(value.text)?.[1] : undefined;
}
