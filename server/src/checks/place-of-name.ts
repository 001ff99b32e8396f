/** What stands in the place of a name in the ARN of a resource: another ARN, or the name of something else than a bucket. */
import { type ArnFieldText, hasOwnArnInside, readArn } from "../policy/arn.ts";
import { replaceText } from "../policy/changes.ts";
import { isSettled, type Scalar } from "../policy/policy.ts";
import { name, say } from "../wording/phrase.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { type Message } from "./messages.ts";
import { owningService } from "./owning-service.ts";
import { textSpan } from "./spans.ts";

export function foundInPlaceOfName(
  entry: Scalar,
  last: ArnFieldText | undefined,
  subject: PolicyUnderCheck,
): Finding | undefined {
  if (last === undefined || !entry.certain) return undefined;
  if (isArn(last.text)) return innerArn(entry, last, subject);
  if (hasOwnArnInside(entry.text))
    return { span: textSpan(entry), ...MESSAGES.innerName(entry.text), severity: "warning" };
  if (!isSettled(entry)) return undefined;
  const message = nameOfAnotherKind(entry.text);
  return message && { span: textSpan(entry), ...message, severity: "warning" };
}

/** Undefined for what a bucket may be called. */
function nameOfAnotherKind(arn: string): Message | undefined {
  if (POINT_WITHOUT_REGION.test(arn)) return MESSAGES.pointWithoutRegion(arn);
  const [, partition, bucket] = NAME_OF_BUCKET.exec(arn) ?? [];
  if (bucket?.endsWith("--x-s3") === true)
    return MESSAGES.directoryBucket(arn, `arn:${partition}:s3express:*:*:bucket/${bucket}`);
  return bucket?.endsWith("-s3alias") === true ? MESSAGES.pointAlias(arn) : undefined;
}

/**
 * Without wildcards, which may stand for the key of an object as well. Sources: "General purpose bucket naming rules", on
 * the endings that no bucket has; "Configuring IAM policies for using access points for directory buckets", on aliases.
 */
const NAME_OF_BUCKET = /^arn:([^:]*):s3:::([a-z0-9.-]+)(?:\/|$)/;

/** As objects behind an access point are named. Source: "Configuring IAM policies for using access points" (Amazon S3). */
const POINT_WITHOUT_REGION = /^arn:[^:]*:s3:::accesspoint\/[^/]+\/object\//;

/** `arn:aws:s3:::arn:aws:s3:::reports`: a reference to an ARN where a name belongs. */
function innerArn(entry: Scalar, { text }: ArnFieldText, subject: PolicyUnderCheck): Finding {
  const isRejected = owningService(subject) === "s3";
  return {
    span: textSpan(entry),
    ...(isRejected ? MESSAGES.rejectedInner(entry.text, text) : MESSAGES.inner(entry.text, text)),
    ...(isRejected ? {} : { severity: "warning" as const }),
    fixes: () =>
      isSettled(entry) ? [{ title: say`Replace with ${name(text)}`, changes: replaceText(entry, text) }] : [],
  };
}

function isArn(text: string): boolean {
  const service = readArn(text)?.service;
  return service !== undefined && /^[a-z0-9-]+$/.test(service);
}
