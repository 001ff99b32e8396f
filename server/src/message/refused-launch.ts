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
  [
    /(?:notauthorizedtouselaunchtemplate|validfully-?formedlaunchtemplate\.youarenotauthorizedtoperformthisoperation)(?!.{0,300}isnotauthorizedtoperform)/g,
    ofTemplate,
  ],
];

function keyOfVolume(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), nameless: "launcher", additionalActions: OF_ENCRYPTED_VOLUMES };
}

/** The grant first: with it Amazon EC2 itself uses the key. */
const OF_ENCRYPTED_VOLUMES = [
  ...["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
  ...["kms:ReEncryptFrom", "kms:ReEncryptTo"],
];

/**
 * Amazon EC2 Auto Scaling, which asks whether the caller may launch an instance of the template before it takes it: `You are
 * not authorized to use launch template: lt-0abc`. Source: Amazon EC2 Auto Scaling User Guide, "Control Amazon EC2 launch
 * template usage in Auto Scaling groups".
 */
function ofTemplate(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), additionalActions: ["ec2:RunInstances"] };
}
