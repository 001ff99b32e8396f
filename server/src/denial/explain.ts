/** A denial and the policies that may bear on it → an explanation: facts, places and the verdict. */
import { hasEffect, slotOfLayer, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { traceStatements } from "../evaluation/evaluate.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { policySetOf } from "./candidate-fit.ts";
import { elsewhereSteps } from "./elsewhere-steps.ts";
import { attachmentsOf, conditionsOf, isOfLevelInPlay, regionOf, rivalsOf, unknownsOf } from "./assumptions.ts";
import { candidatesOf } from "./candidates.ts";
import { findWorld, type WorldQuestion } from "./find-world.ts";
import { createStatementPlacer, findingsOf, type StatementPlacer } from "./element-findings.ts";
import { explainByFiles, explainLayers, layersAfter } from "./layer-views.ts";
import { findNearMisses, type NearMissSearch, type TracedPolicy } from "./near-misses.ts";
import { explainIncomplete, explainToken, explainWithoutPolicies } from "./incomplete.ts";
import { type NextQuestion, nextSteps } from "./next-steps.ts";
import { evaluateCandidates, type HeldAgainstFiles } from "./hold-against-files.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { asksByToken, trustsOfTokens, withOnlyRole, withTokenProvider } from "./web-identity.ts";
import { type Evaluated, type Reconciled, verdictOf } from "./reconcile.ts";
import { type Culprit, type Explanation, type Guard, type NearMiss, type StatementPlace } from "./explanation.ts";
import { insteadOfRole } from "./role-only.ts";
import { statementsWhoeverAsked } from "./whoever-asked.ts";
import { guardOf } from "./fixes/guard.ts";
import { othersPartIn } from "./others-part.ts";
import { type FullPolicy, fullPolicy } from "./fixes/over-limit.ts";
import { type FixFiles, type FixQuestion } from "./fixes/question.ts";
import { attachmentStatements } from "./fixes/say-attached.ts";
import { findFixes, findStatementToCopy } from "./fixes/search.ts";

export interface ExplainInput extends WorldQuestion {
  readonly files: FixFiles;
}

// eslint-disable-next-line max-lines-per-function -- one line for each part of an explanation, in the order in which one part needs the other
export function explainDenial(given: ExplainInput): Explanation {
  const { denial } = given;
  if (denial.notByPolicy !== undefined || !denial.isAccessDenied) return explainWithoutPolicies(denial, given.subject);
  const input = { ...given, ...withOnlyRole(withTokenProvider(given.subject, given.candidates), given.candidates) };
  const { subject } = input;
  const world = findWorld(input);
  if (world === undefined) return explainUnasked(input);
  const { asked, held, givenUp } = world;
  const { evaluated, reconciled } = held;
  const placer = createStatementPlacer((file) => input.files.textOf(file));
  const culprits = culpritsOf(reconciled, evaluated, asked.request, placer);
  const search: NearMissSearch = { request: asked.request, placer, actions: input.actions };
  const nearMisses =
    culprits.length > 0 ? [] : nearMissesOf({ ...input, ...held.attempt }, reconciled, evaluated, search);
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
    const arn = one.unknown === "attachment" && one.statedFor !== undefined ? readArn(one.statedFor) : undefined;
    return arn !== undefined && arn.account !== caller;
  });
  const isPossible = insteadOfRole(asked.request.action, asked.request.resource.arn) === undefined;
  const settling = isPossible ? findFixes(question) : [];
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
    byFiles: explainByFiles(evaluated, held.attempt.candidates),
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
      ...conditionsOf(reconciled, culprits, nearMisses, evaluated),
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
      elsewhere: elsewhereSteps(nearMisses, input.files),
      ...aroundOf(asked.request, held),
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

/** What the next steps need of the accounts and of the bucket. */
function aroundOf(
  request: Request,
  { attempt, rules }: HeldAgainstFiles,
): Pick<NextQuestion, "crossesAccounts" | "mayListBucket"> {
  const { arn, accountId, isOfAnotherAccount } = request.resource;
  const account = readAccountCaller(request.principal)?.account;
  const crossesAccounts =
    isOfAnotherAccount === true || (account !== undefined && accountId !== undefined && account !== accountId);
  if (!/^arn:[^:]*:s3:::[^/]+\//.test(arn)) return { crossesAccounts, mayListBucket: () => false };
  const bucket = { ...request.resource, arn: arn.slice(0, arn.indexOf("/")) };
  const listing = { ...request, action: "s3:ListBucket", resource: bucket };
  const every = { ...attempt, mayMatch: () => true, mayNearlyMatch: () => true };
  return { crossesAccounts, mayListBucket: () => evaluateCandidates(every, listing, rules).decision.allowed === "yes" };
}

/** It is not known who asked for what. */
function explainUnasked(input: ExplainInput): Explanation {
  const { denial, subject, candidates, files, actions } = input;
  const placer = createStatementPlacer((file) => files.textOf(file));
  if (!asksByToken(subject)) {
    const near = subject.action === undefined ? [] : statementsWhoeverAsked(denial, subject, { ...input, placer });
    return explainIncomplete(denial, subject, near);
  }
  return explainToken(denial, subject, trustsOfTokens(subject, { candidates, placer, actions }));
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
  { denying }: Reconciled,
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
      },
    ];
  });
}

/**
 * Of an implicit denial the Allows that almost matched; of an explicit one that is not found, the Denies, and those that
 * match in policies that are not the one at fault.
 */
function nearMissesOf(
  input: ExplainInput,
  { layer, denyType, verdict, reason, alsoDenying }: Reconciled,
  evaluated: Evaluated,
  search: NearMissSearch,
): readonly NearMiss[] {
  if (layer === undefined || reason === "scp-on-management-account") return [];
  if (verdict === "workspace-allows" && denyType !== "explicit") return [];
  const slot = slotOfLayer(layer);
  const effect = denyType === "explicit" ? "Deny" : "Allow";
  const near = evaluated.decision.statements.filter(
    (trace) =>
      trace.slot === slot && trace.effect === effect && trace.matches !== "yes" && !alsoDenying.includes(trace),
  );
  const known = tracedPolicies(near, evaluated.candidateOf);
  const unattached = slot === "identity" ? unattachedAllows(input, evaluated, search.request) : [];
  return [
    ...denyingUnnamed(alsoDenying, input, evaluated, search),
    ...(denyType === "explicit" ? denyingElsewhere(slot, input, search) : []),
    ...findNearMisses([...known, ...unattached], search),
  ];
}

/** Where AWS names another policy. */
function denyingUnnamed(
  traces: readonly StatementTrace[],
  { denial }: ExplainInput,
  { candidateOf }: Evaluated,
  { request, placer }: NearMissSearch,
): readonly NearMiss[] {
  return traces.slice(0, MOST_BESIDE).flatMap((trace) => {
    const policy = candidateOf(trace);
    if (policy === undefined) return [];
    const hints = [
      { hint: "other-than-named", arn: denial.policyArn ?? "", certain: trace.matches === "yes" } as const,
    ];
    return [{ place: placer.placeOf(trace, policy), elements: findingsOf(trace, request), hints }];
  });
}

const MOST_BESIDE = 5;

/** In policies that are stated to be attached elsewhere. */
function denyingElsewhere(
  slot: PolicySlot,
  input: ExplainInput,
  { request, placer }: NearMissSearch,
): readonly NearMiss[] {
  const policies = input.elsewhere().filter((one) => one.slot === slot && input.mayMatch(one.candidate.policy));
  return policies.slice(0, MOST_BESIDE).flatMap(({ candidate, holders }) =>
    traceStatements(request, policySetOf(slot, candidate))
      .filter((trace) => hasEffect("Deny", trace) !== "no")
      .map((trace): NearMiss => ({
        place: placer.placeOf(trace, candidate),
        elements: findingsOf(trace, request),
        hints: [
          { hint: "attached-elsewhere", holders, account: input.scpLevels.at(-1), above: input.scpLevels.slice(0, -1) },
        ],
      })),
  );
}

/** Allows in policies of which nothing says that they are attached; they would settle it if they were. */
function unattachedAllows(
  { candidates, mayMatch }: ExplainInput,
  { play }: Evaluated,
  request: Request,
): readonly TracedPolicy[] {
  const used = new Set(play.used.identity);
  const others = candidates.identity.filter((one) => !used.has(one) && mayMatch(one.policy));
  const byPolicy = new Map(others.map((one) => [one.policy, one]));
  return traceStatements(request, { identity: others })
    .filter((trace) => trace.effect === "Allow" && trace.matches !== "no")
    .flatMap((trace) => {
      const policy = byPolicy.get(trace.policy);
      return policy === undefined ? [] : [{ trace, policy }];
    });
}

function tracedPolicies(
  traces: readonly StatementTrace[],
  candidateOf: Evaluated["candidateOf"],
): readonly TracedPolicy[] {
  return traces.flatMap((trace) => {
    const policy = candidateOf(trace);
    return policy === undefined ? [] : [{ trace, policy }];
  });
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
    return verdict !== "explained" || slot === "identity" || slot === "resource";
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
