/**
 * Amazon EC2, which starts an instance and only then finds that it may not use the key of a volume.
 * Sources: Amazon EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes"; AWS re:Post
 * on instances with encrypted volumes that stop as they start.
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

export const LAUNCH_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/client\.internalerror[:-]?clienterroronlaunch/g, keyOfVolume],
  [/volumesareencryptedwithaninaccessible(?:aws)?kmskey/g, keyOfVolume],
];

function keyOfVolume(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), nameless: "launcher", additionalActions: OF_ENCRYPTED_VOLUMES };
}

/** The grant first: with it Amazon EC2 itself uses the key. */
const OF_ENCRYPTED_VOLUMES = [
  ...["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
  ...["kms:ReEncryptFrom", "kms:ReEncryptTo"],
];
