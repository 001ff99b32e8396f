/** Does a layer let the request pass once a change is made, as far as the files settle that? */
import { hasEffect, type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { accessPointAllows, type Evaluated, verdictOf } from "../reconcile.ts";
import { type FixQuestion } from "./question.ts";

export function passes(after: Evaluated, layer: Layer, { held }: FixQuestion): boolean {
  const verdict = verdictOf(after.decision, layer);
  if (verdict === "allow" || verdict === "not-applicable") return true;
  // What lacks an Allow for certain needs one, whether or not a Deny matches as well: the risk names that.
  if (verdict === "unknown" && held.reconciled.denyType === "implicit" && mayStillBeDenied(after, layer)) return true;
  // The bucket's part is open, whatever the policy of the access point says.
  return layer === "resource" && verdict === "unknown" && accessPointAllows(after);
}

function mayStillBeDenied({ decision }: Evaluated, layer: Layer): boolean {
  const isAllowed = (one: StatementTrace): boolean =>
    one.slot === slotOfLayer(layer) && hasEffect("Allow", one) === "yes";
  return WITH_ONE_LEVEL.has(layer) && decision.statements.some(isAllowed);
}

/** One Allow is enough in them. */
const WITH_ONE_LEVEL: ReadonlySet<Layer> = new Set<Layer>([
  "identity",
  "boundary",
  "session",
  "resource",
  "key-policy",
]);
