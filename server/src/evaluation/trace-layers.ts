/** Every statement of every policy against a request, kept by layer. */
import { type PolicyType, type StatementTrace } from "./decision.ts";
import { type NamedPolicy, type OrganizationLevel, type PolicySet } from "./policy-set.ts";
import { type PreparedRequest } from "./prepared-request.ts";
import { preparePolicy } from "./prepared-statement.ts";
import { tracePreparedStatement } from "./trace-statement.ts";

/** The policies of one layer, or of one level of the organization: alternatives to each other. */
export interface TracedPolicies {
  readonly statements: readonly StatementTrace[];
  /** A policy may hold further statements that the file does not settle. */
  readonly open: boolean;
}

/** A layer that is undefined is not in play. */
export interface TracedLayers {
  readonly identity: TracedPolicies;
  readonly resource: TracedPolicies | undefined;
  readonly boundary: TracedPolicies | undefined;
  readonly session: TracedPolicies | undefined;
  readonly scps: readonly TracedPolicies[] | undefined;
  readonly rcps: readonly TracedPolicies[] | undefined;
  readonly vpcEndpoint: TracedPolicies | undefined;
}

export function traceLayers(policies: PolicySet, request: PreparedRequest): TracedLayers {
  const callerHasBoundary = (policies.boundary?.length ?? 0) > 0;
  const trace = (type: PolicyType, named: readonly NamedPolicy[], orgIdentifier?: string): TracedPolicies => {
    const statements: StatementTrace[] = [];
    let open = false;
    for (const { name, policy } of named) {
      const place = { policyType: type, policyName: name, orgIdentifier, policy, callerHasBoundary };
      for (const prepared of preparePolicy(policy)) statements.push(tracePreparedStatement(prepared, place, request));
      open ||= policy.open;
    }
    return { statements, open };
  };
  const optional = (type: PolicyType, named: readonly NamedPolicy[] | undefined): TracedPolicies | undefined =>
    named === undefined || named.length === 0 ? undefined : trace(type, named);
  const levels = (
    type: PolicyType,
    named: readonly OrganizationLevel[] | undefined,
  ): readonly TracedPolicies[] | undefined =>
    named === undefined || named.length === 0
      ? undefined
      : named.map((level) => trace(type, level.policies, level.orgIdentifier));
  return {
    identity: trace("identity", policies.identity),
    resource: policies.resource === undefined ? undefined : trace("resource", [policies.resource]),
    boundary: optional("boundary", policies.boundary),
    session: optional("session", policies.session),
    scps: levels("scp", policies.scps),
    rcps: levels("rcp", policies.rcps),
    vpcEndpoint: optional("vpce", policies.vpcEndpoint),
  };
}

export function statementsOf(layers: TracedLayers): readonly StatementTrace[] {
  const all = [
    layers.identity,
    layers.resource,
    layers.boundary,
    layers.session,
    ...(layers.scps ?? []),
    ...(layers.rcps ?? []),
    layers.vpcEndpoint,
  ];
  return all.flatMap((policies) => policies?.statements ?? []);
}
