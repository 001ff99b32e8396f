/** Guardrails of which nothing says whether they apply to the account: what a request is to carry may be what they deny. */
import { hasEffect, type StatementTrace } from "../../evaluation/decision.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { evaluatedWithOpen } from "./trial.ts";

/**
 * Their statements that deny the request as it is to come, by what it then carries. One that denied it as it was does not
 * apply where AWS found no Deny: that would have come first. Source: "Policy evaluation logic".
 */
export function refusedIfApplied(proposal: FixProposal, question: FixQuestion): readonly StatementPlace[] {
  const { attempt, placer } = question;
  if (proposal.change.change !== "satisfy") return [];
  const asItIs: FixProposal = { ...proposal, given: new Map() };
  return SLOTS.flatMap((slot) => {
    const open = attempt.candidates[slot].filter(({ basis, isNeverMade }) => basis === "none" && isNeverMade !== true);
    if (open.length === 0 || open.length > MOST_ASKED) return [];
    const before = attempt.denial.denyType === "implicit" ? evaluatedWithOpen(slot, asItIs, question) : undefined;
    const refuted = new Set(before?.decision.statements.filter(denies).map(({ policy }) => policy));
    const { decision, candidateOf } = evaluatedWithOpen(slot, proposal, question);
    return decision.statements
      .filter((trace) => trace.slot === slot && denies(trace) && !refuted.has(trace.policy) && asksFor(trace, proposal))
      .flatMap((trace) => {
        const policy = candidateOf(trace);
        return policy?.basis === "none" ? [placer.placeOf(trace, policy)] : [];
      });
  });
}

const SLOTS = ["scp", "rcp"] as const;

const MOST_ASKED = 200;

function denies(trace: StatementTrace): boolean {
  return hasEffect("Deny", trace) === "yes";
}

function asksFor({ statement }: StatementTrace, { given }: FixProposal): boolean {
  const operators = statement.condition?.operators ?? [];
  return operators.some(({ entries }) => entries.some(({ key }) => given.has(key.toLowerCase())));
}
