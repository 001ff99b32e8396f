/** May this principal do this? The decision, with every statement's trace. */
import { type Decision, type StatementTrace } from "./decision.ts";
import { decide } from "./decide.ts";
import { layersOf, someOfLayers, statementsOf } from "./layers.ts";
import { needsOf } from "./needs.ts";
import { type PolicySet } from "./policy-set.ts";
import { prepareRequest } from "./prepared-request.ts";
import { type Request } from "./request.ts";
import { situationOf } from "./situation.ts";
import { isMatched, matchStatement, tracePreparedStatement } from "./trace-statement.ts";

/**
 * Takes the context as it stands; `deriveContext` adds what follows from the principal and the resource.
 * What is modelled and what is not: docs/evaluation.md.
 */
export function evaluate(request: Request, policies: PolicySet): Decision {
  const prepared = prepareRequest(request);
  const situation = situationOf(prepared, policies);
  const layers = layersOf(policies, request.action, (statement, place) => matchStatement(statement, place, prepared));
  const answer = decide(layers, situation, ({ matches }) => matches);
  let traced: Decision["statements"] | undefined;
  let needs: Decision["needs"] | undefined;
  return {
    ...answer,
    // Most askers want the answer alone, and what would settle it and the traces take far longer.
    get needs() {
      needs ??= needsOf(answer, layers, situation, prepared);
      return needs;
    },
    get statements() {
      traced ??= traceStatements(request, policies);
      return traced;
    },
  };
}

/** As `evaluate`, for who reads the traces in any case: they are what is decided on, so no statement is looked at twice. */
export function evaluateTraced(request: Request, policies: PolicySet): Decision {
  const prepared = prepareRequest(request);
  const situation = situationOf(prepared, policies);
  const traced = layersOf(policies, request.action, (statement, place) =>
    tracePreparedStatement(statement, place, prepared),
  );
  const layers = someOfLayers(traced, isMatched);
  const answer = decide(layers, situation, ({ matches }) => matches);
  let needs: Decision["needs"] | undefined;
  return {
    ...answer,
    get needs() {
      needs ??= needsOf(answer, layers, situation, prepared);
      return needs;
    },
    statements: statementsOf(traced),
  };
}

/** Every statement of the policies against the request, layer by layer. */
export function traceStatements(request: Request, policies: PolicySet): readonly StatementTrace[] {
  return tracerOf(request)(policies);
}

/** The same for many sets of policies, each by itself. */
export function tracerOf(request: Request): (policies: PolicySet) => readonly StatementTrace[] {
  const prepared = prepareRequest(request);
  return (policies) =>
    statementsOf(
      layersOf(policies, request.action, (statement, place) => tracePreparedStatement(statement, place, prepared)),
    );
}
