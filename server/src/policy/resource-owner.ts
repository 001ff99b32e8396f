/** Whose a resource is, where its ARN shows no account. */
import { readArn } from "./arn.ts";
import { isInServiceBucket } from "./service-bucket.ts";

/**
 * Does AWS itself provide it? Sources: "Actions, resources, and condition keys for Amazon Bedrock", on foundation models;
 * "IAM identifiers"; AWS Systems Manager User Guide, "Working with public parameters" and "Quickstart end user policies for
 * Session Manager"; "Actions, resources, and condition keys for AWS Elastic Beanstalk", on platforms and solution stacks.
 */
export function isOfAws(resource: string): boolean {
  const arn = readArn(resource);
  if (arn === undefined) return false;
  if (arn.account === "aws" || isInServiceBucket(resource)) return true;
  return (
    arn.account === "" && OF_AWS.some(([service, start]) => arn.service === service && arn.resource.startsWith(start))
  );
}

/** Is it a key about the owner of the resource, where that is AWS itself? Nobody else can look its value up. */
export function isKnownToAwsAlone(key: string, resource: string | undefined): boolean {
  return isKeyOfOwner(key) && resource !== undefined && isOfAws(resource);
}

/**
 * Whose the resource is. Sources: "AWS global condition context keys", properties of the resource; "Actions, resources, and
 * condition keys for Amazon S3", s3:ResourceAccount.
 */
export function isKeyOfOwner(key: string): boolean {
  return /^(?:aws:Resource(?:Account|OrgID|OrgPaths)|s3:ResourceAccount)$/i.test(key);
}

const OF_AWS: readonly (readonly [service: string, start: string])[] = [
  ["bedrock", "foundation-model/"],
  ["ssm", "automation-definition/"],
  ["ssm", "document/"],
  ["ssm", "parameter/aws/"],
  ["elasticbeanstalk", "platform/"],
  ["elasticbeanstalk", "solutionstack/"],
];

/**
 * Can it belong to anybody, AWS and strangers among them, and have no policy of its own? Source: "Actions, resources, and
 * condition keys for Amazon EC2", on images and snapshots, whose ARNs have no account.
 */
export function isOfAnybody(resource: string): boolean {
  const arn = readArn(resource);
  return arn?.service === "ec2" && arn.account === "" && /^(?:image|snapshot)\//.test(arn.resource);
}
