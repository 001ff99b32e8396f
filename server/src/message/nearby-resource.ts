/**
 * What the text around a refusal says that the call was about: the command that was typed, the address of the request,
 * the thing that a tool was creating. It is likely the resource that was refused, and not certain.
 */
import { addressOfObject, objectArn } from "./resource-elsewhere.ts";

/** As far as a command or a tool's line may stand from the error. */
export const NEARBY = 700;

/**
 * An ARN, a queue's address or a name; null if the text names nothing. `around` holds the error and what is near it,
 * `service` is that of the action, as its prefix; undefined if the action is unknown.
 */
export function readNearbyResource(around: string, service: string | undefined): string | null {
  for (const [of, read] of READERS) {
    // Roles are named for many reasons.
    const mayBe = of === "any" || of === service || (service === undefined && of !== "sts");
    const found = mayBe ? read(around) : null;
    if (found !== null) return found;
  }
  return null;
}

const READERS: readonly (readonly [
  service: "sqs" | "sts" | "kms" | "s3" | "any",
  read: (around: string) => string | null,
])[] = [
  ["sqs", queueAddress],
  ["sts", onlyRole],
  ["kms", onlyKey],
  ["s3", commandOnBucket],
  ["s3", endOfTransfer],
  ["s3", objectAddress],
  ["s3", xmlBucket],
  ["s3", bucketParameter],
  ["any", thingOfProvider],
  ["s3", bucketOfCmdlet],
  ["s3", bucketInWords],
  ["s3", onlyAddress],
];

/** `https://sqs.eu-west-1.amazonaws.com/111122223333/orders` */
function queueAddress(around: string): string | null {
  return /https:\/\/sqs\.[a-z0-9-]{4,30}\.amazonaws\.com(?:\.cn)?\/\d{12}\/[\w.-]{1,80}/.exec(around)?.[0] ?? null;
}

/** The role that is assumed, if the text names no other: `could not be used to assume 'arn:aws:iam::…:role/deploy'`. */
function onlyRole(around: string): string | null {
  const roles = new Set(
    Array.from(around.matchAll(/\barn:aws[a-z-]{0,20}:iam::[^\s:"'`]{0,40}:role\/[^\s"'`,;()]{1,300}/g), ([arn]) =>
      arn.replace(/[.:]+$/, ""),
    ),
  );
  const [only] = roles;
  return only === undefined || roles.size > 1 || !/assum|\bsts\b/i.test(around) ? null : only;
}

/**
 * The role that a tool was told to assume with a token, if the text says of one role only: `role-to-assume: arn:aws:iam::…`,
 * `AWS_ROLE_ARN=arn:aws:iam::…`.
 */
export function roleOfTokenTool(before: string): string | null {
  const roles = new Set(Array.from(before.matchAll(ROLE_PARAMETER), ([, arn = ""]) => arn.replace(/[.,]+$/, "")));
  const [only] = roles;
  return only === undefined || roles.size > 1 ? null : only;
}

const ROLE_PARAMETER =
  /(?<![a-z0-9])(?:role-to-assume|role[-_]?arn)["']?(?:\s{0,3}[:=]\s{0,3}|\s{1,3})["']?(arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,600})/gi;

/** The key that the text names, if it names no other: SOPS prints `arn:aws:kms:…:key/1a2b: FAILED` above the error. */
function onlyKey(around: string): string | null {
  const keys = new Set(around.match(/\barn:aws[a-z-]{0,20}:kms:[a-z0-9-]{4,30}:\d{12}:key\/[\w-]{1,80}/g));
  const [only] = keys;
  return only === undefined || keys.size > 1 ? null : only;
}

/** s3cmd: `upload: 'a.txt' -> 's3://bucket/a.txt'  [1 of 1]`, `download: 's3://bucket/a.txt' -> './a.txt'` */
function endOfTransfer(around: string): string | null {
  const line = /\b(?:upload|download): '([^'\n\v]{1,900})' -> '([^'\n\v]{1,900})'/.exec(around);
  const address = line?.slice(1).find((end) => end.startsWith("s3://"));
  return address === undefined ? null : objectArn(address);
}

/** `aws s3 ls s3://bucket/prefix`, `aws s3api get-object --bucket bucket --key key` */
function commandOnBucket(around: string): string | null {
  const address =
    /\baws s3 (?:ls|cp|sync|mv|rm|mb|rb|presign|website)\b[^\n\v\u2028]{0,200}?\s(s3:\/\/[^\s"'`]{1,600})/.exec(
      around,
    )?.[1];
  if (address !== undefined) return objectArn(address);
  const command = /\baws s3api [a-z-]{3,60}\b[^\u2028]{0,400}/.exec(around)?.[0];
  const bucket = command === undefined ? undefined : /--bucket[ =]["']?([\w.-]{3,255})/.exec(command)?.[1];
  if (command === undefined || bucket === undefined) return null;
  const key = /--key[ =]["']?([^\s"']{1,600})/.exec(command)?.[1];
  return `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}

/** The first address of an object. */
function objectAddress(around: string): string | null {
  const address = /https?:\/\/[^\s"'`<>?]{5,1000}/g;
  for (const [found] of around.matchAll(address)) {
    const arn = addressOfObject(withoutEnd(found));
    if (arn !== null) return arn;
  }
  return null;
}

/** The bracket and the full stop behind an address are the sentence's. */
function withoutEnd(address: string): string {
  const signs = address.includes("(") ? ".,;:" : ").,;:]";
  let end = address.length;
  while (end > 0 && signs.includes(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

/** The body of S3's answer: `<BucketName>`, or `<Resource>/bucket/key</Resource>`. */
function xmlBucket(around: string): string | null {
  const path = /<Resource>\/([^<>\s]{3,900})<\/Resource>/.exec(around)?.[1];
  if (path !== undefined) return `arn:aws:s3:::${path}`;
  const bucket = /<BucketName>([\w.-]{3,255})<\/BucketName>/.exec(around)?.[1];
  if (bucket === undefined) return null;
  const key = /<Key>([^<>]{1,900})<\/Key>/.exec(around)?.[1];
  return `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}

/** The parameters of the call, as an SDK's log prints them: `{"Bucket":"acme","Key":"a.txt"}`. */
function bucketParameter(around: string): string | null {
  const bucket = /\bBucket["']?\s?[:=]\s?["']([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])["']/.exec(around);
  if (bucket === null) return null;
  const after = around.slice(bucket.index + bucket[0].length, bucket.index + bucket[0].length + 1000);
  const key = /^,\s{0,20}["']?Key["']?\s?[:=]\s?["']([^"']{1,900})["']/.exec(after)?.[1];
  return `arn:aws:s3:::${bucket[1] ?? ""}${key === undefined ? "" : `/${key}`}`;
}

/** PowerShell prints the line that failed: `Get-S3Object -BucketName acme -Key a.txt` */
function bucketOfCmdlet(around: string): string | null {
  const line =
    /\b[A-Z][a-z]{2,10}-S3[A-Za-z]{2,40} [^\n\v\u2028]{0,200}-BucketName [^\n\v\u2028]{0,700}/.exec(around)?.[0] ?? "";
  const bucket = /-BucketName ["']?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/.exec(line)?.[1];
  const key = /-Key ["']?([^\s"']{1,600})/.exec(line)?.[1];
  return bucket === undefined ? null : `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}

/** Terraform's backend: `Unable to list objects in S3 bucket "acme-tf" with prefix "env:/"` */
function bucketInWords(around: string): string | null {
  const bucket = /\bS3 bucket ["'`]([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])["'`]/.exec(around)?.[1];
  return bucket === undefined ? null : `arn:aws:s3:::${bucket}`;
}

/** Terraform and Pulumi: `putting S3 Bucket (acme-logs) Policy:`, `reading DynamoDB Table (orders):` */
function thingOfProvider(around: string): string | null {
  const match =
    /\b(?:creating|reading|updating|deleting|putting|listing|describing|tagging|waiting for|setting) ((?:[A-Z]\w{1,30} ){1,5})\(([^\s()]{1,300})\)/.exec(
      around,
    );
  if (match === null) return null;
  const [, kind = "", name = ""] = match;
  // A count of errors, or of Terraform's instances.
  if (/^\d{1,3}$/.test(name)) return null;
  return /^S3 (?:Bucket|Object)/.test(kind) && /^[\w.-]{3,255}$/.test(name) ? `arn:aws:s3:::${name}` : name;
}

/** What the text calls `s3://…`, if that is one thing: `hdfs dfs -get s3://bucket/key`, a log's line about a file. */
function onlyAddress(around: string): string | null {
  const addresses = new Set(
    Array.from(around.matchAll(/\bs3[an]?:\/\/[^\s"'`,;()<>]{3,900}/g), ([address]) => address.replace(/[.:\]]+$/, "")),
  );
  const [only] = addresses;
  return only === undefined || addresses.size > 1 ? null : objectArn(only);
}
