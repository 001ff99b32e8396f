/**
 * A statement taken apart once: what it matches with, and every trace that does not depend on the request. What comes
 * after the action is made when it is first asked for, because most statements are about other actions.
 */
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
import { type ElementTrace } from "./decision.ts";

export interface PreparedStatement {
  readonly statement: Statement;
  readonly effect: "Allow" | "Deny" | undefined;
  readonly action: PreparedList<ActionPattern> | undefined;
  resource(): PreparedList<ResourcePattern> | undefined;
  principal(): PreparedPrincipal | undefined;
  condition(): PreparedConditions;
}

export interface PreparedConditions {
  readonly entries: readonly PreparedCondition[];
  /** Part of the Condition is not settled, or is none that AWS accepts. */
  readonly open: boolean;
}

export interface PreparedList<Pattern> {
  readonly entries: readonly PreparedEntry<Pattern>[];
  /** Where no entry matches. */
  readonly none: ElementTrace;
}

export interface PreparedEntry<Pattern> {
  readonly pattern: Pattern;
  /** False for an entry that may not be there. */
  readonly certain: boolean;
  readonly match: ElementTrace;
}

export interface PreparedPrincipal {
  readonly pattern: PrincipalPattern;
  /** It is a NotPrincipal. */
  readonly excludes: boolean;
}

/** By the statement's place in its policy, as far as anyone asked; lives as long as the policy. */
const PREPARED = new WeakMap<Policy, (PreparedStatement | undefined)[]>();

export function prepareStatements(policy: Policy, statements: readonly Statement[]): readonly PreparedStatement[] {
  const known = PREPARED.get(policy) ?? [];
  if (known.length === 0) PREPARED.set(policy, known);
  return statements.map((statement) =>
    policy.statements[statement.index] === statement
      ? (known[statement.index] ??= prepare(policy, statement))
      : // The policy does not hold it; it is read as if it did.
        prepare(policy, statement),
  );
}

function prepare(policy: Policy, statement: Statement): PreparedStatement {
  return new LazyStatement(statement, substitutesVariables(policy));
}

/** Thousands are made at once, of which most are asked for nothing or for their action: so without a function for each element. */
class LazyStatement implements PreparedStatement {
  readonly statement: Statement;
  readonly effect: PreparedStatement["effect"];
  readonly #variables: "yes" | "no" | "unknown";
  /** Null until somebody asks for it. */
  #action: PreparedList<ActionPattern> | undefined | null = null;
  #resource: PreparedList<ResourcePattern> | undefined | null = null;
  #principal: PreparedPrincipal | undefined | null = null;
  #condition: PreparedConditions | undefined;

  constructor(statement: Statement, variables: "yes" | "no" | "unknown") {
    this.statement = statement;
    this.effect = effectOf(statement);
    this.#variables = variables;
  }

  get action(): PreparedList<ActionPattern> | undefined {
    if (this.#action === null) {
      this.#action = prepareList(this.statement.action, this.statement.notAction, actionPattern);
    }
    return this.#action;
  }

  resource(): PreparedList<ResourcePattern> | undefined {
    if (this.#resource === null) {
      const { resource, notResource } = this.statement;
      this.#resource = prepareList(resource, notResource, (entry) => resourcePattern(entry, this.#variables));
    }
    return this.#resource;
  }

  principal(): PreparedPrincipal | undefined {
    if (this.#principal === null) this.#principal = preparePrincipal(this.statement);
    return this.#principal;
  }

  condition(): PreparedConditions {
    return (this.#condition ??= prepareConditions(this.statement.condition, this.#variables));
  }
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
  const truth = excludes ? "no" : "yes";
  const reason = excludes ? "excluded-by-entry" : "entry-matches";
  return {
    entries: list.entries.map((entry) => ({
      pattern: patternOf(entry),
      certain: entry.certain,
      match: { truth, reason, entry },
    })),
    none: list.open ? OPEN : excludes ? NOT_EXCLUDED : NOT_INCLUDED,
  };
}

const NOT_INCLUDED: ElementTrace = { truth: "no", reason: "no-entry-matches", entry: undefined };
const NOT_EXCLUDED: ElementTrace = { truth: "yes", reason: "not-excluded", entry: undefined };
const OPEN: ElementTrace = { truth: "unknown", reason: "depends-on-unknown", entry: undefined };

function preparePrincipal(statement: Statement): PreparedPrincipal | undefined {
  const { principal, notPrincipal } = statement;
  if (principal !== undefined) return { pattern: principalPattern(principal), excludes: false };
  if (notPrincipal !== undefined) return { pattern: principalPattern(notPrincipal), excludes: true };
  return undefined;
}

function prepareConditions(
  condition: ConditionBlock | undefined,
  variables: "yes" | "no" | "unknown",
): PreparedConditions {
  if (condition === undefined) return NO_CONDITIONS;
  const entries = condition.operators.flatMap((block) =>
    block.entries.map((entry) => prepareCondition(entry, variables)),
  );
  return { entries, open: isOpen(condition) };
}

const NO_CONDITIONS: PreparedConditions = { entries: [], open: false };

function isOpen(condition: ConditionBlock): boolean {
  if (condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some((block) => block.open || block.misplaced !== undefined);
}
