/**
 * The phrases of services that are to write to a bucket, a topic or a stream, or to read from one, and may not. What they
 * need stands in `additionalActions` where the words name no action.
 */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

/**
 * Sources: Elastic Load Balancing User Guide for Application Load Balancers, "Enable access logs"; AWS WAF API Reference, "PutLoggingConfiguration", errors; Amazon VPC User Guide,
 * "Publish flow logs to Amazon S3"; AWS CloudTrail API Reference, "CreateTrail", errors; AWS CloudTrail User Guide, "Role
 * policy document for CloudTrail to use CloudWatch Logs"; Amazon Cognito Developer Guide, "Customizing user pool workflows
 * with Lambda triggers"; "Controlling access with Amazon Data Firehose", on AWS Glue; AWS DataSync User Guide, "Troubleshooting issues with locations"; Amazon RDS User Guide, "Importing
 * data from Amazon S3 to an RDS for PostgreSQL DB instance".
 */
export const DELIVERY_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/accessdeniedforbucket:?(?=.{0,300}pleasechecks3bucketpermission)/g, loadBalancerLogs],
  [/accessdeniedforlogdestination:?/g, flowLogs],
  [/unabletodeliverlogstotheconfigureddestination/g, plain],
  [/(?:deliverlogserrormessage"?:"?)accesserror|accesserror\.thelogdestinationisnotaccessible/g, flowLogError],
  [/unabletovalidatethefollowingdestinationconfigurations(?!.{0,400}(?:notauthorized|permissionson))/g, notification],
  [/accessdenied\.checkthetrustrelationshipsforyourrole/g, trustOfTrail],
  [/accessdenied\.checkthepermissionsforyourrole/g, roleOfTrail],
  [/snstopicdoesnotexistorthetopicpolicyisincorrect/g, topicOfTrail],
  [/insufficientpermissionstoaccesss3bucket[^]{0,200}?orkmskey/g, keyOfTrail],
  [/(?<=[a-z]{4})invocationfailedduetoerroraccessdeniedexception/g, trigger],
  [/couldnotperforms3:(?=[a-z0-9]{2,40}(?:on|in)bucket)/g, locationTest],
  [/accesswasdeniedwhencalling(?:aws|amazon)?glue(?![a-z])(?=.{0,200}dataformatconversion)/g, tableOfStream],
  [/accessdeniedtobucket/g, bucketNamed],
  [/isnotconfiguredproperly/g, roleOfReplication],
  [/doesnothavesufficientpermissionstoexecutethebackup/g, roleOfBackup],
  [/http403\.permissiondenied\.checkbucket/g, bucketNamed],
  [/insufficientpermissionstoexecutethequery(?!.{0,300}isnotauthorizedtoperform|\.?insufficientlakeformation)/g, plain],
];

/** The name of a bucket, or its ARN, behind a phrase. */
export function bucketAt(readable: string, at: number): Pick<DenialPhrase, "resource" | "end"> {
  const named =
    /^[\s:"'`]{0,4}(?:arn:aws[a-z-]{0,20}:s3:::)?((?:<[^<>\s]{1,80}>|[A-Za-z0-9*][\w.*<>-]{1,61}[A-Za-z0-9*>]))(?![A-Za-z0-9_])/.exec(
      readable.slice(at, at + 180),
    );
  return named?.[1] === undefined
    ? { resource: null, end: at }
    : { resource: `arn:aws:s3:::${named[1]}`, end: at + named[0].length };
}

/** Which principal writes the logs depends on the kind of the load balancer and on how old the bucket policy is. */
function loadBalancerLogs(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const { account, kind } = balancerOf(readable, phrase);
  const isOfApplication = kind === "app" ? ({ isOfApplication: true } as const) : {};
  const logs = account === undefined ? {} : { logs: { account, ...isOfApplication } };
  const ofNetwork = {
    principalArn: "delivery.logs.amazonaws.com",
    additionalActions: ["s3:GetBucketAcl", "s3:PutObject"],
  };
  const needs = kind === "net" ? ofNetwork : { additionalActions: ["s3:PutObject"] };
  return { ...phrase, ...needs, delivery: "load-balancer-logs", ...logs, ...bucketAt(readable, phrase.end) };
}

interface Balancer {
  readonly account?: string | undefined;
  /** `app` or `net`. */
  readonly kind?: string | undefined;
}

/** That the line names or else the text around it: of several, what they have in common. */
function balancerOf(readable: string, { start, end }: Pick<DenialPhrase, "start" | "end">): Balancer {
  const line =
    readable
      .slice(Math.max(0, start - 700), start)
      .split("\n")
      .at(-1) ?? "";
  const around = readable.slice(Math.max(0, start - 700), end + 400);
  const [own] = [line, around].map((text) => [...text.matchAll(BALANCER)]).filter(({ length }) => length > 0);
  const only = (group: number): string | undefined => {
    const [first, ...others] = new Set(own?.map((found) => found[group]));
    return others.length === 0 ? first : undefined;
  };
  return { account: only(1), kind: only(2) };
}

const BALANCER = /\barn:aws[a-z-]{0,20}:elasticloadbalancing:[a-z0-9-]{4,30}:(\d{12}):loadbalancer\/(?:(app|net)\/)?/g;

/** The destination is a bucket or its ARN, perhaps with a folder. */
function flowLogs(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const bucket = bucketAt(readable, phrase.end);
  const needs = { additionalActions: ["s3:GetBucketAcl", "s3:PutObject"], delivery: "flow-logs" } as const;
  return { ...phrase, principalArn: "delivery.logs.amazonaws.com", ...needs, ...bucket };
}

/** The status of a flow log, which goes to a bucket or, with a role, to CloudWatch Logs. */
function flowLogError(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const around = readable.slice(Math.max(0, phrase.start - 1500), phrase.end + 1500);
  const bucket = /\barn:aws[a-z-]{0,20}:s3:::[\w.-]{2,255}[\w-]/.exec(around)?.[0] ?? null;
  if (bucket === null) return { ...phrase, delivery: "flow-logs" };
  const additionalActions = ["s3:GetBucketAcl", "s3:PutObject"];
  const principalArn = "delivery.logs.amazonaws.com";
  return { ...phrase, principalArn, additionalActions, resource: bucket, delivery: "flow-logs" };
}

/**
 * Amazon S3, which does not say whether the destination is a queue, a topic or a function; the ARN may stand nearby.
 * Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
function notification(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const around = readable.slice(Math.max(0, phrase.start - 1500), phrase.end + 1500);
  const named = new Set(Array.from(around.matchAll(DESTINATION), ([arn]) => arn));
  const [only, ...others] = named;
  const resource = only === undefined || others.length > 0 ? null : only;
  const action = resource === null ? undefined : ACTIONS[/:(lambda|sqs|sns):/.exec(resource)?.[1] ?? ""];
  return {
    ...phrase,
    principalArn: "s3.amazonaws.com",
    resource,
    delivery: "event-notifications",
    ...(action === undefined ? {} : { additionalActions: [action] }),
  };
}

/** The role of a stream of Amazon Data Firehose, which the message does not name. */
function tableOfStream(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const additionalActions = ["glue:GetTableVersions", "glue:GetTable", "glue:GetTableVersion"];
  return { ...plain(readable, compact, at, found), additionalActions };
}

const DESTINATION = /\barn:aws[a-z-]{0,20}:(?:lambda|sqs|sns):[a-z0-9-]{2,30}:\d{12}:[\w:./-]{1,300}[\w-]/g;
const ACTIONS: Readonly<Record<string, string>> = {
  lambda: "lambda:InvokeFunction",
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
};

const TRAIL = "cloudtrail.amazonaws.com";

function trustOfTrail(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), principalArn: TRAIL, additionalActions: ["sts:AssumeRole"] };
}

function roleOfTrail(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const additionalActions = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return { ...plain(readable, compact, at, found), nameless: "trail-role", additionalActions };
}

function topicOfTrail(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), principalArn: TRAIL, additionalActions: ["sns:Publish"] };
}

/** Either the bucket or the key; the key's policy is what is new for whoever encrypts a trail. */
function keyOfTrail(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const key = readValue(readable, phrase.end, phrase.end + 300);
  const isArn = key.value?.startsWith("arn:") === true;
  const additionalActions = ["kms:GenerateDataKey", "s3:PutObject"];
  const named = isArn ? { resource: key.value, end: key.end } : {};
  return { ...phrase, principalArn: TRAIL, additionalActions, ...named };
}

/** Amazon Cognito: `PreSignUp invocation failed due to error AccessDeniedException.` */
function trigger(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return { ...phrase, principalArn: "cognito-idp.amazonaws.com", additionalActions: ["lambda:InvokeFunction"] };
}

/** `could not perform s3:ListObjectsV2 on bucket acme. Access denied. Ensure bucket access role has s3:ListBucket permission.` */
function locationTest(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest = readable.slice(phrase.end, phrase.end + 400);
  const call = /^\s?(\w{2,40})\s{1,3}(?:on|in)\s{1,3}bucket\s{1,3}/.exec(rest);
  if (call?.[1] === undefined || !/access\s+denied/i.test(rest)) return null;
  const needed = /\bhas\s+(s3:[A-Za-z]{3,40})\s+permission/.exec(rest)?.[1];
  const bucket = bucketAt(readable, phrase.end + call[0].length);
  const named = needed === undefined ? { operation: call[1], service: "s3" } : { action: needed };
  return { ...phrase, ...named, ...bucket };
}

/** AWS DMS: `Access Denied to bucket acme.`; RDS for PostgreSQL: `HTTP 403. Permission denied. Check bucket acme or …` */
function bucketNamed(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const bucket = bucketAt(readable, phrase.end);
  return bucket.resource === "arn:aws:s3:::or" ? phrase : { ...phrase, ...bucket };
}

/** AWS DMS: `The IAM Role arn:aws:iam::111122223333:role/dms-vpc-role is not configured properly.` */
function roleOfReplication(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const role = roleBefore(readable, phrase.start);
  if (role === null || /to\s+bucket\b/.test(readable.slice(Math.max(0, phrase.start - 700), phrase.start))) return null;
  return { ...phrase, principalArn: "dms.amazonaws.com", additionalActions: ["sts:AssumeRole"], resource: role };
}

/** AWS Backup, which names the role and, before that, the resource. */
function roleOfBackup(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const before = readable.slice(Math.max(0, phrase.start - 1200), phrase.start);
  const resource = /\bresource\s+(arn:[^\s"'`]{10,600}?)\.?(?=\s)/.exec(before)?.[1] ?? null;
  const principalArn = roleBefore(readable, phrase.start);
  return { ...phrase, ...(principalArn === null ? {} : { principalArn }), resource };
}

function roleBefore(readable: string, at: number): string | null {
  return (
    /\bIAM\s+Role\s+["'`]?(arn:[^\s"'`]{10,300})["'`]?\s+$/i.exec(readable.slice(Math.max(0, at - 340), at))?.[1] ??
    null
  );
}
