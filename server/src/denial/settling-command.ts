/** What shows whether something is so that an answer takes for granted. */
import { readArn } from "../policy/arn.ts";
import { type Assumption } from "./explanation.ts";
import { listPolicies } from "./fetch-steps.ts";

/**
 * To run in the caller's account, or in the organization's. Undefined where no command tells it. Sources: "ListBuckets"
 * (Amazon S3 API Reference), which lists what the sender owns; AWS CLI Command Reference, "list-policies-for-target".
 */
export function settlingCommand(assumption: Assumption): string | undefined {
  if (assumption.assumption === "full-access-attached")
    return assumption.level === undefined ? undefined : listPolicies(assumption.slot, assumption.level)[0];
  const arn = assumption.assumption === "callers-account" ? readArn(assumption.resource ?? "") : undefined;
  const bucket = arn?.service === "s3" && arn.account === "" ? (arn.resource.split("/")[0] ?? "") : "";
  return BUCKET.test(bucket) ? `aws s3api list-buckets --query "Buckets[?Name=='${bucket}'].Name"` : undefined;
}

/** Source: "Bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
