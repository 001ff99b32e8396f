/** The scene of a search for fixes: the request, the statements of a layer, and the policies that may be edited. */
import { chooserOfKey } from "../../catalog/key-choice.ts";
import { type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { type Denial } from "../../message/denial.ts";
import { readArn } from "../../policy/arn.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { patternOfRuns } from "../../policy/made-per-run.ts";
import { isOfAws } from "../../policy/resource-owner.ts";
import { type ActionFacts, isOfOtherResource } from "../action-facts.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type Evaluated } from "../reconcile.ts";
import { ancestorsIn } from "./catalog-ancestors.ts";
import { callerForPolicies } from "./caller.ts";
import { OF_THE_WAY } from "./choosable.ts";
import { isForOtherMaking, makersAllowed, takesTagsOfMaking } from "./creating-calls.ts";
import { type FixScene } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { isOfSameService } from "./reach.ts";
import { togetherIn } from "./same-call.ts";
import { isGivenOnEverything, namesTheCall } from "./unnamed-resource.ts";

/** What the layer is asked, and what of it can be edited. */
export function sceneOf(question: FixQuestion, layer: Layer): FixScene {
  const { held, request, placer, actions, nearMisses } = question;
  const facts = actions(request.action);
  const used = held.evaluated.play.used[slotOfLayer(layer)];
  const isOfOther = (key: string): boolean => facts !== undefined && isOfOtherPart(key, question.resource, facts);
  const isFromService = question.attempt.denial.isSentByService === true;
  const explicit = held.reconciled.denyType === "explicit";
  const first = nearMisses[0]?.place;
  const someKnown = used.some(({ basis, isOfAws }) => basis !== "none" && isOfAws !== true);
  const isNear = (one: CandidatePolicy): boolean => nearMisses.some(({ place }) => isIn(place, one));
  // An allow list of SCPs speaks of every action by what it leaves out.
  const isOnlyList = layer === "scp" && used.filter(listsAllowed).length === 1;
  const isOnlyStated = (one: CandidatePolicy): boolean => one.statedFor !== undefined && used.length === 1;
  const speaksOfIt = (one: CandidatePolicy): boolean => {
    // An endpoint is one of a single service, and so is its policy.
    if (layer === "vpc-endpoint") return mayBeOfService(one, request.action) && (isNear(one) || isOnlyStated(one));
    return isNear(one) || (isOnlyList && listsAllowed(one));
  };
  const editable = used.filter(
    (one) =>
      one.writer !== undefined &&
      (explicit || one.basis !== "none" || (!someKnown && speaksOfIt(one)) || isListOfUnit(one, layer)),
  );
  const statements = statementsOf(layer, new Set(editable), question);
  return {
    layer,
    request,
    caller: callerForPolicies(request),
    action: facts?.name ?? request.action,
    takesResource: facts?.takesResource,
    ...resourceIn(question, facts),
    statements,
    policies: editable.toSorted((one, other) => rankIn(one, first, request) - rankIn(other, first, request)),
    isAction: (name) => actions(name) !== undefined,
    accessLevelsOf: (name) => actions(name)?.accessLevels ?? [],
    takesStarOnly: (name) => actions(name)?.takesResource === false,
    takesNoTags: (name) => actions(name)?.carriesKey("aws:TagKeys", undefined) === false,
    isOfOtherResource: isOfOther,
    carriesKey: (key, resource) => facts?.carriesKey(key, resource),
    chooserOf: (key) => {
      if (isOfOther(key)) return "request";
      // From where a service sends a request nobody chooses.
      if (isFromService && OF_THE_WAY.has(key.toLowerCase())) return "aws";
      return facts?.chooserOf(key) ?? chooserOfKey(key, undefined);
    },
    isFromService,
    isForOtherMaking: (trace) => isForOtherMaking(trace, question),
    takesTagsOfMaking: (resources, trace) => takesTagsOfMaking(resources, trace, question),
    makers: () => makersAllowed(statements, question),
    arnTemplates: facts?.arnTemplates ?? [],
    isLetIn: () => isLetIn(question),
    matchesNothing: (policy, statement) => question.files.matchesNothing(policy, statement),
    files: question.files,
    placeOf: ({ trace, policy }) => placer.placeOf(trace, policy),
    hidesCaller: hidesCaller(question),
    logs: question.attempt.denial.logs,
    togetherOn: togetherIn(question, layer),
    ancestorsOf: ancestorsIn(question, layer),
  };
}

/** Of what costs the same, the statement that is shown first comes first. */
function statementsOf(
  layer: Layer,
  editable: ReadonlySet<CandidatePolicy>,
  { held: { evaluated }, nearMisses }: FixQuestion,
): readonly TracedPolicy[] {
  const documents = new Set(Array.from(editable, ({ policy }) => policy));
  const nearnessOf = ({ trace, policy }: TracedPolicy): number => {
    const at = nearMisses.findIndex(
      ({ place }) =>
        place.index === trace.statement.index && place.file === policy.file && place.policyName === policy.name,
    );
    return at < 0 ? nearMisses.length : at;
  };
  return evaluated.decision.statements
    .filter((trace) => trace.slot === slotOfLayer(layer) && documents.has(trace.policy))
    .flatMap((trace) => tracedOf(trace, evaluated) ?? [])
    .filter(({ policy }) => editable.has(policy))
    .map((one) => ({ one, nearness: nearnessOf(one) }))
    .sort((one, other) => one.nearness - other.nearness)
    .map(({ one }) => one);
}

function isIn(place: StatementPlace | undefined, { file, name }: CandidatePolicy): boolean {
  return place?.file === file && place.policyName === name;
}

function resourceIn(
  question: FixQuestion,
  facts: ActionFacts | undefined,
): Pick<FixScene, "resource" | "exact" | "madePerRun"> {
  const exact = writtenResource(question, facts);
  const perRun = exact === undefined ? undefined : patternOfRuns(exact, question.request.action);
  return { resource: perRun?.pattern ?? exact, exact, madePerRun: perRun?.of };
}

function writtenResource(
  { request, resource, attempt }: FixQuestion,
  facts: ActionFacts | undefined,
): string | undefined {
  const takesNone = facts?.takesResource === false && !saysOne(attempt.denial);
  const isForAll = takesNone || isGivenOnEverything(request, attempt.denial) || namesTheCall(request);
  return isForAll ? "*" : writableResource(resource);
}

/**
 * What AWS names beside the refused action is what it decided on, whatever the reference lists for the action. A path of the
 * API (`/v1/clusters`) and a place without a name (`log-group::log-stream:`) name nothing.
 */
function saysOne({ actionFrom, resource, resourceNaming }: Denial): boolean {
  if (actionFrom !== "message" || resourceNaming !== "exact") return false;
  const [type = "", ...names] = readArn(resource ?? "")?.resource.split(/[/:]/) ?? [];
  return type !== "" && !names.includes("") && names.some((name) => !name.includes("*"));
}

function hidesCaller({ attempt: { denial } }: FixQuestion): boolean {
  const caller = readAccountCaller(denial.principalArn ?? "");
  return caller !== undefined && !isAccountId(caller.account);
}

/** Where nothing says whose the resource is, a caller whom its policy names may be of another account. */
function isLetIn({ held, request: { principal, resource }, ownerIsPresumed }: FixQuestion): boolean {
  const isKnown = resource.accountId !== undefined && readAccountCaller(principal)?.account !== resource.accountId;
  // By what AWS says, even where nobody knows which account it is.
  const isOfOther = isKnown || resource.isOfAnotherAccount === true;
  if (!isOfOther && !ownerIsPresumed) return false;
  return held.evaluated.decision.statements.some(
    ({ slot, effect, matches, principalMatch }) =>
      slot === "resource" &&
      effect === "Allow" &&
      matches !== "no" &&
      principalMatch?.surely !== undefined &&
      principalMatch.surely !== "everyone",
  );
}

/** Which levels allow too little is tried. */
function isListOfUnit(one: CandidatePolicy, layer: Layer): boolean {
  return layer === "scp" && one.level !== undefined && listsAllowed(one);
}

function listsAllowed({ policy }: CandidatePolicy): boolean {
  return policy.statements.some(({ effect }) => effect?.text === "Allow");
}

/** Beside statements for other services is the last place that anybody looks in. */
function rankIn(one: CandidatePolicy, first: StatementPlace | undefined, { action }: FixQuestion["request"]): number {
  if (one.writer?.writesBeside === true) return 3;
  if (isIn(first, one)) return 0;
  return namesServiceOf(one, action) ? 1 : 2;
}

function namesServiceOf({ policy }: CandidatePolicy, action: string): boolean {
  return policy.statements.some(
    ({ effect, action: list }) =>
      effect?.text === "Allow" && list?.entries.some(({ text }) => isOfSameService(text, action)) === true,
  );
}

function mayBeOfService({ policy }: CandidatePolicy, action: string): boolean {
  return policy.statements.some(
    (one) =>
      one.action === undefined || one.action.entries.some(({ text }) => text === "*" || isOfSameService(text, action)),
  );
}

/** A masked ARN is not to be written into a policy. */
function writableResource(resource: string | undefined): string | undefined {
  if (resource === undefined || resource === "*") return resource;
  const arn = readArn(resource);
  if (arn === undefined || /[<>\s"\\]/.test(resource)) return undefined;
  return arn.account === "" || arn.account === "aws" || isAccountId(arn.account) ? resource : undefined;
}

/** Undefined for a statement of a policy that was added to make the evaluation whole. */
export function tracedOf(trace: StatementTrace, { candidateOf }: Evaluated): TracedPolicy | undefined {
  const policy = candidateOf(trace);
  return policy === undefined ? undefined : { trace, policy };
}

/** Nobody but AWS can put tags on what AWS provides: they are asked for of the resource beside it. */
function isOfOtherPart(key: string, resource: string | undefined, facts: ActionFacts): boolean {
  const isUntagged = resource !== undefined && isOfAws(resource);
  return isOfOtherResource(facts, key, resource) || (isUntagged && /:resourceTag\//i.test(key));
}
