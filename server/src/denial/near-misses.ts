/** Of the statements that did not match, those that almost did, the nearest first, and what most likely went wrong. */
import { editDistance, isNearName } from "../domains/nearest-name.ts";
import { type Truth } from "../domains/truth.ts";
import { type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { isSettled, type Scalar } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { accountSlipHints } from "./account-slip.ts";
import { type ActionLookup } from "./action-facts.ts";
import { conditionHints, foreignKeyHints, onlyThroughServices, otherResourceHints } from "./condition-hints.ts";
import { findingsOf, type StatementPlacer } from "./element-findings.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type NearMiss, type NearMissHint, type UnboundHint } from "./near-miss.ts";
import { callerForPolicies } from "./fixes/caller.ts";
import { nameStart, settledShare } from "./settled-share.ts";
import { withPathOfUser } from "./fixes/path-of-user.ts";
import { type FixFiles } from "./fixes/question.ts";
import { remoteness } from "./remoteness.ts";
import { settledStatement } from "./settled-statement.ts";
import { resourceHints, serviceOfAction, type WantedResource, wantedResource } from "./resource-hints.ts";

export interface TracedPolicy {
  readonly trace: StatementTrace;
  readonly policy: CandidatePolicy;
}

export interface NearMissSearch {
  readonly request: Request;
  readonly placer: StatementPlacer;
  readonly actions: ActionLookup;
  readonly files: Pick<FixFiles, "refutation" | "dataDate">;
}

/** What is asked of each of thousands of statements is read of the request once. */
interface Wanted extends NearMissSearch, WantedResource {
  readonly isCallerWithoutName: boolean;
}

const MOST_NEAR_MISSES = 5;

export function findNearMisses(traces: readonly TracedPolicy[], search: NearMissSearch): readonly NearMiss[] {
  const { request, actions } = search;
  const isWithoutName = isCallerWithoutName(request);
  const wanted = { ...search, ...wantedResource(request, actions), isCallerWithoutName: isWithoutName };
  const inOrder: EstimatedMiss[] = [];
  for (const traced of traces) {
    const estimated = estimate(traced, search);
    if (estimated !== undefined) inOrder.push(estimated);
  }
  inOrder.sort((a, b) => a.lacks - b.lacks);
  const nearest: RankedMiss[] = [];
  for (const estimated of inOrder) {
    const farthest = nearest[MOST_NEAR_MISSES - 1]?.distance ?? Infinity;
    if (farthest <= estimated.lacks - SLIP - ALIKE) break;
    const ranked = rankedMiss(estimated, wanted);
    if (ranked.distance >= farthest) continue;
    const same = nearest.findIndex((one) => isSameText(one.traced, ranked.traced));
    if (same >= 0 && (nearest[same]?.distance ?? 0) <= ranked.distance) continue;
    if (same >= 0) nearest.splice(same, 1);
    nearest.splice(placeFor(ranked, nearest), 0, ranked);
    nearest.splice(MOST_NEAR_MISSES);
  }
  const shown = nearest.length > 0 ? nearest : allowLists(traces).map((traced) => rankedMiss(listed(traced), wanted));
  return shown.map((one) => nearMissOf(one, search));
}

function nearMissOf({ traced: { trace, policy }, slips }: RankedMiss, search: NearMissSearch): NearMiss {
  const elements = findingsOf(trace, search.request);
  const unbound = policy.basis === "none" ? [unboundHint(policy, trace)] : [];
  const place = search.placer.placeOf(trace, policy);
  const settled = settledStatement(trace, elements, search.files);
  return settled === undefined
    ? { place, elements, hints: [...slips, ...onlyThroughServices(trace), ...unbound] }
    : { place, elements: settled.elements, hints: [...slips, settled.hint, ...unbound] };
}

/** Of policies that nothing attaches, one that is made of a text stands for the others. */
function isSameText(one: TracedPolicy, other: TracedPolicy): boolean {
  return (
    one.policy.basis === "none" &&
    other.policy.basis === "none" &&
    one.policy.file === other.policy.file &&
    one.trace.statement.span.start === other.trace.statement.span.start
  );
}

const MOST_LISTS = 2;

/** What allows other services everywhere, in a layer that is a list of what is allowed at all: the list lacks the action. */
function allowLists(traces: readonly TracedPolicy[]): readonly TracedPolicy[] {
  const lists = traces.filter(
    ({ trace: { slot, effect, action, resource, principal, condition } }) =>
      LISTS.has(slot) &&
      effect === "Allow" &&
      action.truth === "no" &&
      resource.truth === "yes" &&
      principal?.truth !== "no" &&
      condition.truth !== "no",
  );
  return lists.slice(0, MOST_LISTS);
}

const LISTS: ReadonlySet<PolicySlot> = new Set<PolicySlot>(["scp", "boundary", "session", "vpc-endpoint"]);

function listed(traced: TracedPolicy): EstimatedMiss {
  return { traced, ofAction: [], lacks: 0 };
}

/** Behind those that are as near. */
function placeFor({ distance }: RankedMiss, nearest: readonly RankedMiss[]): number {
  const at = nearest.findIndex((one) => one.distance > distance);
  return at < 0 ? nearest.length : at;
}

interface EstimatedMiss {
  readonly traced: TracedPolicy;
  readonly ofAction: readonly NearMissHint[];
  /** What it lacks, before a hint makes it nearer. */
  readonly lacks: number;
}

/** A statement with an obvious slip is nearer than another that lacks as much. */
const SLIP = 0.5;

/** And of two statements about another resource, or for another action, the one that has more of the name asked for. */
const ALIKE = 0.4;

function likeness(trace: StatementTrace, { action, resource }: Request): number {
  return Math.max(likenessOfResource(trace, resource.arn), likenessOfAction(trace, action));
}

/** `GetParameters` is nearer to `GetParameter` than `DeleteParameter` is: it may well have been taken for it. */
function likenessOfAction({ statement, action }: StatementTrace, wanted: string): number {
  if (action.truth !== "no") return 0;
  const name = nameOfAction(wanted);
  const service = serviceOfAction(wanted);
  const alike = (statement.action?.entries ?? [])
    .filter(({ text }) => serviceOfAction(text) === service)
    .map(({ text }) => nameOfAction(text))
    .filter((one) => verbOf(one) === verbOf(name));
  if (alike.length === 0) return 0;
  return alike.some((one) => isNearName(one, name)) ? 1 : SAME_VERB;
}

const SAME_VERB = 0.5;

function nameOfAction(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}

/** `Get` of `GetParameter`. */
function verbOf(name: string): string {
  return /^[A-Z]?[a-z]*/.exec(name)?.[0].toLowerCase() ?? "";
}

/**
 * Which part of the resource's name the statement's nearest resource begins with, from 0 to 1: but a name with a slip is
 * nearer than one that only begins alike, as `report` is to `reports` beside `reports-archive`.
 */
function likenessOfResource({ statement, resource }: StatementTrace, wanted: string): number {
  if (resource.truth === "unknown") return settledShare(statement.resource, wanted);
  if (resource.truth !== "no") return 0;
  const name = wanted.slice(nameStart(wanted));
  if (name === "") return 0;
  let most = 0;
  for (const { text } of statement.resource?.entries ?? []) {
    const written = text.slice(nameStart(text));
    let same = 0;
    while (same < name.length && same < written.length && written[same] === name[same]) same++;
    const slips = same === name.length ? undefined : slipsAt(same, written, name);
    most = Math.max(most, slips === undefined ? same / name.length : 1 - slips / MORE_THAN_SLIPS);
  }
  return most;
}

const MORE_THAN_SLIPS = 20;

/** How many slips there are in the first part that differs; undefined where that is another name. */
function slipsAt(at: number, written: string, name: string): number | undefined {
  const [own, other] = [partAt(at, written), partAt(at, name)];
  return isNearName(own, other) ? editDistance(own.toLowerCase(), other.toLowerCase(), MOST_SLIPS) : undefined;
}

const MOST_SLIPS = 3;

/** What stands between two signs that part names. */
function partAt(at: number, text: string): string {
  let start = at;
  while (start > 0 && !PARTING.has(text.charAt(start - 1))) start--;
  let end = at;
  while (end < text.length && !PARTING.has(text.charAt(end))) end++;
  return text.slice(start, end);
}

const PARTING: ReadonlySet<string> = new Set(["/", ":", "*", "?"]);

/** Undefined for a statement about something else. */
function estimate(traced: TracedPolicy, search: NearMissSearch): EstimatedMiss | undefined {
  const { trace, policy } = traced;
  const ofAction = actionHints(trace, search);
  const typo = ofAction.length > 0;
  if (!typo && isAboutSomethingElse(trace, search.request)) return undefined;
  const lacks =
    weigh(trace.action.truth, typo ? 2 : namesCaller(trace, search.request) ? NAMED : 6) +
    weigh(trace.resource.truth, 3) +
    weigh(trace.principal?.truth ?? "yes", 3) +
    trace.condition.entries.reduce((sum, { truth }) => sum + weigh(truth, 2), 0) +
    (isOfEverything(trace, search) ? OF_EVERYTHING : 0) +
    remoteness(policy);
  return { traced, ofAction, lacks };
}

/** In another account's policy a statement for the caller that lacks the action is nearer than one for somebody else. */
const NAMED = 2.5;

/** What allows actions that know nothing but every resource says nothing of one that acts on a resource. */
const OF_EVERYTHING = 0.5;

function isOfEverything({ action, statement }: StatementTrace, { request, actions }: NearMissSearch): boolean {
  if (action.truth !== "no" || statement.action === undefined || actions(request.action)?.takesResource !== true)
    return false;
  return statement.action.entries.every((entry) => isSettled(entry) && actions(entry.text)?.takesResource === false);
}

function namesCaller({ principalMatch }: StatementTrace, { principal, resource }: Request): boolean {
  const kind = principalMatch?.surely;
  if (kind === undefined || kind === "everyone" || resource.accountId === undefined) return false;
  const caller = readAccountCaller(principal);
  return caller !== undefined && caller.account !== resource.accountId;
}

function weigh(truth: Truth, weight: number): number {
  return truth === "yes" ? 0 : truth === "unknown" ? 1 : weight;
}

function isAboutSomethingElse(trace: StatementTrace, { action }: Request): boolean {
  return trace.action.truth === "no" && (!isOfService(trace, action) || trace.resource.truth === "no");
}

interface RankedMiss {
  readonly traced: TracedPolicy;
  readonly slips: readonly NearMissHint[];
  readonly distance: number;
}

function rankedMiss({ traced, ofAction, lacks }: EstimatedMiss, wanted: Wanted): RankedMiss {
  const { trace } = traced;
  const slips = slipsOf(trace, ofAction, wanted);
  return {
    traced,
    slips,
    distance: lacks - (slips.length > 0 ? SLIP : 0) - ALIKE * likeness(trace, wanted.request),
  };
}

/** Asked of thousands of statements that lack as much, of which hardly any has one: then no list is made. */
function slipsOf(trace: StatementTrace, ofAction: readonly NearMissHint[], wanted: Wanted): readonly NearMissHint[] {
  let slips = ofAction;
  slips = beside(slips, uniqueIdHints(trace));
  slips = beside(slips, principalCaseHints(trace, wanted.request));
  slips = beside(slips, resourceHints(trace, wanted));
  slips = beside(slips, userNameHints(trace, wanted));
  slips = beside(slips, pathHints(trace, wanted));
  for (const entry of trace.condition.entries) slips = beside(slips, conditionHints(entry));
  slips = beside(slips, accountSlipHints(trace, wanted.request));
  slips = beside(slips, foreignKeyHints(trace, wanted.request));
  return beside(slips, otherResourceHints(trace, wanted.request.resource, wanted.facts));
}

function beside(slips: readonly NearMissHint[], more: readonly NearMissHint[]): readonly NearMissHint[] {
  return more.length === 0 ? slips : [...slips, ...more];
}

const NO_HINTS: readonly NearMissHint[] = [];

/** Of a policy of which nothing says that it applies. */
export function unboundHint(
  { alias, statedFor, group, heldBy, inlineIn }: CandidatePolicy,
  { slot }: StatementTrace,
): UnboundHint {
  if (statedFor !== undefined) return { hint: "stated-for", resource: statedFor, slot };
  if (alias !== undefined) return { hint: "policy-of-alias", alias };
  return {
    hint: "not-attached",
    slot,
    ...(group === undefined ? {} : { group }),
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(inlineIn === undefined ? {} : { inlineIn }),
  };
}

/** Of an entry that may name the caller. */
function uniqueIdHints({ statement, principal }: StatementTrace): readonly NearMissHint[] {
  if (principal?.truth !== "unknown" || statement.principal?.form !== "typed") return NO_HINTS;
  const entries = statement.principal.types.flatMap((type) => (type.type === "AWS" ? type.entries : []));
  const id = entries.find((entry) => isSettled(entry) && isUniqueId(entry.text));
  return id === undefined ? NO_HINTS : [{ hint: "unique-id", written: id.text }];
}

/** Names of users and roles are case-sensitive in policies. Source: "Create a role to delegate permissions to an IAM user". */
function principalCaseHints({ statement, principal }: StatementTrace, request: Request): readonly NearMissHint[] {
  if (principal?.truth !== "no" || statement.principal?.form !== "typed") return NO_HINTS;
  const wanted = callerForPolicies(request)?.text ?? request.principal;
  const entries = statement.principal.types.flatMap((type) => (type.type === "AWS" ? type.entries : []));
  const written = entries.find((entry) => isSettled(entry) && entry.text.toLowerCase() === wanted.toLowerCase());
  return written === undefined ? NO_HINTS : [{ hint: "case-differs", written: written.text, wanted }];
}

/** Of a user or a role. Source: "IAM identifiers", unique ID prefixes. */
export function isUniqueId(text: string): boolean {
  return /^A(?:IDA|ROA)[A-Z0-9]{12,}$/.test(text);
}

/** Where a user under a path asks about itself, and the statement is for users without one. */
function pathHints({ statement, resource }: StatementTrace, { request }: Wanted): readonly NearMissHint[] {
  if (resource.truth !== "no" || request.resource.arn !== request.principal) return NO_HINTS;
  for (const entry of statement.resource?.entries ?? []) {
    const needed = withPathOfUser(entry, request.resource.arn, request.principal);
    if (needed !== undefined) return [{ hint: "lacks-path", written: entry.text, needed }];
  }
  return NO_HINTS;
}

/** What asks for a user's name, where no user asks. */
function userNameHints({ statement, resource, condition }: StatementTrace, wanted: Wanted): readonly NearMissHint[] {
  if (!wanted.isCallerWithoutName) return NO_HINTS;
  const isNamed =
    (resource.truth === "no" && statement.resource?.entries.some(asksForUserName) === true) ||
    condition.entries.some(({ truth, entry }) => truth === "no" && entry.values.entries.some(asksForUserName));
  return isNamed ? [{ hint: "name-of-no-user" }] : NO_HINTS;
}

export function isCallerWithoutName({ context }: Request): boolean {
  return context.entry("aws:username").state === "absent";
}

function asksForUserName(entry: Scalar): boolean {
  return userNameIn(entry) !== undefined;
}

/** Where a text has the variable for the name of an IAM user; undefined for one with a default, too. */
export function userNameIn(entry: Scalar): Span | undefined {
  return variableIn(entry, "aws:username");
}

/** `key`: in lower case. */
export function variableIn(entry: Scalar, key: string): Span | undefined {
  if (!entry.text.includes("${") || !isSettled(entry)) return undefined;
  const written = `\${${key}}`;
  const start = entry.text.toLowerCase().indexOf(written);
  return start < 0 ? undefined : { start, end: start + written.length };
}

function isOfService({ statement }: StatementTrace, action: string): boolean {
  const service = serviceOfAction(action);
  const entries = (statement.action ?? statement.notAction)?.entries ?? [];
  return entries.some(({ text }) => serviceOfAction(text) === service);
}

function actionHints(
  { statement, action }: StatementTrace,
  { request, actions }: NearMissSearch,
): readonly NearMissHint[] {
  if (action.truth !== "no") return NO_HINTS;
  const wanted = request.action;
  // An action that there is was hardly meant to be another.
  const isName = (entry: Scalar): boolean => isSettled(entry) && !/[*?]/.test(entry.text);
  const typo = statement.action?.entries.find(
    (entry) => isName(entry) && actions(entry.text) === undefined && isSlipFor(entry.text, wanted),
  );
  return typo === undefined ? NO_HINTS : [{ hint: "action-typo", written: typo.text, meant: wanted }];
}

/** The same service with a near name, or the same name with a near service. */
function isSlipFor(written: string, wanted: string): boolean {
  const nameOf = (action: string): string => nameOfAction(action).toLowerCase();
  if (serviceOfAction(written) === serviceOfAction(wanted)) return isNearName(nameOf(written), nameOf(wanted));
  return nameOf(written) === nameOf(wanted) && isNearName(serviceOfAction(written), serviceOfAction(wanted));
}
