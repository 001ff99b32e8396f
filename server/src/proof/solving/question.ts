/** A statement taken apart into the parts that must hold together, each of which can be left out. */
import {
  type ConditionBlock,
  isSettledCondition,
  type PolicyKind,
  type Scalar,
  type ScalarList,
  type Statement,
} from "../../policy/policy.ts";
import { type ListQuestion } from "./action-choice.ts";
import { type PrincipalQuestion, principalQuestion } from "./principal-choice.ts";
import { type PartPath } from "../proof.ts";
import { type KeyCondition, keyCondition } from "./solve-key.ts";
import { type SubstitutesVariables, variableKeys } from "./text-sets.ts";

/** A part that is undefined, or not listed, asks nothing. */
export interface Question {
  readonly principal: PrincipalQuestion | undefined;
  readonly action: ListQuestion | undefined;
  readonly resource: ListQuestion | undefined;
  readonly conditions: readonly ConditionPart[];
  /** There is more to Condition than the file settles or AWS accepts; of what it does not settle nothing is listed. */
  readonly conditionOpen: boolean;
  readonly variables: SubstitutesVariables;
  /** Missing fields at the end of a Resource count as `*`. */
  readonly padsShort: boolean;
}

export interface ConditionPart extends KeyCondition {
  /** In lower case. */
  readonly key: string;
  readonly path: PartPath;
  /** The variables in its values, in lower case. */
  readonly variableKeys: readonly string[];
}

/** Undefined if an element is missing that every statement of the kind has: nobody can say what AWS would make of it. */
export function questionOf(
  statement: Statement,
  kind: PolicyKind,
  variables: SubstitutesVariables,
): Question | undefined {
  const action = listQuestion(statement.action, statement.notAction);
  const resource = listQuestion(statement.resource, statement.notResource);
  if (action === undefined) return undefined;
  return {
    principal: principalQuestion(statement, kind),
    action,
    resource,
    conditions: conditionParts(statement.condition, variables),
    conditionOpen: statement.condition !== undefined && isOpen(statement.condition),
    variables,
    padsShort: kind === "identity" || kind === "boundary" || kind === "session",
  };
}

function listQuestion(including: ScalarList | undefined, excluding: ScalarList | undefined): ListQuestion | undefined {
  const list = including ?? excluding;
  if (list === undefined) return undefined;
  const open = list.open || list.misplaced.length > 0;
  return { excludes: including === undefined, entries: list.entries, open };
}

function conditionParts(block: ConditionBlock | undefined, variables: SubstitutesVariables): readonly ConditionPart[] {
  return (block?.operators ?? []).flatMap(({ name, entries }) =>
    entries.filter(isSettledCondition).map((entry) => {
      const condition = keyCondition(entry);
      const family = condition.use?.operator.family;
      const substitutes = family === "string" || family === "arn";
      return {
        ...condition,
        key: entry.key.toLowerCase(),
        path: ["Condition", name, entry.key],
        variableKeys: substitutes ? keysOf(entry.values.entries, variables) : [],
      };
    }),
  );
}

function keysOf(entries: readonly Scalar[], variables: SubstitutesVariables): readonly string[] {
  return entries.flatMap((entry) => variableKeys(entry, variables));
}

/** The keys of all variables in it. */
export function variablesOfQuestion({ conditions, resource, variables }: Question): readonly string[] {
  return [
    ...new Set([...conditions.flatMap((part) => part.variableKeys), ...keysOf(resource?.entries ?? [], variables)]),
  ];
}

function isOpen({ open, misplaced, operators }: ConditionBlock): boolean {
  if (open || misplaced !== undefined) return true;
  return operators.some(
    (block) => block.open || block.misplaced !== undefined || !block.entries.every(isSettledCondition),
  );
}
