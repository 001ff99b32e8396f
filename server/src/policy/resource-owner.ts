/** Whose a resource is, where its ARN shows no account. */
import { readArn } from "./arn.ts";

/**
 * Does AWS itself provide it? Sources: "Actions, resources, and condition keys for Amazon Bedrock", on foundation models;
 * "IAM identifiers"; AWS Systems Manager User Guide, "Working with public parameters" and "Quickstart end user policies for
 * Session Manager"; "Actions, resources, and condition
 * keys for AWS Elastic Beanstalk", on platforms and solution stacks.
 */
export function isOfAws(resource: string): boolean {
  const arn = readArn(resource);
  if (arn === undefined) return false;
  if (arn.account === "aws" || isOfImageLayers(resource)) return true;
  return (
    arn.account === "" && OF_AWS.some(([service, start]) => arn.service === service && arn.resource.startsWith(start))
  );
}

/**
 * Is it a bucket with the layers of images in Amazon ECR, or in it? Source: "Amazon ECR interface VPC endpoints", minimum
 * permissions on Amazon S3 buckets.
 */
export function isOfImageLayers(resource: string): boolean {
  return /^arn:[^:]*:s3:::prod-[a-z0-9-]{4,30}-starport-layer-bucket(?:\/|$)/.test(resource);
}

const OF_AWS: readonly (readonly [service: string, start: string])[] = [
  ["bedrock", "foundation-model/"],
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
