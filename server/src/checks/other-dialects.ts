/** Documents of other systems that look like an IAM policy but follow rules of their own. */
import { isSettled, type Policy } from "../policy/policy.ts";
import { memberNamed, type ObjectValue } from "../syntax/value.ts";
import { actionEntries, resourceEntries } from "./entries.ts";

/**
 * CloudFormation stack policies (`Update:*` on `LogicalResourceId/…`) and the policies of other clouds that took over
 * the grammar: Alibaba Cloud (`acs:`), Tencent Cloud (`qcs:`), Huawei Cloud (Version "1.1" or "5.0"), MinIO (`admin:`),
 * and those whose ARNs have another first letter (`trn:`, `krn:`). Data protection policies of Amazon SNS and CloudWatch
 * Logs say what to look for in a `DataIdentifier` and have a Version of their own ("Data protection policy syntax").
 */
export function isOtherDialect(policy: Policy): boolean {
  const known = KNOWN.get(policy) ?? looksOtherwise(policy);
  KNOWN.set(policy, known);
  return known;
}

/** Asked before every run of checks: kept for as long as the policy, which belongs to one version of its file. */
const KNOWN = new WeakMap<Policy, boolean>();

function looksOtherwise(policy: Policy): boolean {
  if (policy.statements.some(({ object }) => memberNamed(object, "DataIdentifier") !== undefined)) return true;
  let namesArn = false;
  for (const { text } of resourceEntries(policy)) {
    if (isOfOtherCloud(text)) return true;
    namesArn ||= text.startsWith("arn:aws");
  }
  if (policy.statements.some(({ object }) => resourcesInSmall(object).some(isOfOtherCloud))) return true;
  for (const { text } of actionEntries(policy)) {
    const lower = text.toLowerCase();
    if (ACTION_SIGNS.some((sign) => lower.startsWith(sign))) return true;
  }
  const { version } = policy;
  if (version === undefined || !isSettled(version)) return false;
  return version.text === DATA_PROTECTION || (VERSIONS.includes(version.text) && !namesArn);
}

function isOfOtherCloud(text: string): boolean {
  return RESOURCE_SIGNS.some((sign) => text.startsWith(sign)) || /^[b-z]rn:/.test(text);
}

/** Some write the elements of a statement in small letters. */
function resourcesInSmall(statement: ObjectValue): readonly string[] {
  const value = memberNamed(statement, "resource")?.value;
  const items = value?.kind === "array" ? value.items : [value];
  return items.flatMap((item) => (item?.kind === "string" ? item.text : []));
}

const RESOURCE_SIGNS = ["acs:", "qcs:", "ucs:", "LogicalResourceId/", "arn:minio:"];
const ACTION_SIGNS = ["update:", "admin:"];
const DATA_PROTECTION = "2021-06-01";
const VERSIONS = ["1", "1.1", "5.0", "2.0"];
