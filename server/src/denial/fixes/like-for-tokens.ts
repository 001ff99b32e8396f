/**
 * A trust policy that takes a `*` in a claim literally, where nothing is known of the token: no token has one, so the
 * operator that was meant is offered all the same. Source: "IAM JSON policy elements: Condition operators", on StringLike.
 */
import { traceStatements } from "../../evaluation/evaluate.ts";
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { likeWhereMeant } from "../../policy/like-where-meant.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type TokenFixSearch, tryInTrust } from "./token-fix.ts";
import { valueFor } from "./value-for.ts";

/** For statements that name the provider and allow the action. `request`: with the provider as the caller. */
export function likeFixes(
  traced: readonly TracedPolicy[],
  request: Request,
  search: TokenFixSearch,
): readonly ExplanationFix[] {
  return traced.flatMap((one) => likeFix(one, request, search) ?? []);
}

function likeFix(one: TracedPolicy, request: Request, search: TokenFixSearch): ExplanationFix | undefined {
  const { trace, policy } = one;
  const { statement } = trace;
  const literal = literalClaim(trace.condition.entries);
  const block = statement.condition?.operators.find(({ entries }) => entries.some((own) => own === literal?.entry));
  if (literal === undefined || block === undefined) return undefined;
  const { written } = literal;
  const like = likeWhereMeant(block, statement);
  const open = trace.condition.entries.filter(({ truth }) => truth !== "yes");
  const facts = open.flatMap(({ entry: own }): readonly SatisfiedKey[] => {
    const shown = valueFor(own, true)?.shown;
    return shown === undefined ? [] : [block.entries.includes(own) ? underLike(shown) : shown];
  });
  if (like === undefined || facts.length < open.length) return undefined;
  const tried = tryInTrust(one, like.changes, search);
  if (tried === undefined) return undefined;
  const [now] = traceStatements(request, { identity: [], resource: { ...policy, policy: tried.after } }).filter(
    ({ statement: { index } }) => index === statement.index,
  );
  if (now === undefined || now.matches === "no") return undefined;
  return {
    kind: "change-condition",
    change: {
      change: "use-like",
      place: search.placer.placeOf(trace, policy),
      operator: like.operator,
      insteadOf: block.name,
      written,
    },
    risks: [
      { risk: "only-if", facts },
      { risk: "owner", layer: "trust", resource: undefined },
    ],
    ...tried.written,
  };
}

/** A risk as it is said once the condition on a key has the operator that knows wildcards. */
export function withPattern(risk: FixRisk, key: string): FixRisk {
  if (risk.risk !== "only-if") return risk;
  return { ...risk, facts: risk.facts.map((shown) => (shown.key === key ? underLike(shown) : shown)) };
}

function underLike(shown: SatisfiedKey): SatisfiedKey {
  return /[*?]/.test(shown.value ?? "") ? { ...shown, isPattern: true } : shown;
}

/** The first value of a condition on what is not known of the request that is compared whole and has a `*`. */
export function literalClaim(
  entries: readonly ConditionTrace[],
): { readonly entry: ConditionEntry; readonly written: string } | undefined {
  for (const { entry, because } of entries) {
    if (because !== "key-unknown" || operatorOf(entry)?.operator.name !== "StringEquals") continue;
    const written = entry.values.entries.find((one) => isSettled(one) && one.text.includes("*"))?.text;
    if (written !== undefined) return { entry, written };
  }
  return undefined;
}
