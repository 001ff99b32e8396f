/**
 * Services that were renamed or split, while policies, ARNs and consoles go on using both names. Where the reference
 * itself lists resources of another service, the ARN of the resource type says so and no entry is needed.
 */
const GROUPS: readonly (readonly string[])[] = [
  ["aws-marketplace", "catalog"],
  ["cloudwatch", "logs"],
  ["codeconnections", "codestar-connections"],
  ["codewhisperer", "q", "qdeveloper"],
  ["es", "opensearch"],
  ["servicecatalog", "catalog"],
];

/**
 * Services with own resources that requests for the actions of another reach, too: AWS's guides grant `s3:ListBucket` on
 * access points of directory buckets and `s3:GetObject` on Outposts, and AWS IoT Core's messages are about events of
 * iotwireless. Sources: "How Amazon S3 works with IAM"; "Setting up IAM with S3 on Outposts"; "Event notifications for Amazon
 * Sidewalk Integration for AWS IoT Core".
 */
const FAMILIES: readonly (readonly string[])[] = [
  ["s3", "s3express", "s3-object-lambda", "s3-outposts"],
  ["iot", "iotwireless"],
];

/**
 * Are they two prefixes of one product, such as `ecr` and `ecr-public`, or `iot` and `iotjobsdata`? What the reference lists
 * for the one, AWS's guides use with the other.
 */
export function isOfSameProduct(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one) || one.split("-", 1)[0] === other.split("-", 1)[0];
}

/** Is nothing proved by an ARN that is of the one service, where the action's are of the other? */
export function mayReachResources(one: string, other: string): boolean {
  return one !== other && FAMILIES.some((family) => family.includes(one) && family.includes(other));
}

/** Whether an ARN of one service may name a resource of the other. In any case of letters, in any order. */
export function sameResourceService(one: string, other: string): boolean {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  return a === b || GROUPS.some((group) => group.includes(a) && group.includes(b));
}
