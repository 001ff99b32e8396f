/** One statement against one request, element by element. */
import { actionMatches, type ActionPattern } from "../policy/action-pattern.ts";
import { type Policy, type Statement } from "../policy/policy.ts";
import {
  deployedPrincipal,
  isSurelySpared,
  matchPrincipal,
  type PrincipalMatch,
  type PrincipalPattern,
} from "../policy/principal-match.ts";
import { beginsOtherwise, resourceMatches, type ResourcePattern } from "../policy/resource-pattern.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { and, type Truth } from "../domains/truth.ts";
import { traceCondition } from "./condition-trace.ts";
import { type ElementTrace, type StatementTrace } from "./decision.ts";
import { type PreparedRequest, prepareRequest } from "./prepared-request.ts";
import {
  type PreparedConditions,
  type PreparedList,
  type PreparedStatement,
  prepareStatements,
} from "./prepared-statement.ts";
import { type Request } from "./request.ts";

/** Where a statement stands, as far as it bears on what the statement means. */
export interface StatementPlace {
  readonly slot: PolicySlot;
  readonly policyName: string;
  readonly orgIdentifier: string | undefined;
  readonly policy: Policy;
  /** A Deny with NotPrincipal hits every caller that has one, whomever it lists. */
  readonly callerHasBoundary: boolean;
}

/** Every element is judged when it is asked for, also after one that does not match. */
export function traceStatement(statement: Statement, place: StatementPlace, request: Request): StatementTrace {
  const [prepared] = prepareStatements(place.policy, [statement]);
  if (prepared === undefined) throw new Error("a statement that was given is prepared");
  return tracePreparedStatement(prepared, place, prepareRequest(request));
}

/** As `traceStatement`, for many statements against one request: of most of them nobody asks more than the action. */
export function tracePreparedStatement(
  prepared: PreparedStatement,
  place: StatementPlace,
  request: PreparedRequest,
): TracedStatement {
  return new LazyTrace(prepared, place, request);
}

/** With what it was made of, so that a decision can rest on it. */
export interface TracedStatement extends StatementTrace {
  readonly prepared: PreparedStatement;
  readonly place: StatementPlace;
}

/** Of thousands of statements most are asked for their action alone: what nobody asks for takes neither time nor room. */
class LazyTrace implements TracedStatement {
  readonly action: ElementTrace;
  readonly prepared: PreparedStatement;
  readonly place: StatementPlace;
  readonly #request: PreparedRequest;
  #matches: Truth | undefined;
  #resource: ElementTrace | undefined;
  /** Null until somebody asks for it. */
  #principal: PrincipalTrace | undefined | null = null;
  #condition: StatementTrace["condition"] | undefined;

  constructor(prepared: PreparedStatement, place: StatementPlace, request: PreparedRequest) {
    this.action = traceAction(prepared.action, request);
    this.prepared = prepared;
    this.place = place;
    this.#request = request;
  }

  get slot(): PolicySlot {
    return this.place.slot;
  }

  get policyName(): string {
    return this.place.policyName;
  }

  get orgIdentifier(): string | undefined {
    return this.place.orgIdentifier;
  }

  get policy(): Policy {
    return this.place.policy;
  }

  get statement(): Statement {
    return this.prepared.statement;
  }

  get effect(): "Allow" | "Deny" | undefined {
    return this.prepared.effect;
  }

  get resource(): ElementTrace {
    return (this.#resource ??= traceResource(this.prepared.resource(), this.place.slot, this.#request));
  }

  get principal(): ElementTrace | undefined {
    return this.#tracedPrincipal()?.element;
  }

  get principalMatch(): PrincipalMatch | undefined {
    return this.#tracedPrincipal()?.match;
  }

  get condition(): StatementTrace["condition"] {
    return (this.#condition ??= this.#tracedConditions());
  }

  get matches(): Truth {
    return (this.#matches ??= this.#judge());
  }

  #tracedPrincipal(): PrincipalTrace | undefined {
    if (this.#principal === null) this.#principal = tracePrincipal(this.prepared, this.place, this.#request);
    return this.#principal;
  }

  #tracedConditions(): StatementTrace["condition"] {
    const traced = traceConditions(this.prepared.condition(), this.place.slot, this.#request);
    if (traced.truth !== "unknown" || !this.#holdsElsewhere()) return traced;
    return { ...traced, truth: truthOfOpen(this.prepared, this.place, this.#request) };
  }

  /** In all that is no condition. */
  #holdsElsewhere(): boolean {
    return this.action.truth === "yes" && this.resource.truth === "yes" && (this.principal?.truth ?? "yes") === "yes";
  }

  #judge(): Truth {
    let truth = this.action.truth;
    if (truth !== "no") truth = and(truth, this.resource.truth);
    if (truth !== "no") truth = and(truth, this.principal?.truth ?? "yes");
    if (truth !== "no") truth = and(truth, this.condition.truth);
    return truth === "no" ? truth : and(truth, presenceOf(this.statement));
  }
}

/** A statement that matches or may match, as far as a decision needs it. */
export interface MatchedStatement extends Pick<TracedStatement, "prepared" | "place" | "effect" | "principalMatch"> {
  readonly matches: "yes" | "unknown";
}

export function isMatched(trace: TracedStatement): trace is TracedStatement & MatchedStatement {
  return trace.matches !== "no";
}

/** Undefined for a statement that does not match; its elements after one that does not hold are not looked at. */
export function matchStatement(
  prepared: PreparedStatement,
  place: StatementPlace,
  request: PreparedRequest,
): MatchedStatement | undefined {
  if (isAboutOthers(prepared.statement, request)) return undefined;
  let matches = traceAction(prepared.action, request).truth;
  if (matches === "no") return undefined;
  matches = and(matches, traceResource(prepared.resource(), place.slot, request).truth);
  if (matches === "no") return undefined;
  const principal = tracePrincipal(prepared, place, request);
  if (principal !== undefined) matches = and(matches, principal.element.truth);
  if (matches === "no") return undefined;
  const condition = traceConditions(prepared.condition(), place.slot, request).truth;
  const isOpen = matches === "yes" && condition === "unknown";
  matches = and(matches, isOpen ? truthOfOpen(prepared, place, request) : condition);
  if (matches === "no") return undefined;
  matches = prepared.statement.certain ? matches : "unknown";
  return { prepared, place, effect: prepared.effect, matches, principalMatch: principal?.match };
}

/** All entries of its Resource begin otherwise than the request's resource does. */
function isAboutOthers({ resource: list }: Statement, { resource }: PreparedRequest): boolean {
  if (list === undefined || list.open || "possible" in resource) return false;
  for (const entry of list.entries) if (!beginsOtherwise(entry, resource.lowerCase)) return false;
  return true;
}

/** Of conditions that are open, where all else holds: no value of an unknown key meets those that contradict each other. */
function truthOfOpen(
  { statement }: PreparedStatement,
  { policy }: StatementPlace,
  { request }: PreparedRequest,
): "no" | "unknown" {
  return request.isRefuted?.(policy, statement) === true ? "no" : "unknown";
}

/** Of a statement that may not be there nobody knows that it matches. */
function presenceOf({ certain }: Statement): Truth {
  return certain ? "yes" : "unknown";
}

const NO_ACTION: ElementTrace = { truth: "no", reason: "element-missing", entry: undefined };
/** Trust policies have no Resource: they stand on the role they trust for. */
const ANY_RESOURCE: ElementTrace = { truth: "yes", reason: "element-missing", entry: undefined };

function traceAction(list: PreparedList<ActionPattern> | undefined, request: PreparedRequest): ElementTrace {
  if (list === undefined) return NO_ACTION;
  let perhaps: ElementTrace | undefined;
  for (const { pattern, match, certain } of list.entries) {
    const truth = actionMatches(pattern, request.action);
    if (truth === "yes" && certain) return match;
    if (truth !== "no") perhaps ??= undecided(match);
  }
  return perhaps ?? list.none;
}

function traceResource(
  list: PreparedList<ResourcePattern> | undefined,
  slot: PolicySlot,
  { resource, lookupFor }: PreparedRequest,
): ElementTrace {
  if (list === undefined) return ANY_RESOURCE;
  const lookup = lookupFor(slot);
  const padsShort = slot === "identity" || slot === "boundary" || slot === "session";
  let perhaps: ElementTrace | undefined;
  for (const { pattern, match, certain } of list.entries) {
    const truth = resourceMatches(pattern, resource, padsShort, lookup);
    if (truth === "yes" && certain) return match;
    if (truth !== "no") perhaps ??= undecided(match);
  }
  return perhaps ?? list.none;
}

function undecided({ entry }: ElementTrace): ElementTrace {
  return { truth: "unknown", reason: "depends-on-unknown", entry };
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
  prepared: PreparedStatement,
  { slot, callerHasBoundary }: StatementPlace,
  request: PreparedRequest,
): PrincipalTrace | undefined {
  if (slot !== "resource" && slot !== "vpc-endpoint") return undefined;
  const principal = prepared.principal();
  if (principal === undefined) return NO_PRINCIPAL;
  const pattern = deployedPrincipal(principal.pattern, request.lookupFor(slot));
  if (principal.excludes) return traceExclusion(pattern, prepared.effect, callerHasBoundary, request);
  const match = matchPrincipal(pattern, request.caller);
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

const NO_CONDITION: StatementTrace["condition"] = { truth: "yes", entries: [], open: false };

function traceConditions(
  conditions: PreparedConditions,
  slot: PolicySlot,
  { context, lookupFor }: PreparedRequest,
): StatementTrace["condition"] {
  if (conditions.entries.length === 0 && !conditions.open) return NO_CONDITION;
  const lookup = lookupFor(slot);
  const entries = conditions.entries.map((condition) => traceCondition(condition, context, lookup));
  let truth: Truth = conditions.open ? "unknown" : "yes";
  for (const entry of entries) truth = and(truth, entry.truth);
  return { truth, entries, open: conditions.open };
}
