/**
 * One statement beside another: does it match everything that the other matches? Every answer "yes" is a proof; "no"
 * means that it is not sure.
 */
import { type Effort } from "../../domains/effort.ts";
import { type Policy, type PolicyKind, type Statement, substitutesVariables } from "../../policy/policy.ts";
import { conditionsImply } from "./condition-implies.ts";
import { actionTexts, listCovers, listsAreApart, type ListTexts, resourceTexts } from "./list-texts.ts";
import { principalCovers } from "./principal-covers.ts";
import { type Question, questionOf } from "../solving/question.ts";
import { type SubstitutesVariables } from "../solving/text-sets.ts";

/** A statement taken apart for comparing. */
export interface ComparedStatement extends ComparedParts {
  readonly statement: Statement;
}

/** As much of it as is looked at. */
export interface ComparedParts {
  readonly statement: Pick<Statement, "effect" | "certain" | "principal" | "notPrincipal">;
  readonly question: Pick<Question, "conditions" | "conditionOpen">;
  readonly variables: SubstitutesVariables;
  readonly action: ListTexts;
  /** Undefined where the kind of policy has no Resource, which is then every resource. */
  readonly resource: ListTexts | undefined;
}

/** Undefined if an element is missing or doubled that every statement has once: nobody can say what it matches. */
export function comparedStatement(
  policy: Policy,
  statement: Statement,
  kind: PolicyKind,
): ComparedStatement | undefined {
  const variables = substitutesVariables(policy);
  const question = comparedQuestion(statement, kind, variables);
  const action = actionTexts(statement.action, statement.notAction);
  if (question === undefined || action === undefined) return undefined;
  const reading = { padsShort: question.padsShort, variables };
  const resource = resourceTexts(statement.resource, statement.notResource, reading);
  return { statement, question, variables, action, resource };
}

/** The same without what its lists match. */
export function comparedQuestion(
  statement: Statement,
  kind: PolicyKind,
  variables: SubstitutesVariables,
): Question | undefined {
  const hasResource = statement.resource !== undefined || statement.notResource !== undefined;
  if (hasOpposites(statement) || !(hasResource || kind === "trust" || kind === "resource")) return undefined;
  return questionOf(statement, kind, variables);
}

function hasOpposites({ action, notAction, resource, notResource, principal, notPrincipal }: Statement): boolean {
  return [
    [action, notAction],
    [resource, notResource],
    [principal, notPrincipal],
  ].some(([one, other]) => one !== undefined && other !== undefined);
}

/** What `larger` surely matches of all that `smaller` matches. */
export interface Cover {
  readonly whole: boolean;
  /** If not the whole: what `smaller` matches because of these entries of its Action, or of its Resource. */
  readonly actions: readonly number[];
  readonly resources: readonly number[];
}

const NOTHING: Cover = { whole: false, actions: [], resources: [] };
const WHOLE: Cover = { whole: true, actions: [], resources: [] };

/**
 * Both are statements of policies that apply to the same requests; Principal is compared where `principals` says that
 * both kinds have one.
 */
export function coverOf(
  larger: ComparedParts,
  smaller: ComparedParts,
  principals: "compared" | "ignored",
  effort: Effort,
): Cover {
  if (larger.question.conditionOpen || !asksForSameKeys(larger, smaller)) return NOTHING;
  if (principals === "compared" && !principalCovers(larger.statement, smaller.statement)) return NOTHING;
  const actions = listCovers(larger.action, smaller.action, effort);
  const resources = resourceCovers(larger.resource, smaller.resource, effort);
  const partly = actions
    ? entriesCovered(larger.resource, smaller.resource, effort)
    : resources
      ? entriesCovered(larger.action, smaller.action, effort)
      : [];
  if (!(actions && resources) && partly.length === 0) return NOTHING;
  if (!conditionsImply(sideOf(smaller), sideOf(larger), effort)) return NOTHING;
  if (actions && resources) return WHOLE;
  return actions ? { ...NOTHING, resources: partly } : { ...NOTHING, actions: partly };
}

/** The same without what is covered in part, and so sooner. */
export function statementCovers(
  larger: ComparedParts,
  smaller: ComparedParts,
  principals: "compared" | "ignored",
  effort: Effort,
): boolean {
  if (larger.question.conditionOpen || !asksForSameKeys(larger, smaller)) return false;
  if (principals === "compared" && !principalCovers(larger.statement, smaller.statement)) return false;
  return (
    listCovers(larger.action, smaller.action, effort) &&
    resourceCovers(larger.resource, smaller.resource, effort) &&
    conditionsImply(sideOf(smaller), sideOf(larger), effort)
  );
}

/** The quickest way to see that a condition of the one is none of the other. */
function asksForSameKeys(larger: ComparedParts, smaller: ComparedParts): boolean {
  return larger.question.conditions.every(({ key }) => smaller.question.conditions.some((own) => own.key === key));
}

/** Of a list that is not covered as a whole. */
function entriesCovered(
  larger: ListTexts | undefined,
  smaller: ListTexts | undefined,
  effort: Effort,
): readonly number[] {
  if (larger === undefined || smaller === undefined || smaller.excludes || smaller.open) return [];
  return smaller.entries.flatMap((entry, index) =>
    listCovers(larger, { excludes: false, entries: [entry], open: false }, effort) ? [index] : [],
  );
}

function sideOf({ question, variables }: ComparedParts): Parameters<typeof conditionsImply>[0] {
  return { conditions: question.conditions, variables };
}

function resourceCovers(larger: ListTexts | undefined, smaller: ListTexts | undefined, effort: Effort): boolean {
  if (larger === undefined) return true;
  return smaller === undefined ? larger.entries.some(({ all }) => all) : listCovers(larger, smaller, effort);
}

/** Can no request match both? False where that is not sure; conditions are not looked at. */
export function statementsAreApart(left: ComparedParts, right: ComparedParts, effort: Effort): boolean {
  if (listsAreApart(left.action, right.action, effort)) return true;
  if (left.resource === undefined || right.resource === undefined) return false;
  return listsAreApart(left.resource, right.resource, effort);
}
