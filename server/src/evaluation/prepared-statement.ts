/** A statement taken apart once: what it matches with, and every trace that does not depend on the request. */
import { actionPattern, type ActionPattern } from "../policy/action-pattern.ts";
import {
  type ConditionBlock,
  isSettled,
  type ListElement,
  type Policy,
  type Scalar,
  type Statement,
  substitutesVariables,
} from "../policy/policy.ts";
import { type PrincipalPattern, principalPattern } from "../policy/principal-match.ts";
import { type ResourcePattern, resourcePattern } from "../policy/resource-pattern.ts";
import { type PreparedCondition, prepareCondition } from "./condition-trace.ts";
import { type ElementReason, type ElementTrace, type Truth } from "./decision.ts";

export interface PreparedStatement {
  readonly statement: Statement;
  readonly effect: "Allow" | "Deny" | undefined;
  readonly action: PreparedList<ActionPattern> | undefined;
  readonly resource: PreparedList<ResourcePattern> | undefined;
  readonly principal: PreparedPrincipal | undefined;
  readonly conditions: readonly PreparedCondition[];
  /** Part of the Condition is not settled, or is none that AWS accepts. */
  readonly conditionOpen: boolean;
}

export interface PreparedList<Pattern> {
  readonly entries: readonly PreparedEntry<Pattern>[];
  /** Where no entry matches. */
  readonly none: ElementTrace;
}

export interface PreparedEntry<Pattern> {
  readonly pattern: Pattern;
  readonly match: ElementTrace;
  readonly perhaps: ElementTrace;
}

export interface PreparedPrincipal {
  readonly pattern: PrincipalPattern;
  /** It is a NotPrincipal. */
  readonly excludes: boolean;
}

/** Lives as long as the policies it was made from. */
const PREPARED = new WeakMap<Policy, readonly PreparedStatement[]>();

/** In the order of the policy's statements. */
export function preparePolicy(policy: Policy): readonly PreparedStatement[] {
  const known = PREPARED.get(policy);
  if (known !== undefined) return known;
  const prepared = policy.statements.map((statement) => prepare(policy, statement));
  PREPARED.set(policy, prepared);
  return prepared;
}

/** Also of a statement that the policy does not hold, read as if it did. */
export function prepareStatement(policy: Policy, statement: Statement): PreparedStatement {
  const known = policy.statements[statement.index] === statement ? preparePolicy(policy)[statement.index] : undefined;
  return known ?? prepare(policy, statement);
}

function prepare(policy: Policy, statement: Statement): PreparedStatement {
  const variables = substitutesVariables(policy);
  const { condition } = statement;
  return {
    statement,
    effect: effectOf(statement),
    action: prepareList(statement.action, statement.notAction, actionPattern),
    resource: prepareList(statement.resource, statement.notResource, (entry) => resourcePattern(entry, variables)),
    principal: preparePrincipal(statement),
    conditions: (condition?.operators ?? []).flatMap((block) =>
      block.entries.map((entry) => prepareCondition(entry, variables)),
    ),
    conditionOpen: condition !== undefined && isOpen(condition),
  };
}

function effectOf({ effect }: Statement): "Allow" | "Deny" | undefined {
  if (effect === undefined || !isSettled(effect)) return undefined;
  return effect.text === "Allow" || effect.text === "Deny" ? effect.text : undefined;
}

/** An element without its opposite; undefined where the statement has neither. */
function prepareList<Pattern>(
  including: ListElement | undefined,
  excluding: ListElement | undefined,
  patternOf: (entry: Scalar) => Pattern,
): PreparedList<Pattern> | undefined {
  const list = including ?? excluding;
  if (list === undefined) return undefined;
  const excludes = including === undefined;
  const match: [Truth, ElementReason] = excludes ? ["no", "excluded-by-entry"] : ["yes", "entry-matches"];
  const none: [Truth, ElementReason] = excludes ? ["yes", "not-excluded"] : ["no", "no-entry-matches"];
  return {
    entries: list.entries.map((entry) => ({
      pattern: patternOf(entry),
      match: { truth: match[0], reason: match[1], entry },
      perhaps: { truth: "unknown", reason: "depends-on-unknown", entry },
    })),
    none: list.open
      ? { truth: "unknown", reason: "depends-on-unknown", entry: undefined }
      : { truth: none[0], reason: none[1], entry: undefined },
  };
}

function preparePrincipal(statement: Statement): PreparedPrincipal | undefined {
  const { principal, notPrincipal } = statement;
  if (principal !== undefined) return { pattern: principalPattern(principal), excludes: false };
  if (notPrincipal !== undefined) return { pattern: principalPattern(notPrincipal), excludes: true };
  return undefined;
}

function isOpen(condition: ConditionBlock): boolean {
  if (condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some((block) => block.open || block.misplaced !== undefined);
}
