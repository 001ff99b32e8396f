/**
 * A service that writes its logs to a bucket asks whether it may before it begins, and says no more than that it may not: the
 * statement that its documentation gives, with the values in capitals to fill in.
 */
import { readArn } from "../policy/arn.ts";
import { newObject, type NewValue } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type NextStep } from "./next-step.ts";
import { givenBesides } from "./fixes/given-besides.ts";
import { type NextQuestion } from "./next-steps.ts";

interface LogWriter {
  /** Behind the account in the name of each object. */
  readonly folder: string;
  /** What in its requests tells whose logs they are, with the values to fill in written in capitals. */
  readonly source: { readonly key: "aws:SourceAccount" | "aws:SourceArn"; readonly value: string };
}

const OF_ACCOUNT = { key: "aws:SourceAccount", value: "ACCOUNT" } as const;

/**
 * Sources: "Amazon S3 bucket policy for CloudTrail" (AWS CloudTrail User Guide); "Permissions for the Amazon S3 Bucket for
 * the AWS Config Delivery Channel" (AWS Config Developer Guide); "Publish flow logs to Amazon S3" (Amazon VPC User Guide).
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
]);

/** Where no statement lets it write, for certain or as far as the message says. */
export function logBucketSteps({ verdict, denial, request, fixes, allows }: NextQuestion): readonly NextStep[] {
  const { principal = "", action = "", asked } = request;
  const writer = WRITERS.get(principal);
  const bucket = /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.exec(asked.said ?? "")?.[0];
  const isCheck = /^s3:(?:GetBucketAcl|PutObject)$/i.test(action) && denial.actionFrom !== "message";
  if (writer === undefined || bucket === undefined || !isCheck || denial.denyType === "explicit") return [];
  if (verdict !== "explained" && verdict !== "not-covered") return [];
  if (fixes.some((fix) => givenBesides(fix).includes("s3:PutObject"))) return [];
  if (action.toLowerCase() !== "s3:putobject" && allows("s3:PutObject")) return [];
  const text = printNewDocument(newObject(elementsFor({ service: principal, bucket, account: "ACCOUNT" }, writer)));
  return [{ step: "log-bucket", service: principal, bucket, text, commands: [] }];
}

export function writesLogs(service: string): boolean {
  return WRITERS.has(service);
}

interface LogsOfAccount {
  readonly service: string;
  readonly bucket: string;
  readonly account: string;
}

/** The elements of a statement for the logs of one account, from whichever trail; undefined for a service that writes none. */
export function logStatement(logs: LogsOfAccount): Readonly<Record<string, NewValue>> | undefined {
  const writer = WRITERS.get(logs.service);
  if (writer === undefined) return undefined;
  const { key, value } = writer.source;
  return elementsFor(logs, { ...writer, source: { key, value: value.replace(/REGION|TRAIL_NAME/g, "*") } });
}

function elementsFor(
  { service, bucket, account }: LogsOfAccount,
  { folder, source: { key, value } }: LogWriter,
): Readonly<Record<string, NewValue>> {
  const partition = readArn(bucket)?.partition ?? "aws";
  const source = { [key]: value.replace("PARTITION", partition).replace("ACCOUNT", account) };
  const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const condition: Readonly<Record<string, NewValue>> = value.includes("*")
    ? { StringEquals: newObject(acl), ArnLike: newObject(source) }
    : { StringEquals: newObject({ ...acl, ...source }) };
  return {
    Effect: "Allow",
    Principal: newObject({ Service: service }),
    Action: "s3:PutObject",
    Resource: `${bucket}/AWSLogs/${account}/${folder}*`,
    Condition: newObject(condition),
  };
}
