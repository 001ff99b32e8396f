/** What would make an Allow match: the element that fails is corrected or extended, by no more than was asked for. */
import { isNearName } from "../../domains/nearest-name.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { addEntries, replaceText } from "../../policy/changes.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { assuming, conditionProposals } from "./conditions.ts";
import { statementProposals } from "./new-statement.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk, roleRisk } from "./proposal.ts";
import { isEverything, isWholeService, limitsOnly, otherActions, otherResources } from "./reach.ts";
import { resourceProposals } from "./resources.ts";
import { besideRule, keysOf, lacksConditionsOnly, openKeysOf, ruleOf } from "./rule.ts";

/** What gives least comes first; what goes round the conditions of another Allow comes last. */
export function allowProposals(scene: FixScene): readonly FixProposal[] {
  const allows = scene.statements.filter(({ trace }) => trace.effect === "Allow" && trace.matches !== "yes");
  const rule = ruleOf(scene);
  const isGuarded = rule !== undefined && lacksConditionsOnly(rule.of.trace);
  const extended = allows.flatMap((one) => {
    // A condition that holds is another one than the guard's, though on the same key: the guard's does not hold.
    const keys = isGuarded ? openKeysOf(one.trace) : keysOf(one.trace);
    return extensionsOf(one, scene).map((proposal) =>
      isCorrection(proposal) ? proposal : besideRule(proposal, rule, keys),
    );
  });
  // Where only a condition stands in the way, a statement without it would defeat its purpose.
  return isGuarded ? extended : [...extended, ...statementProposals(scene, rule)];
}

/** What is corrected was meant to allow the request all along. */
function isCorrection({ change: { change } }: FixProposal): boolean {
  return change === "correct-action" || change === "correct-resource" || change === "role-for-session";
}

/** For a statement of which one element does not match, or only conditions. */
function extensionsOf(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  if (lacksConditionsOnly(one.trace) && one.trace.action.truth === "yes") return conditionProposals(one, scene);
  const { condition } = one.trace;
  if (condition.truth === "no" || condition.open) return [];
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  return elementProposals(one, scene).flatMap((proposal) => assuming(proposal, open));
}

/** The one element that does not match while all others do, corrected or extended. */
function elementProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { action, resource, principal } = one.trace;
  const elements = [
    { truth: action.truth, proposals: actionProposals },
    { truth: resource.truth, proposals: resourceProposals },
    { truth: principal?.truth ?? "yes", proposals: principalProposals },
  ];
  const [failing, ...more] = elements.filter(({ truth }) => truth !== "yes");
  return failing?.truth === "no" && more.length === 0 ? failing.proposals(one, scene) : [];
}

/** The base of every proposal that edits one statement. */
function extension(
  one: TracedPolicy,
  scene: FixScene,
): Pick<FixProposal, "kind" | "given" | "attached"> & {
  readonly place: ReturnType<FixScene["placeOf"]>;
} {
  return { kind: "extend-statement", given: NOTHING_GIVEN, attached: undefined, place: scene.placeOf(one) };
}

function actionProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  if (statement.action === undefined) return [];
  const { place, ...base } = extension(one, scene);
  const { action } = scene;
  const slip = statement.action.entries.find((entry) => isSlip(entry, scene));
  if (slip !== undefined) {
    const change = { change: "correct-action", place, written: slip.text, to: action } as const;
    return changing(one, replaceText(slip, action), { ...base, change, risks: ownerRisk(scene), cost: 0 });
  }
  const wide = isEverything(statement.resource) && scene.takesResource !== false && !limitsOnly(scene);
  // A right on everything for another service says nothing of this one.
  if (wide && !statement.action.entries.some(({ text }) => isOfSameService(text, action))) return [];
  const change = { change: "add-action", place, to: action } as const;
  const risks = [
    ...otherResources(statement.resource, scene),
    ...ownerRisk(scene),
    ...roleRisk(scene, keysOf(one.trace)),
  ];
  return changing(one, addEntries(statement.action, [action]), { ...base, change, risks, cost: wide ? 4 : 2 });
}

function isOfSameService(text: string, action: string): boolean {
  return text.toLowerCase().startsWith(action.slice(0, action.indexOf(":") + 1).toLowerCase());
}

/** A name that no action has and that is near the one asked for. */
function isSlip(entry: Scalar, { action, isAction }: FixScene): boolean {
  const { text } = entry;
  if (!isSettled(entry) || /[*?]/.test(text) || isAction(text)) return false;
  const [service = "", name = ""] = text.toLowerCase().split(":");
  const [wantedService = "", wantedName = ""] = action.toLowerCase().split(":");
  if (service === wantedService) return isNearName(name, wantedName);
  return name === wantedName && isNearName(service, wantedService);
}

function principalProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  const { caller } = scene;
  if (caller === undefined || statement.principal?.form !== "typed") return [];
  const { place, ...base } = extension(one, scene);
  const type = statement.principal.types.find((entries) => entries.type === caller.type);
  const session = type?.entries.find((entry) => isSessionOf(entry, caller.text));
  const risks = [...pathRisk(scene), ...ownerRisk(scene), ...roleRisk(scene, keysOf(one.trace))];
  if (session !== undefined) {
    const change = { change: "role-for-session", place, written: session.text, to: caller.text } as const;
    return changing(one, replaceText(session, caller.text), { ...base, change, risks, cost: 0 });
  }
  const actions = statement.action?.entries ?? [];
  if (type === undefined || actions.length === 0 || actions.some(isWholeService)) return [];
  const more = [...otherActions(actions, scene), ...otherResources(statement.resource, scene)];
  const change = { change: "add-principal", place, to: caller.text } as const;
  const proposal = { ...base, change, risks: [...more, ...risks], cost: more.length === 0 ? 1 : 3.5 };
  return changing(one, addEntries(type, [caller.text]), proposal);
}

function isSessionOf(entry: Scalar, role: string): boolean {
  const session = readAccountCaller(entry.text);
  const wanted = readAccountCaller(role);
  return (
    isSettled(entry) &&
    session?.kind === "session" &&
    wanted?.kind === "role" &&
    session.account === wanted.account &&
    session.name.toLowerCase() === wanted.name.toLowerCase()
  );
}
