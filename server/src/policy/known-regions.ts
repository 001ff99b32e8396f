/** The Regions that there are, as far as AWS has told of them. */
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { partitionOfRegion } from "./partitions.ts";

/** Of the standard partition. Source: "ImpactedAwsRegion" (AWS Security Incident Response API Reference), which lists all. */
export const KNOWN_REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ap-east-1",
  "ap-east-2",
  "af-south-1",
  "ca-central-1",
  "ca-west-1",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
];

/** May a request go to a Region of this name or pattern? Of those of other partitions there is no whole list. */
export function mayBeRegion(text: string): boolean {
  if (/[*?]/.test(text)) {
    const pattern = wildcardPattern(wildcardParts(text));
    return !OF_STANDARD_AREAS.test(text) || KNOWN_REGIONS.some((region) => patternMatches(pattern, region));
  }
  const partition = partitionOfRegion(text);
  return partition !== undefined && (partition !== "aws" || KNOWN_REGIONS.includes(text));
}

/** Areas of which no other partition has Regions. */
const OF_STANDARD_AREAS = /^(?:af|ap|ca|il|me|mx|sa|eu-[^i]|us-[^gi])/;
