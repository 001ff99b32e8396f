/**
 * A denial that does not say who asked, as most of Amazon S3's do: what the policies here say of the action, whoever it
 * was. Nothing that hangs on the caller counts as known.
 */
import { hasEffect, type StatementTrace } from "../evaluation/decision.ts";
import { traceStatements } from "../evaluation/evaluate.ts";
import { type Denial } from "../message/denial.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { newObject } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { policySetOf } from "./candidate-fit.ts";
import { slotOfMessage } from "./denied-layer.ts";
import { type DeniedRequest, toRequest } from "./denied-request.ts";
import { type NearMiss } from "./near-miss.ts";
import { type StatementToCopy } from "./next-step.ts";
import { findNearMisses, type NearMissSearch, type TracedPolicy } from "./near-misses.ts";
import { onPassingTo, PASSED_TO } from "./passing-a-role.ts";
import { type WorldQuestion } from "./find-world.ts";
import { withRefutations } from "./refuted-statements.ts";
import { withoutCaller } from "./web-identity.ts";

/** No principal has this form, so that everything about the caller stays unknown. */
const ANYBODY = "?";

/** As many policies as are looked at. */
const MOST_POLICIES = 500;

/** The nearest statements of the layer that AWS names; where it names none, also those that deny everybody. */
export function statementsWhoeverAsked(
  denial: Denial,
  subject: DeniedRequest,
  { candidates, mayNearlyMatch, actions, files, placer }: WorldQuestion & Pick<NearMissSearch, "placer" | "files">,
): readonly NearMiss[] {
  const asked = toRequest({ ...subject, principal: ANYBODY }, candidates, actions, "unknown");
  if (asked === undefined) return [];
  const request = withRefutations(asked.request, files);
  const named = slotOfMessage(denial);
  const traced = (named === undefined ? OWN : [named]).flatMap((slot) =>
    candidates[slot]
      .filter(({ policy }) => mayNearlyMatch(policy))
      .slice(0, MOST_POLICIES)
      .flatMap((policy) =>
        traceStatements(request, policySetOf(slot, policy))
          .filter((trace) => trace.slot === slot && counts(trace, denial, named))
          .map((trace): TracedPolicy => ({ trace, policy })),
      ),
  );
  return findNearMisses(traced, { request, placer, actions, files }).map(withoutCaller);
}

/** Where AWS names no layer. */
const OWN: readonly PolicySlot[] = ["identity", "resource"];

function counts(trace: StatementTrace, { denyType }: Denial, named: PolicySlot | undefined): boolean {
  if (denyType === "explicit")
    return trace.effect === "Deny" && (named === undefined || hasEffect("Deny", trace) !== "no");
  return trace.effect === "Allow" || (named === undefined && hasEffect("Deny", trace) === "yes");
}

/** What would allow it, for a policy of the caller, where no statement here is about it and nothing else denied it. */
export function statementForAnybody(
  { denyType, policyType, delivery }: Denial,
  { action, asked: { arn }, context }: DeniedRequest,
  near: readonly NearMiss[],
): StatementToCopy | undefined {
  const mayHelp = denyType !== "explicit" && (policyType === "unknown" || policyType === "identity");
  const isAbout = near.some(({ elements }) =>
    elements.every(({ element, truth }) => (element !== "action" && element !== "resource") || truth !== "no"),
  );
  if (!mayHelp || delivery !== undefined || action === undefined || arn === undefined || isAbout) return undefined;
  const passedTo = context.get(PASSED_TO.toLowerCase());
  const condition = onPassingTo(typeof passedTo === "string" ? passedTo : undefined, action);
  const text = printNewDocument(newObject({ Effect: "Allow", Action: action, Resource: arn, Condition: condition }));
  return { layer: "identity", holder: undefined, text };
}
