/**
 * A service that writes its logs, or mails, to a bucket asks whether it may before it begins, and says no more than that it may not: the
 * statement that its documentation gives, with the values in capitals to fill in.
 */
import { readArn } from "../policy/arn.ts";
import { newObject, type NewValue } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type NextStep } from "./next-step.ts";
import { gives } from "./fixes/given-besides.ts";
import { type NextQuestion } from "./next-steps.ts";

interface LogWriter {
  /** Behind the account in the name of each object; undefined where the names have no folder of an account. */
  readonly folder: string | undefined;
  /** What in its requests tells whose logs they are, with the values to fill in written in capitals. */
  readonly source?: { readonly key: "aws:SourceAccount" | "aws:SourceArn"; readonly value: string };
}

const OF_ACCOUNT = { key: "aws:SourceAccount", value: "ACCOUNT" } as const;

/** Application Load Balancers; others write as `delivery.logs.amazonaws.com`. */
export const BALANCER = "logdelivery.elasticloadbalancing.amazonaws.com";

/** Amazon SES, which keeps the mails that it receives. */
export const MAIL = "ses.amazonaws.com";

/**
 * Sources: "Amazon S3 bucket policy for CloudTrail" (AWS CloudTrail User Guide); "Permissions for the Amazon S3 Bucket for
 * the AWS Config Delivery Channel" (AWS Config Developer Guide); "Publish flow logs to Amazon S3" (Amazon VPC User Guide);
 * "Enable access logs for your Application Load Balancer" (Elastic Load Balancing User Guide); "Giving permissions to Amazon
 * SES for email receiving" (Amazon SES Developer Guide).
 */
const WRITERS: ReadonlyMap<string, LogWriter> = new Map<string, LogWriter>([
  [
    "cloudtrail.amazonaws.com",
    {
      folder: "",
      source: { key: "aws:SourceArn", value: "arn:PARTITION:cloudtrail:REGION:ACCOUNT:trail/TRAIL_NAME" },
    },
  ],
  ["config.amazonaws.com", { folder: "Config/", source: OF_ACCOUNT }],
  ["delivery.logs.amazonaws.com", { folder: "", source: OF_ACCOUNT }],
  [BALANCER, { folder: "" }],
  [MAIL, { folder: undefined, source: OF_ACCOUNT }],
]);

/** Where no statement lets it write, for certain or as far as the message says. */
export function logBucketSteps({ verdict, denial, request, fixes, allows }: NextQuestion): readonly NextStep[] {
  const { principal = "", action = "", asked } = request;
  const writer = WRITERS.get(principal);
  const bucket = /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.exec(asked.said ?? "")?.[0];
  const isCheck = /^s3:(?:GetBucketAcl|PutObject)$/i.test(action) && denial.actionFrom !== "message";
  if (writer === undefined || bucket === undefined || !isCheck || denial.denyType === "explicit") return [];
  if (verdict !== "explained" && verdict !== "not-covered") return [];
  if (fixes.some((fix) => gives(fix, "s3:PutObject"))) return [];
  if (action.toLowerCase() !== "s3:putobject" && allows("s3:PutObject")) return [];
  const { prefix, isOfOrganization, account = "ACCOUNT" } = denial.logs ?? {};
  const logs = { service: principal, bucket, account, prefix };
  const elements = elementsFor(isOfOrganization === true ? { ...logs, folderOf: "ORGANIZATION_ID" } : logs, writer);
  const text = printNewDocument(newObject(elements));
  const isPrefixKnown = prefix !== undefined || writer.folder === undefined;
  return [{ step: "log-bucket", service: principal, bucket, text, isPrefixKnown, commands: [] }];
}

export function writesLogs(service: string): boolean {
  return WRITERS.has(service);
}

export interface LogsOfAccount {
  readonly service: string;
  readonly bucket: string;
  readonly account: string;
  readonly prefix: string | undefined;
}

/** The elements of a statement for the logs of one account, from whichever trail; undefined for a service that writes none. */
export function logStatement(logs: LogsOfAccount): Readonly<Record<string, NewValue>> | undefined {
  const writer = WRITERS.get(logs.service);
  if (writer?.source === undefined) return writer && elementsFor(logs, writer);
  const { key, value } = writer.source;
  return elementsFor(logs, { ...writer, source: { key, value: value.replace(/REGION|TRAIL_NAME/g, "*") } });
}

function elementsFor(
  { service, bucket, account, prefix, folderOf = account }: LogsOfAccount & { readonly folderOf?: string },
  writer: LogWriter,
): Readonly<Record<string, NewValue>> {
  const inPrefix = prefix === undefined ? "" : `${prefix.replace(/\/$/, "")}/`;
  const condition = conditionOf(bucket, account, writer);
  return {
    Effect: "Allow",
    Principal: newObject({ Service: service }),
    Action: "s3:PutObject",
    Resource: `${bucket}/${inPrefix}${writer.folder === undefined ? "" : `AWSLogs/${folderOf}/${writer.folder}`}*`,
    ...(condition === undefined ? {} : { Condition: newObject(condition) }),
  };
}

function conditionOf(
  bucket: string,
  account: string,
  { source, folder }: LogWriter,
): Readonly<Record<string, NewValue>> | undefined {
  if (source === undefined) return undefined;
  const partition = readArn(bucket)?.partition ?? "aws";
  const told = { [source.key]: source.value.replace("PARTITION", partition).replace("ACCOUNT", account) };
  const acl = folder === undefined ? {} : { "s3:x-amz-acl": "bucket-owner-full-control" };
  return source.value.includes("*")
    ? { StringEquals: newObject(acl), ArnLike: newObject(told) }
    : { StringEquals: newObject({ ...acl, ...told }) };
}
