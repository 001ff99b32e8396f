/** What could not be mounted: file systems of Amazon EFS by their mount helper and AWS Lambda, buckets by Mountpoint for Amazon S3. */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { bucketAt } from "./refused-delivery.ts";

export const MOUNT_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/accessdeniedbyserverwhilemounting(?=127\.0\.0\.1:|fs-[0-9a-f]{8})/g, mountOfHelper],
  [/(?:couldnot|couldn.?t)mountthe(?:amazon)?efsfilesystem/g, mountOfFunction],
  [/initial[a-z0-9]{5,40}failedforbucket(?=.{3,300}?forbidden:?accessdenied(?!exception))/g, mountpoint],
];

/** `initial ListObjectsV2 failed for bucket acme in region eu-west-1`, and two lines on `Forbidden: Access Denied` */
function mountpoint(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const operation = /^initial\s+(\w{5,40})\s/i.exec(readable.slice(phrase.start, phrase.end))?.[1];
  const bucket = bucketAt(readable, phrase.end);
  const refusal = /^[^]{3,400}?\bForbidden:?\s*Access\s*Denied/i.exec(readable.slice(bucket.end, bucket.end + 420));
  return operation === undefined || refusal === null
    ? null
    : { ...phrase, operation, service: "s3", resource: bucket.resource, end: bucket.end + refusal[0].length };
}

/**
 * With TLS the mount helper mounts through an address of the machine itself, and without TLS no client signs in with IAM.
 * Source: Amazon EFS User Guide, "Using IAM to control access to file systems" and "Mounting with IAM authorization".
 */
function mountOfHelper(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const id = /^\s?(fs-[0-9a-f]{8,40})/.exec(readable.slice(phrase.end, phrase.end + 50))?.[1] ?? null;
  const mount = { ...phrase, additionalActions: MOUNT, resource: id };
  return id === null
    ? mount
    : { ...mount, principalArn: "anonymous", principalType: "anonymous", context: { "aws:SecureTransport": "false" } };
}

/**
 * AWS Lambda of `EFSMountFailureException`, with the access point and not the file system. What the network refused, or
 * took too long, it calls otherwise. Source: AWS Lambda Developer Guide, "Troubleshoot invocation issues in Lambda".
 */
function mountOfFunction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const start = at + found.length;
  if (/^.{0,300}?(?:timeout|timedout)/.test(compact.text.slice(start, start + 320))) return null;
  if (/efsmount(?:connectivity|timeout)exception[^a-z].{0,40}$/.test(compact.text.slice(Math.max(0, at - 80), at)))
    return null;
  return { ...phrase, code: "EFSMountFailureException", nameless: "function-role", additionalActions: MOUNT };
}

const MOUNT = ["elasticfilesystem:ClientMount"];
