/** How many characters AWS takes of policies that have one limit wherever they stand. */
import { type WrittenSize } from "./written-size.ts";

export interface SizeQuota {
  readonly most: number;
  /** IAM counts no white space. */
  readonly counts: keyof WrittenSize;
}

/** Source: "IAM and AWS STS quotas". */
export const MANAGED_POLICY: SizeQuota = { most: 6_144, counts: "withoutSpace" };

/** Source: "Quotas and service limits for AWS Organizations". */
export const ORGANIZATION_POLICY: SizeQuota = { most: 5_120, counts: "characters" };
