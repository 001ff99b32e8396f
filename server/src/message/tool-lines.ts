/** Lines with which tools tell of a refusal in words of their own, which name the operation and what it was about. */
import { type CompactText } from "./compact-text.ts";
import { readAction } from "./denied-action.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

export const TOOL_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/unabletoinvokemethod:(?=[a-z0-9_]{3,60}error:access)/g, methodOfCustodian],
  [/accessdeniedbucket:(?=[a-z0-9._-]{3,255}while)/g, bucketOfCustodian],
  [/awserror(?:access_denied|\[code15\])/g, arrow],
  [/accessdeniedapi:(?=[a-z0-9]{3,80}policy:)/g, apiOfCustodian],
  [/accessdeniedonevent(?=[a-z0-9]{3,80}occurr?edinaccount)/g, alertOfEvent],
  [/actionnotallowedwithtestedcredsaction=/g, triedAction],
  [
    /couldnotlocatedeploymentbucket(?::[a-z0-9.-]{3,63})?\.error:(?:accessdenied|forbidden|403)(?!.{0,10}user:)/g,
    deploymentBucket,
  ],
];

/** Cloud Custodian: `Bucket:acme-logs unable to invoke method:get_bucket_acl error:Access Denied` */
function methodOfCustodian(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest = /^\s?(\w{3,60})\s{1,3}error:\s?access\s?denied/i.exec(readable.slice(phrase.end, phrase.end + 120));
  const bucket = /\bBucket:\s?([\w.-]{3,255})\s{1,3}$/i.exec(
    readable.slice(Math.max(0, phrase.start - 280), phrase.start),
  );
  if (rest?.[1] === undefined || bucket === null) return null;
  const operation = rest[1]
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return {
    ...{ ...phrase, operation, service: "s3", resource: `arn:aws:s3:::${bucket[1] ?? ""}` },
    ...{ start: phrase.start - bucket[0].length, end: phrase.end + rest[0].length },
  };
}

/** Cloud Custodian: `Access Denied Bucket:acme-logs while reading buckets` */
function bucketOfCustodian(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const bucket = /^\s?([\w.-]{3,255})/.exec(readable.slice(phrase.end, phrase.end + 260));
  return bucket === null
    ? phrase
    : { ...phrase, resource: `arn:aws:s3:::${bucket[1] ?? ""}`, end: phrase.end + bucket[0].length };
}

/** Cloud Custodian for many accounts: `Access denied api:DescribeInstances policy:ec2-tags account:dev region:eu-west-1` */
function apiOfCustodian(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const operation = /^\s?(\w{3,80})/.exec(readable.slice(phrase.end, phrase.end + 90))?.[1];
  return operation === undefined ? null : { ...phrase, operation, service: undefined };
}

/**
 * The alert that the AWS Labs' "aws-security-automation" makes of an event: `Access denied on event CreateBucket occured in
 * account 111122223333 by ci`, and `Event source: s3.amazonaws.com` below.
 */
function alertOfEvent(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const told =
    /^\s{1,3}(\w{3,80})\s[^\n\v]{1,120}(?:[\n\v]\s{0,8}Event source:\s{1,3}([a-z0-9-]{2,40})\.amazonaws\.com)?/.exec(
      readable.slice(phrase.end, phrase.end + 300),
    );
  if (told === null) return null;
  return { ...phrase, operation: told[1] ?? null, service: told[2], end: phrase.end + told[0].length };
}

/** The installer of OpenShift, which tries before it begins: `msg="Action not allowed with tested creds" action="iam:CreateUser"` */
function triedAction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const action = readAction(readable, phrase.end, /^["'\s*]/);
  return action === null || action.action === null ? null : { ...phrase, action: action.action, end: action.end };
}

/**
 * Apache Arrow: `When reading information for key 'a.parquet' in bucket 'acme': AWS Error ACCESS_DENIED during HeadObject
 * operation`. The word is the SDK's own name for the refusal, and no code that S3 sent.
 */
function arrow(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const call = /^(?:\s\(HTTP status \d{3}\))?\s{1,3}during\s{1,3}([A-Z]\w{2,60})\s{1,3}operation/.exec(
    readable.slice(phrase.end, phrase.end + 120),
  );
  const place = /(?:\bkey '([^'\n\v]{1,1000})' )?\bin bucket '([\w.-]{3,255})':\s$/.exec(
    readable.slice(Math.max(0, phrase.start - 1400), phrase.start),
  );
  const [, key, bucket] = place ?? [];
  const operation = call?.[1] ?? null;
  const isOfBucket = operation === null || /^List|Bucket$/.test(operation);
  const resource =
    bucket === undefined ? null : `arn:aws:s3:::${bucket}${key === undefined || isOfBucket ? "" : `/${key}`}`;
  return { ...phrase, operation, service: "s3", resource, end: phrase.end + (call?.[0].length ?? 0) };
}

/**
 * The Serverless Framework, which from version 4 names the bucket and asks whether it is there:
 * `Could not locate deployment bucket: "acme-deploy". Error: Access Denied`. Before, it asked for its location.
 */
function deploymentBucket(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const bucket = /bucket:([a-z0-9.-]{3,63})\.error:/.exec(found)?.[1];
  return bucket === undefined
    ? { ...phrase, operation: "GetBucketLocation", service: "s3" }
    : { ...phrase, operation: "HeadBucket", service: "s3", resource: `arn:aws:s3:::${bucket}` };
}
