/** Units that may hold the account, and whose SCPs do not allow what a fix allows elsewhere. */
import { type Layer } from "../../evaluation/decision.ts";
import { type FixRisk } from "./fix-risk.ts";
import { levelsLackingAllow } from "../layer-views.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { tryProposal } from "./trial.ts";

/** None where it is known which units hold the account, or where those that may are looked at already. Source: "SCP evaluation". */
export function unitsLackingAllow(
  proposal: FixProposal,
  question: FixQuestion,
  layers: readonly Layer[],
): readonly FixRisk[] {
  const { attempt, held } = question;
  const used = new Set(held.evaluated.play.used.scp);
  const open = attempt.candidates.scp.flatMap((one) =>
    one.basis === "none" && one.level !== undefined && !used.has(one) ? [one.level] : [],
  );
  if (open.length === 0 || !layers.includes("scp") || held.reconciled.denyType !== "implicit") return [];
  const within = { ...held, rules: { ...held.rules, withCandidates: "always" } as const };
  const tried = tryProposal(proposal, { ...question, held: within });
  const lacking = tried === undefined ? [] : levelsLackingAllow(tried.after).filter((level) => open.includes(level));
  return lacking.length === 0 ? [] : [{ risk: "not-in-units", units: lacking }];
}
