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
  /** What its requests carry for whichever logs of an account. */
  readonly ofAccount: "aws:SourceAccount" | "aws:SourceArn";
  /** Of a request for the account's logs, beside the ACL. */
  readonly source: Readonly<Record<string, string>>;
}

/**
 * Sources: "Amazon S3 bucket policy for CloudTrail" (AWS CloudTrail User Guide); "Permissions for the Amazon S3 Bucket for
 * the AWS Config Delivery Channel" (AWS Config Developer Guide); "Publish flow logs to Amazon S3" (Amazon VPC User Guide).
 */
const WRITERS: ReadonlyMap<string, LogWriter> = new Map([
  [
    "cloudtrail.amazonaws.com",
    {
      folder: "",
      ofAccount: "aws:SourceArn",
      source: { "aws:SourceArn": "arn:PARTITION:cloudtrail:REGION:ACCOUNT:trail/TRAIL_NAME" },
    },
  ],
  [
    "config.amazonaws.com",
    { folder: "Config/", ofAccount: "aws:SourceAccount", source: { "aws:SourceAccount": "ACCOUNT" } },
  ],
  [
    "delivery.logs.amazonaws.com",
    { folder: "", ofAccount: "aws:SourceAccount", source: { "aws:SourceAccount": "ACCOUNT" } },
  ],
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
  return [
    { step: "log-bucket", service: principal, bucket, text: statementFor(principal, writer, bucket), commands: [] },
  ];
}

function statementFor(service: string, { folder, source }: LogWriter, bucket: string): string {
  const partition = readArn(bucket)?.partition ?? "aws";
  const filled = Object.entries(source).map(([key, value]) => [key, value.replace("PARTITION", partition)] as const);
  const elements = {
    Effect: "Allow",
    Principal: newObject({ Service: service }),
    Action: "s3:PutObject",
    Resource: `${bucket}/AWSLogs/ACCOUNT/${folder}*`,
    Condition: newObject({
      StringEquals: newObject({ "s3:x-amz-acl": "bucket-owner-full-control", ...Object.fromEntries(filled) }),
    }),
  };
  return printNewDocument(newObject(elements));
}

export function writesLogs(service: string): boolean {
  return WRITERS.has(service);
}

/** The elements of a statement for the logs of one account; undefined for a service that writes none. */
export function logStatement(
  service: string,
  bucket: string,
  account: string,
): Readonly<Record<string, NewValue>> | undefined {
  const writer = WRITERS.get(service);
  const partition = readArn(bucket)?.partition ?? "aws";
  if (writer === undefined) return undefined;
  const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };
  return {
    Effect: "Allow",
    Principal: newObject({ Service: service }),
    Action: "s3:PutObject",
    Resource: `${bucket}/AWSLogs/${account}/${writer.folder}*`,
    Condition: newObject(
      writer.ofAccount === "aws:SourceAccount"
        ? { StringEquals: newObject({ ...acl, "aws:SourceAccount": account }) }
        : {
            StringEquals: newObject(acl),
            ArnLike: newObject({ "aws:SourceArn": `arn:${partition}:cloudtrail:*:${account}:trail/*` }),
          },
    ),
  };
}
