/** The policies that take part in one decision, layer by layer. */
import { type Policy } from "../policy/policy.ts";

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** One level of the organization: the root, an organizational unit or the account. */
export interface OrganizationLevel {
  readonly orgIdentifier: string;
  readonly policies: readonly NamedPolicy[];
}

/** A layer that is undefined is not in play: no boundary set, no session policy passed, no organization. */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  /** The resource's own policy: bucket, queue, key or role trust policy, by the resource's ARN. */
  readonly resource?: NamedPolicy;
  readonly boundary?: readonly NamedPolicy[];
  readonly session?: readonly NamedPolicy[];
  readonly scps?: readonly OrganizationLevel[];
  readonly rcps?: readonly OrganizationLevel[];
  readonly vpcEndpoint?: readonly NamedPolicy[];
  /** The organization's management account: neither its principals nor its resources are under SCPs or RCPs. */
  readonly managementAccount?: string;
}
