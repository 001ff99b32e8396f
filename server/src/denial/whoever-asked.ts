/**
 * A denial that does not say who asked, as most of Amazon S3's do: what the policies here say of the action, whoever it
 * was. Nothing that hangs on the caller counts as known.
 */
import { traceStatements } from "../evaluation/evaluate.ts";
import { hasEffect } from "../evaluation/decision.ts";
import { newObject } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type DeniedRequest, toRequest } from "./denied-request.ts";
import { type NearMiss, type StatementToCopy } from "./explanation.ts";
import { findNearMisses, type NearMissSearch, type TracedPolicy } from "./near-misses.ts";
import { type WorldQuestion } from "./find-world.ts";
import { withoutCaller } from "./web-identity.ts";

/** No principal has this form, so that everything about the caller stays unknown. */
const ANYBODY = "?";

/** As many policies as are looked at. */
const MOST_POLICIES = 500;

/** The nearest statements, with those that deny everybody. */
export function statementsWhoeverAsked(
  subject: DeniedRequest,
  { candidates, mayNearlyMatch, actions, placer }: WorldQuestion & Pick<NearMissSearch, "placer">,
): readonly NearMiss[] {
  const request = toRequest({ ...subject, principal: ANYBODY }, candidates, actions, "unknown")?.request;
  if (request === undefined) return [];
  const identity = candidates.identity.filter(({ policy }) => mayNearlyMatch(policy)).slice(0, MOST_POLICIES);
  const byPolicy = new Map(identity.map((one) => [one.policy, one]));
  const ofCaller = traceStatements(request, { identity }).flatMap((trace): readonly TracedPolicy[] => {
    const policy = byPolicy.get(trace.policy);
    return policy === undefined ? [] : [{ trace, policy }];
  });
  const resource = candidates.resource.filter(({ policy }) => mayNearlyMatch(policy)).slice(0, MOST_POLICIES);
  const ofResource = resource.flatMap((policy) =>
    traceStatements(request, { identity: [], resource: policy })
      .filter(({ slot }) => slot === "resource")
      .map((trace): TracedPolicy => ({ trace, policy })),
  );
  const counting = [...ofCaller, ...ofResource].filter(
    ({ trace }) => trace.effect === "Allow" || hasEffect("Deny", trace) === "yes",
  );
  return findNearMisses(counting, { request, placer, actions }).map(withoutCaller);
}

/** What would allow it, for a policy of the caller, where no statement here is about it. */
export function statementForAnybody(
  { action, asked: { arn } }: DeniedRequest,
  near: readonly NearMiss[],
): StatementToCopy | undefined {
  const isAbout = near.some(({ elements }) =>
    elements.every(({ element, truth }) => (element !== "action" && element !== "resource") || truth !== "no"),
  );
  if (action === undefined || arn === undefined || isAbout) return undefined;
  const text = printNewDocument(newObject({ Effect: "Allow", Action: action, Resource: arn }));
  return { layer: "identity", holder: undefined, text };
}
