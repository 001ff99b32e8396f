/** A decision as data, with the trace of every statement. */
import { type Decision, type Need, type StatementTrace, type Truth } from "../../evaluation/decision.ts";
import { phraseToPlainText } from "../../wording/plain-text.ts";
import { conditionInWords } from "../../wording/predicate.ts";

export function evaluationAnswer(decision: Decision): object {
  return {
    decision: decision.decision,
    deniedBy: decision.deniedBy,
    layers: decision.layers,
    statements: decision.statements.map(statementAnswer),
    needs: decision.needs.map((need) => ({ key: need.key, words: needInWords(need) })),
  };
}

function statementAnswer(trace: StatementTrace): object {
  return {
    policyType: trace.slot === "vpc-endpoint" ? "vpce" : trace.slot,
    policy: trace.policyName,
    ...(trace.orgIdentifier === undefined ? {} : { orgIdentifier: trace.orgIdentifier }),
    index: trace.statement.index,
    sid: trace.statement.sid?.text ?? null,
    effect: trace.effect ?? null,
    matches: flag(trace.matches),
    actionMatch: flag(trace.action.truth),
    resourceMatch: flag(trace.resource.truth),
    ...(trace.principal === undefined
      ? {}
      : { principalMatch: flag(trace.principal.truth), principalKind: trace.principalMatch?.surely ?? null }),
    conditionMatch: flag(trace.condition.truth),
    conditions: trace.condition.entries.map(({ entry, truth, because }) => ({
      operator: entry.operator,
      key: entry.key,
      result: flag(truth),
      because,
    })),
  };
}

function flag(truth: Truth): boolean | "unknown" {
  return truth === "unknown" ? truth : truth === "yes";
}

/** "whether `aws:MultiFactorAuthPresent` is true". */
function needInWords({ key, entries }: Need): string {
  if (entries.length === 0) return `the value of ${key}`;
  const conditions = entries.map((entry) => phraseToPlainText(conditionInWords(entry)));
  return `whether ${[...new Set(conditions)].join(", and whether ")}`;
}
