/**
 * The reasons with which Amazon S3 tells that an object was not replicated, in its events and in reports of Batch
 * Replication. Source: Amazon S3 User Guide, "Amazon S3 replication failure reasons".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

/** For the compact text. */
export const REPLICATION_REASON =
  /(?<![a-z0-9])(?:assumerole|initiatereplication|dst(?:delobj|multipartcomplete|multipartinit|multipartpartupload|putacl|putlegalhold|putobj|putobject|puttagging)|src(?:getacl|getobject|gettagging|headobject))notpermitted(?![a-z0-9])/g;

const OBJECT = "s3:ReplicateObject";

const ACTIONS: Readonly<Record<string, string>> = {
  assumerole: "sts:AssumeRole",
  initiatereplication: "s3:InitiateReplication",
  dstdelobj: "s3:ReplicateDelete",
  dstmultipartcomplete: OBJECT,
  dstmultipartinit: OBJECT,
  dstmultipartpartupload: OBJECT,
  dstputacl: OBJECT,
  dstputlegalhold: "s3:PutObjectLegalHold",
  dstputobj: OBJECT,
  dstputobject: OBJECT,
  dstputtagging: "s3:ReplicateTags",
  srcgetacl: "s3:GetObjectVersionAcl",
  srcgetobject: "s3:GetObjectVersionForReplication",
  srcgettagging: "s3:GetObjectVersionTagging",
  srcheadobject: "s3:GetObjectVersionForReplication",
};

/** The event stands around its reason; AWS says of the permission that it "may be missing", so it is a need, not the words. */
export function replication(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  if (isListed(readable, phrase.end)) return null;
  const reason = found.replace(/notpermitted$/, "");
  const action = ACTIONS[reason];
  if (action === undefined) return null;
  if (action === "sts:AssumeRole") return { ...phrase, principalArn: "s3.amazonaws.com", additionalActions: [action] };
  const around = readable.slice(Math.max(0, phrase.start - AROUND), phrase.end + AROUND);
  const bucket = bucketOf(around, reason.startsWith("dst"));
  const key = /"key"\s?:\s?"([^"]{1,900})"/.exec(around)?.[1];
  const resource = bucket === null || key === undefined ? bucket : `${bucket}/${key}`;
  return { ...phrase, nameless: "replication-role", additionalActions: [action], resource };
}

const AROUND = 2500;

/** The page with the reasons is no event. */
function isListed(readable: string, end: number): boolean {
  return /^[\s`*|]{1,6}(?:Amazon S3|Initiate replication on)\s/.test(readable.slice(end, end + 30));
}

function bucketOf(around: string, isDestination: boolean): string | null {
  const pattern = isDestination
    ? /"destinationBucket"\s?:\s?"(arn:aws[a-z-]{0,20}:s3:::[\w.-]{3,255})"/
    : /"bucket"\s?:\s?\{[^{}]{0,300}(?:\{[^{}]{0,100}\})?[^{}]{0,100}"arn"\s?:\s?"(arn:aws[a-z-]{0,20}:s3:::[\w.-]{3,255})"/;
  return pattern.exec(around)?.[1] ?? null;
}
