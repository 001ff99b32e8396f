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

interface Parameter {
  readonly key: string;
  readonly path: readonly string[];
  /** The operations whose parameter is the key's value, where others have one of that name. */
  readonly calls?: RegExp;
  /** ARNs of which the same call is decided as well, without this key. */
  readonly notAbout?: RegExp;
}

const of = (key: string, path = key.slice(key.indexOf(":") + 1), calls?: RegExp): Parameter => ({
  key,
  path: [path],
  ...(calls !== undefined && { calls }),
});

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
      of("s3:x-amz-copy-source"),
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
        notAbout: /^arn:[^:]*:ec2:[^:]*:[^:]*:(?!instance\/)/,
      },
    ],
  ],
  [
    "kms.amazonaws.com",
    [
      of("kms:EncryptionAlgorithm"),
      of("kms:GranteePrincipal"),
      of("kms:RetiringPrincipal"),
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
  if (!isOfCall) return [];
  const operation = textAt(event, "eventName") ?? "";
  const listed = PARAMETERS.get(textAt(event, "eventSource") ?? "") ?? [];
  return [
    ...listed
      .filter(({ calls, notAbout }) => calls?.test(operation) !== false && notAbout?.test(resource ?? "") !== true)
      .flatMap(({ key, path }): readonly ParameterFact[] => {
        const value = onlyText(event, path);
        return value === undefined ? [] : [[key, value]];
      }),
    ...tagFacts(tagsOf(event, resource), event),
  ];
}

/** Some events have a list of the one value. */
function onlyText(event: LooseRecord, path: readonly string[]): string | undefined {
  const found = valueAt(event, "requestParameters", ...path);
  if (found === undefined || typeof found === "string" || isLooseRecord(found)) return textOf(found) ?? undefined;
  return found.length === 1 ? (textOf(found[0]) ?? undefined) : undefined;
}

/** Null where it cannot be read, or is hidden. */
interface Tag {
  readonly key: string | null;
  readonly value: string | null;
}

function tagsOf(event: LooseRecord, resource: string | null): readonly Tag[] {
  const type = /^arn:[^:]*:ec2:[^:]*:[^:]*:([a-z-]+)\//.exec(resource ?? "")?.[1];
  const specified = recordsAt(event, "requestParameters", "tagSpecificationSet", "items");
  const own = specified.filter((one) => type !== undefined && textAt(one, "resourceType") === type);
  return [
    ...own.flatMap((one) => readTags(valueAt(one, "tags"))),
    ...readTags(valueAt(event, "requestParameters", "tagSet", "items")),
    ...readTags(valueAt(event, "requestParameters", "tags")),
  ];
}

/** A list of keys with their values, or an object whose members are the tags. */
function readTags(tags: LooseValue | undefined): readonly Tag[] {
  if (tags === undefined || typeof tags === "string") return [];
  if (!isLooseRecord(tags)) return tags.map(readTag);
  // One tag that stands in no list, or two tags with these very keys.
  if (valueAt(tags, "key") !== undefined && valueAt(tags, "value") !== undefined) return [UNREAD];
  return [...tags.entries].map(([key, value]) =>
    typeof value === "string" ? { key: textOf(key), value: textOf(value) } : UNREAD,
  );
}

const UNREAD: Tag = { key: null, value: null };

function readTag(tag: LooseValue): Tag {
  if (typeof tag === "string" || !isLooseRecord(tag)) return UNREAD;
  return {
    key: textAt(tag, "key") ?? textAt(tag, "tagKey"),
    value: textAt(tag, "value") ?? textAt(tag, "tagValue"),
  };
}

/** Source: "AWS global condition context keys", `aws:RequestTag` and `aws:TagKeys`. */
function tagFacts(tags: readonly Tag[], event: LooseRecord): readonly ParameterFact[] {
  const keys = tags.flatMap(({ key }) => key ?? []);
  const areAll = keys.length === tags.length && keys.length > 0 && hasAllTags(event);
  return [
    ...tags.flatMap(({ key, value }): readonly ParameterFact[] =>
      key === null || value === null ? [] : [[`aws:RequestTag/${key}`, value]],
    ),
    ...(areAll ? [["aws:TagKeys", keys] as const] : []),
  ];
}

/** A paste may end in the list, and a launch template has tags that the event does not show. */
function hasAllTags(event: LooseRecord): boolean {
  return event.isCut !== true && valueAt(event, "requestParameters", "launchTemplate") === undefined;
}
