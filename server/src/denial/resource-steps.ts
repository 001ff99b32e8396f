/** What the resource of a request asks for besides: the bucket behind an access point, a right to see that an object is missing. */
import { type Layer } from "../evaluation/decision.ts";
import { isThroughAccessPoint, readAccessPoint } from "../policy/access-point.ts";
import { readArn } from "../policy/arn.ts";
import { operatorOf } from "../policy/operators.ts";
import { isSettled } from "../policy/policy.ts";
import { serviceWithoutPolicies } from "../policy/without-own-policy.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type Culprit } from "./near-miss.ts";
import { type NextStep } from "./next-step.ts";
import { accessPointCommand, fetchSteps } from "./fetch-steps.ts";
import { mayHaveNoOtherRegion } from "./fixes/one-region.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Source: "HeadObject"; "GetObject" (Amazon S3 API Reference), permissions. */
export function missingObjectSteps({ denial, request, mayListBucket }: NextQuestion): readonly NextStep[] {
  const arn = readArn(request.asked.arn ?? "");
  const slash = arn?.resource.indexOf("/") ?? -1;
  const isOpen = denial.denyType === "unknown" && denial.policyType === "unknown";
  if (request.action?.toLowerCase() !== "s3:getobject" || arn === undefined || slash < 0 || !isOpen || mayListBucket())
    return [];
  const [bucket, key] = [arn.resource.slice(0, slash), arn.resource.slice(slash + 1)];
  const commands = command("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", key, "--max-keys", "1");
  return [{ step: "missing-object", commands, bucket }];
}

/**
 * An access point of a VPC refuses what comes another way, which no policy shows. Sources: AWS CLI Command Reference,
 * "s3control get-access-point"; "Creating access points restricted to a virtual private cloud" (Amazon S3 User Guide).
 */
export function bucketSteps({ verdict, layer, denial, request }: NextQuestion): readonly NextStep[] {
  const { action = "", asked } = request;
  const through = isThroughAccessPoint(action, asked.arn ?? "") ? readAccessPoint(asked.arn ?? "") : undefined;
  const isOfResource = layer === "resource" || (layer === undefined && denial.policyType === "unknown");
  if (through === undefined || !isOfResource || verdict === "contradiction") return [];
  const parts = accessPointCommand("get-access-point", through);
  const isExplicit = denial.denyType === "explicit";
  const commands = parts === undefined ? [] : command(...parts, ...(isExplicit ? [] : ["--query", "Bucket"]));
  const refuses = isExplicit ? ({ refuses: "other-networks" } as const) : {};
  return [{ step: "bucket-behind", commands, accessPoint: through.name, ...refuses }];
}

/**
 * The side that AWS did not name, where nothing here tells what it says. Source: "Cross-account policy evaluation logic".
 */
export function otherSideSteps({
  verdict,
  layer,
  denial,
  request,
  crossesAccounts,
  layers,
}: NextQuestion): readonly NextStep[] {
  const isAnswered = verdict === "explained" || verdict === "not-covered";
  if (!isAnswered || !crossesAccounts || denial.denyType !== "implicit") return [];
  if (serviceWithoutPolicies(request.resource) !== undefined)
    return layer === "identity" ? fetchSteps("resource", request) : [];
  const others: readonly Layer[] =
    layer === "identity" ? OF_RESOURCE : layer !== undefined && OF_RESOURCE.includes(layer) ? ["identity"] : [];
  const missing = layers.find((one) => others.includes(one.layer) && one.basis === "none");
  if (missing === undefined) return [];
  const commands = fetchSteps(missing.layer, request).flatMap((one) => one.commands);
  return [{ step: "other-side", layer: missing.layer, commands }];
}

const OF_RESOURCE: readonly Layer[] = ["resource", "key-policy", "trust"];

/** Of one Deny that lists Regions, where the resource is in none of them, and could be elsewhere. */
export function regionStep(
  [culprit, ...others]: readonly Culprit[],
  { action, asked: { arn } }: DeniedRequest,
): NextStep | undefined {
  // The fix says it of what Amazon CloudFront needs there.
  if (mayHaveNoOtherRegion(action, arn)) return undefined;
  const conditions = culprit?.elements.flatMap(({ condition }) => condition?.entry ?? []) ?? [];
  const entry = conditions.find(
    (one) => one.key.toLowerCase() === "aws:requestedregion" && operatorOf(one)?.operator.negated === true,
  );
  const region = arn === undefined ? "" : (readArn(arn)?.region ?? "");
  if (others.length > 0 || entry === undefined || arn === undefined || region === "") return undefined;
  if (!entry.values.entries.every(isSettled)) return undefined;
  const regions = entry.values.entries.map(({ text }) => text);
  return regions.length === 0 ? undefined : { step: "use-region", commands: [], regions, resource: arn, region };
}
