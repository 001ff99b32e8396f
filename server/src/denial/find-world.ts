/**
 * The world in which the files give the denial that AWS tells of. What is presumed holds in it unless the denial refutes
 * it; then the fewest and weakest presumptions are given up that let the files explain it.
 */
import { type DeploymentVariables } from "../policy/deployment-variables.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { type ConditionTrace, hasEffect, slotOfLayer } from "../evaluation/decision.ts";
import { readArn } from "../policy/arn.ts";
import { deploymentKey } from "../policy/text-pattern.ts";
import { sourceOf } from "./made-together.ts";
import { SECRET_SUFFIX } from "../syntax/value.ts";
import { type ActionLookup } from "./action-facts.ts";
import { type AskedRequest, type DeniedRequest, type Owner, toRequest } from "./denied-request.ts";
import { type Presumption, type Refuted } from "./not-known.ts";
import { type Attempt, type HeldAgainstFiles, holdAgainstFiles } from "./hold-against-files.ts";
import { verdictOf } from "./reconcile.ts";
import { choicesOf } from "./presumptions.ts";
import { plainRoleOf } from "./plain-role.ts";
import { withRefutations } from "./refuted-statements.ts";
import { type FixFiles } from "./fixes/question.ts";

export interface World {
  readonly asked: AskedRequest;
  readonly held: HeldAgainstFiles;
  readonly owner: Owner;
  /** What is presumed in it. */
  readonly presumed: readonly Presumption[];
  /** What would be, if the denial did not refute it. */
  readonly givenUp: readonly Refuted[];
}

export interface WorldQuestion extends Attempt {
  readonly files: Pick<FixFiles, "refutation">;
  readonly subject: DeniedRequest;
  readonly actions: ActionLookup;
  /** The policies of the workspace that may bear on the request if its resource belongs to an account that nobody names. */
  readonly candidatesOfAnyOwner: () => CandidatePolicies;
  readonly variables: DeploymentVariables;
}

/** Undefined where it is not known who asked for what. */
export function findWorld(question: WorldQuestion): World | undefined {
  const world = worldThatExplains(question);
  return world === undefined ? undefined : withRolePath(world, question);
}

/**
 * What the files say by themselves: that one of them is attached was refuted by what it was when AWS denied the request, which
 * an edit ends.
 */
export function heldByFiles({ held, owner, givenUp }: World, question: WorldQuestion): HeldAgainstFiles {
  const left = givenUp.filter(({ assumption }) => assumption !== "attached");
  return left.length === givenUp.length ? held : (worldOf(owner, left, question)?.held ?? held);
}

function worldThatExplains(question: WorldQuestion): World | undefined {
  const likely = worldWithout([], question);
  if (likely === undefined) return undefined;
  if (isExplained(likely)) return withOwnerOfAllow(withOpenOwner(likely, question), question);
  for (const givenUp of choicesOf(refutable(likely))) {
    const world = worldWithout(givenUp, question);
    if (world !== undefined && isExplained(world)) return world;
  }
  return isOfForeignBucket(likely) ? worldWithout(ownersOf(likely), question) : withoutFullAccess(likely);
}

/**
 * Within one account what the caller's own policies allow needs no bucket policy: AWS looks for one in a bucket of another
 * account. Source: "Cross-account policy evaluation logic".
 */
function isOfForeignBucket(world: World): boolean {
  const { reconciled, evaluated } = world.held;
  const { reason, layer, layerBasis, denyType } = reconciled;
  const isMissing = reason === "no-file-of-layer" && layer === "resource" && denyType === "implicit";
  const isBucket = ownersOf(world).some(({ resource }) => readArn(resource ?? "")?.service === "s3");
  return isMissing && isBucket && layerBasis === "message" && verdictOf(evaluated.decision, "identity") === "allow";
}

/**
 * An Allow for the caller's account counts where the bucket is another one's: where only its conditions are open, nothing is
 * presumed of the owner. Source: "AWS account principals", on principals of the same account.
 */
function withOwnerOfAllow(likely: World, question: WorldQuestion): World {
  const { reason, layer, layerBasis } = likely.held.reconciled;
  const isPresumed = ownersOf(likely).length > 0;
  if (reason !== "no-allow" || layer !== "resource" || layerBasis !== "message" || !isPresumed) return likely;
  const open = worldOf("unknown", [], question);
  return open?.held.reconciled.reason === "allow-may-match" ? open : likely;
}

function ownersOf({ presumed }: World): readonly Extract<Presumption, { readonly assumption: "callers-account" }>[] {
  return presumed.flatMap((one) => (one.assumption === "callers-account" ? [one] : []));
}

/**
 * What the denial may refute. Where a policy that has to allow is not here, it may be what does not: then nothing is
 * concluded of whose the resource is. Source: "Key policies in AWS KMS". A Deny that AWS names is another matter: an RCP
 * of the account that owns the resource may be here. Source: "Resource control policies (RCPs)".
 */
function refutable({ presumed, held }: World): readonly Presumption[] {
  const { verdict, layer, denyType } = held.reconciled;
  const isOfResource = layer !== undefined && slotOfLayer(layer) === "resource";
  if (verdict !== "not-covered" || denyType === "explicit" || !isOfResource) return presumed;
  return presumed.filter(({ assumption }) => assumption !== "callers-account");
}

/**
 * Of Denies that may have matched, one that only the presumed owner rules out is another that may: then nothing is
 * presumed of the owner.
 */
function withOpenOwner(likely: World, question: WorldQuestion): World {
  const { reason, denying } = likely.held.reconciled;
  const isPresumed = likely.presumed.some(({ assumption }) => assumption === "callers-account");
  if (reason !== "deny-may-match" || !isPresumed) return likely;
  const open = worldOf("unknown", [], question);
  const count = open?.held.reconciled.denying.length ?? 0;
  const isOpen = count > denying.length || (count === denying.length && isPerimeter(likely));
  return open !== undefined && isOpen ? open : likely;
}

/**
 * An RCP that denies whoever is outside an organization: its own principals it lets pass, and so those of the account whose
 * resource it guards. Source: "Resource control policies (RCPs)"; "AWS global condition context keys", aws:PrincipalOrgID.
 */
function isPerimeter({ held: { reconciled } }: World): boolean {
  const { layer, denying } = reconciled;
  return layer === "rcp" && denying.every(({ condition }) => condition.entries.some(asksForOrganization));
}

function asksForOrganization({ truth, entry: { key } }: ConditionTrace): boolean {
  return truth === "unknown" && /^aws:PrincipalOrg(?:ID|Paths)$/i.test(key);
}

/**
 * A session's role has a path if the files, which name a role of that name without one, would not give the denial
 * otherwise. Source: "AWS global condition context keys", aws:PrincipalArn.
 */
function withRolePath(world: World, question: WorldQuestion): World {
  const { subject, denial } = question;
  const { reason, layerBasis } = world.held.reconciled;
  const isOpen = reason === "deny-may-match" || reason === "allow-may-match";
  const plain = isOpen && layerBasis === "message" ? plainRoleOf(subject, world.held) : undefined;
  if (plain === undefined) return world;
  const context = new Map([...subject.context, ["aws:principalarn", plain.arn]]);
  const without = worldOf(world.owner, world.givenUp, { ...question, subject: { ...subject, context } });
  if (without === undefined || isExplained(without) || restsOnFullAccess(without)) return world;
  if (reason === "allow-may-match" && !hasOpenAllow(world)) return world;
  const certain = reason === "allow-may-match" || denial.policyArn !== null;
  return { ...world, givenUp: [...world.givenUp, { assumption: "role-without-path", role: plain.name, certain }] };
}

/** A Deny that may match is no ground for a path: AWS says that nothing allows it, so none matched. */
function hasOpenAllow({ held: { evaluated, reconciled } }: World): boolean {
  const { layer } = reconciled;
  return evaluated.decision.statements.some(
    (trace) => layer !== undefined && trace.slot === slotOfLayer(layer) && hasEffect("Allow", trace) === "unknown",
  );
}

/** Is it explained if something else than FullAWSAccess is attached beside the SCPs that only deny? */
function restsOnFullAccess({ held: { evaluated, reconciled } }: World): boolean {
  return (
    reconciled.denyType === "implicit" &&
    reconciled.layer === "scp" &&
    evaluated.play.assumptions.some(({ assumption }) => assumption === "full-access-attached")
  );
}

function isExplained({ held }: World): boolean {
  return held.reconciled.verdict === "explained";
}

function worldWithout(givenUp: readonly Presumption[], question: WorldQuestion): World | undefined {
  const isOfAnother = givenUp.some(({ assumption }) => assumption === "callers-account");
  return worldOf(isOfAnother ? "another-account" : "callers-account", givenUp, question);
}

function worldOf(owner: Owner, givenUp: readonly Refuted[], question: WorldQuestion): World | undefined {
  const { subject, actions } = question;
  const isOfCaller = owner === "callers-account";
  const candidates = withoutGivenUp(isOfCaller ? question.candidates : question.candidatesOfAnyOwner(), givenUp);
  const plain = toRequest(subject, candidates, actions, owner);
  if (plain === undefined) return undefined;
  const region = regionOf(plain);
  const { everywhere, ofCaller: filledOfCaller, ofResource: filledOfResource } = question.variables;
  const suffix = suffixOfSecret(plain);
  const filled = new Map([
    ...everywhere,
    ...(region === undefined ? [] : [[REGION, region] as const]),
    ...(suffix === undefined ? [] : [[SECRET_SUFFIX, suffix] as const]),
  ]);
  const request = withRefutations(plain.request, question.files);
  const isKnown = [filled, filledOfCaller, filledOfResource].some(({ size }) => size > 0);
  const asked = { ...plain, request: isKnown ? { ...request, filled, filledOfCaller, filledOfResource } : request };
  const held = holdAgainstFiles({ ...question, candidates }, asked.request);
  return { asked, held, owner, presumed: presumedIn(asked, held, candidates), givenUp };
}

const REGION = deploymentKey("region");

/** Of what was asked for, where that is in one. */
function regionOf({ request: { resource } }: AskedRequest): string | undefined {
  const region = resource.possible === undefined ? readArn(resource.arn)?.region : undefined;
  return region !== undefined && /^[a-z0-9-]+$/.test(region) ? region : undefined;
}

/**
 * A secret that is called like the one asked for is that one. A word behind the last hyphen may be the end of a name in an ARN
 * that was given without what AWS adds. Source: "What's in a Secrets Manager secret?".
 */
function suffixOfSecret({ request: { resource } }: AskedRequest): string | undefined {
  const suffix = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:.+-([A-Za-z0-9]{6})$/.exec(resource.arn)?.[1];
  return suffix === undefined || /^(?:[a-z]+|[A-Z]+|\d+)$/.test(suffix) ? undefined : suffix;
}

/** A file whose name alone says what it is attached to, or that makes it for a name, where that is refuted. */
function withoutGivenUp(candidates: CandidatePolicies, givenUp: readonly Refuted[]): CandidatePolicies {
  const refuted = givenUp.flatMap((one) => (one.assumption === "attached" ? [one] : []));
  if (refuted.length === 0) return candidates;
  const identity = candidates.identity.filter((candidate) => !refuted.some((one) => fallsWith(candidate, one)));
  return { ...candidates, identity };
}

/** What one template, or one module, makes for a role is all of this role or of another, also what it attaches of AWS's. */
function fallsWith(
  { file, name, basis, isOfAws, provider }: CandidatePolicy,
  refuted: Extract<Refuted, { assumption: "attached" }>,
): boolean {
  if (refuted.basis === "declared" && isOfAws === true) return true;
  if (refuted.basis !== "declared" || basis !== "declared") return file === refuted.file && name === refuted.policyName;
  return sourceOf(file, provider) === sourceOf(refuted.file, refuted.provider);
}

function presumedIn(
  { assumptions }: AskedRequest,
  { evaluated, rules }: HeldAgainstFiles,
  candidates: CandidatePolicies,
): readonly Presumption[] {
  const owner = assumptions.flatMap((one) => (one.assumption === "callers-account" ? [one] : []));
  const named = rules.messageSlot === "identity" ? evaluated.play.used.identity : [];
  const isBesideAnother = besideAnother(candidates);
  const attached = named
    // That a file attaches a policy of AWS is refuted only with what else it makes for the role.
    .filter((one) => one.basis === "named" || (one.isOfAws !== true && isBesideAnother(one)))
    .map(({ file, name, basis, provider }): Presumption => ({
      assumption: "attached",
      file,
      ...(provider === undefined ? {} : { provider }),
      policyName: name,
      basis,
      slot: "identity",
    }));
  return [...owner, ...attached];
}

/**
 * A name that the template fills in may be that of another role only where there is another: one that another template makes
 * for the caller, or a policy of the same template whose role is not known. Without one it is not deployed as it stands. A role
 * that the template names in full has what it attaches, whatever else there is beside it.
 */
function besideAnother({ identity }: CandidatePolicies): (one: CandidatePolicy) => boolean {
  const declaring = new Set<string>();
  const withOthers = new Set<string>();
  const ofParts = new Map<string, string>();
  // What a module is given stands where it is called: all parts of one policy are of one source.
  const sourceOfPart = ({ file, provider, partOf }: CandidatePolicy): string => {
    const source = (partOf === undefined ? undefined : ofParts.get(partOf)) ?? sourceOf(file, provider);
    if (partOf !== undefined) ofParts.set(partOf, source);
    return source;
  };
  for (const one of identity) {
    const isEmpty = one.policy.statements.length === 0 && !one.policy.open;
    if (one.isOfAws !== true && !isEmpty) (one.basis === "declared" ? declaring : withOthers).add(sourceOfPart(one));
  }
  return (one) => {
    if (one.basis !== "declared") return false;
    const source = sourceOfPart(one);
    return (one.isByName !== true && withOthers.has(source)) || declaring.size > Number(declaring.has(source));
  };
}

/** No SCP allows it by AWS's word, and all of those here do: what is attached beside them is not what is attached to all at first. */
function withoutFullAccess(world: World): World {
  const { reconciled, evaluated } = world.held;
  const { layer, denyType, layerBasis } = reconciled;
  if (layer === undefined || slotOfLayer(layer) !== "scp" || denyType !== "implicit" || layerBasis !== "message")
    return world;
  return { ...world, givenUp: evaluated.play.assumptions };
}
