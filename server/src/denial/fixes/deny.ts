/** The exceptions that would spare a request from a Deny. The Deny itself is never taken away. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { addEntriesOf, removeEntries, replaceText } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { serviceOfAction } from "../resource-hints.ts";

import { type FixRisk } from "./fix-risk.ts";
import { asListed, factFor, listsValues, offEndpoint, satisfyProposal, withTagRisk } from "./conditions.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk } from "./proposal.ts";
import { comesBeforeFactor } from "./before-factor.ts";
import { covers, hasVariable } from "./covers.ts";
import {
  elementExceptions,
  forEveryone,
  hasNoOtherRegion,
  isOfList,
  listsRegions,
  REGION,
} from "./element-exceptions.ts";
import { isWholeService } from "./reach.ts";
import { makesItsResource } from "./choosable.ts";
import {
  callerException,
  exemptCaller,
  givenCaller,
  hangsOnTheRequest,
  partnerException,
  speaksOfCallers,
} from "./exempt-caller.ts";
import { asExemptPrincipal, keepsGuard, type ListSlip, slipInList } from "./exempt-principals.ts";
import { forwardedException, serviceException } from "./exempt-services.ts";
import { guardOf } from "./guard.ts";
import { isSameForAll } from "./same-for-all.ts";
import { conditionForExclusion } from "./instead-of-exclusion.ts";
import { metTogether } from "./met-together.ts";
import { limitedToCarriers } from "./limit-to-carriers.ts";
import { versionProposals } from "./set-version.ts";

/** For several statements that deny, one exception of the same sort in each. */
export function denyProposals(denying: readonly TracedPolicy[], scene: FixScene): readonly FixProposal[] {
  const [first, ...others] = denying.map((one) => exceptionsFrom(one, scene));
  if (first === undefined) return [];
  return first.flatMap((proposal) => {
    const like = others.map((more) => more.find(({ change }) => change.change === proposal.change.change));
    if (like.some((one) => one === undefined)) return [];
    const rest = like.flatMap((one) => one ?? []);
    return [
      {
        ...proposal,
        ...metTogether(proposal, rest),
        changes: [...proposal.changes, ...rest.flatMap(({ changes }) => changes)],
      },
    ];
  });
}

function exceptionsFrom(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  // Nobody who has no device yet can sign in with one.
  const before = comesBeforeFactor(one.trace, scene.request) ? elementExceptions(one, scene).filter(isOfList) : [];
  if (before.length > 0) return before;
  const facts = one.trace.condition.entries
    .filter(({ entry }) => !isSameForAll(entry.key, one))
    .flatMap(({ entry }) => factFor(entry, false, scene) ?? []);
  // That services pass on what others may not send keeps the services working; it is no way round.
  const own = facts.filter(({ shown }) => shown.key.toLowerCase() !== "aws:viaawsservice" || shown.value !== "true");
  // Beside another condition it only says whom that one is not for.
  const isByTheWay = own.length > 0 || one.trace.condition.entries.length > 1;
  const met = (isByTheWay ? own : facts).map((fact) =>
    withTagRisk(satisfyProposal(offEndpoint(fact, scene), 1), "Deny"),
  );
  // A Deny that the caller can meet, or that did what it is for, stays as it is: an exception would weaken it for nothing.
  // A list of accounts that are exempt is there to be added to.
  const listed = one.policy.writer === undefined ? [] : valueExceptions(one, scene).filter(isOfListedAccounts);
  // Whom the policy of the resource names is meant to pass.
  if (listed.length > 0)
    return scene.isLetIn() ? [...listed.map((one) => ({ ...one, cost: 0.4 })), ...met] : [...met, ...listed];
  const ofOthers =
    one.policy.writer === undefined
      ? []
      : [partnerException, serviceException, forwardedException].flatMap((exception) => exception(one, scene));
  if (ofOthers.length > 0) return [...ofOthers, ...met.map(firstByTag)];
  if (met.length > 0) return [...met, ...besideOtherRegion(one, scene)];
  const guard = guardOf(one.trace, scene.request);
  if (guard === "tagged") return asExemptPrincipal(one, scene);
  if (one.policy.writer === undefined || guard !== undefined) return [];
  // What was to spare each caller's own is text.
  const versions = versionProposals([one], scene);
  if (versions.length > 0) return versions;
  // NotPrincipal lists the caller already, and does not surely spare it.
  const named = conditionForExclusion(one, scene);
  if (named.length > 0) return named;
  // What no part of the request but one carries says nothing of the others: the Deny was meant for that part.
  const limited = limitedToCarriers(one, scene);
  if (limited.length > 0) return limited;
  const ofElements = elementExceptions(one, scene);
  // Nobody is exempted in all Regions from what is to be in some, for an action that has no Region to choose.
  const ofAction = listsRegions(one) && hasNoOtherRegion(scene) ? ofElements.filter(isOfAction) : [];
  if (ofAction.length > 0) return ofAction;
  // What may be asked for stands in a list: one more of that is less than everything for one caller.
  const isListed = one.trace.statement.notResource !== undefined && ofElements.length > 0;
  const ofCaller = isListed ? [] : callerException(one, scene);
  const ofValues = valueExceptions(one, scene);
  // Who is listed wrongly was to be exempt: nobody else is asked to make the request.
  const corrections = ofValues.filter(({ isSlip }) => isSlip === true);
  if (corrections.length > 0) return corrections;
  const exceptions = [...ofElements, ...ofValues, ...ofCaller];
  if (isUnconditional(one.trace))
    return (exceptions.length > 0 ? exceptions : withoutAction(one, scene)).map(asDeliberate(one));
  const byExempt = asExemptPrincipal(one, scene);
  if (byExempt.length > 0) {
    const deliberate = asDeliberate(one);
    // A list of values is there to be added to.
    const ofList = (proposal: FixProposal): boolean => proposal.change.change === "except-condition-value";
    return [...byExempt, ...exceptions.map((made) => (ofList(made) ? made : deliberate(made)))];
  }
  // A Deny that lists who is exempt is meant to hold for all others.
  return exceptions.length > 0 || speaksOfCallers(one.trace) ? exceptions : withoutAction(one, scene);
}

/** A tag of the resource that a Deny spares is the way in that it has, and comes before a new one. */
function firstByTag(met: FixProposal): FixProposal {
  const isTag = met.change.change === "satisfy" && met.change.facts.every(({ key }) => /^aws:resourcetag\//i.test(key));
  return isTag ? { ...met, cost: 0.3 } : met;
}

/** Who watches over every Region is of those whom such a Deny lists: another Region does not do for that. */
function besideOtherRegion(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { action } = scene.request;
  const watches = WATCHING.has(serviceOfAction(action)) && makesItsResource(scene.request);
  if (!listsRegions(one) || !watches || one.policy.writer === undefined) return [];
  const byExempt = asExemptPrincipal(one, scene);
  if (byExempt.length === 0) return [];
  const ofCaller = valueExceptions(one, scene).filter(({ change }) => change.change === "except-principal");
  return [...byExempt, ...ofCaller.map(asDeliberate(one))];
}

/**
 * What is to be on in every Region. Sources: "Security Hub CSPM controls for AWS Config"; "Security Hub CSPM controls for
 * GuardDuty", and those for the other services.
 */
const WATCHING: ReadonlySet<string> = new Set([
  "access-analyzer",
  "config",
  "detective",
  "guardduty",
  "inspector2",
  "macie2",
  "securityhub",
]);

/** It names what it denies and nothing that would spare anybody. */
function isUnconditional({ statement, condition }: StatementTrace): boolean {
  const lists = statement.notAction ?? statement.notResource ?? statement.notPrincipal;
  return condition.entries.length === 0 && !condition.open && lists === undefined;
}

/** Somebody wrote it to deny just this: it is for them to say whether there may be an exception. */
function asDeliberate(one: TracedPolicy): (proposal: FixProposal) => FixProposal {
  const { name: policyName } = one.policy;
  const deliberate: FixRisk = { risk: "deliberate", policyName, listsExempt: keepsGuard(one) };
  return (proposal) => ({ ...proposal, risks: [deliberate, ...proposal.risks] });
}

function isOfAction({ change }: FixProposal): boolean {
  return change.change === "except-action";
}

function isOfListedAccounts({ change }: FixProposal): boolean {
  return change.change === "except-condition-value" && ACCOUNTS.has(change.key.toLowerCase());
}

const ACCOUNTS: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:resourceaccount", "s3:resourceaccount"]);

/** Where nobody can be exempted, because the caller is not one that a policy names: the Deny lists other actions alone. */
function withoutAction(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { action: list } = one.trace.statement;
  const { action } = scene;
  if (list === undefined) return [];
  const at = list.entries.findIndex(({ text }) => text.toLowerCase() === action.toLowerCase());
  const change = { change: "take-out-action", place: scene.placeOf(one), action } as const;
  return changing(one, removeEntries(list, [at]), { ...forEveryone(action, scene), change, cost: 5 });
}

/** A Deny that spares the values it lists is given the request's. */
function valueExceptions(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  return one.trace.condition.entries.flatMap(({ entry, requestValues }): readonly FixProposal[] => {
    const use = operatorOf(entry);
    if (use === undefined || !use.operator.negated || !listsValues(use) || use.setOperator !== undefined) return [];
    const key = entry.key.toLowerCase();
    const ofCaller = key === "aws:principalarn";
    const ofSession = key === "aws:userid" && use.operator.wildcards;
    const exempt = ofCaller && use.operator.wildcards ? exemptCaller(scene) : undefined;
    const known = ofSession ? requestValues[0]?.replace(/:.*$/, ":*") : requestValues[0];
    const value = exempt?.text ?? (ofCaller ? (scene.caller?.text ?? known) : known);
    // A Region that is opened for one request is open for everything.
    if (key === REGION && one.trace.statement.notAction !== undefined && hasNoOtherRegion(scene)) return [];
    if (value === undefined || entry.values.entries.some(hasVariable)) return [];
    if (ofCaller && hangsOnTheRequest(one.trace)) return [];
    const slip = ofCaller ? slipInList(entry, use, scene) : undefined;
    if (slip !== undefined) return correctedList(one, slip, scene);
    if (isSameForAll(key, one)) return [];
    // What is listed has it already: then the caller is another one than this name says.
    if (entry.values.entries.some((one) => isSettled(one) && covers(one.text, value, use))) return [];
    const place = scene.placeOf(one);
    return changing(one, addEntriesOf(one.trace.statement, entry.values, [asListed(value, use)]), {
      kind: "change-condition",
      change: ofCaller
        ? { change: "except-principal", place, to: value }
        : { change: "except-condition-value", place, key: entry.key, to: value },
      risks: [
        OF_ONE_CALLER.has(key)
          ? { risk: "exception-for-caller", principal: value }
          : { risk: "exception-for-everyone", excepted: value },
        ...(ofCaller ? pathRisk(scene) : []),
        ...ownerRisk(scene),
      ],
      given: exempt?.given ?? (ofCaller ? givenCaller(scene) : NOTHING_GIVEN),
      attached: undefined,
      cost: ofCaller ? 1.5 : key === REGION ? 4.5 : isOfWhatIsAsked(key, one, scene) ? 1.4 : 3,
    });
  });
}

const OF_ONE_CALLER: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:userid",
  "aws:username",
]);

function correctedList(
  one: TracedPolicy,
  { written, to, takesAway, given }: ListSlip,
  scene: FixScene,
): readonly FixProposal[] {
  const change = { change: "correct-condition-value", place: scene.placeOf(one), key: "aws:PrincipalArn" } as const;
  return changing(one, replaceText(written, to), {
    kind: "change-condition",
    change: { ...change, written: written.text, to },
    risks: [
      ...(takesAway ? [{ risk: "takes-away", entry: written.text, is: "exempt" } as const] : []),
      ...pathRisk(scene),
      ...ownerRisk(scene),
    ],
    given,
    attached: undefined,
    isSlip: true,
    cost: 0.3,
  });
}

/**
 * One more value of a service's own key is less than a caller who may do everything that a Deny of a whole service denies,
 * and a list of the services that may have a role is there to be added to.
 */
function isOfWhatIsAsked(key: string, { trace }: TracedPolicy, { chooserOf }: FixScene): boolean {
  const { action } = trace.statement;
  const isWide = action === undefined || action.entries.some(isWholeService);
  return !key.startsWith("aws:") && (SERVICES.has(key) || (isWide && chooserOf(key) === "request"));
}

const SERVICES: ReadonlySet<string> = new Set(["iam:awsservicename", "iam:passedtoservice"]);
