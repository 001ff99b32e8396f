/** What each layer says of the request, and what that rests on. */
import { hasEffect, type Layer, type LayerVerdict, slotOfLayer } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type CandidatePolicies } from "../policy/attached-policy.ts";
import { mayHave, thatCouldAllow } from "./candidate-fit.ts";
import { hasFiles, hasKnownFiles, restsOnKnown } from "./files-of-layer.ts";
import { layersThatCallerLacks } from "./other-layers.ts";
import { type Evaluated, type Reconciled, verdictOf } from "./reconcile.ts";
import { type FilesVerdict, type LayerView } from "./explanation.ts";

export function explainLayers(
  reconciled: Reconciled,
  evaluated: Evaluated,
  { principal }: Request,
  candidates: CandidatePolicies,
): readonly LayerView[] {
  const lacking = layersThatCallerLacks(principal).filter((layer) => layer !== reconciled.layer);
  return evaluated.decision.layers.map(({ layer, verdict }) => {
    const view = { ...viewOf(layer, verdict, reconciled, evaluated), ...unboundIn(layer, reconciled, evaluated) };
    const hasNone = view.basis === "none" && view.verdict === "not-applicable" && lacking.includes(layer);
    return hasNone ? { ...view, callerHasNone: true } : withUnbound(view, candidates);
  });
}

/** Policies that nobody bound are here all the same. */
function withUnbound(view: LayerView, candidates: CandidatePolicies): LayerView {
  const isHere = view.basis === "none" && candidates[slotOfLayer(view.layer)].length > 0;
  return isHere ? { ...view, hasUnbound: true } : view;
}

/** Nothing where one of the policies is known to apply, or may apply by what is stated of it. */
function unboundIn(layer: Layer, { denyType }: Reconciled, { play }: Evaluated): Pick<LayerView, "unboundPolicies"> {
  const slot = slotOfLayer(layer);
  const all = thatCouldAllow(slot, denyType, play.used[slot]);
  // A resource has one policy.
  const used = slot === "resource" ? all.slice(0, 1) : all;
  const isUnbound = used.every(
    ({ basis, group, statedFor, alias, level }) =>
      basis === "none" && (group ?? statedFor ?? alias ?? level) === undefined,
  );
  return used.length > 0 && isUnbound ? { unboundPolicies: [...new Set(used.map(({ name }) => name))] } : {};
}

function viewOf(layer: Layer, verdict: LayerVerdict, reconciled: Reconciled, evaluated: Evaluated): LayerView {
  const { play } = evaluated;
  const files = [...new Set(play.used[slotOfLayer(layer)].map(({ file }) => file))];
  const { verdict: answer, denyType, layerBasis } = reconciled;
  // Of the layer that AWS names we know how it answered, whatever the files say.
  const isNamed = layer === reconciled.layer && layerBasis === "message";
  if (isNamed && denyType !== undefined && (answer === "explained" || answer === "not-covered")) {
    const lacking = layer === "scp" && denyType === "implicit" ? scpsWithoutAllow(evaluated) : {};
    return { layer, verdict: `${denyType}-deny`, basis: "message", files, ...lacking };
  }
  return viewByFiles(layer, verdict, evaluated);
}

/** Nothing where no SCP here allows it: that is said of all of them. */
function scpsWithoutAllow(evaluated: Evaluated): Pick<LayerView, "levelsWithoutAllow" | "unboundWithoutAllow"> {
  const { play, decision, candidateOf } = evaluated;
  const lacking = levelsLackingAllow(evaluated);
  const unbound = play.used.scp.filter(({ level }) => level === undefined);
  if (unbound.length === 0) return lacking.length === 0 ? {} : { levelsWithoutAllow: lacking };
  const allowing = new Set(
    decision.statements.filter((trace) => hasEffect("Allow", trace) !== "no").map((trace) => candidateOf(trace)),
  );
  if (!play.used.scp.some((scp) => allowing.has(scp))) return {};
  const levels = lacking.filter(Boolean);
  if (levels.length > 0) return { levelsWithoutAllow: levels };
  // Beside one that only denies something else has to allow, and is taken to.
  const silent = unbound.filter((scp) => mayHave("Allow", scp) && !allowing.has(scp));
  return silent.length === 0 ? {} : { unboundWithoutAllow: [...new Set(silent.map(({ file }) => file))] };
}

/** Every level has to allow the request: those of which no SCP in play does, nor may. Source: "SCP evaluation". */
export function levelsLackingAllow({ play, decision }: Evaluated): readonly string[] {
  const allowing = new Set(
    decision.statements
      .filter((trace) => trace.slot === "scp" && hasEffect("Allow", trace) !== "no")
      .map(({ orgIdentifier }) => orgIdentifier),
  );
  return (play.set.scps ?? []).map(({ orgIdentifier }) => orgIdentifier).filter((level) => !allowing.has(level));
}

function viewByFiles(layer: Layer, verdict: LayerVerdict, evaluated: Evaluated): LayerView {
  const { play, decision } = evaluated;
  const files = [...new Set(play.used[slotOfLayer(layer)].map(({ file }) => file))];
  if (!hasFiles(play, layer)) {
    const inPlay = layer === "identity" && verdict !== "not-applicable";
    return { layer, verdict: inPlay ? "unknown" : "not-applicable", basis: "none", files };
  }
  // Within one account a missing Allow of the resource's policy denies nothing.
  // Source: "Policy evaluation for requests within a single account".
  const leavesIt = layer === "resource" && verdict === "implicit-deny" && !decision.deniedBy.includes(layer);
  const isKnown = verdict === "allow" ? restsOnKnown(slotOfLayer(layer), evaluated) : hasKnownFiles(play, layer);
  const basis = isKnown ? "files" : "candidates";
  return { layer, verdict: leavesIt ? "leaves-it" : verdict, basis, files };
}

/** The same without the message, which is about the files as they were when AWS denied the request. */
export function explainByFiles(evaluated: Evaluated, candidates: CandidatePolicies): FilesVerdict {
  const { play, decision } = evaluated;
  return {
    allowed: decision.allowed,
    denying: decision.deniedBy.filter((layer) => hasFiles(play, layer)),
    layers: decision.layers.map(({ layer, verdict }) =>
      withUnbound(viewByFiles(layer, verdict, evaluated), candidates),
    ),
  };
}

/** What no file shows may allow the request: by the files alone nothing is missing then. */
export function incomplete(views: readonly LayerView[], layers: ReadonlySet<Layer>): readonly LayerView[] {
  return views.map((view) =>
    layers.has(view.layer) && view.verdict === "implicit-deny" && view.basis !== "message"
      ? { ...view, verdict: "unknown", isIncomplete: true }
      : view,
  );
}

/** The same of what the files say without the message. */
export function incompleteFiles(byFiles: FilesVerdict, layers: ReadonlySet<Layer>): FilesVerdict {
  const views = incomplete(byFiles.layers, layers);
  const open = views.filter(({ isIncomplete }) => isIncomplete === true).map(({ layer }) => layer);
  const denying = byFiles.denying.filter((layer) => !open.includes(layer));
  const isOpen = byFiles.allowed === "no" && open.length > 0 && denying.length === 0;
  return { layers: views, denying, allowed: isOpen ? "unknown" : byFiles.allowed };
}

/** The layers whose files deny as well, so that the request would be denied again once the first is settled. */
export function layersAfter({ layer: first }: Reconciled, { play, decision }: Evaluated): readonly Layer[] {
  // Within one account an Allow of the resource's policy that names the caller needs none of the caller's own policies.
  const isEnough = first === "resource" && !decision.deniedBy.includes(first);
  const denies = (layer: Layer): boolean =>
    !(isEnough && layer === "identity" && verdictOf(decision, layer) === "implicit-deny");
  return decision.deniedBy.filter((layer) => layer !== first && hasFiles(play, layer) && denies(layer));
}
