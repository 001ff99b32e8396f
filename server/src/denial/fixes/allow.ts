/** What would make an Allow match: the element that fails is corrected or extended, by no more than was asked for. */
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { addEntriesOf, replaceText } from "../../policy/changes.ts";
import { isSettled, type PrincipalEntries, type Scalar } from "../../policy/policy.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isUniqueId } from "../near-misses.ts";
import { actionForName, actionForReference, actionProposals, forReference, namesService } from "./actions.ts";
import { type NamedCaller } from "./caller.ts";
import { assuming, conditionProposals } from "./conditions.ts";
import { logDeliveryProposals } from "./log-delivery.ts";
import { aboutNamed, onlyForNamed, resourceMeantIn, resourceToMake } from "./named-resource.ts";
import { besideOwner, statementAccepting, statementProposals } from "./new-statement.ts";
import { hasVariable } from "./covers.ts";
import { anyoneRisk } from "./own-condition.ts";
import { forPossibleEntry } from "./possible-entry.ts";
import { principalSlip } from "./principal-slip.ts";
import {
  changing,
  extension,
  type FixProposal,
  type FixScene,
  forThisRun,
  hasOwnVersionPolicy,
  ownerRisk,
  pathRisk,
  roleRisk,
} from "./proposal.ts";
import { isBeside, isEverything, isWholeService, limitsOnly, otherActions, otherResources } from "./reach.ts";
import { insideOpenProposals, resourceProposals } from "./resources.ts";
import { insideProposals, ownResource } from "./unnamed-resource.ts";
import { resourceOfTagProposals } from "./tag-in-resource.ts";
import { userNameProposals } from "./user-name.ts";
import { versionProposals } from "./set-version.ts";
import { widerTemplateProposals } from "./wider-template.ts";
import {
  goesRound,
  goesRoundOfOther,
  keysOf,
  lacksConditionsOnly,
  listsBesideTags,
  openKeysOf,
  ruleBeside,
  ruleOf,
} from "./rule.ts";

/** What gives least comes first; what would go round the conditions of another Allow is none. */
export function allowProposals(scene: FixScene): readonly FixProposal[] {
  if (hasPolicyOfItsOwn(scene)) return [];
  const ofLogs = logDeliveryProposals(scene);
  if (ofLogs.length > 0) return ofLogs;
  const exact = forThisRun(scene);
  const proposals = proposalsFor(exact);
  if (exact === scene || hasOwnVersionPolicy(scene)) return proposals;
  const forRuns = proposalsFor(scene).filter(({ risks }) => risks.some(({ risk }) => risk === "made-per-run"));
  // What is written under such a name is written once: the one object of the message is there, or will never be.
  if (/^s3:PutObject$/i.test(scene.action) && forRuns.length > 0) return forRuns;
  return [...proposals, ...forRuns];
}

function proposalsFor(scene: FixScene): readonly FixProposal[] {
  const allows = scene.statements.filter(({ trace }) => trace.effect === "Allow" && trace.matches !== "yes");
  const rule = ruleOf(scene);
  const isListing = limitsOnly(scene) && allows.some((one) => namesService(one, scene));
  const isGuarded = rule !== undefined && lacksConditionsOnly(rule.of.trace);
  const extended = allows.flatMap((one) => {
    // A condition that holds is another one than the guard's, though on the same key: the guard's does not hold.
    const keys = isGuarded ? openKeysOf(one.trace) : keysOf(one.trace);
    // An Allow that lacks nothing but its own conditions is a rule by itself.
    const isRule = isConditional(one);
    const isListed = isGuarded && listsBesideTags(one, rule, scene);
    const gives = ({ change: { change } }: FixProposal): boolean =>
      (goesRound(rule, keys) && !(isListed && change === "add-resource")) ||
      (change === "add-action" && goesRoundOfOther(one, scene));
    // What is listed of the service stands elsewhere: beside everything of another one nobody would look for it.
    const isElsewhere = isListing && isEverything(one.trace.statement.resource) && !namesService(one, scene);
    return (
      extensionsOf(one, scene)
        .filter((proposal) => isRule || isCorrection(proposal) || !gives(proposal))
        .filter(({ change }) => !(isElsewhere && change.change === "add-action"))
        // A tag would give it to everybody whose policies ask for that tag.
        .map((proposal) => (isListed ? { ...proposal, cost: Math.min(proposal.cost, BEFORE_TAGS) } : proposal))
    );
  });
  const corrected = [...versionProposals(allows, scene), ...userNameProposals(allows, scene), ...extended];
  // Where only a condition stands in the way, a statement without it would defeat its purpose.
  if (isGuarded) {
    const beside = besideOwner(scene);
    return beside.length > 0 ? beside : [...corrected, ...statementsAccepting(corrected, scene)];
  }
  // A statement beside one that names somebody who is gone would keep that one.
  if (corrected.some(({ change }) => change.change === "role-for-id")) return corrected;
  // Nor is one caller's own part named beside what gives it to each of them.
  if (corrected.some(({ change }) => change.change === "add-action" && isOfOwnPart(change.place, scene)))
    return corrected;
  const named = resourceToMake(scene);
  const own = ownResource(scene);
  const about = named ?? own?.arn;
  if (about === undefined) {
    const added = statementProposals(scene, ruleBeside(scene));
    return [...corrected, ...widerTemplateProposals(allows, added, scene), ...added];
  }
  const added = statementProposals(aboutNamed(scene, about), ruleBeside(scene));
  // A statement without a resource is about whatever has the policy.
  if (named === undefined && own?.isKnown === false)
    return [...corrected, ...added.map((one) => ({ ...one, resource: own.arn }))];
  return [...corrected, ...added.map((one) => onlyForNamed(one, about, scene))];
}

/** To give a resource a tag costs 2. */
const BEFORE_TAGS = 1.5;

/** Is the statement about what is each caller's own, and nothing else? */
function isOfOwnPart(place: StatementPlace, { statements, placeOf }: FixScene): boolean {
  const of = statements.find((one) => samePlace(placeOf(one), place));
  const entries = of?.trace.statement.resource?.entries ?? [];
  return entries.length > 0 && entries.every(hasVariable);
}

/** Where a condition can accept one more value, a statement with that value for the request alone gives less. */
function statementsAccepting(proposals: readonly FixProposal[], scene: FixScene): readonly FixProposal[] {
  return proposals.flatMap(({ change }) => {
    if (change.change !== "add-condition-value") return [];
    const of = scene.statements.find((one) => isConditional(one) && samePlace(scene.placeOf(one), change.place));
    return of === undefined ? [] : statementAccepting(of, change, scene);
  });
}

function samePlace(one: StatementPlace, other: StatementPlace): boolean {
  return one.file === other.file && one.span.start === other.span.start;
}

/**
 * A version or an alias of a function, where the policies here name the function without it: its own policy is another
 * one. Source: "Viewing resource-based IAM policies in Lambda".
 */
function hasPolicyOfItsOwn({ layer, resource = "", statements }: FixScene): boolean {
  const [, of, qualifier] = /^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):([^:]+)$/.exec(resource) ?? [];
  if (layer !== "resource" || of === undefined || qualifier === undefined) return false;
  const named = statements.flatMap(({ trace }) => trace.statement.resource?.entries ?? []);
  return named.length > 0 && named.every(({ text }) => text === of);
}

/** What is corrected was meant to allow the request all along. */
function isCorrection({ change: { change } }: FixProposal): boolean {
  return CORRECTIONS.has(change);
}

const CORRECTIONS: ReadonlySet<FixProposal["change"]["change"]> = new Set([
  "correct-action",
  "correct-resource",
  "role-for-session",
  "role-for-id",
  "set-version",
  "use-variable",
] as const);

function isConditional({ trace }: TracedPolicy): boolean {
  return lacksConditionsOnly(trace) && trace.action.truth === "yes";
}

/** For a statement of which one element does not match, or only conditions. */
function extensionsOf(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  if (isConditional(one)) return conditionProposals(one, scene);
  const ofMeant = [...ifForMeant(one, scene), ...ifForPossibleCaller(one, scene)];
  if (ofMeant.length > 0) return ofMeant;
  const { condition } = one.trace;
  if (condition.truth === "no" || condition.open) return [];
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  if (open.some(({ entry }) => scene.isOfOtherResource(entry.key))) return [];
  return elementProposals(one, scene).flatMap((proposal) => assuming(proposal, open, scene));
}

/** Of a statement that lacks nothing but its conditions, if the request that names no resource is for the one it is about. */
function ifForMeant(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { action, resource, principal, condition, statement } = one.trace;
  const others = [action.truth, principal?.truth ?? "yes"];
  const isOpen = scene.request.resource.arn === "" && resource.truth === "unknown" && statement.resource !== undefined;
  if (!isOpen || condition.truth === "yes" || others.some((truth) => truth !== "yes")) return [];
  const meant = resourceMeantIn(statement.resource, scene);
  if (meant === undefined) return [];
  return conditionProposals(one, aboutNamed(scene, meant)).map((made) => onlyForNamed(made, meant, scene));
}

/** Of a statement that lacks nothing but its conditions, if the caller is the one of several that a conditional may name. */
function ifForPossibleCaller(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { action, resource, principal, condition } = one.trace;
  const isOpen = action.truth === "yes" && resource.truth === "yes" && principal?.truth === "unknown";
  if (!isOpen || condition.truth !== "no") return [];
  return forPossibleEntry(one, scene, conditionProposals);
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
  if (failing?.proposals === actionProposals && failing.truth === "no" && more.length === 1)
    return [
      ...actionForReference(one, scene),
      ...actionForName(one, scene),
      ...forPossibleEntry(one, scene, actionProposals),
    ];
  if (principal?.truth === "no" && failing?.proposals === resourceProposals && more.length === 1)
    return [...forReference(one, scene, principalProposals), ...forPossibleEntry(one, scene, principalProposals)];
  if (failing === undefined || more.length > 0) return [];
  const isUnnamed = failing.proposals === resourceProposals && scene.exact === undefined;
  if (failing.truth === "no") return isUnnamed ? insideProposals(one, scene) : failing.proposals(one, scene);
  if (failing.proposals === resourceProposals && !isUnnamed)
    return [...resourceOfTagProposals(one, scene), ...insideOpenProposals(one, scene)];
  return failing.proposals === principalProposals ? idProposals(one, scene) : [];
}

/** An id in the place of a role's ARN is of one that was deleted. Source: "IAM identifiers", on unique identifiers. */
function idProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { principal } = one.trace.statement;
  const { caller } = scene;
  const types = principal?.form === "typed" ? principal.types.filter(({ type }) => type === "AWS") : [];
  const [id, ...others] = types
    .flatMap(({ entries }) => entries)
    .filter((entry) => isSettled(entry) && isUniqueId(entry.text));
  if (caller?.type !== "AWS" || id === undefined || others.length > 0) return [];
  const { place, ...base } = extension(one, scene);
  return changing(one, replaceText(id, caller.text), {
    ...base,
    change: { change: "role-for-id", place, written: id.text, to: caller.text },
    risks: [...pathRisk(scene), ...ownerRisk(scene), ...roleRisk(scene, keysOf(one.trace))],
    cost: 0.5,
  });
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
  const foreign = type?.entries.find((entry) => isSettled(entry) && isOfOtherPartition(entry.text, caller.text));
  if (foreign !== undefined) {
    const change = { change: "correct-resource", place, written: foreign.text, to: caller.text } as const;
    return changing(one, replaceText(foreign, caller.text), { ...base, change, risks, isSlip: true, cost: 0 });
  }
  const slipped = type === undefined ? [] : slippedPrincipals(one, type, caller, scene);
  // What stands for nobody is not kept beside what was meant.
  if (slipped.some((slip) => slip.risks.every(({ risk }) => risk !== "takes-away"))) return slipped;
  const actions = statement.action?.entries ?? [];
  const isOpen = actions.length === 0 || actions.some(isWholeService) || statement.notResource !== undefined;
  if (type === undefined || isOpen) return slipped;
  const more = [...otherActions(actions, scene), ...otherResources(statement.resource, scene)];
  const change = { change: "add-principal", place, to: caller.text } as const;
  const cost = more.length === 0 ? 1 : isBeside(actions, statement.resource, scene) ? 2 : 3.5;
  const forAnyone = anyoneRisk(keysOf(one.trace), scene);
  const proposal = { ...base, change, risks: [...more, ...forAnyone, ...risks], cost };
  return [...slipped, ...changing(one, addEntriesOf(statement, type, [caller.text]), proposal)];
}

function slippedPrincipals(
  one: TracedPolicy,
  { entries }: PrincipalEntries,
  caller: NamedCaller,
  scene: FixScene,
): readonly FixProposal[] {
  const { place, ...base } = extension(one, scene);
  return entries.flatMap((entry) => {
    const slip = caller.type === "AWS" && isSettled(entry) ? principalSlip(entry.text, caller, scene.files) : undefined;
    if (slip === undefined) return [];
    const { to, standsForNobody } = slip;
    return changing(one, replaceText(entry, to), {
      ...base,
      change: { change: "correct-resource", place, written: entry.text, to },
      risks: [
        ...(standsForNobody ? [] : [{ risk: "takes-away", entry: entry.text, is: "principal" } as const]),
        ...(to === caller.text ? pathRisk(scene) : []),
        ...ownerRisk(scene),
        ...roleRisk(scene, keysOf(one.trace)),
      ],
      isSlip: true,
      cost: 0.5,
    });
  });
}

/** The same but for the partition, in which nobody of another one is known. */
function isOfOtherPartition(written: string, caller: string): boolean {
  const [own, wanted] = [readArn(written), readArn(caller)];
  if (own === undefined || wanted === undefined || own.partition === wanted.partition) return false;
  return written === caller.replace(`arn:${wanted.partition}:`, `arn:${own.partition}:`);
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
