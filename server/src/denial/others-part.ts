/** The Allow that leaves each caller a part of a resource by a variable, where a part of somebody else's was asked for. */
import { slotOfLayer } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type StatementPlacer } from "./element-findings.ts";
import { type StatementPlace } from "./explanation.ts";
import { isPersonal } from "./fixes/resources.ts";
import { type Policy } from "../policy/policy.ts";
import { type Evaluated, type Reconciled } from "./reconcile.ts";

export function othersPartIn(
  { denyType, layer }: Reconciled,
  { decision, candidateOf }: Evaluated,
  { resource: { arn } }: Request,
  placer: StatementPlacer,
): StatementPlace | undefined {
  if (denyType !== "implicit" || layer === undefined) return undefined;
  const slot = slotOfLayer(layer);
  const trace = decision.statements.find(
    (one) =>
      one.slot === slot &&
      namesParts(one.policy) &&
      one.effect === "Allow" &&
      one.action.truth === "yes" &&
      one.resource.truth === "no" &&
      one.statement.resource !== undefined &&
      isPersonal(one.statement.resource, arn),
  );
  const policy = trace === undefined ? undefined : candidateOf(trace);
  return trace === undefined || policy === undefined ? undefined : placer.placeOf(trace, policy);
}

/** Lives as long as the policy: asked of all of thousands with each denial, and hardly any has a variable in a Resource. */
const NAMING_PARTS = new WeakMap<Policy, boolean>();

function namesParts(policy: Policy): boolean {
  const names =
    NAMING_PARTS.get(policy) ??
    policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => text.includes("${")) === true);
  NAMING_PARTS.set(policy, names);
  return names;
}
