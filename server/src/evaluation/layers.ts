/** The statements of every policy that takes part, kept by layer. */
import { type PolicySlot } from "../policy/slots.ts";
import { candidatesFor } from "./policy-index.ts";
import { type NamedPolicies, type NamedPolicy, type OrganizationLevel, type PolicySet } from "./policy-set.ts";
import { type PreparedStatement, prepareStatements } from "./prepared-statement.ts";
import { type StatementPlace } from "./trace-statement.ts";

/** What is made of the policies of one layer, or of one level of the organization: alternatives to each other. */
export interface LayerOf<Made> {
  readonly statements: readonly Made[];
  /** A policy may hold further statements that the file does not settle. */
  readonly open: boolean;
}

/** A layer that is undefined is not in play. */
export interface LayersOf<Made> {
  readonly identity: LayerOf<Made>;
  readonly resource: LayerOf<Made> | undefined;
  readonly boundary: LayerOf<Made> | undefined;
  readonly session: LayerOf<Made> | undefined;
  readonly scps: readonly LayerOf<Made>[] | undefined;
  readonly rcps: readonly LayerOf<Made>[] | undefined;
  readonly vpcEndpoint: LayerOf<Made> | undefined;
}

/** `make` may leave a statement out by answering undefined. `action`: the request's, by which indexes are searched. */
export function layersOf<Made>(
  policies: PolicySet,
  action: string,
  make: (prepared: PreparedStatement, place: StatementPlace) => Made | undefined,
): LayersOf<Made> {
  const callerHasBoundary = policies.boundary !== undefined && listOf(policies.boundary).length > 0;
  const layer = (slot: PolicySlot, named: NamedPolicies, orgIdentifier?: string): LayerOf<Made> => {
    const made: Made[] = [];
    const read = ({ name, policy }: NamedPolicy, statements: readonly PreparedStatement[]): void => {
      const place = { slot, policyName: name, orgIdentifier, policy, callerHasBoundary };
      for (const statement of statements) {
        const one = make(statement, place);
        if (one !== undefined) made.push(one);
      }
    };
    if ("firsts" in named) {
      for (const { item, prepared } of candidatesFor(named, action)) read(item, prepared);
      return { statements: made, open: named.open };
    }
    for (const one of named) read(one, prepareStatements(one.policy, one.policy.statements));
    return { statements: made, open: named.some(({ policy }) => policy.open) };
  };
  const optional = (slot: PolicySlot, named: NamedPolicies | undefined): LayerOf<Made> | undefined =>
    named === undefined || listOf(named).length === 0 ? undefined : layer(slot, named);
  const levels = (
    slot: PolicySlot,
    named: readonly OrganizationLevel[] | undefined,
  ): readonly LayerOf<Made>[] | undefined =>
    named === undefined || named.length === 0
      ? undefined
      : named.map((level) => layer(slot, level.policies, level.orgIdentifier));
  return {
    identity: layer("identity", policies.identity),
    resource:
      policies.resource === undefined
        ? undefined
        : layer("resource", [policies.resource, ...(policies.moreOfResource ?? [])]),
    boundary: optional("boundary", policies.boundary),
    session: optional("session", policies.session),
    scps: levels("scp", policies.scps),
    rcps: levels("rcp", policies.rcps),
    vpcEndpoint: optional("vpc-endpoint", policies.vpcEndpoint),
  };
}

function listOf(policies: NamedPolicies): readonly NamedPolicy[] {
  return "firsts" in policies ? policies.policies : policies;
}

/** The same layers with those alone that are wanted. */
export function someOfLayers<Made, Wanted extends Made>(
  layers: LayersOf<Made>,
  isWanted: (made: Made) => made is Wanted,
): LayersOf<Wanted> {
  const some = ({ statements, open }: LayerOf<Made>): LayerOf<Wanted> => ({
    statements: statements.filter(isWanted),
    open,
  });
  const optional = (layer: LayerOf<Made> | undefined): LayerOf<Wanted> | undefined => layer && some(layer);
  return {
    identity: some(layers.identity),
    resource: optional(layers.resource),
    boundary: optional(layers.boundary),
    session: optional(layers.session),
    scps: layers.scps?.map(some),
    rcps: layers.rcps?.map(some),
    vpcEndpoint: optional(layers.vpcEndpoint),
  };
}

export function statementsOf<Made>(layers: LayersOf<Made>): readonly Made[] {
  const all = [
    layers.identity,
    layers.resource,
    layers.boundary,
    layers.session,
    ...(layers.scps ?? []),
    ...(layers.rcps ?? []),
    layers.vpcEndpoint,
  ];
  const [first, ...others] = all.flatMap((layer) =>
    layer === undefined || layer.statements.length === 0 ? [] : [layer.statements],
  );
  return first === undefined || others.length === 0 ? (first ?? []) : first.concat(...others);
}
