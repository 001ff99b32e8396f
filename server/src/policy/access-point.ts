/**
 * Access points of Amazon S3, as ARNs name them. A request through one needs the bucket's permission as well. Source:
 * "Configuring IAM policies for using access points".
 */
import { readArn } from "./arn.ts";

export interface AccessPoint {
  /** Its own ARN, without the object. */
  readonly arn: string;
  readonly account: string;
  /** Empty for one of several Regions. */
  readonly region: string;
  readonly name: string;
}

/** Undefined for what lies in a bucket that is named itself. */
export function readAccessPoint(arn: string): AccessPoint | undefined {
  const { partition = "", service, region = "", account = "", resource = "" } = readArn(arn) ?? {};
  const [kind, name = ""] = resource.split("/");
  if (service !== "s3" || kind !== "accesspoint" || name === "") return undefined;
  return { arn: `arn:${partition}:s3:${region}:${account}:accesspoint/${name}`, account, region, name };
}

/** Is the action one on what is in the bucket, in place of one on the access point itself? */
export function isThroughAccessPoint(action: string, arn: string): boolean {
  const lower = action.toLowerCase();
  return lower.startsWith("s3:") && !lower.includes("accesspoint") && readAccessPoint(arn) !== undefined;
}
