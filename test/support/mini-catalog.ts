/**
 * A handful of real actions, written by hand in the shape of the source and packed in the real form: tests rest on what
 * stands here, so an update of the reference data breaks none of them.
 */
import { packCatalog, type ReleaseAction, type ReleaseService } from "../../scripts/catalog-form.mjs";
import {
  type ManagedPolicyText,
  type ManagedPolicyTexts,
  packManagedPolicies,
} from "../../scripts/managed-policies-form.mjs";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";

let opened: Catalog | undefined;

/** A catalog dated 2026-01-31, with overlays of 2025-01-31. Opened once in a process: it never changes. */
export function miniCatalog(): Catalog {
  if (opened === undefined) {
    const { core, descriptions, managedPolicies } = packedMiniCatalog();
    opened = openCatalog({ core, descriptions: () => descriptions, managedPolicies: () => managedPolicies });
  }
  return opened;
}

interface PackedMiniCatalog {
  readonly core: string;
  readonly descriptions: string;
  readonly managedPolicies: string;
}

let packed: PackedMiniCatalog | undefined;

/** Packed once: many tests open it anew for every row of a table. */
export function packedMiniCatalog(): PackedMiniCatalog {
  return (packed ??= pack());
}

function pack(): PackedMiniCatalog {
  const release = { source: "mini", version: "1.0.202601310", services: SERVICES };
  const older = { source: "mini", version: "0.9.202501310", services: OLDER_SERVICES };
  const namesOf = (prefix: string): readonly string[] =>
    SERVICES.find((service) => service.prefix === prefix)?.actions.map(({ name }) => name) ?? [];
  return {
    ...packCatalog(release, older, (version) => (version.startsWith("1") ? "2026-01-31" : "2025-01-31")),
    managedPolicies: packManagedPolicies(MANAGED_POLICIES, release.version, namesOf),
  };
}

/** Three of AWS's, shortened. */
const MANAGED_POLICIES: ManagedPolicyTexts = {
  source: "mini 1.0.0",
  date: "2026-01-15",
  policies: [
    managedPolicy("AWSSupportServiceRolePolicy", "aws-service-role/", [{ Action: ["s3:GetObject"], Resource: "*" }]),
    managedPolicy("AmazonS3ReadOnlyAccess", "", [{ Action: ["s3:GetObject", "s3:List*", "s3:Gone"], Resource: "*" }]),
    managedPolicy("ViewOnlyAccess", "job-function/", [
      { Action: "ec2:DescribeInstances", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
    ]),
  ],
};

function managedPolicy(name: string, path: string, allowed: readonly object[]): ManagedPolicyText {
  const Statement = allowed.map((statement) => ({ Effect: "Allow", ...statement }));
  return { name, path, version: "v3", day: "2025-06-30", document: { Version: "2012-10-17", Statement } };
}

interface ActionFacts {
  /** Resource types; `!` after the name means required. */
  readonly on?: readonly string[];
  readonly keys?: readonly string[];
  readonly needs?: readonly string[];
  readonly permissionOnly?: boolean;
}

function action(name: string, accessLevel: string, what: string, facts: ActionFacts = {}): ReleaseAction {
  return {
    name,
    accessLevel,
    description: `Grants permission to ${what}`,
    resourceTypes: (facts.on ?? []).map((type) => ({
      name: type.replace("!", ""),
      required: type.endsWith("!"),
      conditionKeys: [],
      dependentActions: [],
    })),
    conditionKeys: facts.keys ?? [],
    dependentActions: facts.needs ?? [],
    isPermissionOnly: facts.permissionOnly ?? false,
  };
}

function key(name: string, type: string, what: string): ReleaseService["conditionKeys"][number] {
  return { key: name, type, description: `Filters access by ${what}` };
}

const RESOURCE_TAG = key("aws:ResourceTag/${TagKey}", "String", "the tags of the resource");
const REQUEST_TAG = key("aws:RequestTag/${TagKey}", "String", "the tags in the request");
const TAG_KEYS = key("aws:TagKeys", "ArrayOfString", "the tag keys in the request");

const SERVICES: readonly ReleaseService[] = [
  {
    prefix: "dynamodb",
    name: "Amazon DynamoDB",
    actions: [
      action("DeleteItem", "Write", "delete an item by primary key", {
        on: ["table!"],
        keys: ["dynamodb:LeadingKeys"],
      }),
      action("GetItem", "Read", "get an item by primary key", {
        on: ["table!"],
        keys: ["dynamodb:Attributes", "dynamodb:LeadingKeys", "dynamodb:Select"],
      }),
      action("Query", "Read", "read items of a table or an index", {
        on: ["table!", "index"],
        keys: ["dynamodb:Attributes", "dynamodb:LeadingKeys", "dynamodb:Select"],
      }),
    ],
    resourceTypes: [
      {
        key: "index",
        arn: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}",
        conditionKeys: [],
      },
      {
        key: "table",
        arn: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
        conditionKeys: ["aws:ResourceTag/${TagKey}"],
      },
    ],
    conditionKeys: [
      RESOURCE_TAG,
      key("dynamodb:Attributes", "ArrayOfString", "the attribute names of the table"),
      key("dynamodb:LeadingKeys", "ArrayOfString", "the partition key of the table"),
      key("dynamodb:Select", "String", "the Select parameter of a query"),
    ],
  },
  {
    prefix: "ec2",
    name: "Amazon EC2",
    actions: [
      {
        ...action("CreateSnapshot", "Write", "create a snapshot of a volume"),
        resourceTypes: [
          {
            name: "snapshot",
            required: true,
            conditionKeys: ["aws:RequestTag/${TagKey}", "aws:TagKeys", "ec2:ParentVolume"],
            dependentActions: [],
          },
          { name: "volume", required: true, conditionKeys: ["aws:ResourceTag/${TagKey}"], dependentActions: [] },
        ],
      },
      action("DescribeImages", "List", "describe images"),
      action("DescribeInstances", "List", "describe instances"),
      action("DescribeSubnets", "List", "describe subnets"),
      action("DescribeVpcs", "List", "describe VPCs"),
      action("RunInstances", "Write", "launch instances", {
        on: ["instance!", "image!"],
        keys: ["aws:RequestTag/${TagKey}", "aws:TagKeys", "ec2:InstanceType", "ec2:Region"],
      }),
      action("TerminateInstances", "Write", "shut down instances for good", { on: ["instance!"] }),
    ],
    resourceTypes: [
      { key: "image", arn: "arn:${Partition}:ec2:${Region}::image/${ImageId}" },
      { key: "snapshot", arn: "arn:${Partition}:ec2:${Region}::snapshot/${SnapshotId}" },
      { key: "volume", arn: "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}" },
      {
        key: "instance",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}",
        conditionKeys: ["aws:ResourceTag/${TagKey}", "ec2:InstanceType"],
      },
    ],
    conditionKeys: [
      REQUEST_TAG,
      RESOURCE_TAG,
      TAG_KEYS,
      key("ec2:EbsOptimized", "Bool", "whether the instance is optimized for EBS"),
      key("ec2:InstanceType", "String", "the type of the instance"),
      key("ec2:ParentVolume", "ARN", "the ARN of the volume of the snapshot"),
      key("ec2:Region", "String", "the name of the AWS Region"),
    ],
  },
  {
    prefix: "glue",
    name: "AWS Glue",
    actions: [
      action("GetDatabase", "Read", "retrieve a database", { on: ["database!", "rootcatalog!"] }),
      action("GetTable", "Read", "retrieve a table", { on: ["database!", "rootcatalog!", "table!"] }),
    ],
    resourceTypes: [
      {
        key: "database",
        arn: "arn:${Partition}:glue:${Region}:${Account}:database/${DatabaseName}",
        conditionKeys: [],
      },
      { key: "rootcatalog", arn: "arn:${Partition}:glue:${Region}:${Account}:catalog", conditionKeys: [] },
      {
        key: "table",
        arn: "arn:${Partition}:glue:${Region}:${Account}:table/${DatabaseName}/${TableName}",
        conditionKeys: [],
      },
    ],
    conditionKeys: [],
  },
  {
    prefix: "iam",
    name: "AWS Identity and Access Management (IAM)",
    actions: [
      action("AttachRolePolicy", "Permissions management", "attach a policy to a role", {
        on: ["role!"],
        keys: ["iam:PermissionsBoundary"],
      }),
      action("CreateRole", "Write", "create a role", { on: ["role!"], keys: ["iam:PermissionsBoundary"] }),
      action("ListRoles", "List", "list the roles"),
      action("PassRole", "Write", "pass a role to a service", {
        on: ["role!"],
        keys: ["iam:AssociatedResourceArn", "iam:PassedToService"],
        permissionOnly: true,
      }),
    ],
    resourceTypes: [
      {
        key: "role",
        arn: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
        conditionKeys: ["aws:ResourceTag/${TagKey}"],
      },
    ],
    conditionKeys: [
      RESOURCE_TAG,
      key("iam:AssociatedResourceArn", "ARN", "the resource the role is used for"),
      key("iam:PassedToService", "String", "the service the role is passed to"),
      key("iam:PermissionsBoundary", "ARN", "the permissions boundary"),
    ],
  },
  {
    prefix: "kms",
    name: "AWS Key Management Service",
    actions: [
      action("Decrypt", "Write", "decrypt ciphertext", {
        on: ["key!"],
        keys: ["kms:EncryptionContext:${EncryptionContextKey}", "kms:ResourceAliases", "kms:ViaService"],
      }),
      action("CreateAlias", "Write", "create an alias for a key", { on: ["alias!", "key!"] }),
      action("GenerateDataKey", "Write", "generate data keys", { on: ["key!"], keys: ["kms:ViaService"] }),
    ],
    resourceTypes: [
      {
        key: "key",
        arn: "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}",
        conditionKeys: ["aws:ResourceTag/${TagKey}"],
      },
      {
        key: "alias",
        arn: "arn:${Partition}:kms:${Region}:${Account}:alias/${Alias}",
        conditionKeys: [],
      },
    ],
    conditionKeys: [
      RESOURCE_TAG,
      key("kms:EncryptionContext:${EncryptionContextKey}", "String", "the encryption context"),
      key("kms:GrantIsForAWSResource", "Bool", "whether an AWS service makes the grant"),
      key("kms:ResourceAliases", "ArrayOfString", "the aliases of the key"),
      key("kms:ViaService", "String", "the service that uses the key for the caller"),
    ],
  },
  {
    prefix: "lambda",
    name: "AWS Lambda",
    actions: [
      action("CreateFunction", "Write", "create a function", { on: ["function!"], needs: ["iam:PassRole"] }),
      action("InvokeFunction", "Write", "invoke a function", { on: ["function!"] }),
    ],
    resourceTypes: [
      {
        key: "function",
        arn: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
        conditionKeys: ["aws:ResourceTag/${TagKey}"],
      },
    ],
    conditionKeys: [RESOURCE_TAG, key("lambda:FunctionArn", "ARN", "the ARN of a function")],
  },
  {
    prefix: "s3",
    name: "Amazon S3",
    actions: [
      action("DeleteObject", "Write", "remove an object", { on: ["object!"] }),
      action("GetObject", "Read", "retrieve objects", {
        on: ["accesspointobject", "object"],
        keys: ["s3:ExistingObjectTag/<key>", "s3:TlsVersion"],
      }),
      action("ListAllMyBuckets", "List", "list all buckets of the caller"),
      action("ListBucket", "List", "list the objects of a bucket", {
        on: ["bucket!"],
        keys: ["s3:max-keys", "s3:prefix"],
      }),
      action("PutObject", "Write", "add an object to a bucket", {
        on: ["accesspointobject", "object"],
        keys: ["s3:RequestObjectTag/<key>", "s3:x-amz-acl"],
      }),
      action("ReplicateObject", "Write", "replicate objects", { on: ["object!"], permissionOnly: true }),
    ],
    resourceTypes: [
      {
        key: "accesspointobject",
        arn: "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}",
        conditionKeys: ["s3:DataAccessPointArn"],
      },
      { key: "bucket", arn: "arn:${Partition}:s3:::${BucketName}" },
      { key: "object", arn: "arn:${Partition}:s3:::${BucketName}/${ObjectName}" },
    ],
    conditionKeys: [
      key("s3:DataAccessPointArn", "ARN", "the access point"),
      key("s3:ExistingObjectTag/<key>", "String", "a tag of the object"),
      key("s3:max-keys", "Numeric", "the most keys to list"),
      key("s3:prefix", "String", "the key prefix to list"),
      key("s3:RequestObjectTag/<key>", "String", "a tag for the object"),
      key("s3:TlsVersion", "Numeric", "the TLS version of the client"),
      key("s3:x-amz-acl", "String", "the canned ACL of the request"),
    ],
  },
  {
    prefix: "secretsmanager",
    name: "AWS Secrets Manager",
    actions: [action("GetSecretValue", "Read", "retrieve a secret", { on: ["Secret!"] })],
    resourceTypes: [
      {
        key: "Secret",
        arn: "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
        conditionKeys: [],
      },
    ],
    conditionKeys: [],
  },
  {
    prefix: "sqs",
    name: "Amazon SQS",
    actions: [
      action("ChangeMessageVisibility", "Write", "change for how long a message is hidden", { on: ["queue!"] }),
      action("DeleteMessage", "Write", "delete a message", { on: ["queue!"] }),
      action("GetQueueAttributes", "Read", "read the attributes of a queue", { on: ["queue!"] }),
      action("GetQueueUrl", "Read", "find the address of a queue", { on: ["queue!"] }),
      action("ListQueueTags", "Read", "list the tags of a queue", { on: ["queue!"] }),
      action("ListQueues", "List", "list the queues"),
      action("PurgeQueue", "Write", "delete all messages of a queue", { on: ["queue!"] }),
      action("ReceiveMessage", "Read", "receive messages", { on: ["queue!"] }),
      action("SendMessage", "Write", "send a message to a queue", { on: ["queue!"] }),
    ],
    resourceTypes: [
      {
        key: "queue",
        arn: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
        conditionKeys: ["aws:ResourceTag/${TagKey}"],
      },
    ],
    conditionKeys: [RESOURCE_TAG],
  },
  {
    prefix: "sts",
    name: "AWS Security Token Service",
    actions: [
      action("AssumeRole", "Write", "obtain credentials of a role", {
        on: ["role!"],
        keys: ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity"],
      }),
      action("AssumeRoleWithSAML", "Write", "obtain credentials with an assertion", {
        on: ["role!"],
        keys: ["saml:aud"],
      }),
      action("AssumeRoleWithWebIdentity", "Write", "obtain credentials with a token", {
        on: ["role!"],
        keys: ["token.actions.githubusercontent.com:sub"],
      }),
      action("GetCallerIdentity", "Read", "see who calls"),
      action("SetSourceIdentity", "Write", "name who is behind a session", { on: ["role!"], permissionOnly: true }),
      action("TagSession", "Tagging", "tag a session", { on: ["role!"], permissionOnly: true }),
    ],
    resourceTypes: [
      {
        key: "role",
        arn: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
        conditionKeys: ["iam:ResourceTag/${TagKey}"],
      },
    ],
    conditionKeys: [
      key("iam:ResourceTag/${TagKey}", "String", "the tags of the role"),
      key("saml:aud", "String", "the endpoint that assertions are posted to"),
      key("sts:ExternalId", "String", "the external id"),
      key("sts:RoleSessionName", "String", "the name of the session"),
      key("sts:SourceIdentity", "String", "the source identity"),
      key("token.actions.githubusercontent.com:sub", "String", "the repository and branch of the job"),
    ],
  },
  {
    prefix: "trustedadvisor",
    name: "AWS Trusted Advisor",
    actions: [action("DescribeChecks", "Read", "view the checks")],
    resourceTypes: [],
    conditionKeys: [],
  },
];

/** The same, but for one service that was closed since, and one action of Trusted Advisor that was dropped. */
const OLDER_SERVICES: readonly ReleaseService[] = [
  ...SERVICES.map((service) =>
    service.prefix === "trustedadvisor"
      ? { ...service, actions: [...service.actions, action("CreateEngagement", "Write", "create an engagement")] }
      : service,
  ),
  {
    prefix: "deepracer",
    name: "AWS DeepRacer",
    actions: [action("CreateCar", "Write", "create a car")],
    resourceTypes: [],
    conditionKeys: [],
  },
];
