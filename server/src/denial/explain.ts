/** A denial and the policies that may bear on it → an explanation: facts, places and the verdict. */
import { type Decision, slotOfLayer, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { traceStatements } from "../evaluation/evaluate.ts";
import { type ActionLookup } from "./action-facts.ts";
import { attachmentsOf, conditionsOf, unknownsOf } from "./assumptions.ts";
import { candidatesOf } from "./candidates.ts";
import { type Attempt, holdAgainstFiles } from "./hold-against-files.ts";
import { createStatementPlacer, findingsOf, type StatementPlacer } from "./element-findings.ts";
import { explainByFiles, explainLayers, layersAfter } from "./layer-views.ts";
import { findNearMisses, type TracedPolicy } from "./near-misses.ts";
import { explainIncomplete, explainToken, explainWithoutPolicies } from "./incomplete.ts";
import { nextSteps } from "./next-steps.ts";
import { asksByToken, trustsOfTokens, withTokenProvider } from "./web-identity.ts";
import { type DeniedRequest, toRequest } from "./denied-request.ts";
import { type Evaluated, type Reconciled } from "./reconcile.ts";
import { type Culprit, type Explanation, type NearMiss, type StatementPlace } from "./explanation.ts";
import { type FixFiles, type FixQuestion } from "./fixes/question.ts";
import { attachmentStatements } from "./fixes/say-attached.ts";
import { findFixes, findStatementToCopy } from "./fixes/search.ts";

export interface ExplainInput extends Attempt {
  readonly subject: DeniedRequest;
  readonly files: FixFiles;
  readonly actions: ActionLookup;
}

export function explainDenial(input: ExplainInput): Explanation {
  const { denial, candidates } = input;
  if (denial.notByPolicy !== undefined || !denial.isAccessDenied) return explainWithoutPolicies(denial, input.subject);
  const subject = withTokenProvider(input.subject, candidates);
  const asked = toRequest(subject, candidates, input.actions);
  if (asked === undefined) return explainUnasked(input);
  const held = holdAgainstFiles(input, asked.request);
  const { evaluated, reconciled } = held;
  const placer = createStatementPlacer((file) => input.files.textOf(file));
  const culprits = culpritsOf(reconciled, evaluated, asked.request, placer);
  const nearMisses = culprits.length > 0 ? [] : nearMissesOf(input, reconciled, evaluated, asked.request, placer);
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
    placer,
    files: input.files,
    actions: input.actions,
  };
  const settling = findFixes(question);
  const fixes = [...settling, ...attachmentStatements(unknowns, question)];
  const statement = findStatementToCopy(question, settling);
  return {
    denial,
    ...pickVerdict(reconciled),
    request: subject,
    culprits,
    nearMisses,
    allowedBy,
    layers: explainLayers(reconciled, evaluated),
    refuted: [],
    byFiles: explainByFiles(evaluated),
    deniedNext: layersAfter(reconciled, evaluated),
    assumptions: [
      ...subject.assumptions,
      ...asked.assumptions,
      ...(reconciled.layer === "scp" && reconciled.denyType === "implicit" ? [] : evaluated.play.assumptions),
      ...attachmentsOf(places, evaluated),
      ...conditionsOf(reconciled, culprits, nearMisses),
    ],
    unknowns,
    fixes,
    next: nextSteps({ ...reconciled, denial, request: subject, culprits, nearMisses, fixes, statement, unknowns }),
  };
}

/** It is not known who asked for what. */
function explainUnasked({ denial, subject, candidates, files, actions }: ExplainInput): Explanation {
  if (!asksByToken(subject)) return explainIncomplete(denial, subject);
  const placer = createStatementPlacer((file) => files.textOf(file));
  return explainToken(denial, subject, trustsOfTokens(subject, { candidates, placer, actions }));
}

function pickVerdict({ verdict, reason, layer, layerBasis, denyType }: Reconciled): Omit<Reconciled, "denying"> {
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

/** Of an implicit denial the Allows that almost matched; of an explicit one that is not found, the Denies. */
function nearMissesOf(
  input: ExplainInput,
  { layer, denyType, verdict }: Reconciled,
  evaluated: Evaluated,
  request: Request,
  placer: StatementPlacer,
): readonly NearMiss[] {
  if (layer === undefined || verdict === "workspace-allows") return [];
  const slot = slotOfLayer(layer);
  const effect = denyType === "explicit" ? "Deny" : "Allow";
  const known = tracedPolicies(evaluated.decision, evaluated.candidateOf).filter(
    ({ trace }) => trace.slot === slot && trace.effect === effect && trace.matches !== "yes",
  );
  const unattached = slot === "identity" ? unattachedAllows(input, evaluated, request) : [];
  return findNearMisses([...known, ...unattached], {
    request,
    placer,
    actions: input.actions,
  });
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

function tracedPolicies(decision: Decision, candidateOf: Evaluated["candidateOf"]): readonly TracedPolicy[] {
  return decision.statements.flatMap((trace) => {
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
  return tracedPolicies(decision, candidateOf)
    .filter(({ trace }) => trace.effect === "Allow" && trace.matches === "yes" && grants(trace))
    .slice(0, MOST_ALLOWING)
    .map(({ trace, policy }) => placer.placeOf(trace, policy));
}
