/**
 * The resource of a refusal that names none, from the lines that print it: the AWS CLI says what it was copying, Hadoop
 * which file it was about to open.
 */

/** A line that belongs to the error itself, so that the resource is the one that was refused. */
export interface ElsewhereResource {
  readonly resource: string;
  /** What the line tells of the call; null if the operation is known from somewhere else or not at all. */
  readonly action: string | null;
}

/** What stands right before an error, as far as a transfer's two ends reach. */
const BEFORE = 3200;

/**
 * `before` ends where the error begins, `operation` is the API operation that failed.
 * Source: AWS CLI Command Reference, "s3 cp"; Hadoop's S3A documentation, "Troubleshooting".
 */
export function resourceOfTransfer(before: string, operation: string | null): string | null {
  const text = before.slice(-BEFORE).replace(/[\n\v\u2028]/g, " ");
  const upload = UPLOAD.exec(text)?.[1];
  if (upload !== undefined) return `arn:aws:s3:::${upload}`;
  const line = TRANSFER.exec(text);
  if (line === null) return null;
  const [, source = "", target] = line;
  const ends = [source, target ?? ""].map(objectArn);
  const both = ends.every((end) => end !== null);
  // Of a copy inside S3 only an operation that reads, or one that writes, tells which end was refused.
  const wanted = both ? endOf(operation, ends) : (ends.find((end) => end !== null) ?? null);
  return wanted === null ? null : operation !== null && OF_BUCKET.test(operation) ? bucketOf(wanted) : wanted;
}

const TRANSFER =
  /(?:download|upload|copy|move|delete|make_bucket|remove_bucket) failed: (\S{1,1500})(?: to (\S{1,1500}))? {1,3}["'`]?$/;

/** boto3: `Failed to upload ./a.txt to bucket/key: An error occurred …` */
const UPLOAD = /Failed {1,3}to {1,3}upload {1,3}\S{1,1500} {1,3}to {1,3}([a-z0-9][\w.-]{2,254}\/\S{1,1000}): {1,3}$/;

/**
 * The command that stands in the line before the error: `aws s3 ls s3://bucket/prefix`, `aws s3api get-object --bucket b
 * --key k`. Where a folder is given for an object, only the bucket is known.
 */
export function resourceOfCommand(before: string, operation: string | null): string | null {
  const line = lastLine(before);
  const [, , of] = COMMAND.exec(line) ?? [];
  if (of === undefined || operation === null) return null;
  const isOfBucket = OF_BUCKET.test(operation);
  if (of === "s3api") {
    const bucket = BUCKET_OPTION.exec(line)?.[1];
    const key = KEY_OPTION.exec(line)?.[1];
    if (bucket === undefined || (key === undefined && !isOfBucket)) return null;
    return objectArn(`s3://${bucket}${isOfBucket ? "" : `/${key ?? ""}`}`);
  }
  const [address, ...others] = line.match(/(?<=[\s"'])s3:\/\/[^\s"']{3,1200}/g) ?? [];
  const arn = address === undefined || others.length > 0 ? null : objectArn(address);
  if (arn === null) return null;
  return isOfBucket ? bucketOf(arn) : /\/[^/]+$/.test(arn) && !/ --recursive\b| sync /.test(line) ? arn : null;
}

/** The line that ends there, in front of what `aws s3 sync` and its like write before their error. */
export function lastLine(text: string): string {
  const lines = text
    .slice(-BEFORE)
    .replace(/fatal error:\s{0,4}$/, "")
    .trimEnd()
    .replace(/[\n\v\u2028](?:upload|copy|move) failed: [^\n\v\u2028]{0,2000}$/, "")
    .trimEnd()
    .split(/[\n\v\u2028]/);
  return lines.at(-1) ?? "";
}

/** The prefix that `aws s3 ls s3://bucket/prefix` lists. Source: AWS CLI Command Reference, "s3 ls". */
export function prefixOfCommand(before: string): string | null {
  const [, prefix] = LISTING.exec(lastLine(before)) ?? [];
  return prefix ?? null;
}

const LISTING =
  /(?:^|[\s$#>%])aws (?:--[^\s=]{1,60}[ =]\S{1,200} ){0,4}s3 ls s3:\/\/[a-z0-9][\w.-]{1,254}\/([^\s"'*?$]{1,900})(?: --(?:recursive|human-readable|summarize))*$/;

const COMMAND = /(^|[\s$#>%])aws (?:--[^\s=]{1,60}[ =]\S{1,200} ){0,4}(s3|s3api) /;
const BUCKET_OPTION = / --bucket[ =]["']?([a-z0-9][\w.-]{1,254})\b/;
const KEY_OPTION = / --key[ =]["']?([^\s"']{1,1000})/;

const READS = /^(?:Get|Head|Select)Object/;
const WRITES = /^(?:PutObject|CreateMultipartUpload|UploadPart|CompleteMultipartUpload)$/;
/** Operations on the bucket, whatever object the command was about. */
export function isOfBucket(operation: string): boolean {
  return OF_BUCKET.test(operation);
}

const OF_BUCKET =
  /^(?:ListObjects(?:V2)?|HeadBucket|CreateBucket|DeleteBucket|(?:Get|Put|Delete)(?:Bucket\w+|PublicAccessBlock|ObjectLockConfiguration)|ListObjectVersions)$/;

function endOf(operation: string | null, [source, target]: readonly (string | null)[]): string | null {
  if (operation === null) return null;
  if (READS.test(operation)) return source ?? null;
  return WRITES.test(operation) ? (target ?? null) : null;
}

/** kops and others: `error reading s3://bucket/config: AccessDenied: Access Denied` */
export function resourceOfStep(before: string): ElsewhereResource | null {
  const [, verb = "", address = ""] = STEP.exec(before.slice(-BEFORE)) ?? [];
  const resource = objectArn(address);
  const action = ACTIONS_OF_VERBS.get(verb.toLowerCase());
  if (resource === null || action === undefined) return null;
  return { resource: action === "s3:ListBucket" ? bucketOf(resource) : resource, action };
}

const STEP =
  /\b([a-z]{6,12}) (?:file |object |from |to )?["'`]?(s3:\/\/[^\s"'`]{3,1200}?)["'`]?:\s{1,3}(?:[A-Z]\w{2,60}:\s)?$/i;

/**
 * Terraform, Pulumi and Crossplane: `reading S3 Bucket Versioning (acme): operation error S3: GetBucketVersioning, …`,
 * `Unable to access object "env/prod" in S3 bucket "acme": operation error S3: HeadObject, …`
 */
export function resourceOfProvider(before: string, operation: string | null): string | null {
  const text = before.slice(-BEFORE);
  const bucket = BUCKET_OF_PROVIDER.exec(text)?.[1];
  if (bucket !== undefined && (operation === null || OF_BUCKET.test(operation))) return `arn:aws:s3:::${bucket}`;
  const listed = LISTED_BY_BACKEND.exec(text)?.[1];
  if (listed !== undefined && operation !== null && OF_BUCKET.test(operation)) return `arn:aws:s3:::${listed}`;
  const [, key, of] = OBJECT_OF_PROVIDER.exec(text) ?? [];
  if (key === undefined || of === undefined || operation === null) return null;
  return `arn:aws:s3:::${of}${OF_BUCKET.test(operation) ? "" : `/${key}`}`;
}

/** What stands between the line's own words and the refusal: the operation, a status and the ids of the request. */
const TO_ERROR = String.raw`(?: [\w ]{1,60})?: (?:(?!\b(?:creat|read|updat|delet|putt|list|tagg|sett)ing S3 )[^]){0,600}$`;
const BUCKET_OF_PROVIDER = new RegExp(
  String.raw`\b(?:creating|reading|updating|deleting|putting|listing|tagging|setting|importing) S3 Bucket(?: [A-Z]\w{1,30}){0,6} \(([a-z0-9][\w.-]{1,61}[a-z0-9])\)${TO_ERROR}`,
);
const OBJECT_OF_PROVIDER = new RegExp(
  String.raw`\bobject "([^"\n]{1,1000})" in S3 bucket "([a-z0-9][\w.-]{1,61}[a-z0-9])"${TO_ERROR}`,
);

const LISTED_BY_BACKEND = new RegExp(
  String.raw`\b[Uu]nable to list objects in S3 bucket "([a-z0-9][\w.-]{1,61}[a-z0-9])"(?: with prefix "[^"\n]{0,1000}")?${TO_ERROR}`,
);

const ACTIONS_OF_VERBS: ReadonlyMap<string, string> = new Map([
  ...["reading", "opening", "downloading", "fetching"].map((verb) => [verb, "s3:GetObject"] as const),
  ...["writing", "uploading", "putting"].map((verb) => [verb, "s3:PutObject"] as const),
  ["listing", "s3:ListBucket"],
  ...["deleting", "removing"].map((verb) => [verb, "s3:DeleteObject"] as const),
]);

/** `java.nio.file.AccessDeniedException: s3a://bucket/key: getFileStatus on s3a://bucket/key: …` */
export function resourceOfHadoop(line: string): ElsewhereResource | null {
  const bucket = HADOOP_BUCKET.exec(line)?.[1];
  if (bucket !== undefined) return { resource: `arn:aws:s3:::${bucket}`, action: null };
  const match = HADOOP.exec(line);
  const said = match?.[1];
  const arn = said === undefined ? null : objectArn(said.replace(/[:,.]+$/, ""));
  if (match === null || arn === null) return null;
  const after = line.slice(match.index + match[0].length, match.index + match[0].length + 80);
  const step = after.replace(/^(?:[\s:]|`[^`]{0,60}')+/, "");
  const action = ACTIONS_OF_STEPS.find(([words]) => words.test(step))?.[1] ?? null;
  return { resource: action !== null && OF_BUCKET_ACTION.test(action) ? bucketOf(arn) : arn, action };
}

const HADOOP = /AccessDeniedException:?\s{1,3}(s3[an]?:\/\/[^\s"'`,;]{1,1500})/;

/** Before anything else Hadoop looks whether the bucket is there. */
const HADOOP_BUCKET =
  /AccessDeniedException:?\s{1,3}([a-z0-9][a-z0-9.-]{2,62}): (?:doesBucketExist|getBucketMetadata|getBucketLocation)/;

/** What Hadoop calls its own steps. Those that more than one permission may refuse (`getFileStatus`) are left out. */
const ACTIONS_OF_STEPS: readonly (readonly [words: RegExp, action: string])[] = [
  [
    /^(?:PUT 0-byte object|PutObject|Writing Object|upload part|initiate MultiPartUpload|Completing multipart)/i,
    "s3:PutObject",
  ],
  [/^(?:open|reopen|read|GET)\b/i, "s3:GetObject"],
  [/^(?:delete|bulkDelete|DELETE)\b/i, "s3:DeleteObject"],
  [/^(?:listStatus|listObjects|listFiles|innerListStatus|LIST)\b/i, "s3:ListBucket"],
];
const OF_BUCKET_ACTION = /^s3:ListBucket$/;

/**
 * What Redshift prints below the code: `context: S3 key being read : s3://bucket/key`, `context: Listing bucket=b prefix=p`.
 * Source: Amazon Redshift Database Developer Guide, "Permissions to access other AWS Resources".
 */
export function resourceOfRedshift(after: string): ElsewhereResource | null {
  const match =
    /context:\s{1,8}(?:S3\s{1,2}key\s{1,2}being\s{1,2}read\s{0,2}:\s{0,2}(s3:\/\/\S{1,1200})|Listing\s{1,2}bucket=([a-z0-9][\w.-]{1,254})\b)/.exec(
      after,
    );
  if (match === null) return null;
  const [, key, bucket] = match;
  if (bucket !== undefined) return { resource: `arn:aws:s3:::${bucket}`, action: "s3:ListBucket" };
  const resource = objectArn(key ?? "");
  return resource === null ? null : { resource, action: "s3:GetObject" };
}

/**
 * What Amazon Athena was about to open or to list, behind the error of Amazon S3: `… Access Denied (Service: Amazon S3; …)
 * (Path: s3://bucket/key)`.
 */
export function resourceOfPath(before: string, after: string): ElsewhereResource | null {
  // A crawler of AWS Glue.
  const crawled = /^[^]{0,700}?\) retrieving file at (s3:\/\/[^\s"'`]{3,1200}?)\.?(?=[\s"'`]|$)/.exec(after)?.[1];
  const object = crawled === undefined ? null : objectArn(crawled);
  if (object !== null) return { resource: object, action: "s3:GetObject" };
  const path = /^[^]{0,700}?\(Path: (s3[an]?:\/\/[^\s"'`]{3,1200}?)\)(?=[\s).,;"'`]|$)/.exec(after)?.[1];
  const resource = path === undefined ? null : objectArn(path);
  if (resource === null) return null;
  const isOpening = /Error\s+opening\s+Hive\s+split\s[^]{0,1500}$/.test(before.slice(-1600));
  return { resource, action: isOpening ? "s3:GetObject" : null };
}

/**
 * The request that an SDK prints around the error: `Error executing "PutObject" on "https://bucket.s3.amazonaws.com/key"`,
 * `Error calling AssumeRole for role arn:aws:iam::111122223333:role/deploy`.
 */
export function resourceOfRequest(before: string): string | null {
  const role = ASSUMING.exec(before)?.[1];
  if (role !== undefined) return role;
  const address = EXECUTING.exec(before);
  const found = address === null ? null : addressOfObject(decoded(address[2] ?? ""));
  if (found === null || address === null) return null;
  return OF_BUCKET.test(address[1] ?? "") ? bucketOf(found) : found;
}

/**
 * Fluent Bit, whose lines before the refusal tell what it was about to create: `Creating log group /acme/app`,
 * `Creating log stream app-1 in log group /acme/app`. The name of the plugin's instance tells which lines go together.
 */
export function resourceOfFluentBit(before: string, operation: string | null): string | null {
  if (operation !== "CreateLogGroup" && operation !== "CreateLogStream") return null;
  const instance = [...before.matchAll(/\[output:(cloudwatch_logs:[\w.-]{1,80})\]/g)].at(-1)?.[1];
  const groups = Array.from(before.matchAll(CREATING)).filter((line) => line[1] === instance);
  return groups.at(-1)?.[2] ?? null;
}

const CREATING =
  /\[output:(cloudwatch_logs:[\w.-]{1,80})\] (?:Creating log (?:group |stream \S{1,512} in log group )|Log Group (?=\S{1,512} not found))([\w./#-]{1,512})/g;

const ASSUMING = /\bError calling AssumeRole\w* for role (arn:[^\s"'`]{10,300})/;
const EXECUTING =
  /\bError\s{1,2}executing\s{1,2}\\?["'](\w{2,80})\\?["']\s{1,2}on\s{1,2}\\?["'](https:\/\/[^\s"'`\\]{1,1500})/;

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The ARN of what the address of an object names, with the bucket as host or as first step of the path. */
export function addressOfObject(text: string): string | null {
  const match =
    /https?:\/\/(?:([a-z0-9][a-z0-9.-]{1,120})\.)?s3[.-](?:[a-z0-9-]{4,30}\.){0,2}amazonaws\.com(\.cn)?(?:\/([^\n\v\u2028"'`<>?]{0,900}))?/.exec(
      text,
    );
  if (match === null) return null;
  const [, before, china, path = ""] = match;
  const host = before?.replace(OF_ENDPOINT, "");
  const name = host === undefined || host === "" ? path : path === "" ? host : `${host}/${path}`;
  return name === "" ? null : `arn:${china === undefined ? "aws" : "aws-cn"}:s3:::${name}`;
}

/** The name of an interface endpoint, which stands in the place of the bucket's or behind it. */
const OF_ENDPOINT = /(?:^|\.)bucket\.vpce-[a-z0-9-]{1,60}$/;

/** The ARN of what an `s3://` address names; null for any other text. */
export function objectArn(address: string): string | null {
  const match = /^s3[an]?:\/\/([\w*<$[{][\w.*<>${}[\]-]{0,254})(?:\/(\S*))?$/.exec(address);
  if (match === null) return null;
  const [, bucket = "", key = ""] = match;
  return `arn:aws:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
}

function bucketOf(arn: string): string {
  return arn.split("/")[0] ?? arn;
}
