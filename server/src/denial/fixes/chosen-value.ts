/** What is to be said of a value that the caller can choose, beside the value. */
import { invokesModel } from "./one-region.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry } from "../../policy/policy.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { isMadeByCall } from "../what-a-call-makes.ts";
import { type FixScene } from "./proposal.ts";
import { type FactToSatisfy } from "./value-for.ts";

/** A `*` where the operator takes it for a character: nobody has it in a value of his own. */
export function isLikelyPattern(entry: ConditionEntry, { shown }: FactToSatisfy): boolean {
  const isOfStrings = operatorOf(entry)?.operator.family === "string";
  return isOfStrings && shown.isPattern !== true && /[*?]/.test(shown.value ?? "");
}

/** File systems are no HTTP servers. Source: "Encrypting data in transit" (Amazon EFS User Guide). */
export function whatItIsOf(
  { key }: ConditionEntry,
  { action, resource, request }: FixScene,
): Pick<SatisfiedKey, "isMount" | "isMade" | "isOfModel" | "isOfBucket"> {
  if (key.toLowerCase() === "aws:securetransport" && /^elasticfilesystem:Client/i.test(action))
    return { isMount: true };
  if (key.toLowerCase() === "aws:requestedregion" && invokesModel(request.action, request.resource.arn))
    return { isOfModel: true };
  // The tags are those of the bucket. Source: "Using tags with S3 general purpose buckets".
  if (/^aws:ResourceTag\//i.test(key) && /^arn:[^:]*:s3:::[^/]+\//.test(request.resource.arn))
    return { isOfBucket: true };
  return /^[a-z0-9-]+:ResourceTag\//i.test(key) && isMadeByCall(action, resource) ? { isMade: true } : {};
}
