/**
 * Random statements of a narrow class, so that many of them match nothing and every one can be decided by trying all
 * requests that matter: few services, resources and keys, with values that overlap.
 */
import { type Random } from "./random.ts";

export type StatementJson = Readonly<Record<string, unknown>>;

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  s3: [
    "Get*",
    "*Object",
    "GetBucketLocation",
    "DeleteBucket",
    "*",
    "List*",
    "ListAllMyBuckets",
    "PutObject",
    "GetObject",
    "ListBucket",
    "Zzz*",
    "Get*Objects",
    "GetObjct",
  ],
  sqs: ["*", "SendMessage", "Send*", "DeleteQueue", "ListQueues", "List*", "Enqueue", "*Msg*"],
  sns: ["Publish", "CreateTopic", "ListTopics", "*", "List*", "Pub"],
  kms: ["*", "Decrypt", "Generate*", "CreateKey", "CreateAlias", "ListKeys", "decript"],
  iam: [
    "*User",
    "GetUser",
    "CreateVirtualMFADevice",
    "CreateUser",
    "ListVirtualMFADevices",
    "*",
    "ListUsers",
    "GetAccountSummary",
    "PassRole",
    "*Userz",
    "??",
    "PasRole",
  ],
  dynamodb: ["Describe*", "Query", "ListTables", "GetItem", "*", "*Item", "PutItem", "Get?tem", "*Itm"],
};

const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  s3: [
    "arn:aws:s3:::al?ha*",
    "arn:aws:s3:::*/*",
    "arn:aws:s3:::alpha/logs/*",
    "arn:aws:s3:::alpha/*",
    "arn:aws:s3:::alpha",
    "arn:aws:s3:::*",
    "arn:aws:s3:us-east-1::alpha",
    "arn:aws:s3:*:*:job/*",
    "arn:aws-cn:s3:::alpha/*",
    "arn:aws:s3:::alpha/x.txt",
    "arn:aws:s3::111111111111:alpha/*",
    "arn:aws:s3:us-east-1:111111111111:accesspoint/ap1",
    "arn:aws:s3:::beta-*/x?",
  ],
  sqs: [
    "arn:aws:sqs:us-east-1:111111111111:q1",
    "arn:aws:sqs:us-east-1:111111111111:q1/sub",
    "arn:aws:sqs:*:*:q?",
    "arn:aws:sqs::111111111111:q1",
    "arn:aws:sqs:::q1",
    "arn:*:sqs:us-*:1111*:*",
    "arn:aws:sqs:us-east-1:11111111111:q1",
    "arn:aws:sqs:us-east-1:111111111111:queue:q1",
    "arn:aws:sqs:*:*:*",
  ],
  sns: [
    "arn:aws:sns:*:*:*",
    "arn:aws:sns:eu-west-1:*:t?",
    "arn:aws:sns:us-east-1:111111111111:topic/t1",
    "arn:aws:sns:us-east-1:111111111111:t1",
    "arn:aws:sns::111111111111:t1",
  ],
  kms: [
    "arn:aws:kms:us-east-1:111111111111:k1",
    "arn:aws:kms:us-east-1:111111111111:alias/k1",
    "arn:aws:kms:us-east-1:1111:key/*",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:kms:us-east-1:111111111111:key/k1",
  ],
  iam: [
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111111111111:*",
    "arn:aws:iam::111111111111:policy/p1",
    "arn:aws:iam::*:user/*/${aws:username}",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:iam::111111111111:user/team/*",
    "arn:aws:iam::111111111111:mfa/${aws:username}",
    "arn:aws:iam::111111111111:user/*",
    "arn:aws:iam::111111111111:user/ann",
    "arn:aws:iam::111111111111:root",
    "arn:aws:iam:us-east-1:111111111111:user/ann",
    "arn:aws:iam::111111111111:usr/ann",
  ],
  dynamodb: [
    "arn:aws:dynamodb::111111111111:table/t1",
    "arn:aws:dynamodb::111111111111:global-table/*",
    "arn:aws:dynamodb:*:*:table/t?",
    "arn:aws:dynamodb:us-east-1:111111111111:index/t1",
    "arn:aws:dynamodb:us-east-1:111111111111:table/t1/index/*",
    "arn:aws:dynamodb:us-east-1:111111111111:table:t1",
    "arn:aws:dynamodb:us-east-1:111111111111:table/t1",
    "arn:aws:dynamodb:*:*:table/*",
    "arn:aws:dynamodb:*:*:*",
  ],
};

export const SERVICES = Object.keys(ACTIONS);

const TAG_TEXTS = ["red", "RED", "Red", "red-1", "blue", "blue-2", "green", "true", "z"];
const TAG_PATTERNS = [
  "*e*",
  "R*",
  "re*",
  "*-?",
  "*d",
  "r?d",
  "bl??",
  "b*",
  "*blue*",
  "re?",
  "*1",
  "???",
  "*",
  "a*b",
  "*a*",
  "r${*}d",
  "r*",
  "blue*",
  "?*",
  "?",
  "gr*",
  "ab*",
  "*b",
  "red*",
  "*-1",
  "*ab",
  "a*",
  "x*",
  "a?b",
  "r*d",
];
const OWNER_TEXTS = ["cost", "Owner", "owner", "env", "ENV", "OWNER", "COST", "true"];
const OWNER_PATTERNS = ["O*", "e*", "*", "o*", "c?st", "????", "c*", "*er", "*t", "ow*"];
const ARNS = [
  "arn:*:*:*:*:*",
  "arn:aws-cn:sns:*:*:*",
  "arn:aws:s3:::alpha",
  "arn:aws:events:*:*:rule/*",
  "arn:*:s3:::alpha*",
  "arn:aws:events:us-east-1:222222222222:rule/r?",
  "arn:aws:*:*:111111111111:*",
  "arn:aws:sns:*:111111111111:*",
  "arn:aws:sns:us-east-1:111111111111:t*",
  "arn:aws:sns:us-east-1:111111111111:t1",
  "arn:aws:s3:::*",
  "arn:aws:s3:::beta",
];
const INSTANTS = [
  "2024-06-15T12:30:00Z",
  "2025-01-01",
  "2023-06-01T00:00:00Z",
  "2024-01-01T00:00:00Z",
  "2030-12-31T23:59:59Z",
];
const RANGES = [
  "203.0.113.0/24",
  "10.128.0.0/9",
  "10.1.2.3/32",
  "10.0.0.0/8",
  "10.0.0.0/9",
  "10.1.2.0/24",
  "192.168.1.0/24",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "2001:db8::/32",
  "2001:db8:1::/48",
  "10.1.0.0/16",
  "192.168.0.0/16",
  "172.16.0.0/12",
];
const ORDER = ["LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals", "Equals", "NotEquals"];
const EXACT = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"];
const LIKE = ["StringLike", "StringNotLike"];

interface KeyFamily {
  readonly keys: readonly string[];
  readonly multivalued: boolean;
  readonly rows: readonly { readonly operators: readonly string[]; readonly values: readonly unknown[] }[];
}

const FAMILIES: readonly KeyFamily[] = [
  {
    keys: ["aws:PrincipalTag/team", "aws:PrincipalTag/env", "aws:principaltag/team"],
    multivalued: false,
    rows: [
      { operators: EXACT, values: TAG_TEXTS },
      { operators: LIKE, values: TAG_PATTERNS },
    ],
  },
  {
    keys: ["aws:TagKeys", "aws:PrincipalOrgPaths", "aws:tagkeys"],
    multivalued: true,
    rows: [
      { operators: EXACT, values: OWNER_TEXTS },
      { operators: LIKE, values: OWNER_PATTERNS },
    ],
  },
  {
    keys: ["aws:MultiFactorAuthPresent"],
    multivalued: false,
    rows: [{ operators: ["Bool"], values: ["true", "false", "False", true, false] }],
  },
  {
    keys: ["aws:SourceArn", "aws:sourcearn"],
    multivalued: false,
    rows: [
      { operators: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"], values: ARNS },
      { operators: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"], values: ARNS },
      { operators: ["StringEquals", "StringLike", "StringNotLike"], values: ARNS },
    ],
  },
  { keys: ["aws:SourceIp"], multivalued: false, rows: [{ operators: ["IpAddress", "NotIpAddress"], values: RANGES }] },
  {
    keys: ["aws:MultiFactorAuthAge"],
    multivalued: false,
    rows: [{ operators: ORDER.map((order) => `Numeric${order}`), values: ["5", 10, "300", 3600, "86400"] }],
  },
  {
    keys: ["aws:TokenIssueTime"],
    multivalued: false,
    rows: [{ operators: ORDER.map((order) => `Date${order}`), values: INSTANTS }],
  },
];

export function randomStatement(random: Random): StatementJson {
  const services = [random.pick(SERVICES), random.pick(SERVICES)];
  const [actions, resources] = [randomActions(random, services), randomResources(random, services)];
  const named = resources.some((resource) => resource.includes("${"));
  const condition = randomCondition(random, named);
  return {
    Effect: random.pick(["Allow", "Deny"]),
    [random.chance(0.1) ? "NotAction" : "Action"]: oneOrMany(random, actions),
    [random.chance(0.08) ? "NotResource" : "Resource"]: oneOrMany(random, resources),
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function randomActions(random: Random, services: readonly string[]): readonly string[] {
  const count = random.chance(0.65) ? 1 : random.chance(0.9) ? 2 : 3;
  return Array.from({ length: count }, () => {
    if (random.chance(0.06)) return "*";
    const service = random.chance(0.7) ? services[0]! : services[1]!;
    const action = `${service}:${random.pick(ACTIONS[service]!)}`;
    return random.chance(0.08) ? action.toLowerCase() : action;
  });
}

function randomResources(random: Random, services: readonly string[]): readonly string[] {
  const count = random.chance(0.65) ? 1 : 2;
  return Array.from({ length: count }, () => {
    if (random.chance(0.45)) return "*";
    const service = random.chance(0.75) ? services[0]! : random.pick(SERVICES);
    return random.pick(RESOURCES[service]!);
  });
}

function randomCondition(random: Random, named: boolean): object | undefined {
  if (random.chance(0.18)) return undefined;
  const block: Record<string, Record<string, unknown>> = {};
  if (named && random.chance(0.7)) addUsername(random, block);
  const keys = random.chance(0.75) ? 1 : 2;
  for (let index = 0; index < keys; index++) {
    const family = random.pick(FAMILIES);
    const key = random.pick(family.keys);
    const count = 1 + (random.chance(0.7) ? 1 : 0) + (random.chance(0.3) ? 1 : 0);
    for (let row = 0; row < count; row++) addRow(random, family, key, block);
  }
  return block;
}

function addRow(
  random: Random,
  { rows, multivalued }: KeyFamily,
  key: string,
  block: Record<string, Record<string, unknown>>,
): void {
  if (random.chance(0.1)) {
    (block["Null"] ??= {})[key] = oneOrMany(random, [random.pick<unknown>(["true", "false", true, false])]);
    return;
  }
  const { operators, values } = random.pick(rows);
  const set = multivalued || random.chance(0.04) ? random.pick(["ForAllValues:", "ForAnyValue:"]) : "";
  const operator = `${set}${random.pick(operators)}${random.chance(0.12) ? "IfExists" : ""}`;
  const own = random.chance(0.75) ? [random.pick(values)] : [random.pick(values), random.pick(values)];
  (block[operator] ??= {})[key] = oneOrMany(random, [...new Set(own)]);
}

function addUsername(random: Random, block: Record<string, Record<string, unknown>>): void {
  const key = "aws:username";
  if (random.chance(0.3)) (block["Null"] ??= {})[key] = random.pick(["true", "false"]);
  if (random.chance(0.5))
    (block[random.pick(["StringEquals", "StringEqualsIfExists", "StringNotEquals"])] ??= {})[key] = oneOrMany(
      random,
      random.pick([["ann"], ["ann", "bob"]]),
    );
  if (random.chance(0.3)) (block[random.pick(LIKE)] ??= {})[key] = random.pick(["*", "a*"]);
}

function oneOrMany<Value>(random: Random, values: readonly Value[]): Value | readonly Value[] {
  const [first] = values;
  return values.length === 1 && first !== undefined && random.chance(0.5) ? first : values;
}
