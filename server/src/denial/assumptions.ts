/** What an explanation takes for granted, and what it does not know. */
import { isForPrivateAddress } from "./condition-hints.ts";
import { or } from "../domains/truth.ts";
import { type Decision, hasEffect, slotOfLayer, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { undecidedKeysOf } from "../evaluation/undecided-keys.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type AskedResource } from "./asked-resource.ts";
import { type Statement } from "../policy/policy.ts";
import { deploymentKey } from "../policy/text-pattern.ts";
import { layersWithoutFiles } from "./other-layers.ts";
import { type Evaluated, isAsked, type Reconciled } from "./reconcile.ts";
import { type Assumption, type Presumption, type Unknown } from "./not-known.ts";
import { type Culprit, type NearMiss } from "./near-miss.ts";
import { type StatementPlace } from "./statement-place.ts";

/** How each policy that the explanation shows is known to apply, where nobody stated it. */
export function attachmentsOf(places: readonly StatementPlace[], { play }: Evaluated): readonly Assumption[] {
  const found = new Map<string, Assumption>();
  for (const { file, policyName, basis } of places) {
    const isIt = (one: CandidatePolicy): boolean =>
      one.file === file && one.name === policyName && one.alias === undefined;
    const slot = SLOTS.find((one) => play.used[one].some(isIt));
    if (slot === undefined || basis === "stated" || basis === "message") continue;
    const { statedFor, group } = play.used[slot].find(isIt) ?? {};
    const of = { ...(statedFor === undefined ? {} : { statedFor }), ...(group === undefined ? {} : { group }) };
    found.set(`${file} ${policyName}`, { assumption: "attached", file, policyName, basis, slot, ...of });
  }
  return [...found.values()];
}

const SLOTS = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"] as const;

/** Where one of the statements that the explanation shows leaves its Region open. */
export function regionOf(
  places: readonly StatementPlace[],
  { filled }: Request,
  { play }: Evaluated,
): readonly Assumption[] {
  const region = filled?.get(deploymentKey("region"));
  if (region === undefined) return [];
  const used = [...play.used.identity, ...play.used.boundary, ...play.used.session];
  const isOpen = places.some(({ file, span }) =>
    used.some(
      (one) =>
        one.file === file &&
        one.policy.statements.some(
          (statement) => statement.object.span.start === span.start && namesOwnRegion(statement),
        ),
    ),
  );
  return isOpen ? [{ assumption: "callers-region", region }] : [];
}

/** Does a statement say something of the Region in which its policy is deployed? */
function namesOwnRegion({ resource, notResource }: Statement): boolean {
  return [resource, notResource].some((list) =>
    list?.entries.some(({ holes }) => holes.some(({ stands }) => stands === "region")),
  );
}

/** Where several files are said to be the one policy of the resource: which is taken. */
export function rivalsOf({ play }: Evaluated): readonly Assumption[] {
  const [taken] = play.used.resource;
  if (taken === undefined || (taken.basis !== "stated" && taken.basis !== "declared")) return [];
  const rivals = play.otherResourcePolicies.filter(({ basis, file }) => basis === taken.basis && file !== taken.file);
  const others = [...new Set(rivals.map(({ file }) => file))];
  return others.length === 0 ? [] : [{ assumption: "one-of-several", taken: taken.file, others }];
}

/** What the message lets conclude of what nobody told: only of the layer that it names. */
export function conditionsOf(
  { verdict, denyType, layerBasis, layer }: Reconciled,
  culprits: readonly Culprit[],
  nearMisses: readonly NearMiss[],
  evaluated: Evaluated,
): readonly Assumption[] {
  if (verdict !== "explained" || layerBasis !== "message") return [];
  if (denyType === "explicit") {
    const [first, ...others] = culprits;
    // One of several Denies applied, and nobody can tell which.
    const keys = first === undefined || first.certain || others.length > 0 ? [] : unknownKeys([first]);
    return keys.length === 0 ? [] : [{ assumption: "conditions-held", keys }];
  }
  // A request is denied for want of an Allow only if every one of them fell short.
  const undecided = nearMisses.filter(
    ({ place, elements }) =>
      place.basis !== "none" &&
      elements.every(({ truth }) => truth !== "no") &&
      !elements.some(isForOthers) &&
      (layer !== "scp" || isOfOpenLevel(place, evaluated)),
  );
  return undecided.flatMap((one): readonly Assumption[] => {
    const conditions = one.elements.filter(({ element }) => element === "condition");
    const keys = unknownKeys([{ elements: conditions }]);
    const resource = isResourceOpen(one);
    return keys.length === 0 && !resource
      ? []
      : [{ assumption: "conditions-failed", place: one.place, keys, resource }];
  });
}

/** SCPs stand in levels, and one level without an Allow is enough: of its SCPs something follows if no other is open. */
function isOfOpenLevel({ file, policyName }: StatementPlace, { decision, play }: Evaluated): boolean {
  if (play.assumptions.some(({ assumption }) => assumption === "full-access-attached")) return false;
  const levels = (play.set.scps ?? []).map(({ orgIdentifier }) => {
    const allows = decision.statements.filter((trace) => trace.slot === "scp" && trace.orgIdentifier === orgIdentifier);
    return { orgIdentifier, truth: allows.map((trace) => hasEffect("Allow", trace)).reduce(or, "no") };
  });
  const [open, ...others] = levels.filter(({ truth }) => truth !== "yes");
  if (open?.truth !== "unknown" || others.length > 0) return false;
  const attached = play.used.scp.filter((one) => one.file === file && one.name === policyName);
  return attached.every(({ level }) => level === open.orgIdentifier);
}

/** Whose statement it is, and of which actions, may be all that it falls short in. */
function isForOthers({ element, truth }: NearMiss["elements"][number]): boolean {
  return truth === "unknown" && (element === "presence" || element === "action" || element === "principal");
}

function isResourceOpen({ elements }: Pick<NearMiss, "elements">): boolean {
  return elements.some(({ element, truth }) => element === "resource" && truth === "unknown");
}

/** More would tell nobody anything. */
const MOST_NEEDS = 20;

/** The context keys on which the statements hang; one that does not match in any case, whatever a key holds, hangs on none. */
export function unknownKeys(statements: readonly Pick<NearMiss, "elements">[]): readonly string[] {
  const open = statements.filter(({ elements }) => elements.every(({ truth }) => truth !== "no"));
  const keys = open.flatMap(({ elements }) =>
    elements.flatMap(({ hangsOn, condition }) =>
      condition !== undefined && isForPrivateAddress(condition.entry) ? [] : hangsOn,
    ),
  );
  const spelled = new Map(keys.map((key) => [key.toLowerCase(), key]));
  return [...spelled.values()];
}

/** What the evaluation asks for, without what would change no statement. */
function neededKeys(decision: Decision, request: Request): readonly string[] {
  const needs = decision.needs.slice(0, MOST_NEEDS).map(({ key }) => key);
  const open = needs.length === 0 ? [] : decision.statements.filter(({ matches }) => matches === "unknown");
  if (open.length > MOST_TRIED) return needs;
  const deciding = new Set(
    open.flatMap((trace) => {
      const { resource, conditions } = undecidedKeysOf(trace, request);
      return [...resource, ...conditions.flat()].map((key) => key.toLowerCase());
    }),
  );
  return needs.filter((key) => deciding.has(key.toLowerCase()) || key === OWNER);
}

const MOST_TRIED = 100;
/** No condition has to ask for it: it decides whose policies count. */
const OWNER = "aws:ResourceAccount";

/**
 * Those that would decide what the other layers say, where that is open, and of a layer that denies explicitly what its
 * other statements say: they decide once the Deny is out of the way.
 */
function keysOfOpenLayers(
  { layer, layerBasis, denyType }: Reconciled,
  { decision, candidateOf }: Evaluated,
  request: Request,
): readonly string[] {
  const open = decision.layers.filter((one) => one.layer !== layer && one.verdict === "unknown");
  const slots = new Set(open.map((one) => slotOfLayer(one.layer)));
  const own = layer === undefined || denyType !== "explicit" ? undefined : slotOfLayer(layer);
  const allowed = new Set(
    decision.statements
      .filter((trace) => trace.slot === own && hasEffect("Allow", trace) === "yes")
      .map(({ orgIdentifier }) => orgIdentifier),
  );
  // AWS would have named a Deny that matches before a layer that allows nothing; of another account's it may know nothing yet.
  const isNoDeny = layerBasis === "message" && denyType === "implicit" && !mayBeOfAnotherAccount(request);
  const matters = (trace: StatementTrace): boolean =>
    (slots.has(trace.slot) && !(isNoDeny && trace.effect === "Deny")) ||
    (trace.slot === own && (trace.effect === "Deny" || !allowed.has(trace.orgIdentifier)));
  const traces = decision.statements.filter(
    (trace) => trace.matches === "unknown" && matters(trace) && candidateOf(trace) !== undefined,
  );
  return traces.slice(0, MOST_NEEDS).flatMap((trace) => {
    const { resource, conditions } = undecidedKeysOf(trace, request);
    return [...resource, ...conditions.flat()];
  });
}

/** Each of two accounts evaluates its own policies. Source: "Cross-account policy evaluation logic". */
function mayBeOfAnotherAccount({ principal, resource: { accountId, isOfAnotherAccount } }: Request): boolean {
  const own = readAccountCaller(principal)?.account;
  return isOfAnotherAccount === true || (accountId !== undefined && own !== undefined && accountId !== own);
}

/** What nobody told: what the shown statements hang on, what the evaluation asks for, and layers without a file. */
export function unknownsOf(
  reconciled: Reconciled,
  evaluated: Evaluated,
  { asked, request }: { readonly asked: AskedResource; readonly request: Request },
  shown: readonly Pick<NearMiss, "place" | "elements">[],
  candidates: readonly Unknown[],
): readonly Unknown[] {
  const { verdict, reason, layer, layerBasis, denyType } = reconciled;
  const { decision, play } = evaluated;
  const settlesNothing = reason === "no-file-at-all" || (verdict === "explained" && layer !== undefined);
  const needs = settlesNothing ? [] : neededKeys(decision, request);
  const others = verdict === "explained" ? keysOfOpenLayers(reconciled, evaluated, request) : [];
  const keys = new Map([...unknownKeys(shown), ...needs, ...others].map((key) => [key.toLowerCase(), key]));
  const byFiles = layerBasis === "files" && layer !== undefined && (verdict === "explained" || denyType === "explicit");
  // What would allow it is here, and AWS did not say where it was denied.
  const isUnplaced = verdict === "workspace-allows" && layer === undefined;
  const layers = byFiles || isUnplaced ? layersWithoutFiles(play, request).filter((one) => one !== layer) : [];
  return [
    ...(asked.arn === undefined && shown.some(isResourceOpen)
      ? [{ unknown: "resource", said: asked.said } as const]
      : []),
    ...Array.from(keys.values(), (key) => ({ unknown: "context-key", key }) as const),
    ...candidates,
    ...(layers.length === 0 ? [] : [{ unknown: "other-layers", layers } as const]),
  ];
}

/** What else is attached to a unit matters where AWS asks it, and the account is known to be in it, or the Deny is. */
export function isOfLevelInPlay(
  one: Presumption,
  culprits: readonly Culprit[],
  { play, decision }: Evaluated,
): boolean {
  if (one.assumption !== "full-access-attached") return true;
  if (!isAsked(one.slot, decision)) return false;
  if (one.level === undefined || one.isWithoutFile === true) return true;
  const own = play.used[one.slot].filter(({ level }) => level === one.level);
  const isShown = ({ file, name }: CandidatePolicy): boolean =>
    culprits.some(({ place }) => place.file === file && place.policyName === name);
  return own.some((policy) => policy.basis !== "none" || isShown(policy));
}
