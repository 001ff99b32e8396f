/** The action that an Allow lacks: a slip corrected, or the action beside the others, also where the resource is open. */
import { exceptionsOf } from "../../catalog/operation-exceptions.ts";
import { isNearName } from "../../domains/nearest-name.ts";
import { addEntries, addEntriesOf, replaceText } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { settledShare } from "../settled-share.ts";
import { referenceTo } from "./by-reference.ts";
import { withReferences } from "./said-references.ts";
import { isOfAnotherMade } from "./made-beside.ts";
import { isLimitedBeside } from "./limited-beside.ts";
import { aboutNamed, onlyForNamed, resourceMeantIn } from "./named-resource.ts";
import { changing, extension, type FixProposal, type FixScene, ownerRisk, roleRisk } from "./proposal.ts";
import { isAboutOthers, isEverything, isOfSameService, limitsOnly, otherPrincipals, otherResources } from "./reach.ts";
import { keysOf } from "./rule.ts";
import { alsoGiven, missingIn } from "./same-call.ts";
import { onlyReference } from "./unnamed-resource.ts";

export function actionProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  if (statement.action === undefined) return [];
  const { place, ...base } = extension(one, scene);
  const { action } = scene;
  const slip = statement.action.entries.find((entry) => isSlip(entry, scene));
  if (slip !== undefined) {
    const change = { change: "correct-action", place, written: slip.text, to: action } as const;
    return changing(one, replaceText(slip, action), { ...base, change, risks: ownerRisk(scene), cost: 0 });
  }
  // With a NotResource the action would be given on everything but a few.
  if (statement.notResource !== undefined) return [];
  const others = otherResources(statement.resource, scene, { policy: one.policy.policy, statement });
  // In the policy of a key `*` is the key.
  const isAll = isEverything(statement.resource) && others.length > 0;
  const wide = isAll && scene.takesResource !== false && !limitsOnly(scene);
  // A right on everything for another service says nothing of this one.
  // Nor does one on everything for actions that know nothing less.
  const asks = ({ text }: Scalar): boolean => isOfSameService(text, action) && !scene.takesStarOnly(text);
  if (wide && !statement.action.entries.some(asks)) return [];
  const together = isOfUrlsAlone(one.trace) ? [] : scene.togetherOn(scene.exact);
  const more = missingIn(statement.action.entries, together);
  const change = { change: "add-action", place, to: action, ...alsoGiven(more) } as const;
  const principals = otherPrincipals(statement, scene);
  const risks = [...others, ...principals, ...ownerRisk(scene), ...roleRisk(scene, keysOf(one.trace))];
  return changing(one, addEntriesOf(statement, statement.action, [action, ...more]), {
    ...base,
    change,
    risks,
    cost:
      (wide
        ? 4
        : principals.length > 0
          ? 3.5
          : isLimitedBeside(one.policy, statement.resource, scene)
            ? LIMITED_BESIDE
            : 2) + (isOfOtherLevel(statement.action, scene) ? OF_OTHER_LEVEL : 0),
  });
}

/** Behind a statement of its own. */
const LIMITED_BESIDE = 3.3;

/** Of two statements that differ in nothing else, one that reads takes an action that reads. */
const OF_OTHER_LEVEL = 0.05;

function isOfOtherLevel({ entries }: ListElement, { action, accessLevelsOf }: FixScene): boolean {
  const own = new Set(accessLevelsOf(action));
  const levels = entries.slice(0, MOST_LOOKED_AT).flatMap(({ text }) => accessLevelsOf(text));
  return own.size > 0 && levels.length > 0 && !levels.some((one) => own.has(one));
}

const MOST_LOOKED_AT = 50;

/** What invokes the function itself has no type of URL. Source: "Control access to Lambda function URLs". */
function isOfUrlsAlone(trace: TracedPolicy["trace"]): boolean {
  return keysOf(trace).some((key) => key.toLowerCase() === "lambda:functionurlauthtype");
}

/** A name that no action has: one near that which was asked for, or that of an operation which needs it. */
function isSlip(entry: Scalar, { action, isAction }: FixScene): boolean {
  const { text } = entry;
  if (!isSettled(entry) || /[*?]/.test(text) || isAction(text)) return false;
  const [service = "", name = ""] = text.toLowerCase().split(":");
  const [wantedService = "", wantedName = ""] = action.toLowerCase().split(":");
  if (exceptionsOf(name).get(service)?.toLowerCase() === action.toLowerCase()) return true;
  if (service === wantedService) return isNearName(name, wantedName);
  return name === wantedName && isNearName(service, wantedService);
}

/** Does it list an action of the service? */
export function namesService({ trace }: TracedPolicy, { action }: FixScene): boolean {
  return trace.statement.action?.entries.some(({ text }) => isOfSameService(text, action)) === true;
}

/** Of statements that refer to something, the one that says most of the resource is the likeliest to be about it. */
const MAY_BE_ANOTHER = 0.3;

/** A statement about what it refers to lacks the action: added to it, that is on the same, whatever it is called. */
export function actionForReference(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  return forReference(one, scene, actionProposals);
}

/** The same of whatever else the statement lacks. */
export function forReference(
  one: TracedPolicy,
  scene: FixScene,
  proposals: (one: TracedPolicy, scene: FixScene) => readonly FixProposal[],
): readonly FixProposal[] {
  const { policy, trace } = one;
  const list = trace.statement.resource && withReferences(trace.statement.resource);
  const { exact } = scene;
  if (trace.resource.truth !== "unknown" || list === undefined || exact === undefined) return [];
  // What a statement for another service refers to is something else.
  if (!namesService(one, scene) || isAboutOthers({ policy: policy.policy, statement: trace.statement }, exact, scene))
    return [];
  const reference = referenceTo(list, exact, scene);
  const named = addEntries(list, [exact]);
  if (reference === undefined || named === undefined || isOfAnotherMade(policy.file, reference.entry, exact, scene))
    return [];
  const cost = MAY_BE_ANOTHER * (1 - settledShare(list, exact));
  return proposals(one, scene).flatMap((proposal) =>
    proposal.changes.map(({ changes }) => ({
      ...proposal,
      cost: proposal.cost + cost,
      risks: [...reference.risks, ...proposal.risks.flatMap((risk) => besideReference(risk, reference.entry))],
      changes: [{ policy, changes: [...changes, ...named] }],
      written: [{ policy, changes }],
    })),
  );
}

/**
 * The message says what was asked for without its path or its Region, and the statement covers it if it has none or is in
 * the statement's; or it says nothing of it, and the statement names one resource alone. The action is added, and no ARN is
 * written. Source: "IAM identifiers", friendly names and paths.
 */
export function actionForName(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const list = one.trace.statement.resource;
  const resource = list && scene.exact === undefined ? resourceMeantIn(list, scene) : undefined;
  if (resource !== undefined)
    return actionProposals(one, aboutNamed(scene, resource)).map((made) => onlyForNamed(made, resource, scene));
  return list === undefined || scene.exact !== undefined ? [] : actionForOnlyReference(one, list, scene);
}

/** What the statement refers to is the one resource that it names. */
function actionForOnlyReference(one: TracedPolicy, list: ListElement, scene: FixScene): readonly FixProposal[] {
  const reference = onlyReference(list, scene);
  if (reference === undefined) return [];
  const { arn, shown, isKnown } = reference;
  const named = isKnown ? [] : (addEntries(list, [arn]) ?? []);
  return actionProposals(one, aboutNamed(scene, arn)).flatMap((made) =>
    made.changes.map(({ policy, changes }) => ({
      ...onlyForNamed(withoutReferenced(made, shown), arn, scene, shown),
      changes: [{ policy, changes: [...changes, ...named] }],
      written: [{ policy, changes }],
    })),
  );
}

function withoutReferenced(made: FixProposal, shown: string): FixProposal {
  return { ...made, risks: made.risks.flatMap((risk) => besideReference(risk, { text: shown })) };
}

/** What the statement refers to is what was asked for, and no other resource. */
function besideReference(risk: FixRisk, { text }: Pick<Scalar, "text">): readonly FixRisk[] {
  if (risk.risk !== "other-resources") return [risk];
  const resources = risk.resources.filter((one) => one !== text);
  return resources.length === 0 ? [] : [{ ...risk, resources }];
}
