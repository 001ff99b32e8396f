/** One statement against one request, element by element. */
import { actionMatches, type ActionPattern } from "../policy/action-pattern.ts";
import { type Policy, type Statement } from "../policy/policy.ts";
import {
  isSurelySpared,
  matchPrincipal,
  type PrincipalMatch,
  type PrincipalPattern,
} from "../policy/principal-match.ts";
import { resourceMatches, type ResourcePattern } from "../policy/resource-pattern.ts";
import { and, type Truth } from "../domains/truth.ts";
import { traceCondition } from "./condition-trace.ts";
import { type ConditionTrace, type ElementTrace, type PolicyType, type StatementTrace } from "./decision.ts";
import { type PreparedRequest, prepareRequest } from "./prepared-request.ts";
import { type PreparedList, type PreparedStatement, prepareStatement } from "./prepared-statement.ts";
import { type Request } from "./request.ts";

/** Where a statement stands, as far as it bears on what the statement means. */
export interface StatementPlace {
  readonly policyType: PolicyType;
  readonly policyName: string;
  readonly orgIdentifier: string | undefined;
  readonly policy: Policy;
  /** A Deny with NotPrincipal hits every caller that has one, whomever it lists. */
  readonly callerHasBoundary: boolean;
}

/** Every element is judged, also after one that does not match. */
export function traceStatement(statement: Statement, place: StatementPlace, request: Request): StatementTrace {
  return tracePreparedStatement(prepareStatement(place.policy, statement), place, prepareRequest(request));
}

/** As `traceStatement`, for many statements against one request. */
export function tracePreparedStatement(
  prepared: PreparedStatement,
  place: StatementPlace,
  request: PreparedRequest,
): StatementTrace {
  const { policyType, policyName, orgIdentifier, policy } = place;
  const action = traceAction(prepared.action, request);
  const resource = traceResource(prepared.resource, policyType, request);
  const principal = tracePrincipal(prepared, place, request);
  const condition = traceConditions(prepared, request);
  let matches = and(and(action.truth, resource.truth), condition.truth);
  if (principal !== undefined) matches = and(matches, principal.element.truth);
  return {
    policyType,
    policyName,
    orgIdentifier,
    policy,
    statement: prepared.statement,
    effect: prepared.effect,
    matches,
    action,
    resource,
    principal: principal?.element,
    principalMatch: principal?.match,
    condition,
  };
}

const NO_ACTION: ElementTrace = { truth: "no", reason: "element-missing", entry: undefined };
/** Trust policies have no Resource: they stand on the role they trust for. */
const ANY_RESOURCE: ElementTrace = { truth: "yes", reason: "element-missing", entry: undefined };

function traceAction(list: PreparedList<ActionPattern> | undefined, request: PreparedRequest): ElementTrace {
  if (list === undefined) return NO_ACTION;
  let perhaps: ElementTrace | undefined;
  for (const entry of list.entries) {
    const truth = actionMatches(entry.pattern, request.action);
    if (truth === "yes") return entry.match;
    if (truth === "unknown") perhaps ??= entry.perhaps;
  }
  return perhaps ?? list.none;
}

function traceResource(
  list: PreparedList<ResourcePattern> | undefined,
  policyType: PolicyType,
  request: PreparedRequest,
): ElementTrace {
  if (list === undefined) return ANY_RESOURCE;
  const padsShort = policyType === "identity" || policyType === "boundary" || policyType === "session";
  let perhaps: ElementTrace | undefined;
  for (const entry of list.entries) {
    const truth = resourceMatches(entry.pattern, request.resource, padsShort, request.lookup);
    if (truth === "yes") return entry.match;
    if (truth === "unknown") perhaps ??= entry.perhaps;
  }
  return perhaps ?? list.none;
}

interface PrincipalTrace {
  readonly element: ElementTrace;
  readonly match: PrincipalMatch;
}

const NOBODY: PrincipalMatch = { surely: undefined, possibly: undefined, entry: undefined };

const NO_PRINCIPAL: PrincipalTrace = {
  element: { truth: "no", reason: "element-missing", entry: undefined },
  match: NOBODY,
};

function tracePrincipal(
  { principal, effect }: PreparedStatement,
  { policyType, callerHasBoundary }: StatementPlace,
  request: PreparedRequest,
): PrincipalTrace | undefined {
  if (policyType !== "resource" && policyType !== "vpce") return undefined;
  if (principal === undefined) return NO_PRINCIPAL;
  if (principal.excludes) return traceExclusion(principal.pattern, effect, callerHasBoundary, request);
  const match = matchPrincipal(principal.pattern, request.caller);
  if (match.surely !== undefined)
    return { element: { truth: "yes", reason: "entry-matches", entry: match.entry }, match };
  if (match.possibly !== undefined) {
    return { element: { truth: "unknown", reason: "depends-on-unknown", entry: undefined }, match };
  }
  return { element: { truth: "no", reason: "no-entry-matches", entry: undefined }, match };
}

/** Source: "AWS JSON policy elements: NotPrincipal". */
function traceExclusion(
  pattern: PrincipalPattern,
  effect: "Allow" | "Deny" | undefined,
  callerHasBoundary: boolean,
  request: PreparedRequest,
): PrincipalTrace {
  const named = matchPrincipal(pattern, request.caller);
  if (named.possibly === undefined || (effect === "Deny" && callerHasBoundary)) return NOT_SPARED;
  const spared = effect === "Allow" ? named.surely !== undefined : isSurelySpared(pattern, request.caller);
  const { entry } = named;
  if (spared) return { element: { truth: "no", reason: "excluded-by-entry", entry }, match: NOBODY };
  return {
    element: { truth: "unknown", reason: "depends-on-unknown", entry },
    match: { surely: undefined, possibly: "everyone", entry },
  };
}

const NOT_SPARED: PrincipalTrace = {
  element: { truth: "yes", reason: "not-excluded", entry: undefined },
  match: { surely: "everyone", possibly: "everyone", entry: undefined },
};

const NO_CONDITION: StatementTrace["condition"] = { truth: "yes", entries: [] };

function traceConditions(
  { conditions, conditionOpen }: PreparedStatement,
  { context, lookup }: PreparedRequest,
): StatementTrace["condition"] {
  if (conditions.length === 0 && !conditionOpen) return NO_CONDITION;
  let truth: Truth = conditionOpen ? "unknown" : "yes";
  const entries: ConditionTrace[] = [];
  for (const condition of conditions) {
    const trace = traceCondition(condition, context, lookup);
    truth = and(truth, trace.truth);
    entries.push(trace);
  }
  return { truth, entries };
}
