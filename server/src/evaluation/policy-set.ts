/** The policies that take part in one decision, layer by layer. */
import { type Policy } from "../policy/policy.ts";
import { type PolicyIndex } from "./policy-index.ts";

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** Of an index (`indexPolicies`) only the statements that can match the request's action are read, and traced. */
export type NamedPolicies = readonly NamedPolicy[] | PolicyIndex<NamedPolicy>;

/** One level of the organization: the root, an organizational unit or the account. */
export interface OrganizationLevel {
  readonly orgIdentifier: string;
  readonly policies: NamedPolicies;
}

/** A layer that is undefined is not in play: no boundary set, no session policy passed, no organization. */
export interface PolicySet {
  readonly identity: NamedPolicies;
  /** The resource's own policy: bucket, queue, key or role trust policy, by the resource's ARN. */
  readonly resource?: NamedPolicy;
  /** What else it is made of, where several documents are that one policy. */
  readonly moreOfResource?: readonly NamedPolicy[];
  readonly boundary?: NamedPolicies;
  readonly session?: NamedPolicies;
  readonly scps?: readonly OrganizationLevel[];
  readonly rcps?: readonly OrganizationLevel[];
  readonly vpcEndpoint?: NamedPolicies;
  /** The organization's management account: neither its principals nor its resources are under SCPs or RCPs. */
  readonly managementAccount?: string;
}
