/**
 * Buckets that AWS services keep for everybody who uses them. Sources: "Service-owned resources" (AWS, data perimeter
 * policy examples, as of 2026-03-18); "Reference: Amazon S3 buckets for patching operations"; "Amazon ECR interface VPC
 * endpoints", minimum permissions on Amazon S3 buckets.
 */
import { readArn } from "./arn.ts";

/** The ARN of the bucket that a service keeps, of an ARN of the bucket or of an object in it; otherwise undefined. */
export function serviceBucketOf(resource: string): string | undefined {
  const arn = readArn(resource);
  if (arn?.service !== "s3" || arn.account !== "") return undefined;
  const bucket = arn.resource.split("/", 1).join("");
  if (bucket.length > LONGEST_NAME || !isKept(bucket)) return undefined;
  return resource.slice(0, resource.length - arn.resource.length + bucket.length);
}

/** Is it such a bucket, or in one? */
export function isInServiceBucket(resource: string | undefined): boolean {
  return resource !== undefined && serviceBucketOf(resource) !== undefined;
}

/** Has it the layers of images in Amazon ECR? */
export function isOfImageLayers(resource: string): boolean {
  return serviceBucketOf(resource)?.endsWith("-starport-layer-bucket") === true;
}

const LONGEST_NAME = 63;

function isKept(bucket: string): boolean {
  const region = REGION.exec(bucket);
  if (region === null) return OF_NO_REGION.has(bucket);
  const before = bucket.slice(0, region.index);
  const after = bucket.slice(region.index + region[0].length);
  return OF_REGIONS.has(`${before}*${after}`);
}

const REGION = /(?<![a-z0-9])[a-z]{2}(?:-(?:gov|iso[a-f]?))?-(?:north|south|east|west|central){1,2}-\d(?![0-9])/;

const OF_NO_REGION: ReadonlySet<string> = new Set([
  "amazoncloudwatch-agent",
  "aws-cli",
  "aws-neptune-notebook",
  "cloudformation-examples",
  "redshift-downloads",
  "session-manager-downloads",
  "ssm-document-categories",
]);

/** With `*` for the Region. */
const OF_REGIONS: ReadonlySet<string> = new Set([
  "*-birdwatcher-prod",
  "al2023-*",
  "al2023-repos-*-de612dc2",
  "amazon-ssm-*",
  "amazon-ssm-packages-*",
  "amazoncloudwatch-agent-*",
  "amazonlinux-2-repos-*",
  "amazonlinux.*.amazonaws.com",
  "athena-examples-*",
  "aws-codedeploy-*",
  "aws-ec2-enclave-certificate-*-prod",
  "aws-neptune-notebook-*",
  "aws-patchmanager-macos-*",
  "aws-ssm-*",
  "aws-ssm-distributor-file-*",
  "aws-ssm-document-attachments-*",
  "aws-windows-downloads-*",
  "cloudformation-waitcondition-*",
  "ec2imagebuilder-managed-resources-*-prod",
  "ec2imagebuilder-toe-*-prod",
  "elasticbeanstalk-*",
  "elasticbeanstalk-env-resources-*",
  "elasticbeanstalk-platform-assets-*",
  "elasticbeanstalk-samples-*",
  "jumpstart-cache-prod-*",
  "packages.*.amazonaws.com",
  "patch-baseline-snapshot-*",
  "prod-*-starport-layer-bucket",
  "repo.*.amazonaws.com",
  "repo.*.emr.amazonaws.com",
]);
