/** A denial and the policies that may bear on it → an explanation: facts, places and the verdict. */
import { type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { attachmentSteps } from "./attachment-steps.ts";
import { openResourceSteps } from "./open-resource-steps.ts";
import { elsewhereSteps } from "./elsewhere-steps.ts";
import { attachmentsOf, conditionsOf, isOfLevelInPlay, regionOf, rivalsOf, unknownsOf } from "./assumptions.ts";
import { candidatesOf } from "./candidates.ts";
import { makingOf } from "./made-under.ts";
import { findWorld, heldByFiles, type WorldQuestion } from "./find-world.ts";
import { createStatementPlacer, findingsOf, type StatementPlacer } from "./element-findings.ts";
import { explainByFiles, explainLayers, layersAfter } from "./layer-views.ts";
import { unboundHint } from "./near-misses.ts";
import { explainIncomplete, explainToken, explainWithoutPolicies } from "./incomplete.ts";
import { nextSteps } from "./next-steps.ts";
import { otherRequestsOf } from "./other-requests.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { readCaller } from "../policy/caller.ts";
import { callerNames, lackingToSpare, principalPattern } from "../policy/principal-match.ts";
import { asksByToken, trustsOfTokens, withOnlyRole, withTokenProvider } from "./web-identity.ts";
import { type Evaluated, isAsked, type Reconciled, verdictOf } from "./reconcile.ts";
import { type Culprit } from "./near-miss.ts";
import { type Explanation } from "./explanation.ts";
import { type Guard, type NextStep } from "./next-step.ts";
import { type StatementPlace } from "./statement-place.ts";
import { insteadOfRole } from "./role-only.ts";
import { shownStatements, tracedPolicies } from "./shown-statements.ts";
import { statementsWhoeverAsked } from "./whoever-asked.ts";
import { guardOf } from "./fixes/guard.ts";
import { othersPartIn } from "./others-part.ts";
import { type FullPolicy, fullPolicy } from "./fixes/over-limit.ts";
import { type FixFiles, type FixQuestion } from "./fixes/question.ts";
import { type Steps } from "../text/steps.ts";
import { balancerLogFixes } from "./fixes/balancer-logs.ts";
import { attachmentStatements } from "./fixes/say-attached.ts";
import { findFixes, findStatementToCopy } from "./fixes/search.ts";

export interface ExplainInput extends WorldQuestion {
  readonly files: FixFiles;
}

/** A step for each part that takes long, and for each fix that is tried. */
// eslint-disable-next-line max-lines-per-function -- one line for each part of an explanation, in the order in which one part needs the other
export function* explainDenial(given: ExplainInput): Steps<Explanation> {
  const { denial } = given;
  if (denial.notByPolicy !== undefined || !denial.isAccessDenied) return explainWithoutPolicies(denial, given.subject);
  const input = { ...given, ...withOnlyRole(withTokenProvider(given.subject, given.candidates), given.candidates) };
  const { subject } = input;
  const world = findWorld(input);
  if (world === undefined) return explainUnasked(input);
  yield;
  const { asked, held, givenUp } = world;
  const { evaluated, reconciled } = held;
  const byFiles = heldByFiles(world, input);
  const placer = createStatementPlacer((file) => input.files.textOf(file));
  const culprits = culpritsOf(reconciled, evaluated, asked.request, placer);
  const { actions, files } = input;
  const search = { request: asked.request, placer, actions, files };
  const nearMisses =
    culprits.length > 0 ? [] : shownStatements({ ...input, ...held.attempt }, reconciled, evaluated, search);
  yield;
  const allowedBy = allowingPlaces(reconciled, evaluated, placer);
  const places = [...culprits, ...nearMisses].map(({ place }) => place).concat(allowedBy);
  const shown = [...culprits, ...nearMisses];
  const told = { asked: subject.asked, request: asked.request };
  const unattached = candidatesOf(asked.request, held, places);
  const unknowns = unknownsOf(reconciled, evaluated, told, shown, unattached);
  const question: FixQuestion = {
    attempt: held.attempt,
    request: asked.request,
    resource: subject.asked.arn,
    held,
    nearMisses,
    ownerIsPresumed: asked.assumptions.some(({ assumption }) => assumption === "callers-account"),
    placer,
    files: input.files,
    actions: input.actions,
  };
  // What it would be the policy of says whose that is, where that is an ARN.
  const caller = readAccountCaller(asked.request.principal)?.account;
  const isOfOther = unknowns.some((one) => {
    const arn =
      one.unknown === "attachment" && one.slot === "resource" && one.statedFor !== undefined
        ? readArn(one.statedFor)
        : undefined;
    return arn !== undefined && arn.account !== caller;
  });
  const failed = conditionsOf(reconciled, culprits, nearMisses, evaluated);
  const isPossible = insteadOfRole(asked.request.action, asked.request.resource.arn) === undefined;
  const settling = isPossible ? yield* findFixes(question) : [];
  const fixes = [...settling, ...attachmentStatements(unknowns, question)];
  const layers = explainLayers(reconciled, evaluated, asked.request, held.attempt.candidates);
  // The one policy that decided is not here: then nothing here rests on whose the resource is.
  const ownerIsOpen =
    isMissingByMessage(reconciled) && layers.every(({ layer, basis }) => layer === "resource" || basis === "none");
  const statement = isPossible ? findStatementToCopy(question, settling) : undefined;
  return {
    denial,
    ...pickVerdict(reconciled),
    request: subject,
    culprits,
    nearMisses,
    allowedBy,
    layers,
    refuted: [],
    byFiles: explainByFiles(byFiles.evaluated, byFiles.attempt.candidates),
    deniedNext: layersAfter(reconciled, evaluated),
    assumptions: [
      ...subject.assumptions,
      ...asked.assumptions.filter((one) => one.assumption !== "callers-account" || !(isOfOther || ownerIsOpen)),
      ...evaluated.play.assumptions.filter(
        (one) => !givenUp.includes(one) && isOfLevelInPlay(one, culprits, evaluated),
      ),
      ...regionOf(places, asked.request, evaluated),
      ...attachmentsOf(places, evaluated),
      ...rivalsOf(evaluated),
      ...failed,
    ],
    givenUp,
    unknowns,
    fixes,
    next: nextSteps({
      ...reconciled,
      denial,
      request: subject,
      culprits,
      nearMisses,
      fixes,
      statement,
      unknowns,
      layers,
      givenUp,
      guard: guardIn(reconciled, asked.request),
      full: fullIn(reconciled, evaluated),
      othersPart: othersPartIn(reconciled, evaluated, asked.request, placer),
      unlimited: unlimitedBy(reconciled, evaluated, allowedBy),
      madeIf: madeUnder(evaluated),
      elsewhere: [
        ...elsewhereSteps(nearMisses, input.files, fixes),
        ...openResourceSteps(failed, evaluated, reconciled.layer, subject),
      ],
      attachment: attachmentSteps(unknowns, fixes, question),
      alsoDecidedOn: input.actions(asked.request.action)?.decidedOn ?? [],
      ...otherRequestsOf(asked.request, held, settling, input.actions),
    }),
  };
}

function isMissingByMessage({ reason, layer, layerBasis, denyType }: Reconciled): boolean {
  return reason === "no-file-of-layer" && layer === "resource" && layerBasis === "message" && denyType === "implicit";
}

/** Only of a Deny that is known, or said by AWS, to be the one. */
function guardIn({ denyType, denying: [first, ...others] }: Reconciled, request: Request): Guard | undefined {
  return denyType === "explicit" && first !== undefined && others.length === 0 ? guardOf(first, request) : undefined;
}

/** The policy of the one Deny, where an exception would be too much. */
function fullIn(
  { denying: [first, ...others], denyType }: Reconciled,
  { candidateOf }: Evaluated,
): FullPolicy | undefined {
  const policy = first === undefined || others.length > 0 ? undefined : candidateOf(first);
  return denyType === "explicit" && first !== undefined && policy !== undefined
    ? fullPolicy(policy, first.slot)
    : undefined;
}

/** Source: "Permissions boundaries for IAM entities", on a session that a resource-based policy names. */
function unlimitedBy(
  { verdict, layer }: Reconciled,
  { decision }: Evaluated,
  allowedBy: readonly StatementPlace[],
): StatementPlace | undefined {
  const isLimit = layer === "boundary" || layer === "session";
  if (verdict !== "workspace-allows" || !isLimit || verdictOf(decision, layer) !== "implicit-deny") return undefined;
  return allowedBy[0];
}

/** Of the policies that allow it: a condition under which they are made may not hold. None where one is made anyway. */
function madeUnder({ decision, candidateOf }: Evaluated): readonly NextStep[] {
  const found = new Map<string, NextStep>();
  for (const trace of decision.statements) {
    const policy = trace.effect === "Allow" && trace.matches === "yes" ? candidateOf(trace) : undefined;
    if (policy === undefined) continue;
    const making = makingOf(policy);
    if (making === undefined) return [];
    const { file, name: policyName } = policy;
    found.set(`${file} ${policyName}`, { step: "made-if", commands: [], file, policyName, ...making });
  }
  return [...found.values()].slice(0, MOST_ALLOWING);
}

/** It is not known who asked for what. */
function explainUnasked(input: ExplainInput): Explanation {
  const { denial, subject, candidates, files, actions } = input;
  const placer = createStatementPlacer((file) => files.textOf(file));
  if (!asksByToken(subject)) {
    const near = subject.action === undefined ? [] : statementsWhoeverAsked(denial, subject, { ...input, placer });
    return explainIncomplete(denial, subject, { near, fixes: balancerLogFixes(denial, subject, { ...input, placer }) });
  }
  return explainToken(denial, subject, trustsOfTokens(subject, { candidates, placer, files, actions }));
}

function pickVerdict({
  verdict,
  reason,
  layer,
  layerBasis,
  denyType,
}: Reconciled): Omit<Reconciled, "denying" | "alsoDenying"> {
  return { verdict, reason, layer, layerBasis, denyType };
}

/** Where nothing says which policies are attached, there may be thousands that would deny. */
const MOST_CULPRITS = 20;

function culpritsOf(
  { denying, presumedNamed }: Reconciled,
  { candidateOf }: Evaluated,
  request: Request,
  placer: StatementPlacer,
): readonly Culprit[] {
  return denying.slice(0, MOST_CULPRITS).flatMap((trace) => {
    const policy = candidateOf(trace);
    if (policy === undefined) return [];
    return [
      {
        place: placer.placeOf(trace, policy),
        certain: trace.matches === "yes",
        elements: findingsOf(trace, request),
        ...exclusionOf(trace, request),
        ...(presumedNamed === undefined
          ? policy.basis === "none" && { unbound: unboundHint(policy, trace) }
          : { unbound: { hint: "id-not-known", arn: presumedNamed } }),
      },
    ];
  });
}

/** Source: "AWS JSON policy elements: NotPrincipal", on Deny and on permissions boundaries. */
function exclusionOf({ statement, principal }: StatementTrace, request: Request): Pick<Culprit, "exclusion"> {
  const { notPrincipal } = statement;
  if (notPrincipal === undefined || principal === undefined) return {};
  const lacks = lackingToSpare(principalPattern(notPrincipal), callerNames(readCaller(request.principal)));
  const hasBoundary = principal.truth === "yes";
  return lacks === undefined ? {} : { exclusion: { lacks, hasBoundary } };
}

const MOST_ALLOWING = 5;

/** What a Deny overrules, and what speaks against the message. SCPs and boundaries grant nothing, so they are left out. */
function allowingPlaces(
  { verdict }: Reconciled,
  { decision, candidateOf }: Evaluated,
  placer: StatementPlacer,
): readonly StatementPlace[] {
  const grants = (trace: StatementTrace): boolean => {
    const slot = trace.slot;
    return isAsked(slot, decision) && (verdict !== "explained" || slot === "identity" || slot === "resource");
  };
  const allowing = decision.statements.filter(
    (trace) => trace.effect === "Allow" && grants(trace) && trace.matches === "yes",
  );
  const places = tracedPolicies(allowing, candidateOf)
    .slice(0, MOST_ALLOWING)
    .map(({ trace, policy }) => placer.placeOf(trace, policy));
  // What is attached to several levels of an organization is one statement all the same.
  return [...new Map(places.map((place) => [`${place.span.start} ${place.file}`, place])).values()];
}
