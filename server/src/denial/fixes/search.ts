/** The changes that would settle a denial, each tried by evaluating the edited policies before it is offered. */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type PolicySlot } from "../../policy/slots.ts";
import { type Layer, slotOfLayer } from "../../evaluation/decision.ts";
import { serviceWithoutPolicies } from "../../policy/without-own-policy.ts";
import { type Steps } from "../../text/steps.ts";
import { isLinkedRole, layerInstead } from "../linked-caller.ts";
import { accessPointAllows, type Evaluated } from "../reconcile.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StatementToCopy } from "../next-step.ts";
import { type StatementPlace } from "../statement-place.ts";
import { allowProposals } from "./allow.ts";
import { isAskedOfOthers, mayBeAllowedElsewhere } from "./allowed-elsewhere.ts";
import { alsoByDefault, type TriedProposal } from "./by-default.ts";
import { attachmentProposals, giveWholeServices } from "./attach-policies.ts";
import { callerForPolicies } from "./caller.ts";
import { denyProposals } from "./deny.ts";
import { withRanges } from "./edit-ranges.ts";
import { aboutNamed, resourceToMake } from "./named-resource.ts";
import { inNewPolicy } from "./new-policy.ts";
import { notKnownToApply } from "./not-known-to-apply.ts";
import { lacksOnlyConditions, onlyLayerOf, statementToCopy } from "./statement-to-copy.ts";
import { keyOf, placesBefore } from "./places-before.ts";
import { leftToAccount } from "./permission-set.ts";
import { passes } from "./passes.ts";
import { previewOf } from "./preview.ts";
import { givesNothingNew, neverAllows } from "./gives-nothing-new.ts";
import { type FixProposal, type FixScene, forThisRun, isOtherwiseSaid, joinedChanges } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { sceneOf, tracedOf } from "./scene.ts";
import { giftOf, leastFirst } from "./least-first.ts";
import { likelyFirst } from "./likely-first.ts";
import { isDecided, leftOpen } from "./left-open.ts";
import { triedWithValues, withValuesThatDo } from "./other-values.ts";
import { overLimit } from "./over-limit.ts";
import { besidesAsked, hangOnMore, leftOut, madeTwice, otherUses, sameText, sharedPolicies } from "./further-risks.ts";
import { refusedIfApplied } from "./refused-if-applied.ts";
import { helpsSomeRequest } from "./some-world.ts";
import { deniedNext } from "./still-open.ts";
import { whereWritten } from "./where-written.ts";
import { withoutPresumed } from "./without-presumed.ts";
import { isTwin, readsTheSame } from "./twins.ts";
import { type Tried, writesTheSame } from "./trial.ts";

const MOST_TRIED = 12;
const MOST_OFFERED = 4;
/** So many that work are held against each other. */
const MOST_COMPARED = 6;
/** An exception in more statements than this is no small change. */
const MOST_ADDRESSED = 5;

/** What changes least, and grants least, comes first. A step for each that is tried: its file is read again. */
export function* findFixes(question: FixQuestion): Steps<readonly ExplanationFix[]> {
  const { verdict, reason, layer, denyType } = question.held.reconciled;
  if (verdict === "workspace-allows" && reason === "candidate-allows") return yield* ofUnattached(question);
  const instead = layerForCaller(question);
  if (instead !== undefined) return yield* named(instead, question);
  if (layer === "identity" && verdict === "not-covered" && reason === "no-file-of-layer") return yield* inNew(question);
  if (verdict !== "explained" || layer === undefined) return [];
  if (denyType === "explicit") return yield* exceptions(question, layer);
  const own = yield* offered(whereWritten(sceneOf(question, layer), question), question, [layer]);
  const both = yield* firstOfBothSides(own, layer, question);
  const attached = layer === "identity" ? [...(yield* attachments(question)), ...(yield* inNew(question))] : [];
  return [...both, ...own.map(({ fix }) => fix), ...attached].slice(0, MOST_OFFERED);
}

/** Nothing says for whom a policy with whole services is: a role that is made here gets what it lacks instead. */
function* ofUnattached(question: FixQuestion): Steps<readonly ExplanationFix[]> {
  const attached = yield* attachments(question);
  const made = giveWholeServices(attachmentProposals(question, MOST_TRIED)) ? yield* inNew(question) : [];
  return [...made, ...attached].slice(0, MOST_OFFERED);
}

/** In a policy that the caller gets for it. */
function* inNew(question: FixQuestion): Steps<readonly ExplanationFix[]> {
  const made = question.held.reconciled.denyType === "implicit" && inNewPolicy(sceneOf(question, "identity"), question);
  if (made === undefined || made === false) return [];
  return (yield* offered(made.proposals, made.question, ["identity"])).map(({ fix }) => fix);
}

/** For an implicit denial that no file here can be edited for; not beside an Allow that lacks nothing but its conditions. */
export function findStatementToCopy(
  question: FixQuestion,
  fixes: readonly ExplanationFix[],
): StatementToCopy | undefined {
  const { verdict, reason, denyType } = question.held.reconciled;
  const layer =
    question.held.reconciled.layer ?? (reason === "no-file-at-all" ? onlyLayerOf(question.request) : undefined);
  // What the caller is known to have allows it already.
  const isAllowed = verdict === "workspace-allows" ? reason !== "candidate-allows" : reason === "other-layer-denies";
  // No Allow helps beside a Deny here that matches.
  if (layer === undefined || isAllowed || reason === "files-deny-explicitly") return undefined;
  if (layer === "resource" && serviceWithoutPolicies(question.request.resource.arn) !== undefined) return undefined;
  if (denyType === "explicit" || (denyType === undefined && reason !== "no-file-at-all")) return undefined;
  if (fixes.length > 0 || accessPointAllows(question.held.evaluated)) return undefined;
  if (question.nearMisses.some(lacksOnlyConditions)) return undefined;
  const scene = sceneOf(question, layerForCaller(question) ?? layer);
  const ofName = resourceToMake(scene);
  return statementToCopy(ofName === undefined ? forThisRun(scene) : aboutNamed(scene, ofName));
}

/** The policy of the resource lets the caller in by itself. */
function* named(layer: Layer, question: FixQuestion): Steps<readonly ExplanationFix[]> {
  const found = yield* offered(editing(allowProposals(sceneOf(question, layer))), question, [layer]);
  return found.filter(({ after }) => after.decision.allowed !== "no").map(({ fix }) => fix);
}

/** Where nobody can change what the caller's own policies allow. */
function layerForCaller({ held, request }: FixQuestion): Layer | undefined {
  const { layer, denyType } = held.reconciled;
  if (layer !== "identity" || denyType === "explicit" || !isLinkedRole(callerForPolicies(request)?.text))
    return undefined;
  return layerInstead(request.action, request.resource.arn);
}

interface Offered {
  readonly proposal: FixProposal;
  readonly fix: ExplanationFix;
  readonly after: Evaluated;
}

/** Those that pass at the layers, the least first. */
function* offered(
  proposals: readonly FixProposal[],
  question: FixQuestion,
  layers: readonly Layer[],
): Steps<readonly Offered[]> {
  const byCost = [...proposals].sort((a, b) => a.cost - b.cost);
  const sorted = likelyFirst(byCost, (one) => one).slice(0, MOST_TRIED);
  const found: TriedProposal[] = [];
  for (const asked of sorted) {
    yield;
    if (found.some((other) => isTwin(other.proposal, asked))) continue;
    const { proposal: made, tried: asMade } = triedWithValues(asked, question);
    if (asMade === undefined || !layers.every((one) => passes(asMade.after, one, question))) continue;
    if (givesNothingNew(made, question) || neverAllows(made, asMade)) continue;
    for (const { proposal, tried } of alsoByDefault({ proposal: made, tried: asMade }, question)) {
      if (found.some((other) => writesTheSame(other.tried, tried) || readsTheSame(other.proposal, proposal))) continue;
      yield;
      if (!addsComplaint(proposal, tried, question)) found.push({ proposal, tried });
    }
    if (found.length >= MOST_COMPARED) break;
  }
  const [layer] = layers;
  const scene = layer === undefined || found.length < 2 ? undefined : sceneOf(question, layer);
  const least = leastFirst(found, ({ proposal, tried }) => scene && giftOf(proposal, tried, scene));
  const shown: Offered[] = [];
  for (const { proposal, tried } of likelyFirst(least, (one) => one.proposal).slice(0, MOST_OFFERED)) {
    yield;
    shown.push({ proposal, fix: fixOf(proposal, tried, question, layers), after: tried.after });
  }
  return shown;
}

/** What our own checks would complain of next is no answer. A file may hold hundreds of policies beside the edited one. */
function addsComplaint({ changes }: FixProposal, { swapped }: Tried, { files }: FixQuestion): boolean {
  return changes.some(({ policy: { policy } }) => {
    const after = swapped.get(policy);
    return after !== undefined && files.addsComplaint(policy, after);
  });
}

function* firstOfBothSides(
  own: readonly Offered[],
  layer: Layer,
  question: FixQuestion,
): Steps<readonly ExplanationFix[]> {
  for (const fix of own) {
    const [both] = yield* bothSides(fix, layer, question);
    if (both !== undefined) return [both];
  }
  return [];
}

/** Where the caller's account and the resource's both have to allow it, and neither does. */
function* bothSides(
  { proposal, after }: Offered,
  layer: Layer,
  question: FixQuestion,
): Steps<readonly ExplanationFix[]> {
  const other = after.decision.deniedBy.find((one) => isOtherSide(one, layer));
  if (other === undefined || proposal.changes.length === 0) return [];
  const [best] = yield* offered(editing(allowProposals(sceneOf(question, other))), question, [other]);
  if (best === undefined) return [];
  const joined: FixProposal = {
    kind: "both-sides",
    change: { change: "both-sides", parts: [proposal.change, best.proposal.change] },
    risks: [...proposal.risks, ...best.proposal.risks],
    ...joinedChanges(proposal, best.proposal),
    given: new Map([...proposal.given, ...best.proposal.given]),
    attached: undefined,
    cost: proposal.cost,
  };
  return (yield* offered([joined], question, [layer, other])).map((one) => one.fix);
}

function isOtherSide(one: Layer, layer: Layer): boolean {
  const grants: readonly Layer[] = ["identity", "resource", "key-policy", "trust"];
  return (
    one !== layer && grants.includes(one) && grants.includes(layer) && (one === "identity") !== (layer === "identity")
  );
}

function editing(proposals: readonly FixProposal[]): readonly FixProposal[] {
  return proposals.filter(({ changes }) => changes.length > 0);
}

function* exceptions(question: FixQuestion, layer: Layer): Steps<readonly ExplanationFix[]> {
  const { evaluated, reconciled } = question.held;
  const certain = reconciled.denying.filter(({ matches }) => matches === "yes");
  const addressed = certain.length > 0 ? certain : reconciled.denying.slice(0, 1);
  const traced = addressed.flatMap((trace) => tracedOf(trace, evaluated) ?? []);
  if (traced.length > MOST_ADDRESSED) return [];
  const slot = slotOfLayer(layer);
  const keys = new Set(traced.map(({ trace, policy }) => keyOf(trace, policy)));
  const scene = sceneOf(question, layer);
  const met = meetingAll(question, scene);
  const sorted = [...met, ...denyProposals(traced, scene)].sort((a, b) => a.cost - b.cost);
  const fixes: ExplanationFix[] = [];
  for (const asked of sorted.slice(0, MOST_TRIED)) {
    yield;
    const { proposal, tried } = triedWithValues(asked, question);
    if (tried === undefined || stillDenies(tried.after, slot, keys)) continue;
    if (!helpsSomeRequest(proposal, tried.after, layer, question)) continue;
    const lacksAllow = tried.after.decision.deniedBy.includes(layer);
    if (
      (lacksAllow && !isAskedOfOthers(proposal, layer) && !mayBeAllowedElsewhere(proposal, layer, question)) ||
      addsComplaint(proposal, tried, question)
    )
      continue;
    const fix = fixOf(proposal, tried, question, [layer]);
    // What meets one of the Denies alone is a part of it.
    if (met.includes(asked)) return [...fixes, fix];
    fixes.push(fix);
    if (fixes.length === MOST_OFFERED) break;
  }
  return fixes;
}

/** Of several Denies that may have matched, one did: a request that none of them denies meets what each asks for. */
function meetingAll({ held }: FixQuestion, scene: FixScene): readonly FixProposal[] {
  const { denying } = held.reconciled;
  const isOpen = denying.every(({ matches }) => matches !== "yes");
  if (!isOpen || denying.length < 2 || denying.length > MOST_ADDRESSED) return [];
  const traced = denying.flatMap((trace) => tracedOf(trace, held.evaluated) ?? []);
  return denyProposals(traced, scene)
    .filter(({ change }) => change.change === "satisfy")
    .map((proposal) => ({ ...proposal, cost: proposal.cost - 0.5 }));
}

/** A Deny that only may match, and is not one of those that are spared, is no reason against a fix. */
function stillDenies(after: Evaluated, slot: PolicySlot, spared: ReadonlySet<string>): boolean {
  return after.decision.statements.some((trace) => {
    if (trace.slot !== slot || trace.effect !== "Deny" || trace.matches === "no") return false;
    const policy = after.candidateOf(trace);
    return trace.matches === "yes" || policy === undefined || spared.has(keyOf(trace, policy));
  });
}

/** Policies that would allow it and of which nothing says that they are attached. */
function* attachments(question: FixQuestion): Steps<readonly ExplanationFix[]> {
  return (yield* offered(attachmentProposals(question, MOST_TRIED), question, ["identity"])).map(({ fix }) => fix);
}

function fixOf(proposal: FixProposal, tried: Tried, question: FixQuestion, layers: readonly Layer[]): ExplanationFix {
  const { edits, after } = tried;
  const { kind, changes } = proposal;
  const change = withValuesThatDo(proposal, after, question);
  // What somebody else's policies say is not asked.
  if (change.change === "as-exempt")
    return { kind, change, risks: proposal.risks, changes, edits: [], preview: [], verified: false };
  const { files, held } = question;
  const decided = withoutPresumed({ proposal, after, question, layers });
  const placeOf = placesBefore(question);
  const { undecided, denying } = leftOpen({ proposal, ...decided, question, layers, placeOf });
  const ranged = withRanges(edits, (file) => files.textOf(file));
  const isEditedCopy = ({ file, isCopy }: CandidatePolicy): boolean =>
    isCopy && edits.some((edit) => edit.file === file);
  const copies = Object.values(held.evaluated.play.used).flatMap((policies) => policies.filter(isEditedCopy));
  const copied = [...new Set(copies.map(({ file }) => file))];
  const tooLong = overLimit(proposal, tried, question);
  const ofUnits = changes.flatMap(({ policy: { basis, name, level } }): readonly FixRisk[] =>
    basis === "none" && level !== undefined ? [{ risk: "not-known-in-unit", policyName: name, unit: level }] : [],
  );
  const risks = [
    ...proposal.risks,
    ...besidesAsked(proposal, after),
    ...leftToAccount(proposal, after),
    ...madeTwice(changes, question),
    ...ifApplied(refusedIfApplied(proposal, question)),
  ];
  return {
    kind,
    change: tried.addsPolicy && change.change === "add-statement" ? { ...change, isBeside: true } : change,
    risks: [
      ...undecided,
      ...tooLong,
      ...withoutRepeats(risks),
      ...deniedNext(after, layers, denying, placeOf),
      ...sharedPolicies(proposal, tried),
      ...otherUses(proposal, question),
      ...sameText(proposal, tried, files),
      ...layers.flatMap((layer) => leftOut(proposal, question, slotOfLayer(layer))),
      ...copied.map((file) => ({ risk: "copy-of-deployed", file }) as const),
      ...withoutRepeats(notKnownToApply(changes, held.reconciled)),
      ...withoutRepeats(ofUnits),
    ],
    changes: isOtherwiseSaid(proposal) ? [] : (proposal.written ?? changes),
    edits: ranged,
    preview: previewOf(ranged, (file) => files.textOf(file)),
    verified:
      isDecided(undecided, layers) &&
      tooLong.length === 0 &&
      ofUnits.length === 0 &&
      !hangOnMore(risks) &&
      !layers.some((layer) => presumesAllow(layer, after)),
  };
}

function ifApplied(places: readonly StatementPlace[]): readonly FixRisk[] {
  return places.length === 0 ? [] : [{ risk: "denied-if-applied", places }];
}

/** Does the Allow of one of its levels stand in no file here? */
function presumesAllow(layer: Layer, { play }: Evaluated): boolean {
  return play.assumptions.some((one) => one.assumption === "full-access-attached" && one.slot === layer);
}

function withoutRepeats(risks: ExplanationFix["risks"]): ExplanationFix["risks"] {
  return [...new Map(risks.map((risk) => [JSON.stringify(risk), risk])).values()];
}
