/** The phrases of AWS KMS, and of a service of whose key it tells, that name no action. */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

/**
 * Of all operations of KMS only Decrypt reads a ciphertext; where the message names another one of KMS, it was that one.
 * Source: AWS KMS API Reference, "Decrypt".
 */
export function decrypt(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const before = readable.slice(Math.max(0, phrase.start - 300), phrase.start);
  const operation = OTHER_OPERATION_OF_KMS.exec(before)?.[1];
  return operation === undefined ? { ...phrase, action: "kms:Decrypt" } : { ...phrase, operation, service: "kms" };
}

const OTHER_OPERATION_OF_KMS =
  /\b(?:calling\s{1,3}the|error\s{1,3}KMS:)\s{1,3}(Encrypt|ReEncrypt|GenerateDataKey\w{0,24}|DescribeKey)\b(?![^]*\b(?:calling\s{1,3}the|operation\s{1,3}error)\s)/;

/**
 * AWS Secrets Manager, of the key of a secret. Source: AWS Secrets Manager User Guide, "Secret encryption and decryption in
 * AWS Secrets Manager": reading needs Decrypt, writing needs GenerateDataKey as well.
 */
export function keyOfSecret(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const writes = /(?:Create|Put|Update|Rotate|Replicate)Secret/i.test(
    readable.slice(Math.max(0, phrase.start - 200), phrase.start),
  );
  return { ...phrase, additionalActions: writes ? ["kms:GenerateDataKey", "kms:Decrypt"] : ["kms:Decrypt"] };
}

/**
 * A service of databases, of a key that it may not use for the caller: `The specified KMS key [ARN] does not exist, is not
 * enabled or you do not have permissions to access it.` Source: Amazon RDS User Guide, "AWS KMS key management": the caller
 * needs CreateGrant and DescribeKey.
 */
export function keyOfDatabase(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const before = readable.slice(Math.max(0, phrase.start - 400), phrase.start);
  const key = /\[?\b(arn:aws[a-z-]{0,20}:kms:[^\s\]["'`]{10,300})["'`\]]{0,2}\s{1,3}$/.exec(before)?.[1] ?? null;
  return { ...phrase, additionalActions: ["kms:CreateGrant", "kms:DescribeKey"], resource: key };
}
