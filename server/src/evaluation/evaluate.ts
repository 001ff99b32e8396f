/** May this principal do this? The decision, with every statement's trace. */
import { type Decision } from "./decision.ts";
import { decide } from "./decide.ts";
import { needsOf } from "./needs.ts";
import { type PolicySet } from "./policy-set.ts";
import { prepareRequest } from "./prepared-request.ts";
import { type Request } from "./request.ts";
import { situationOf } from "./situation.ts";
import { statementsOf, traceLayers } from "./trace-layers.ts";

/**
 * Takes the context as it stands; `deriveContext` adds what follows from the principal and the resource.
 * What is modelled and what is not: docs/evaluation.md.
 */
export function evaluate(request: Request, policies: PolicySet): Decision {
  const prepared = prepareRequest(request);
  const situation = situationOf(prepared, policies);
  const layers = traceLayers(policies, prepared);
  const answer = decide(layers, situation, (trace) => trace.matches);
  return { ...answer, statements: statementsOf(layers), needs: needsOf(answer, layers, situation, prepared) };
}
