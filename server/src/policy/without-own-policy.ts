/** Services of whose resources none has a policy: only what the caller is in the account of the resource lets it in. */
import { readArn } from "./arn.ts";

/**
 * Source: "AWS services that work with IAM", and of each "How … works with IAM", on resource-based policies. Not those that
 * AWS RAM shares with other accounts, such as clusters of Aurora ("Shareable AWS resources"). What is in Amazon QuickSight
 * has permissions, which are no policy ("ResourcePermission", Amazon QuickSight API Reference).
 */
const SERVICES: ReadonlySet<string> = new Set(["autoscaling", "cloudformation", "ecs", "eks", "quicksight", "states"]);

/** The service, where the ARN is of such a one. */
export function serviceWithoutPolicies(resource: string | undefined): string | undefined {
  const service = readArn(resource ?? "")?.service ?? "";
  return SERVICES.has(service) ? service : undefined;
}
