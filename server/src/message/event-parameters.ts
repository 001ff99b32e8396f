/**
 * The condition keys whose values are parameters of the request, which a CloudTrail event lists.
 * Sources: CloudTrail User Guide, "CloudTrail record contents" (`requestParameters`); Service Authorization Reference, the
 * condition keys of each service.
 */
import {
  isLooseRecord,
  type LooseRecord,
  type LooseValue,
  recordsAt,
  textAt,
  textOf,
  valueAt,
} from "./loose-records.ts";
import { isShown, isValueOf } from "./shown-value.ts";

interface Parameter {
  readonly key: string;
  readonly path: readonly string[];
  /** The operations whose parameter is the key's value, where others have one of that name. */
  readonly calls?: RegExp;
  /** ARNs that alone have this key, where the same call is decided of others as well. */
  readonly about?: RegExp;
  /** The forms in which the parameter is the key's value, where AWS does not say so of others. */
  readonly form?: RegExp;
}

const of = (key: string, path = key.slice(key.indexOf(":") + 1), calls?: RegExp): Parameter => ({
  key,
  path: [path],
  ...(calls !== undefined && { calls }),
});

/**
 * `bucket/key`. The header may begin with `/`, its key is percent-encoded and may have a version behind it: of these nothing
 * says what the condition sees. Sources: "CopyObject" of the S3 API Reference; "Bucket policy examples using condition keys".
 */
const COPY_SOURCE = /^(?!arn:)[^/%?]+\/[^%?]+$/;
/** A grant to a service has its name instead. Source: AWS KMS Developer Guide, "kms:GranteePrincipal". */
const PRINCIPAL_ARN = /^arn:/;

const BOUNDARY = /^(?:Create(?:Role|User)|Put(?:Role|User)PermissionsBoundary)$/;

/** By the service that was called. Amazon S3 lists headers and parameters of the query by their own names. */
const PARAMETERS: ReadonlyMap<string, readonly Parameter[]> = new Map([
  [
    "s3.amazonaws.com",
    [
      of("s3:delimiter"),
      of("s3:max-keys"),
      of("s3:prefix"),
      of("s3:VersionId"),
      of("s3:x-amz-acl"),
      { ...of("s3:x-amz-copy-source"), form: COPY_SOURCE },
      of("s3:x-amz-metadata-directive"),
      of("s3:x-amz-object-ownership"),
      of("s3:x-amz-server-side-encryption"),
      of("s3:x-amz-server-side-encryption-aws-kms-key-id"),
      of("s3:x-amz-storage-class"),
    ],
  ],
  [
    "iam.amazonaws.com",
    [of("iam:AWSServiceName"), of("iam:PermissionsBoundary", "permissionsBoundary", BOUNDARY), of("iam:PolicyARN")],
  ],
  ["sts.amazonaws.com", [of("sts:ExternalId"), of("sts:RoleSessionName"), of("sts:SourceIdentity")]],
  // The other resources of a launch, as its volumes, carry no type of the instance. Source: "Actions, resources, and condition
  // keys for Amazon EC2", RunInstances.
  [
    "ec2.amazonaws.com",
    [
      {
        ...of("ec2:InstanceType", "instanceType", /^RunInstances$/),
        about: /^arn:[^:]*:ec2:[^:]*:[^:]*:instance\//,
      },
    ],
  ],
  [
    "kms.amazonaws.com",
    [
      of("kms:EncryptionAlgorithm"),
      { ...of("kms:GranteePrincipal"), form: PRINCIPAL_ARN },
      { ...of("kms:RetiringPrincipal"), form: PRINCIPAL_ARN },
      of("kms:SigningAlgorithm"),
    ],
  ],
  ["secretsmanager.amazonaws.com", [of("secretsmanager:VersionStage")]],
  ["sns.amazonaws.com", [of("sns:Protocol")]],
]);

export type ParameterFact = readonly [key: string, value: string | readonly string[]];

export interface Refused {
  /** A call of EC2 has tags of their own for each kind of what it makes. */
  readonly resource: string | null;
  /** The action is one of the service that was called, whose parameters these are. */
  readonly isOfCall: boolean;
}

export function factsOfParameters(event: LooseRecord, { resource, isOfCall }: Refused): readonly ParameterFact[] {
  const parameters = isOfCall ? parametersOf(event) : undefined;
  if (parameters === undefined) return [];
  const operation = textAt(event, "eventName") ?? "";
  const listed = PARAMETERS.get(textAt(event, "eventSource") ?? "") ?? [];
  return [
    ...listed
      .filter(({ calls, about }) => calls?.test(operation) !== false && about?.test(resource ?? "") !== false)
      .flatMap(({ key, path, form }): readonly ParameterFact[] => {
        const value = onlyText(parameters, path);
        return value === undefined || form?.test(value) === false || !isValueOf(key, value) ? [] : [[key, value]];
      }),
    ...tagFacts(tagsOf(parameters, resource), hasAllTags(event, parameters)),
  ];
}

/** Source: AWS KMS Developer Guide, "Logging AWS KMS API calls with AWS CloudTrail". */
export function encryptionContext(event: LooseRecord): readonly (readonly [key: string, value: string])[] {
  const parameters = textAt(event, "eventSource") === "kms.amazonaws.com" ? parametersOf(event) : undefined;
  const context = parameters && valueAt(parameters, "encryptionContext");
  if (context === undefined || !isLooseRecord(context)) return [];
  return [...context.entries].flatMap(([key, value]) => {
    const shown = shownText(value);
    return shown === null ? [] : [[key, shown] as const];
  });
}

function parametersOf(event: LooseRecord): LooseRecord | undefined {
  const parameters = valueAt(event, "requestParameters");
  return parameters === undefined || !isLooseRecord(parameters) ? undefined : withoutCutEnd(parameters);
}

/** Without the text in which a paste ends: it may go on. */
function withoutCutEnd(record: LooseRecord): LooseRecord {
  const last = [...record.entries].at(-1);
  if (record.isCut !== true || last === undefined) return record;
  const [key, value] = last;
  const whole = withoutCutText(value);
  const entries = new Map(record.entries);
  if (whole === undefined) entries.delete(key);
  else entries.set(key, whole);
  return { ...record, entries };
}

function withoutCutText(value: LooseValue): LooseValue | undefined {
  if (typeof value === "string") return undefined;
  if (isLooseRecord(value)) return withoutCutEnd(value);
  const last = value.at(-1);
  const whole = last === undefined ? undefined : withoutCutText(last);
  return whole === undefined ? value.slice(0, -1) : [...value.slice(0, -1), whole];
}

/** Some events have a list of the one value. */
function onlyText(parameters: LooseRecord, path: readonly string[]): string | undefined {
  const found = valueAt(parameters, ...path);
  if (found === undefined || typeof found === "string" || isLooseRecord(found)) return shownText(found) ?? undefined;
  return found.length === 1 ? (shownText(found[0]) ?? undefined) : undefined;
}

/** Null for what AWS, a tool or a person hides or shortens. */
function shownText(found: LooseValue | undefined): string | null {
  const text = textOf(found);
  return text === null || !isShown(text) ? null : text;
}

/** Null where it cannot be read, or is hidden. */
interface Tag {
  readonly key: string | null;
  readonly value: string | null;
}

function tagsOf(parameters: LooseRecord, resource: string | null): readonly Tag[] {
  const type = /^arn:[^:]*:ec2:[^:]*:[^:]*:([a-z-]+)\//.exec(resource ?? "")?.[1];
  const specified = recordsAt(parameters, "tagSpecificationSet", "items");
  const own = specified.filter((one) => type !== undefined && textAt(one, "resourceType") === type);
  return [
    ...own.flatMap((one) => readTags(valueAt(one, "tags"))),
    ...readTags(valueAt(parameters, "tagSet", "items")),
    ...readTags(valueAt(parameters, "tags")),
  ];
}

/** A list of keys with their values, or an object whose members are the tags. */
function readTags(tags: LooseValue | undefined): readonly Tag[] {
  if (tags === undefined || typeof tags === "string") return [];
  if (!isLooseRecord(tags)) return isOfSeveral(tags) ? [UNREAD] : tags.map(readTag);
  // One tag that stands in no list, or two tags with these very keys.
  if (valueAt(tags, "key") !== undefined && valueAt(tags, "value") !== undefined) return [UNREAD];
  return [...tags.entries].map(([key, value]) =>
    typeof value === "string" ? { key: shownText(key), value: shownText(value) } : UNREAD,
  );
}

/** Each tag is that of a group. Source: "CreateOrUpdateTags" of the Amazon EC2 Auto Scaling API Reference. */
function isOfSeveral(tags: readonly LooseValue[]): boolean {
  const ids = tags.map((tag) => (typeof tag !== "string" && isLooseRecord(tag) ? textAt(tag, "resourceId") : null));
  return new Set(ids).size > 1;
}

const UNREAD: Tag = { key: null, value: null };

function readTag(tag: LooseValue): Tag {
  if (typeof tag === "string" || !isLooseRecord(tag)) return UNREAD;
  return {
    key: shownText(valueAt(tag, "key")) ?? shownText(valueAt(tag, "tagKey")),
    value: shownText(valueAt(tag, "value")) ?? shownText(valueAt(tag, "tagValue")),
  };
}

/** Source: "AWS global condition context keys", `aws:RequestTag` and `aws:TagKeys`. */
function tagFacts(tags: readonly Tag[], isWhole: boolean): readonly ParameterFact[] {
  const keys = tags.flatMap(({ key }) => key ?? []);
  const areAll = keys.length === tags.length && keys.length > 0 && isWhole;
  // The names of condition keys have no case: of `Env` and `env` beside each other it is open which is meant.
  const isOneOfTwo = (key: string): boolean => keys.filter((one) => one.toLowerCase() === key.toLowerCase()).length > 1;
  return [
    ...tags.flatMap(({ key, value }): readonly ParameterFact[] =>
      key === null || value === null || isOneOfTwo(key) ? [] : [[`aws:RequestTag/${key}`, value]],
    ),
    ...(areAll ? [["aws:TagKeys", keys] as const] : []),
  ];
}

/** A paste may end in the list, and a launch template has tags that the event does not show. */
function hasAllTags(event: LooseRecord, parameters: LooseRecord): boolean {
  return event.isCut !== true && valueAt(parameters, "launchTemplate") === undefined;
}
