/** The exception of a Deny for one caller. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { addCondition, addStatement, removeEntries } from "../../policy/changes.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type Change, newObject, type NewValue } from "../../syntax/change.ts";
import { memberNamed } from "../../syntax/value.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { rolesOfPermissionSet } from "./caller.ts";
import { namesPrincipals } from "./guard.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk } from "./proposal.ts";

/** In a policy that many principals are under: a condition that leaves this one out. */
export function callerException(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { layer } = scene;
  const exempt = exemptCaller(scene);
  const shared = layer !== "identity" && layer !== "session" && layer !== "boundary";
  if (exempt === undefined || !shared || speaksOfCallers(one.trace) || hangsOnTheRequest(one.trace)) return [];
  // The caller would be exempted from all that is not listed.
  if (listsWhatIsAllowed(one)) return [];
  const condition = { operator: "ArnNotLike", key: "aws:PrincipalArn", value: exempt.text };
  const ofCaller = newObject({ [condition.operator]: newObject({ [condition.key]: condition.value }) });
  const alone = forActionAlone(one, { Condition: ofCaller }, scene);
  const limit = alone === undefined ? {} : { action: scene.action };
  return changing(one, alone ?? addCondition(one.trace.statement, condition), {
    kind: "change-condition",
    change: { change: "except-principal", place: scene.placeOf(one), to: exempt.text, ...limit },
    risks: [
      { risk: "exception-for-caller", principal: exempt.text, ...limit },
      ...pathRisk(scene),
      ...ownerRisk(scene),
    ],
    given: exempt.given,
    attached: undefined,
    cost: 2.5,
  });
}

/**
 * A Deny for all but the own organization takes the account of a partner beside it, where the policy of the resource lets
 * that partner in by name. Source: "Establish permissions guardrails using data perimeters", on third parties.
 */
export function partnerException(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition } = one.trace;
  const account = readAccountCaller(scene.request.principal)?.account;
  if (account === undefined || condition.open || !scene.isLetIn()) return [];
  const lists = (key: string): boolean => condition.entries.some(({ entry }) => entry.key.toLowerCase() === key);
  const block = statement.condition?.operators.find(({ entries }) => entries.some(keepsToOrganization));
  if (block === undefined || lists("aws:principalaccount")) return [];
  const added = { operator: block.name, key: "aws:PrincipalAccount", value: account };
  return changing(one, addCondition(statement, added), {
    kind: "change-condition",
    change: { change: "except-condition-value", place: scene.placeOf(one), key: added.key, to: account },
    risks: [{ risk: "exception-for-caller", principal: account }, ...ownerRisk(scene)],
    given: NOTHING_GIVEN,
    attached: undefined,
    cost: 0.4,
  });
}

function keepsToOrganization(entry: ConditionEntry): boolean {
  const { operator, setOperator } = operatorOf(entry) ?? {};
  const isList = operator?.family === "string" && operator.negated && setOperator === undefined;
  return isList && /^aws:principalorg(?:id|paths)$/i.test(entry.key);
}

/**
 * A Deny without a condition that lists several actions still denies the others: the one that was asked for moves to a
 * statement of its own, in which some elements are other ones. Undefined where the statement does not name it, or denies
 * it by a pattern as well.
 */
export function forActionAlone(
  { trace: { statement, condition }, policy }: TracedPolicy,
  elements: Readonly<Record<string, NewValue | undefined>>,
  { action }: FixScene,
): readonly Change[] | undefined {
  const list = statement.action;
  if (list === undefined || list.entries.length < 2 || condition.entries.length > 0 || condition.open) return undefined;
  const lower = action.toLowerCase();
  const isPlain = list.entries.every((one) => isSettled(one) && !/[*?]/.test(one.text));
  const at = list.entries.flatMap(({ text }, index) => (text.toLowerCase() === lower ? [index] : []));
  const without = removeEntries(list, at);
  if (!isPlain || without === undefined) return undefined;
  const copied = COPIED.flatMap((element) => {
    const written = memberNamed(statement.object, element)?.value;
    return written === undefined ? [] : [[element, { copyOf: written }] as const];
  });
  const moved = newObject({ Effect: "Deny", ...Object.fromEntries(copied), Action: action, ...elements });
  const added = addStatement(policy.policy, moved);
  return added === undefined ? undefined : [...without, ...added];
}

const COPIED = ["Principal", "NotPrincipal", "Resource", "NotResource"] as const;

/** All that may be done stands in its NotAction, which is there to be added to. */
export function listsWhatIsAllowed({ trace: { statement, condition } }: TracedPolicy): boolean {
  return statement.notAction !== undefined && condition.entries.length === 0;
}

/** What is open of the request is to be told, before anybody is exempted from all that the Deny is for. */
export function hangsOnTheRequest({ condition }: StatementTrace): boolean {
  return condition.entries.some(
    ({ entry: { key }, truth }) => truth === "unknown" && !/^aws:(?:principal|user(?:id|name)$)/i.test(key),
  );
}

/** A list of those that are exempt takes one more; where the Deny names its principals, it was written for them. */
export function speaksOfCallers({ condition }: StatementTrace): boolean {
  return condition.entries.some(
    ({ entry }) =>
      namesPrincipals(entry, operatorOf(entry)) ||
      (entry.key.toLowerCase() === "aws:principalarn" && operatorOf(entry)?.operator.negated === true),
  );
}

export function givenCaller({ caller }: FixScene): FixProposal["given"] {
  if (caller === undefined) return NOTHING_GIVEN;
  return new Map([["aws:principalarn", { state: "present", form: "single", values: [caller.text] }]]);
}

/** The caller as a condition with wildcards exempts it: also one whose role has a path that depends on the Region. */
export function exemptCaller(
  scene: FixScene,
): { readonly text: string; readonly given: FixProposal["given"] } | undefined {
  const { caller, request } = scene;
  if (caller !== undefined) {
    return caller.type === "AWS" ? { text: caller.text, given: givenCaller(scene) } : undefined;
  }
  const set = rolesOfPermissionSet(request);
  return set === undefined
    ? undefined
    : { text: set.pattern, given: new Map([["aws:principalarn", { state: "unknown", possible: set.possible }]]) };
}
