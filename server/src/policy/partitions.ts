/**
 * Which partition a Region is of. Sources: "Amazon Resource Names (ARNs)", "AWS service endpoints" of AWS GovCloud (US),
 * the China Regions and the others.
 */

/** Undefined for what is no name of a Region. */
export function partitionOfRegion(region: string): string | undefined {
  if (!/^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(region)) return undefined;
  return PARTITIONS.find(({ prefix }) => region.startsWith(prefix))?.partition ?? "aws";
}

/**
 * The partition of a Region that cannot be in the one written; undefined where it may be. A partition that AWS does not
 * document may have Regions of names that nobody knows.
 */
export function otherPartitionOf(region: string, written: string): string | undefined {
  const right = partitionOfRegion(region);
  if (right === undefined || right === written) return undefined;
  const isDocumented = written === "aws" || PARTITIONS.some(({ partition }) => partition === written);
  return isDocumented || right !== "aws" ? right : undefined;
}

/** By how the names of their Regions begin. */
const PARTITIONS = [
  { prefix: "us-gov-", partition: "aws-us-gov" },
  { prefix: "cn-", partition: "aws-cn" },
  { prefix: "us-iso-", partition: "aws-iso" },
  { prefix: "us-isob-", partition: "aws-iso-b" },
  { prefix: "us-isof-", partition: "aws-iso-f" },
  { prefix: "eu-isoe-", partition: "aws-iso-e" },
  { prefix: "eusc-", partition: "aws-eusc" },
] as const;
