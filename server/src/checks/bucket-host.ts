/** The address of a bucket where its name belongs: `arn:aws:s3:::reports.s3.amazonaws.com/*`. */

export interface BucketOfHost {
  /** Where in the ARN the address stands. */
  readonly start: number;
  readonly end: number;
  readonly bucket: string;
}

/**
 * Undefined where the ARN names a bucket by its name. Sources: "Virtual hosting of general purpose buckets" (also for the path
 * style); "Website endpoints" (Amazon S3 User Guide).
 */
export function bucketOfHost(arn: string): BucketOfHost | undefined {
  const [, head = "", host = "", path = ""] =
    /^(arn:[^:]*:s3:::)([^/:]+)(?:\/([^/*?]+))?/.exec(arn.replace(SCHEME, "$1")) ?? [];
  const start = head.length;
  const scheme = SCHEME.exec(arn)?.[2] ?? "";
  const at = (length: number): number => start + scheme.length + length;
  if (scheme === "s3://") return { start, end: at(host.length), bucket: host };
  const end = HOST.exec(host);
  if (end === null) return undefined;
  if (end.index > 0) return { start, end: at(host.length), bucket: host.slice(0, end.index) };
  return path === "" ? undefined : { start, end: at(host.length + 1 + path.length), bucket: path };
}

const SCHEME = /^(arn:[^:]*:s3:::)(s3:\/\/|https?:\/\/)/;

/** The end of an address, behind the name of the bucket where that stands in it. */
const HOST = /(?:^|\.)s3(?:[.-](?:website[.-])?(?:dualstack\.)?[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/;
