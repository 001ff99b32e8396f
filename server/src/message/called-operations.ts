/** Finds the API operations that the tools around a message name. */
import { type CompactText } from "./compact-text.ts";
import { withoutFullBreaks } from "./undo-wrapping.ts";
import { type Mention, type Side } from "./wrappers.ts";

export interface OperationMention extends Mention {
  /** As the tool names it: `CloudWatch Logs`, `ec2.amazonaws.com`. */
  readonly service: string | undefined;
}

export function findOperations(readable: string, compact: CompactText): OperationMention[] {
  const { text, map } = withoutFullBreaks(readable);
  const found = [...deserializedOperations(text), ...operationsOnObjects(text)];
  for (const { pattern, side = "before", service = asWritten } of TOOLS) {
    for (const match of text.matchAll(pattern)) {
      const { operation = "", service: named } = match.groups ?? {};
      const end = match.index + match[0].length;
      const written = operation.split(/[_-]/).map(capitalized).join("");
      const value = METHODS.get(written) ?? written;
      found.push({ value, service: named === undefined ? undefined : service(named), side, start: match.index, end });
    }
  }
  const placed = found.map((one) => ({ ...one, ...map.outerSpan(one.start, one.end) }));
  return [...calledOperations(readable, compact), ...placed].sort((a, b) => a.start - b.start);
}

interface Tool {
  /** With a group `operation`, and `service` where the tool names that. */
  readonly pattern: RegExp;
  readonly side?: Side;
  readonly service?: (named: string) => string | undefined;
}

const asWritten = (named: string): string => named;

const TOOLS: readonly Tool[] = [
  // The SDK for Go, version 2. A line that was full may have ended behind any of its words.
  {
    pattern:
      /operation\s{0,2}error(?:\s{1,2}|(?=[A-Z]))(?<service>[A-Za-z][A-Za-z0-9 -]{0,60}):\s{0,2}(?<operation>[A-Z][A-Za-z0-9]{1,80})/g,
  },
  // CloudFormation: `API: ec2:CreateVpc You are not authorized …`.
  { pattern: /\bAPI: (?<service>[a-z][a-z0-9-]{1,40}):(?<operation>[A-Za-z]\w{1,80})(?=\s)/g },
  // Fluent Bit: `[output:s3:s3.0] PutObject API responded with error='AccessDenied'`. The other plugins are named after
  // what they send to, such as `cloudwatch_logs`; their operations tell the service.
  {
    pattern:
      /(?:\[output:(?<service>[a-z0-9_]{2,40}):[^\]\n]{0,80}\] )?\b(?<operation>[A-Z][A-Za-z0-9]{1,80}) API responded with error/g,
    service: (named) => (named === "s3" ? named : undefined),
  },
  // An event of CloudTrail as a line of a list: `sts.amazonaws.com  AssumeRole  AccessDenied`.
  {
    pattern:
      /\b(?<service>[a-z][a-z0-9-]{1,40}\.amazonaws\.com)[\s|,]{1,20}(?<operation>[A-Z][A-Za-z0-9]{2,80})[\s|,]{1,20}(?=(?:Client\.)?(?:AccessDenied|UnauthorizedOperation))/g,
  },
  // The SDK for PHP: `Error executing "PutObject" on "https://bucket.s3.eu-west-1.amazonaws.com/key"`. The hosts of the
  // other services have many names.
  {
    pattern:
      /\bError\s{1,2}executing\s{1,2}\\?["'](?<operation>[A-Z][A-Za-z0-9]{1,80})\\?["']\s{1,2}on\s{1,2}\\?["']https:\/\/(?<service>[\w.[\]<>*-]{1,120})/g,
    service: (named) => (/(?:^|\.)s3[.-]/.test(named) ? "s3" : undefined),
  },
  // The log of the SDK for Go, version 1: `[aws-sdk-go] DEBUG: Response ec2/DescribeImages Details:`.
  {
    pattern:
      /\bDEBUG: (?:Request|Response|Send Request|Validate Response) (?<service>[a-z][a-z0-9-]{1,40})\/(?<operation>[A-Z]\w{1,80})(?= (?:Details|failed))/g,
  },
  // botocore's log: `Making request for OperationModel(name=ListObjectsV2)`.
  { pattern: /\bOperationModel\(name=(?<operation>[A-Z][A-Za-z0-9]{1,80})\)/g },
  // The log of Elastic Beanstalk's command line: `Making api call: (s3, list_multipart_uploads) to region: …`.
  { pattern: /\bMaking api call: \((?<service>[a-z0-9-]{2,40}), (?<operation>[a-z0-9_]{2,80})\)/g },
  // The SDK for Java, version 2, whose stack holds `…services.s3.DefaultS3Client.listBuckets(DefaultS3Client.java:4321)`.
  {
    pattern:
      /\bawssdk\.services\.(?<service>[a-z0-9]{2,40})\.Default[A-Za-z0-9]{2,60}Client\.(?<operation>[a-z][A-Za-z0-9]{1,80})\(/g,
    side: "after",
  },
  // The SDK for Java, version 1: `at com.amazonaws.services.s3.AmazonS3Client.putObject(AmazonS3Client.java:1856)`.
  {
    pattern:
      /\bamazonaws\.services\.(?<service>[a-z0-9]{2,40})\.(?:Amazon|AWS)[A-Za-z0-9]{2,60}Client\.(?!invoke|call|doInvoke|anonymousInvoke|execute)(?<operation>[a-z][A-Za-z0-9]{1,80})\(/g,
    side: "after",
  },
  // Databricks: `request: GET https://… com.amazonaws.services.s3.model.ListObjectsV2Request; Request ID: …`.
  {
    pattern:
      /\bamazonaws\.services\.(?<service>[a-z0-9]{2,40})\.model\.(?<operation>[A-Z][A-Za-z0-9]{1,80})Request; Request ID: /g,
    side: "either",
  },
  // The SDK for Rust, as it is printed for debugging: `err: HeadObjectError { kind: Unhandled(`.
  {
    pattern:
      /\berr: (?<operation>(?:Get|Put|Head|List|Delete|Create|Describe|Update|Copy|Upload|Assume|Generate|Batch|Send|Receive|Start|Stop)[A-Z][A-Za-z0-9]{1,60})Error \{/g,
    side: "either",
  },
  // The SDK for .NET: `at Amazon.S3.AmazonS3Client.GetObject(GetObjectRequest request)`.
  {
    pattern:
      /\bat Amazon\.(?<service>[A-Za-z0-9]{2,40})\.Amazon[A-Za-z0-9]{2,60}Client\.(?!Invoke)(?<operation>[A-Z][A-Za-z0-9]{1,80}?)(?:Async)?\(/g,
    side: "after",
  },
  // The SDK for Ruby: `aws-sdk-s3/client.rb:13041:in `put_object'`.
  {
    pattern:
      /\baws-sdk-(?<service>[a-z0-9]{2,40})\/client\.rb:\d{1,7}:in [`'](?:[\w:]{1,80}#)?(?<operation>[a-z][a-z0-9_]{1,80})'/g,
    side: "after",
  },
  // fog: `fog/aws/requests/storage/put_object.rb:43:in `put_object'`.
  {
    pattern: /\bfog\/(?:storage\/requests\/aws|aws\/requests\/storage)\/(?<operation>[a-z_]{2,60})\.rb:/g,
    side: "after",
  },
  // The SDK for Ruby, version 1, which makes its methods when it starts: `from (eval):3:in `get_bucket_website'`.
  {
    pattern:
      /\bfrom \(eval\):\d{1,5}:in [`'](?<operation>(?:get|put|list|head|delete|create|describe)_[a-z0-9_]{1,60})'/g,
    side: "after",
  },
  // The AWS Tools for PowerShell, whose cmdlets on objects print no more than "Access Denied".
  {
    pattern: /\bAmazon\.PowerShell\.Cmdlets\.(?<service>S3)\.(?<operation>[A-Z][A-Za-z0-9]{2,60})Cmdlet\b/g,
    side: "after",
    service: () => "s3",
  },
  // The same as PowerShell 7 shows them: `Write-S3Object:` in front, `| Access Denied` at the end.
  {
    pattern:
      /(?:^|[\n\v])(?<operation>(?:Write|Read|Get|Copy|Remove|New)-(?<service>S3)[A-Za-z]{2,40}): ?(?=[\n\v]|Access)/g,
    service: () => "s3",
  },
  // MinIO's client for Go, which tools such as restic speak to S3 with: `client.BucketExists: Access Denied.`
  {
    pattern:
      /\bclient\.(?<operation>BucketExists|MakeBucket|StatObject|PutObject|GetObject|ListObjects|RemoveObject)(?=: )/g,
  },
  // The SDK for C++, as its examples print it: `Error: GetObject: AccessDenied: Access Denied`.
  { pattern: /\bError: (?<operation>[A-Z][A-Za-z0-9]{3,60}): (?=AccessDenied(?:Exception)?: )/g },
  // The SDK for Kotlin: `aws.sdk.kotlin.services.s3.serde.ListBucketsOperationDeserializerKt.throwListBucketsError(`.
  {
    pattern:
      /\baws\.sdk\.kotlin\.services\.(?<service>[a-z0-9]{2,40})\.serde\.(?<operation>[A-Z][A-Za-z0-9]{1,80}?)OperationDeserializerKt\b/g,
    side: "after",
  },
  // Amazon DataZone names only the operation: `User is not permitted to perform operation: GetProject`.
  { pattern: /\bis not permitted to perform operation: (?<operation>[A-Z][A-Za-z]{3,80})\b/g },
  // The CDK: `Call failed: getBucketLocation({"Bucket":"acme"}) => Access Denied (code=AccessDenied)`.
  { pattern: /\bCall failed: (?<operation>[a-z][A-Za-z0-9]{1,80})\(/g },
];

/** Methods of libraries that are named otherwise than the operation they call. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ["GetObjectMetadata", "HeadObject"],
  ["DoesObjectExist", "HeadObject"],
  ["DoesBucketExist", "HeadBucket"],
  ["DoesBucketExistV2", "GetBucketAcl"],
  ["BucketExists", "HeadBucket"],
  ["MakeBucket", "CreateBucket"],
  ["StatObject", "HeadObject"],
  ["RemoveObject", "DeleteObject"],
  ["InitiateMultipartUpload", "CreateMultipartUpload"],
  // Source: AWS Tools for PowerShell Cmdlet Reference, Amazon S3.
  ["WriteS3Object", "PutObject"],
  ["ReadS3Object", "GetObject"],
  ["GetS3Object", "ListObjects"],
  ["GetS3ObjectV2", "ListObjectsV2"],
  ["GetS3ObjectMetadata", "HeadObject"],
  ["RemoveS3Object", "DeleteObject"],
  ["GetS3Bucket", "ListBuckets"],
  ["NewS3Bucket", "CreateBucket"],
  ["RemoveS3Bucket", "DeleteBucket"],
  ["ListNextBatchOfObjects", "ListObjects"],
]);

/** Tools that tell in words what they did with an object: each with the operation behind it. */
const ON_OBJECTS: readonly (readonly [words: RegExp, operation: string])[] = [
  // Velero: `error putting object backups/a/velero-backup.json: AccessDenied: Access Denied`.
  [/\berror putting object [^\s:]{1,600}: /g, "PutObject"],
  [/\berror getting object [^\s:]{1,600}: /g, "GetObject"],
  [/\berror deleting object [^\s:]{1,600}: /g, "DeleteObject"],
  // Thanos and what shares its object storage.
  [/\bupload s3 object: /g, "PutObject"],
  [/\biter bucket: /g, "ListObjectsV2"],
  // Logstash, Terraform.
  [/\bUnable to list objects in (?:S3 )?bucket\b/g, "ListObjectsV2"],
];

function operationsOnObjects(text: string): OperationMention[] {
  return ON_OBJECTS.flatMap(([words, value]) =>
    Array.from(text.matchAll(words), (match) => ({
      ...({ value, service: "s3", side: "before" } as const),
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

/** `An error occurred (CODE) when calling the OPERATION operation`, wrapped anywhere. */
function calledOperations(readable: string, compact: CompactText): OperationMention[] {
  return Array.from(compact.text.matchAll(CALLING), (match) => {
    const from = match.index + "whencallingthe".length;
    const start = compact.toReadable(from);
    const end = compact.toReadable(from + (match[1] ?? "").length - 1) + 1;
    const value = readable.slice(start, end).replace(/[\s`*"']/g, "");
    return { value, service: undefined, side: "before", start, end };
  });
}

const CALLING = /whencallingthe([a-z][a-z0-9]{1,80})operation/g;

/** The SDK for JavaScript, version 3, reads an answer in a function that is named after the operation. */
function deserializedOperations(text: string): OperationMention[] {
  return Array.from(text.matchAll(DESERIALIZER), (match) => {
    const end = match.index + match[0].length;
    const client = /@aws-sdk\/client-([a-z0-9-]{1,40})/.exec(text.slice(end, end + 120));
    return { value: match[1] ?? "", service: client?.[1], side: "after", start: match.index, end };
  });
}

const DESERIALIZER =
  /(?:deserializeAws_(?:[A-Za-z0-9]+_\d*)?|deserializeAws_(?:rest)?(?:Xml|Json\d*)|[^\w]de_)([A-Z][A-Za-z0-9]{1,80}?)CommandError/g;

/** Operations have a capital letter, the methods that call them have none. */
function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
