/** What the types of an organization's policies are here. Source: the resource page of `aws_organizations_policy`. */
import { type PolicyKind } from "../../policy/policy.ts";

/** Others are tag policies, backup policies and their like. */
export const ORGANIZATION_KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);
