/**
 * API operations that no action is named after, and the action that authorizes them: a frequent cause of unknown
 * actions. Source: "Required permissions for Amazon S3 API operations", Amazon S3 User Guide.
 */
const S3_OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["completemultipartupload", "PutObject"],
  ["createmultipartupload", "PutObject"],
  ["deletebucketcors", "PutBucketCORS"],
  ["deletebucketencryption", "PutEncryptionConfiguration"],
  ["deletebucketlifecycle", "PutLifecycleConfiguration"],
  ["deletebucketreplication", "PutReplicationConfiguration"],
  ["deletebuckettagging", "PutBucketTagging"],
  ["deleteobjects", "DeleteObject"],
  ["getbucketaccelerateconfiguration", "GetAccelerateConfiguration"],
  ["getbucketencryption", "GetEncryptionConfiguration"],
  ["getbucketlifecycle", "GetLifecycleConfiguration"],
  ["getbucketlifecycleconfiguration", "GetLifecycleConfiguration"],
  ["getbucketreplication", "GetReplicationConfiguration"],
  ["getpublicaccessblock", "GetBucketPublicAccessBlock"],
  ["headbucket", "ListBucket"],
  ["headobject", "GetObject"],
  ["listbuckets", "ListAllMyBuckets"],
  ["listmultipartuploads", "ListBucketMultipartUploads"],
  ["listobjects", "ListBucket"],
  ["listobjectsv2", "ListBucket"],
  ["listobjectversions", "ListBucketVersions"],
  ["listparts", "ListMultipartUploadParts"],
  ["putbucketaccelerateconfiguration", "PutAccelerateConfiguration"],
  ["putbucketencryption", "PutEncryptionConfiguration"],
  ["putbucketlifecycle", "PutLifecycleConfiguration"],
  ["putbucketlifecycleconfiguration", "PutLifecycleConfiguration"],
  ["putbucketreplication", "PutReplicationConfiguration"],
  ["putpublicaccessblock", "PutBucketPublicAccessBlock"],
  ["uploadpart", "PutObject"],
]);

const BY_SERVICE: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ["s3", S3_OPERATIONS],
  ["lambda", new Map([["invoke", "InvokeFunction"]])],
]);

/** The action behind an operation of a service whose prefix is in lower case; undefined if it is not listed. */
export function actionOfOperation(service: string, operation: string): string | undefined {
  return BY_SERVICE.get(service)?.get(operation.toLowerCase());
}
