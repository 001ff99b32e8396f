/** Conditions in the way of an Allow, or that a Deny has: which value the request would need, or the policy. */
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { addEntries, replaceText } from "../../policy/changes.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type FixChange, type SatisfiedKey } from "../explanation.ts";
import { isChoosable } from "./choosable.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk } from "./proposal.ts";

/** For an Allow of which only the conditions do not hold. */
export function conditionProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const failing = one.trace.condition.entries.filter(({ truth }) => truth !== "yes");
  if (failing.length === 0) return [];
  const facts = failing.map(({ entry }) => factFor(entry, true, scene));
  const satisfied = facts.every((fact) => fact !== undefined) ? [satisfyProposal(facts, 2)] : [];
  return [...satisfied, ...valueProposals(one, failing, scene)];
}

/** Nothing is edited: the request has to come otherwise. */
export function satisfyProposal(facts: readonly FactToSatisfy[], cost: number): FixProposal {
  return {
    kind: "not-in-policy",
    change: { change: "satisfy", facts: facts.map(({ shown }) => shown) },
    risks: [],
    changes: [],
    given: new Map(facts.map(({ shown, entry }) => [shown.key.toLowerCase(), entry])),
    attached: undefined,
    cost,
  };
}

/** The request's own value is put into the list, where it is known and where the key is no guard of the sign-in. */
function valueProposals(
  one: TracedPolicy,
  failing: readonly ConditionTrace[],
  scene: FixScene,
): readonly FixProposal[] {
  const [first, ...more] = failing;
  if (first === undefined || more.length > 0 || first.truth !== "no") return [];
  const { entry, requestValues, because } = first;
  const use = operatorOf(entry);
  const value = requestValues[0];
  if (use === undefined || value === undefined || requestValues.length > 1) return [];
  if (because !== "no-value-matches" || !listsValues(use) || use.operator.negated) return [];
  const place = scene.placeOf(one);
  const base = { kind: "change-condition", given: NOTHING_GIVEN, attached: undefined } as const;
  const written = entry.values.entries.find(
    ({ text }) => text.toLowerCase() === value.toLowerCase() || isItsSession(text, value),
  );
  if (written !== undefined && isSettled(written)) {
    const change: FixChange = isItsSession(written.text, value)
      ? { change: "role-for-session", place, written: written.text, to: value }
      : { change: "add-condition-value", place, key: entry.key, to: value };
    const risks = [...pathRisk(scene), ...ownerRisk(scene)];
    return changing(one, replaceText(written, value), { ...base, change, risks, cost: 0 });
  }
  return changing(one, addEntries(entry.values, [asListed(value, use)]), {
    ...base,
    change: { change: "add-condition-value", place, key: entry.key, to: value },
    risks: [{ risk: "condition-loosened", key: entry.key }, ...ownerRisk(scene)],
    cost: 2.5,
  });
}

function isItsSession(written: string, role: string): boolean {
  const session = readAccountCaller(written);
  const caller = readAccountCaller(role);
  return (
    session?.kind === "session" &&
    caller?.kind === "role" &&
    session.account === caller.account &&
    session.name.toLowerCase() === caller.name.toLowerCase()
  );
}

/** Operators whose values are a list of which one has to match, or none. */
export function listsValues({ operator: { family } }: OperatorUse): boolean {
  return family === "string" || family === "arn" || family === "ip";
}

/** An address stands in a list as the range that holds nothing else; wildcards of the request's value are none. */
export function asListed(value: string, { operator: { family } }: OperatorUse): string {
  if (family !== "ip" || value.includes("/")) return value;
  return `${value}/${value.includes(":") ? 128 : 32}`;
}

export interface FactToSatisfy {
  readonly shown: SatisfiedKey;
  readonly entry: ContextEntry;
}

/** The value with which the condition holds, or does not; undefined where nobody can choose one or none is plain. */
export function factFor(entry: ConditionEntry, holds: boolean, scene: FixScene): FactToSatisfy | undefined {
  const use = operatorOf(entry);
  const [first] = entry.values.entries;
  if (use === undefined || first === undefined || !isSettled(first)) return undefined;
  if (!isChoosable(entry.key, holds ? "Allow" : "Deny", scene)) return undefined;
  const { key } = entry;
  const { family, negated } = use.operator;
  const present = (value: string, shown: string): FactToSatisfy => ({
    shown: { key, value: shown },
    entry:
      use.setOperator === undefined
        ? { state: "present", form: "single", values: [value] }
        : { state: "present", form: "list", values: [value] },
  });
  switch (family) {
    case "null": {
      const absent = (first.text.toLowerCase() === "true") === holds;
      return absent ? { shown: { key, value: undefined }, entry: { state: "absent" } } : present("x", "");
    }
    case "bool": {
      const value = holds ? first.text.toLowerCase() : first.text.toLowerCase() === "true" ? "false" : "true";
      return present(value, value);
    }
    case "numeric": {
      // How long ago the caller signed in: signing in anew makes it none.
      const age = key.toLowerCase() === "aws:multifactorauthage";
      return age && use.operator.name.startsWith("NumericLess") === holds ? present("0", "0") : undefined;
    }
    case "string":
    case "arn":
    case "ip": {
      // A value that has to be another one is for the caller to know.
      if (negated === holds || first.text.includes("${")) return undefined;
      return present(sampleOf(first.text, family), first.text);
    }
    case "date":
    case "binary":
      return undefined;
  }
}

/** A value that the pattern matches. */
function sampleOf(pattern: string, family: string): string {
  if (family === "ip") return pattern.split("/")[0] ?? pattern;
  return pattern.replace(/[*?]/g, "x");
}
