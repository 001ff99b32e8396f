/** Documents of other systems that look like an IAM policy but follow rules of their own. */
import { isSettled, type Policy } from "../policy/policy.ts";
import { actionEntries, resourceEntries } from "./entries.ts";

/**
 * CloudFormation stack policies (`Update:*` on `LogicalResourceId/…`) and the policies of other clouds that took over
 * the grammar: Alibaba Cloud (`acs:`), Tencent Cloud (`qcs:`), Huawei Cloud (Version "1.1" or "5.0"), MinIO (`admin:`).
 */
export function isOtherDialect(policy: Policy): boolean {
  const known = KNOWN.get(policy) ?? looksOtherwise(policy);
  KNOWN.set(policy, known);
  return known;
}

/** Asked before every run of checks: kept for as long as the policy, which belongs to one version of its file. */
const KNOWN = new WeakMap<Policy, boolean>();

function looksOtherwise(policy: Policy): boolean {
  let namesArn = false;
  for (const { text } of resourceEntries(policy)) {
    if (RESOURCE_SIGNS.some((sign) => text.startsWith(sign))) return true;
    namesArn ||= text.startsWith("arn:aws");
  }
  for (const { text } of actionEntries(policy)) {
    const lower = text.toLowerCase();
    if (ACTION_SIGNS.some((sign) => lower.startsWith(sign))) return true;
  }
  const { version } = policy;
  return version !== undefined && isSettled(version) && VERSIONS.includes(version.text) && !namesArn;
}

const RESOURCE_SIGNS = ["acs:", "qcs:", "LogicalResourceId/", "arn:minio:"];
const ACTION_SIGNS = ["update:", "admin:"];
const VERSIONS = ["1", "1.1", "5.0", "2.0"];
