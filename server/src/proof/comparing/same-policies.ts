/**
 * Do two policies allow and deny the same? Each statement of the one must be matched by statements of the other, of the
 * same effect, that together match all it matches, and the other way round. "Yes" is a proof; "no" means that it is not
 * sure.
 */
import { type Effort } from "../../domains/effort.ts";
import {
  isSettled,
  type Policy,
  type PolicyKind,
  type Statement,
  statementWith,
  substitutesVariables,
} from "../../policy/policy.ts";
import { NOWHERE } from "../../text/encoding.ts";
import { type Value } from "../../syntax/value.ts";
import {
  matchedBy,
  type PolicySide,
  readStatementParts,
  type StatementParts,
  type Written,
} from "./statement-parts.ts";
import { itemsOf, singleConditions, singleItems, singlePrincipals, withItems } from "./statement-pieces.ts";

/** A policy for comparing; it remembers what it has read of its values. */
export function policySide(policy: Policy, kind: PolicyKind, written: Written): PolicySide {
  return { policy, kind, written, texts: new Map() };
}

/** What a proof may rest on besides logic: what the service reference lists. */
export interface ReferenceGround {
  /** The actions that an entry of Action matches; undefined where they are too many to look at. */
  readonly actionsOf: (pattern: string) => readonly string[] | undefined;
  /** Is it shown that no request matches the statement? */
  readonly matchesNothing: (policy: Policy, statement: Statement) => boolean;
}

/** Without `reference` the proof holds whatever AWS adds. */
export function samePolicies(one: PolicySide, other: PolicySide, effort: Effort, reference?: ReferenceGround): boolean {
  if (!haveSameFrame(one, other)) return false;
  const [left, right] = [statementsOf(one), statementsOf(other)];
  return areMatched(left, right, effort, reference) && areMatched(right, left, effort, reference);
}

function haveSameFrame(one: PolicySide, other: PolicySide): boolean {
  if (one.kind !== other.kind || !isWhole(one.policy) || !isWhole(other.policy)) return false;
  const variables = substitutesVariables(one.policy);
  return variables !== "unknown" && variables === substitutesVariables(other.policy);
}

/** Of what the file does not settle, or AWS does not take, nobody can say what it does. */
function isWhole({ open, openNames, misplaced, nested }: Policy): boolean {
  return !open && !openNames && misplaced.length === 0 && nested.length === 0;
}

function statementsOf(side: PolicySide): readonly StatementParts[] {
  return side.policy.statements.map((statement) => readStatementParts(side, statement));
}

/** What stands in both stays: what was changed is first compared with what it was changed into. */
function areMatched(
  smaller: readonly StatementParts[],
  larger: readonly StatementParts[],
  effort: Effort,
  reference: ReferenceGround | undefined,
): boolean {
  const [before, after] = [textsOf(smaller), textsOf(larger)];
  const changed = larger.filter((one) => !before.has(textOf(one)));
  return smaller.every((statement) => {
    if (after.has(textOf(statement))) return true;
    const near = ofEffect(changed, statement);
    return (
      isMatched(statement, near, effort, reference) ||
      (changed.length < larger.length && isMatched(statement, ofEffect(larger, statement), effort, reference))
    );
  });
}

function ofEffect(statements: readonly StatementParts[], { effect }: StatementParts): readonly StatementParts[] {
  return statements.filter((one) => one.effect === effect);
}

function textsOf(statements: readonly StatementParts[]): ReadonlySet<string> {
  return new Set(statements.map(textOf));
}

function textOf({ effect, text }: StatementParts): string {
  return `${effect ?? ""} ${text}`;
}

/** Trying one statement beside another takes at least so many steps. */
const COMPARISON = 200;

function isMatched(
  smaller: StatementParts,
  larger: readonly StatementParts[],
  effort: Effort,
  reference: ReferenceGround | undefined,
): boolean {
  const rest = withoutMatched(smaller, larger, effort);
  if (rest === undefined) return true;
  if (effort.isSpent()) return false;
  const pieces = piecesOf(rest);
  if (pieces.length > 1 && pieces.every((piece) => isMatched(piece, larger, effort, undefined))) return true;
  return reference !== undefined && isMatchedByReference(rest, larger, effort, reference);
}

/** What is left of it when all that one statement matches by itself is taken away; undefined for nothing. */
function withoutMatched(
  smaller: StatementParts,
  larger: readonly StatementParts[],
  effort: Effort,
): StatementParts | undefined {
  let rest = smaller;
  for (let changed = true; changed;) {
    changed = false;
    for (const one of larger) {
      if (!effort.spend(COMPARISON)) return rest;
      const matched = matchedBy(one, rest, effort);
      if (matched === "whole") return undefined;
      const element = matched.action.length > 0 ? "action" : "resource";
      if (matched[element].length === 0) continue;
      rest = withoutItems(rest, element, matched[element]);
      changed = true;
    }
  }
  return rest;
}

function withoutItems(parts: StatementParts, element: "action" | "resource", items: readonly Value[]): StatementParts {
  const { statement } = parts;
  const list = statement[element];
  if (list === undefined) return parts;
  const left = itemsOf(list).filter((item) => !items.includes(item));
  return readStatementParts(parts.side, statementWith(statement, { [element]: withItems(list, left) }));
}

/** Parts that together are the statement: along the first element that has several. */
function piecesOf({ side, statement }: StatementParts): readonly StatementParts[] {
  const pieces = [
    () => singlePrincipals(statement),
    () => singleConditions(statement),
    () => singleItems(statement, "resource"),
    () => singleItems(statement, "action"),
  ];
  for (const make of pieces) {
    const made = make();
    if (made.length > 1) return made.map((piece) => readStatementParts(side, piece));
  }
  return [];
}

function isMatchedByReference(
  smaller: StatementParts,
  larger: readonly StatementParts[],
  effort: Effort,
  reference: ReferenceGround,
): boolean {
  const named = withNamedActions(smaller, reference);
  const rest = withoutMatched(named, larger, effort);
  if (rest === undefined) return true;
  if (effort.isSpent()) return false;
  if (reference.matchesNothing(rest.side.policy, rest.statement)) return true;
  const pieces = piecesOf(rest);
  return pieces.length > 1 && pieces.every((piece) => isMatchedByReference(piece, larger, effort, reference));
}

/** With the names of all actions in the place of its wildcards. */
function withNamedActions(parts: StatementParts, { actionsOf }: ReferenceGround): StatementParts {
  const { side, statement } = parts;
  const { action } = statement;
  if (action === undefined || !action.entries.some((entry) => isSettled(entry) && /[*?]/.test(entry.text)))
    return parts;
  const items = itemsOf(action).flatMap((item): readonly Value[] => {
    if (item.kind !== "string" || item.holes.length > 0 || !/[*?]/.test(item.text)) return [item];
    const names = actionsOf(item.text);
    if (names === undefined || names.length === 0) return [item];
    return names.map((text) => ({ kind: "string", span: item.span, text, holes: [], map: NOWHERE }));
  });
  return readStatementParts(side, statementWith(statement, { action: withItems(action, items) }));
}
