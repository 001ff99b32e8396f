/** Tries a change: the files are edited, read again, and the request is decided anew. */
import { type CandidatePolicies, type CandidatePolicy } from "../../policy/attached-policy.ts";
import { arnField, splitArn } from "../../policy/arn.ts";
import { type Policy, type Statement } from "../../policy/policy.ts";
import { type PolicySlot } from "../../policy/slots.ts";
import { deploymentKey } from "../../policy/text-pattern.ts";
import { slotOfLayer } from "../../evaluation/decision.ts";
import { entryOfFact } from "../../evaluation/derive-context.ts";
import { type ContextEntry, type Request } from "../../evaluation/request.ts";
import { factOfOtherKeys } from "../../policy/following-facts.ts";
import { type PolicyChanges } from "./fix-change.ts";
import { evaluateCandidates, type HeldAgainstFiles } from "../hold-against-files.ts";
import { type Evaluated } from "../reconcile.ts";
import { supposedPolicies } from "./supposed.ts";
import { isWithinPossibleCall } from "./creating-calls.ts";
import { type DeploymentOf, deploymentOfList, deploymentsOf } from "./deployments.ts";
import { isForPermissionSet } from "./permission-set.ts";
import { type FixProposal } from "./proposal.ts";
import { editsOf, type FileEdit, tryEdits, type TriedEdits } from "./try-edits.ts";
import { type FixQuestion } from "./question.ts";

export interface Tried {
  readonly edits: readonly FileEdit[];
  readonly after: Evaluated;
  /** Each policy of the edited files with what it reads as now. */
  readonly swapped: ReadonlyMap<Policy, Policy>;
  /** The same with what is written by references written out. */
  readonly writtenOut: ReadonlyMap<Policy, Policy>;
  /** What is added became a policy beside the one that it was for. */
  readonly addsPolicy: boolean;
}

/** An ARN that the writer of a template puts as a reference may be that of the reference itself. */
export function writesTheSame({ edits: one }: Tried, { edits: other }: Tried): boolean {
  return (
    one.length > 0 &&
    one.length === other.length &&
    one.every(({ file, span, newText }, at) => {
      const { file: otherFile, span: otherSpan, newText: otherText } = other[at] ?? {};
      return (
        file === otherFile && newText === otherText && span.start === otherSpan?.start && span.end === otherSpan.end
      );
    })
  );
}

/** What is proposed otherwise, where it cannot be written. */
export function triedOrOtherwise(
  asked: FixProposal,
  question: FixQuestion,
): { readonly proposal: FixProposal; readonly tried: Tried | undefined } {
  const tried = tryProposal(asked, question);
  const { otherwise } = asked;
  if (tried !== undefined || otherwise === undefined) return { proposal: asked, tried };
  return { proposal: otherwise, tried: tryProposal(otherwise, question) };
}

/** Undefined where it cannot be written, the edited file does not read as before, or no request carries what is given. */
export function tryProposal(proposal: FixProposal, question: FixQuestion): Tried | undefined {
  if (excludesItself(proposal.given) || !isWithinPossibleCall(proposal, question)) return undefined;
  const deploymentOf = deploymentsOf(question);
  const tried = tryEdits(proposal.changes, question.files, deploymentOf);
  if (tried === undefined) return undefined;
  const after = decidedAfter(proposal, supposedPolicies(proposal, tried.policies), question);
  if (proposal.elsewhere !== undefined) return writtenElsewhere(proposal, tried, after, question);
  const written = proposal.written === undefined ? tried : tryWritten(proposal, proposal.written, question);
  if (
    written === undefined ||
    (written !== tried && !mayAllow(evaluateAfter(proposal, written.policies, question), written))
  )
    return undefined;
  return {
    edits: written.edits,
    after,
    swapped: written.policies,
    writtenOut: tried.policies,
    addsPolicy: written.addsPolicy,
  };
}

/** The list that a module is given makes the element that the edited policy has. */
function writtenElsewhere(
  proposal: FixProposal,
  { policies, addsPolicy }: TriedEdits,
  after: Evaluated,
  question: FixQuestion,
): Tried | undefined {
  const { elsewhere, changes, written } = proposal;
  const [first] = changes;
  const ofList = elsewhere?.refers === true ? deploymentOfList(question) : undefined;
  const edits = first && elsewhere?.edits(deploymentsOf(question)(first.policy) ?? ofList);
  if (elsewhere === undefined || edits === undefined) return undefined;
  const { file } = elsewhere;
  // The statement in its place is about what the others refer to, as they are.
  const referring = written && tryWritten(proposal, written, question);
  return {
    edits: edits.map((edit) => ({ ...edit, file })),
    after,
    swapped: referring?.policies ?? policies,
    writtenOut: policies,
    addsPolicy,
  };
}

/** Undefined also where what is supposed is of no use: the same is written without it. */
function tryWritten(
  { supposing, changes }: FixProposal,
  written: readonly PolicyChanges[],
  question: FixQuestion,
): TriedEdits | undefined {
  const deploymentOf = deploymentsOf(question);
  if (supposing === undefined) return tryEdits(written, question.files, deploymentOf);
  const supposed: DeploymentOf = (policy) => {
    const deployment = deploymentOf(policy);
    return deployment && { ...deployment, variables: new Map([...deployment.variables, ...supposing]) };
  };
  const [plain, edits] = [editsOf(changes, deploymentOf), editsOf(written, supposed)];
  if (JSON.stringify(plain) === JSON.stringify(edits)) return undefined;
  return tryEdits(written, question.files, supposed);
}

/**
 * That AWS found no Allow tells that no Deny matched the request, which a change of the policies leaves as it is: those of
 * the layer that still may match, whatever the request is taken to carry, did not; nor did what the files do not settle of
 * them. Source: "Policy evaluation logic".
 */
function decidedAfter(proposal: FixProposal, swapped: ReadonlyMap<Policy, Policy>, question: FixQuestion): Evaluated {
  const after = evaluateAfter(proposal, swapped, question);
  const { attempt, held } = question;
  const { layer } = held.reconciled;
  const isSame = attempt.denial.denyType === "implicit" && proposal.change.change !== "satisfy";
  if (layer === undefined || !isSame) return after;
  const open = openDenies(after, slotOfLayer(layer));
  for (const { policy } of after.play.used[slotOfLayer(layer)]) {
    if (policy.open && !open.has(policy)) open.set(policy, new Set());
  }
  if (open.size === 0) return after;
  const left = new Map(swapped);
  const unchanged = Array.from(open.keys(), (policy) => [policy, policy] as const);
  for (const [before, now] of [...unchanged, ...swapped]) {
    const denies = open.get(now);
    if (denies === undefined) continue;
    left.set(before, { ...now, open: false, statements: now.statements.filter((one) => !denies.has(one)) });
  }
  return evaluateAfter(proposal, left, question);
}

/** Those of a layer's policies that may match, and those that may be one. */
function openDenies({ decision }: Evaluated, of: PolicySlot): Map<Policy, Set<Statement>> {
  const found = new Map<Policy, Set<Statement>>();
  for (const { slot, effect, matches, policy, statement } of decision.statements) {
    if (slot !== of || effect === "Allow" || matches !== "unknown") continue;
    const own = found.get(policy) ?? new Set();
    found.set(policy, own.add(statement));
  }
  return found;
}

/** The same with the policies of a slot of which nothing says whether they apply. */
export function evaluatedWithOpen(slot: PolicySlot, proposal: FixProposal, question: FixQuestion): Evaluated {
  const { held } = question;
  const rules = { ...held.rules, messageSlot: slot, withCandidates: "always" } as const;
  return evaluateAfter(proposal, NOTHING_SWAPPED, { ...question, held: { ...held, rules } });
}

const NOTHING_SWAPPED: ReadonlyMap<Policy, Policy> = new Map();

/** Undefined where it could not help. */
export function tryAsWritten(
  proposal: FixProposal,
  question: FixQuestion,
  deploymentOf: DeploymentOf,
): TriedEdits | undefined {
  const made = tryEdits(proposal.changes, question.files, deploymentOf);
  return made !== undefined && mayAllow(evaluateAfter(proposal, made.policies, question), made) ? made : undefined;
}

/** May a statement of the edited policies allow the request, whatever its references stand for? */
function mayAllow({ decision }: Evaluated, { policies }: TriedEdits): boolean {
  const edited = new Set(policies.values());
  return decision.statements.some(
    ({ effect, matches, policy }) => effect === "Allow" && matches !== "no" && edited.has(policy),
  );
}

function evaluateAfter(
  proposal: FixProposal,
  swapped: ReadonlyMap<Policy, Policy>,
  { attempt, request, held, ownerIsPresumed }: FixQuestion,
): Evaluated {
  const isChanged = ({ policy }: CandidatePolicy): boolean => policy === proposal.attached || swapped.has(policy);
  const candidates = Object.fromEntries(
    Object.entries(attempt.candidates).map(([slot, policies]: [string, readonly CandidatePolicy[]]) => [
      slot,
      policies.some(isChanged) ? policies.map((one) => changed(one, swapped, proposal.attached)) : policies,
    ]),
  ) as unknown as CandidatePolicies;
  const plain = requestFor(proposal.resource, requestWith(proposal.given, request));
  const asked = ownerIsPresumed && isForPermissionSet(proposal) ? asOfAnotherAccount(plain) : plain;
  // A fact that is given may make any statement match; without one, what did not match before does not now.
  const mayMatch = proposal.given.size > 0 || proposal.resource !== undefined ? attempt.mayMatch : mayStillMatch(held);
  return evaluateCandidates({ ...attempt, candidates, mayMatch, mayNearlyMatch: mayMatch }, asked, held.rules);
}

/**
 * Whose the resource is, is only presumed. Within one account the permission set's own policies do without the statement, so
 * that it is tried where it is needed; in either case it helps if these allow the request.
 */
function asOfAnotherAccount(request: Request): Request {
  return { ...request, resource: { ...request.resource, accountId: undefined, isOfAnotherAccount: true } };
}

/** What is given changes other keys, too: a request through a VPC endpoint no longer carries `aws:SourceIp`. */
function requestWith(given: FixProposal["given"], request: Request): Request {
  if (given.size === 0) return request;
  const { context, resource } = request;
  const entry = (key: string): ContextEntry => {
    const lower = key.toLowerCase();
    const own =
      given.get(lower === "ec2:region" && !given.has(lower) ? REQUESTED_REGION : lower) ?? leftOutTag(lower, given);
    if (own !== undefined) return own;
    const follows = factOfOtherKeys(key.toLowerCase(), givenKey(given));
    return follows === undefined ? context.entry(key) : entryOfFact(follows);
  };
  const isOfAnyOwner = given.get(RESOURCE_ACCOUNT)?.state === "unknown";
  const there = { ...resource, arn: arnIn(given.get(REQUESTED_REGION), resource.arn) };
  return { ...request, context: { entry }, resource: isOfAnyOwner ? { ...there, accountId: undefined } : there };
}

/** A tag whose key the request no longer has goes with it. Source: "AWS global condition context keys", aws:TagKeys. */
function leftOutTag(key: string, given: FixProposal["given"]): ContextEntry | undefined {
  const keys = given.get("aws:tagkeys");
  const tag = key.startsWith(REQUEST_TAG) ? key.slice(REQUEST_TAG.length) : undefined;
  if (tag === undefined || keys === undefined || keys.state === "unknown") return undefined;
  const isThere = keys.state === "present" && keys.values.some((one) => one.toLowerCase() === tag);
  return isThere ? undefined : { state: "absent" };
}

const REQUEST_TAG = "aws:requesttag/";

/** A template whose resource it is, is deployed in its Region. */
function requestFor(arn: string | undefined, request: Request): Request {
  if (arn === undefined) return request;
  const region = arnField(arn, "region") ?? "";
  const filled =
    region === "" ? request.filled : new Map([[deploymentKey("region"), region], ...(request.filled ?? [])]);
  return { ...request, resource: { arn, accountId: request.resource.accountId }, ...(filled && { filled }) };
}

const REQUESTED_REGION = "aws:requestedregion";

/** What the request is to make, made in the Region that it is sent to. */
function arnIn(region: ContextEntry | undefined, arn: string): string {
  const [to] = region?.state === "present" ? region.values : [];
  const field = splitArn(arn).find((one) => one.field === "region");
  return to === undefined || field === undefined || field.text === ""
    ? arn
    : arn.slice(0, field.start) + to + arn.slice(field.end);
}

/** Two keys of which a request carries one at the most. */
function excludesItself(given: FixProposal["given"]): boolean {
  return [...given].some(([key, { state }]) => {
    const follows = factOfOtherKeys(key, givenKey(given));
    return state === "present" && follows !== undefined && follows.value === undefined;
  });
}

function givenKey(given: FixProposal["given"]): (key: string) => ContextEntry {
  return (key) => given.get(key) ?? UNKNOWN;
}

/** Where this key is given as unknown, nobody knows whose the resource is. */
export const RESOURCE_ACCOUNT = "aws:resourceaccount";

const UNKNOWN: ContextEntry = { state: "unknown" };

/** Lives as long as the explanation. */
const STILL_MATCHING = new WeakMap<HeldAgainstFiles, (policy: Policy) => boolean>();

function mayStillMatch(held: HeldAgainstFiles): (policy: Policy) => boolean {
  const made = STILL_MATCHING.get(held);
  if (made !== undefined) return made;
  const { decision, play } = held.evaluated;
  // Asked of thousands of policies for each fix: one look has to do.
  const done = new Set<Policy>();
  for (const policies of Object.values(play.used))
    for (const { policy } of policies) if (!policy.open) done.add(policy);
  for (const { matches, policy } of decision.statements) if (matches !== "no") done.delete(policy);
  const may = (policy: Policy): boolean => !done.has(policy);
  STILL_MATCHING.set(held, may);
  return may;
}

function changed(
  candidate: CandidatePolicy,
  swapped: ReadonlyMap<Policy, Policy>,
  attached: Policy | undefined,
): CandidatePolicy {
  if (candidate.policy === attached) return { ...candidate, basis: "stated" };
  const policy = swapped.get(candidate.policy);
  return policy === undefined ? candidate : { ...candidate, policy };
}
