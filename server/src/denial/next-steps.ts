/** What to look at when the files cannot settle a denial: AWS CLI commands, filled in. */
import { type Layer } from "../evaluation/decision.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { readCaller } from "../policy/caller.ts";
import { type Denial } from "../message/denial.ts";
import { otherHolderOf } from "../policy/policy-holder.ts";
import { awsCommand as command } from "./aws-command.ts";
import { deploySteps } from "./deploy-steps.ts";
import { bootstrapSteps } from "./bootstrap-role.ts";
import { functionSteps } from "./function-permission.ts";
import { assumeFirst, callerSteps } from "./caller-steps.ts";
import { gives } from "./fixes/given-besides.ts";
import { OF_THE_WAY } from "./fixes/choosable.ts";
import { isOfOneRegion } from "./fixes/one-region.ts";
import { fetchSteps, listPolicies } from "./fetch-steps.ts";
import { arnCommands, decodeStep, detailsOf } from "./asking-steps.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type FullPolicy } from "./fixes/over-limit.ts";
import { leakedKeySteps, ownerSteps, unitSteps, unlockSteps } from "./owner-steps.ts";
import { guestSteps } from "./service-steps.ts";
import { aliasSteps, keyOfCall, keySteps, secretSteps } from "./key-steps.ts";
import { bucketSteps, missingObjectSteps, otherSideSteps, regionStep } from "./resource-steps.ts";
import { logBucketSteps } from "./log-bucket.ts";
import { alsoNeeded } from "./needed-actions.ts";
import { linkedCallerSteps, linkedRoleSteps } from "./linked-caller.ts";
import { insteadOfRole } from "./role-only.ts";
import { otherGates } from "./other-gates.ts";
import { type ActionFacts } from "./action-facts.ts";
import { sameCallSteps } from "./same-call-steps.ts";
import { taskSteps } from "./task-steps.ts";
import { namedPolicyStep } from "./named-policy.ts";
import { askableOf, factsOfFirstFix, sourceToName, valueSteps } from "./value-steps.ts";
import { type Culprit, type NearMiss } from "./near-miss.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type Guard, type NextStep, type StatementToCopy } from "./next-step.ts";
import { type LayerView, type Verdict, type VerdictReason } from "./explanation.ts";
import { type Refuted, type Unknown } from "./not-known.ts";
import { type StatementPlace } from "./statement-place.ts";

export interface NextQuestion {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  readonly layer: Layer | undefined;
  readonly denial: Denial;
  readonly request: DeniedRequest;
  readonly culprits: readonly Culprit[];
  readonly nearMisses: readonly NearMiss[];
  readonly fixes: readonly ExplanationFix[];
  /** What would allow it, where no file can be edited so. */
  readonly statement: StatementToCopy | undefined;
  /** What would settle what is undecided. */
  readonly unknowns: readonly Unknown[];
  readonly layers: readonly LayerView[];
  readonly givenUp: readonly Refuted[];
  /** What the first of the Denies is there for, if it denied for that. */
  readonly guard: Guard | undefined;
  /** What falls short is written in other files. */
  readonly elsewhere: readonly NextStep[];
  /** What the person can say of policies that nothing binds. */
  readonly attachment: readonly NextStep[];
  /** The caller and the resource belong to different accounts. */
  readonly crossesAccounts: boolean;
  /** A statement of the resource's policy that names the session itself, which the layer that AWS names does not limit. */
  readonly unlimited: StatementPlace | undefined;
  readonly madeIf: readonly NextStep[];
  /** The policy of the Deny, where it has no room left for an exception. */
  readonly full: FullPolicy | undefined;
  /** The Allow that leaves each caller a part, where another part was asked for. */
  readonly othersPart: StatementPlace | undefined;
  /** Where the request is for an object of S3: whether the caller may list the bucket, by the files. */
  readonly mayListBucket: () => boolean;
  /** The types of all resources that AWS decides the call on. */
  readonly alsoDecidedOn: ActionFacts["decidedOn"];
  /** May the files allow the action on another resource, which is one of these, or with the first fix? */
  readonly mayAllowOn: (possible: readonly string[]) => boolean;
  /** Do the files allow another action on the same resource for certain, or with the first fix? */
  readonly allows: (action: string) => boolean;
  /** Do the files of the layer allow another action on the same, or would they with the first fix? */
  readonly allowsIn: (layer: Layer, action: string) => boolean;
}

/** What helps most comes first. */
export function nextSteps(question: NextQuestion): readonly NextStep[] {
  const { verdict, reason, layer, denial, request, unknowns, allows } = question;
  const askable = askableOf(unknowns, request);
  const unattached = unknowns.flatMap((one) =>
    one.unknown === "attachment" && one.statedFor === undefined ? [one] : [],
  );
  const instead = insteadOfRoleSteps(request);
  const ofLinked = linkedRoleSteps(question);
  const ofFunction = functionSteps(question);
  const isByCommand =
    ofFunction.length > 0 || callerSteps(question).some(({ step }) => step === "add-layer-permission");
  const ofGuest = guestSteps(question);
  if (instead.length + ofGuest.length > 0) return [...instead, ...ofGuest];
  const steps = [
    ...(denial.fellBackFrom === undefined ? [] : [assumeFirst(denial.fellBackFrom)]),
    ...leakedKeySteps(question),
    ...ofLinked,
    ...(reason === "named-policy-missing" || question.culprits.some(isPresumed) ? missingSteps(question) : []),
    ...deploySteps(question.fixes),
    ...(verdict === "explained" ? [...question.elsewhere, ...ofFunction] : []),
    ...whoseSteps(question),
    ...(verdict === "explained" ? lastingSteps(question) : []),
    ...valueSteps([...keysToLookUp({ ...question, unknowns: askable }), ...sourceToName(question)], denial, request),
    ...askable.flatMap((unknown) => factSteps(unknown, denial)),
    ...sourceToName(question).map((key) => ({ step: "add-fact", key, commands: [] }) as const),
    ...factsOfFirstFix(question.fixes, unknowns),
    ...unitSteps(unknowns, request),
    ...(denial.encodedMessage ? [decodeStep()] : []),
    ...detailsOf(denial),
    ...alsoNeeded(denial, request, (one) => allows(one) || question.fixes.some((fix) => gives(fix, one))),
    ...otherGates(denial, request),
    ...secretSteps(question),
    ...missingObjectSteps(question),
    ...aliasSteps(question),
    ...(reason === "scp-on-management-account" ? [managementAccountStep()] : []),
    ...(reason === "guardrail-on-linked-role" ? linkedCallerSteps(request) : []),
    ...(verdict === "workspace-allows" || verdict === "contradiction" ? deployedSteps(question) : []),
    ...keyOfCall(question),
    ...(verdict === "not-covered" && reason !== "named-policy-missing" && ofLinked.length === 0
      ? missingSteps(question)
      : []),
    ...keySteps(question),
    ...(unattached.length > 0 && layer !== undefined && verdict === "explained" ? fetchSteps(layer, request) : []),
    ...(question.full === undefined || question.fixes.length > 0
      ? []
      : [{ step: "policy-full", commands: [], ...question.full } as const]),
    // A permission of a function, or of a layer, is not written as a document.
    ...(verdict === "explained" ? [] : ofFunction),
    ...(question.statement === undefined || isByCommand
      ? []
      : [{ step: "copy-statement", commands: [], ...question.statement } as const]),
    ...bootstrapSteps(question),
    ...sameCallSteps(question),
    ...taskSteps(question),
    ...bucketSteps(question),
    ...otherSideSteps(question),
    ...(isOfUnknownResource(question) ? [sayResource(denial)] : []),
    ...question.attachment,
  ];
  return steps.length + question.fixes.length > 0 ? steps : lastSteps(question);
}

/** Of who asks, and of who owns what was asked for. */
function whoseSteps(question: NextQuestion): readonly NextStep[] {
  return [...logBucketSteps(question), ...callerSteps(question), ...ownerSteps(question), ...unlockSteps(question)];
}

/** Policies here are stated to be of resources of which one may have been asked for; what writes logs names its bucket. */
function isOfUnknownResource(question: NextQuestion): boolean {
  const isAsked = question.unknowns.some(({ unknown }) => unknown === "resource");
  const isStated = question.unknowns.some(
    (one) => one.unknown === "attachment" && one.statedFor !== undefined && one.slot === "resource",
  );
  return isStated && !isAsked && question.request.asked.arn === undefined && logBucketSteps(question).length === 0;
}

function sayResource({ nearbyResource }: Denial): NextStep {
  return { step: "say-resource", perhaps: nearbyResource, commands: [] };
}

/** Nothing else helps then. */
function insteadOfRoleSteps({ action, asked: { arn } }: DeniedRequest): readonly NextStep[] {
  const is = action === undefined || arn === undefined ? undefined : insteadOfRole(action, arn);
  if (action === undefined || arn === undefined || is === undefined) return [];
  return [{ step: "give-role", commands: [], action, resource: arn, is }];
}

/** Where nothing else helps: who can change it, or what has to be known before a fix can be written. */
function lastSteps({ culprits, nearMisses, request, layer }: NextQuestion): readonly NextStep[] {
  const [culprit] = culprits;
  const guarded = nearMisses.find(({ elements }) =>
    elements.every(({ element, truth }) => truth === "yes" || element === "condition"),
  );
  const place = culprit?.place ?? guarded?.place;
  if (place !== undefined) return [{ step: "ask-owner", commands: [], place }];
  if (request.asked.arn === undefined) return [{ step: "say-resource", perhaps: undefined, commands: [] }];
  return fetchSteps(layer ?? likeliestLayer(request), request);
}

/** A caller that is no user or role has no policies of its own. */
function likeliestLayer(request: DeniedRequest): Layer {
  const { principal } = request;
  if (principal !== undefined && readAccountCaller(principal) !== undefined && !isRoot(request)) return "identity";
  if (request.action?.toLowerCase().startsWith("kms:") === true) return "key-policy";
  return isAssuming(request.action) ? "trust" : "resource";
}

/** It has no policies of its own. */
function isRoot({ principal }: DeniedRequest): boolean {
  return principal !== undefined && readAccountCaller(principal)?.kind === "root";
}

/** A fix says of some what they have to be. What a resource is tagged with is looked at before it is tagged anew. */
function keysToLookUp({ unknowns, fixes }: NextQuestion): readonly string[] {
  const said = new Set(
    fixes.flatMap(({ change }) =>
      change.change === "satisfy"
        ? change.facts
            .map(({ key }) => key.toLowerCase())
            .filter((key) => !/:(?:resource|existingobject)tag\//.test(key))
        : [],
    ),
  );
  return unknowns.flatMap((one) =>
    one.unknown === "context-key" && !said.has(one.key.toLowerCase()) ? [one.key] : [],
  );
}

/** What the person can tell. */
function factSteps(unknown: Unknown, denial: Denial): readonly NextStep[] {
  switch (unknown.unknown) {
    case "context-key":
      return [{ step: "add-fact", key: unknown.key, commands: [] }];
    case "resource":
      return [{ step: "say-resource", perhaps: denial.nearbyResource, commands: arnCommands(unknown.said, denial) }];
    case "attachment":
      // Which endpoint the request went through says whether its policy played a part, where the id of that is stated.
      return unknown.slot === "vpc-endpoint" && unknown.statedFor?.startsWith("vpce-") === true
        ? [{ step: "add-fact", key: "aws:SourceVpce", commands: [] }]
        : [];
    case "more-candidates":
    case "other-layers":
    case "absent-policies":
    case "broken-files":
    case "unlisted-files":
    case "module-calls":
    case "unread-files":
      return [];
  }
}

/** Where a change has to be made, if not in the caller's own policies. */
function lastingSteps({ layer, culprits, givenUp, guard, fixes, request, denial }: NextQuestion): readonly NextStep[] {
  const conditions = culprits.map(({ elements }) =>
    elements.flatMap(({ condition }) => (condition?.lacks === undefined ? (condition?.entry.key ?? []) : [])),
  );
  // A Deny without a condition denies whatever the others ask for.
  // What the caller can do, the role's path and what the Deny is there for say it better.
  const isMet = fixes.some(({ change }) => change.change === "satisfy");
  const isSaid = guard !== undefined || isMet || givenUp.some(({ assumption }) => assumption === "role-without-path");
  const isOfSession = readAccountCaller(request.principal ?? "")?.kind === "session";
  const isFixed = (key: string): boolean =>
    FIXED.has(key.toLowerCase()) ||
    (denial.isSentByService === true && OF_THE_WAY.has(key.toLowerCase())) ||
    // Credentials from AssumeRole never say that there was a second factor. Source: "Secure API access with MFA".
    (isOfSession && key.toLowerCase().startsWith("aws:multifactorauth")) ||
    (key.toLowerCase() === "aws:requestedregion" && isOfOneRegion(request.action, request.asked.arn));
  const avoidable = conditions.map((one) => one.filter((key) => !isFixed(key)));
  const keys = isSaid || avoidable.some((one) => one.length === 0) ? [] : [...new Set(avoidable.flat())];
  const denies = culprits.length;
  const of = layer === "resource" ? otherHolderOf(request.action, request.asked.arn) : undefined;
  const region = isMet || (isSaid && guard !== "region") ? undefined : regionStep(culprits, request);
  return [
    ...(region === undefined ? [] : [region]),
    ...(keys.length === 0 || region !== undefined
      ? []
      : [{ step: "deny-exceptions", commands: [], keys, denies } as const]),
    ...(layer === undefined || layer === "identity"
      ? []
      : [{ step: "not-by-identity", commands: [], layer, resource: request.asked.arn, of } as const]),
  ];
}

/** They follow from who asks, for what, and through which service. */
const FIXED: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:resourceaccount",
  "s3:dataaccesspointaccount",
  "s3:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:viaawsservice",
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:userid",
  "aws:username",
  "iam:awsservicename",
]);

/** Source: AWS CLI Command Reference, "organizations describe-organization". */
function managementAccountStep(): NextStep {
  return { step: "management-account", commands: command("organizations", "describe-organization") };
}

/** Of a policy that AWS names by its ID. */
function isPresumed({ unbound }: Culprit): boolean {
  return unbound?.hint === "id-not-known";
}

function missingSteps({ layer, denial, request, givenUp }: NextQuestion): readonly NextStep[] {
  if (denial.policyArn !== null) return [namedPolicyStep(denial.policyArn)];
  const levels = givenUp.flatMap((one) =>
    one.assumption === "full-access-attached" && one.level !== undefined ? [one.level] : [],
  );
  if (levels.length > 0) {
    const list = {
      step: "scps-of-level",
      levels,
      commands: levels.flatMap((level) => listPolicies("scp", level)),
    } as const;
    const [only, ...others] = levels;
    return only === undefined || others.length > 0 ? [list] : [list, attachFullAccess(only)];
  }
  if (layer !== undefined) return fetchSteps(layer, request);
  const likeliest = likeliestLayer(request);
  // Whoever assumes a role needs both.
  const alsoTrust = likeliest === "identity" && isAssuming(request.action) ? fetchSteps("trust", request) : [];
  // SCPs are the only policies of an account that limit its root user. Source: "Service control policies".
  // Any policy may hold a Deny of which AWS does not say where it is.
  const isAnywhere = denial.denyType === "explicit" && likeliest === "identity";
  const alsoScps = isRoot(request) || isAnywhere ? fetchSteps("scp", request) : [];
  return [...alsoTrust, ...fetchSteps(likeliest, request), ...alsoScps];
}

const isAssuming = (action: string | undefined): boolean => /^sts:assumerole/i.test(action ?? "");

/** Source: AWS CLI Command Reference, "organizations attach-policy"; "Service control policies", on FullAWSAccess. */
function attachFullAccess(level: string): NextStep {
  const commands = command("organizations", "attach-policy", "--policy-id", "p-FullAWSAccess", "--target-id", level);
  return { step: "attach-full-access", level, commands };
}

/** For files that would allow what AWS denied, the likeliest first. */
function deployedSteps({ denial, layer, request, reason, unlimited, madeIf }: NextQuestion): readonly NextStep[] {
  const isMe: NextStep = {
    step: "caller-identity",
    commands: request.principal === "anonymous" ? command("configure", "list") : command("sts", "get-caller-identity"),
    principal: request.principal,
  };
  // Nobody signs in as a service.
  const isService = request.principal !== undefined && readCaller(request.principal).kind === "service";
  const compare: NextStep = { step: "deployed-version", commands: [] };
  const fetching = layer === undefined ? [] : fetchSteps(layer, request);
  // No SCP that is attached there is in force.
  if (reason === "scp-on-management-account") return [isMe];
  if (reason === "guardrail-on-linked-role") return [];
  return [
    ...(denial.policyArn === null ? [] : [namedPolicyStep(denial.policyArn)]),
    ...madeIf,
    ...(unlimited === undefined || layer === undefined
      ? []
      : [{ step: "unlimited-session", commands: [], place: unlimited, layer } as const]),
    // Of a policy of which nothing says that it applies, that comes before which version is in force.
    ...(reason === "candidate-allows" ? [...fetching, compare] : [compare, ...fetching]),
    ...(isService ? [] : [isMe]),
    { step: "propagation", commands: [] },
  ];
}
