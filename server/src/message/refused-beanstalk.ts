/**
 * What AWS Elastic Beanstalk says of an object that it could not read, and of its service role.
 * Sources: AWS Elastic Beanstalk Developer Guide, "Managing Elastic Beanstalk user policies" and "Managing Elastic Beanstalk
 * service roles"; AWS Managed Policy Reference Guide, "AWSElasticBeanstalkEnhancedHealth".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

export const BEANSTALK_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/unabletodownloadfroms3location(?=\(bucket:)/g, download],
  [/accessdenied:(?=s3bucket=)/g, object],
  [/accessdeniedwhileaccessing(?=.{4,120}?usingrole)/g, serviceRole],
];

/** `Unable to download from S3 location (Bucket: acme Key: app.zip). Reason: Forbidden`; other reasons are no refusals. */
function download(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest =
    /^\s*\(Bucket:\s*([\w.-]{3,255})\s+Key:\s*(\S{1,1000}?)\)\.\s*Reason:\s*(?:Forbidden|Access\s*Denied)\b/.exec(
      readable.slice(phrase.end, phrase.end + 1400),
    );
  return rest === null ? null : readOf(phrase, rest);
}

/** `Access Denied: S3Bucket=acme, S3Key=app.zip` */
function object(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest = /^\s*S3Bucket=([\w.-]{3,255}),\s*S3Key=([^\s"'`]{1,1000}?)\.?(?=[\s"'`]|$)/.exec(
    readable.slice(phrase.end, phrase.end + 1400),
  );
  return rest === null ? null : readOf(phrase, rest);
}

/** It reads with the permissions of the caller. */
function readOf(phrase: DenialPhrase, [all, bucket = "", key = ""]: RegExpExecArray): DenialPhrase {
  const resource = `arn:aws:s3:::${bucket}/${key}`;
  return { ...phrase, operation: "GetObject", service: "s3", resource, end: phrase.end + all.length };
}

/** `Access denied while accessing Auto Scaling and Elastic Load Balancing using role "ARN". Verify the role policy.` */
function serviceRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const role = /^[^"'`]{4,200}?using\s+role\s+["'`]?(arn:[^\s"'`]{10,600}?)["'`.]{0,3}(?=\s|$)/.exec(
    readable.slice(phrase.end, phrase.end + 900),
  );
  return role?.[1] === undefined
    ? null
    : { ...phrase, principalArn: role[1], additionalActions: HEALTH, end: phrase.end + role[0].length };
}

const HEALTH: readonly string[] = [
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeAutoScalingInstances",
  "elasticloadbalancing:DescribeInstanceHealth",
  "elasticloadbalancing:DescribeTargetHealth",
];
