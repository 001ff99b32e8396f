/** A statement taken apart so that each part can be compared with that of another, also where the file does not settle it. */
import { type Effort } from "../../domains/effort.ts";
import { once } from "../../domains/once.ts";
import {
  isSettled,
  type ListElement,
  type Policy,
  type PolicyKind,
  type PrincipalElement,
  type Statement,
  substitutesVariables,
} from "../../policy/policy.ts";
import { type ObjectValue, type Value } from "../../syntax/value.ts";
import { conditionsImply } from "./condition-implies.ts";
import { type EntryTexts, listCovers, type ListTexts, textsOfAction, textsOfResource } from "./list-texts.ts";
import { principalCovers } from "./principal-covers.ts";
import { type Question } from "../solving/question.ts";
import { comparedQuestion } from "./statement-covers.ts";
import { itemsOf, withItems } from "./statement-pieces.ts";

/** Equal for values that are the same wherever the file is used: of what it does not settle, what is written there. */
export type Written = (value: Value) => string;

export interface PolicySide {
  readonly policy: Policy;
  readonly kind: PolicyKind;
  readonly written: Written;
  /** What is known of entries of Action and Resource. */
  readonly texts: Map<Value, EntryTexts>;
}

export interface StatementParts {
  readonly side: PolicySide;
  readonly statement: Statement;
  /** Undefined for one that the file does not settle: such a statement is the same as none but itself. */
  readonly effect: string | undefined;
  /** All but its Sid. */
  readonly text: string;
  /** Undefined for a statement of which nobody can say what it matches. */
  readonly question: Question | undefined;
  readonly principals: string;
  readonly conditions: string;
}

export function readStatementParts(side: PolicySide, statement: Statement): StatementParts {
  const text = once(() => textOf(statement.object, side.written));
  const variables = substitutesVariables(side.policy);
  const question = once(() => comparedQuestion(statement, side.kind, variables));
  const principals = once(() => principalText(statement, side.written));
  const conditions = once(() => conditionText(statement, side.written));
  return {
    side,
    statement,
    effect: statement.effect !== undefined && isSettled(statement.effect) ? statement.effect.text : undefined,
    get text() {
      return text();
    },
    get question() {
      return question();
    },
    get principals() {
      return principals();
    },
    get conditions() {
      return conditions();
    },
  };
}

function textOf({ members }: ObjectValue, written: Written): string {
  return JSON.stringify(
    members.flatMap(({ key, keyHoles, value }) =>
      key === "Sid" ? [] : [[key, keyHoles, value === undefined ? "" : written(value)]],
    ),
  );
}

function principalText({ principal, notPrincipal }: Statement, written: Written): string {
  const [name, element] = principal === undefined ? ["not", notPrincipal] : ["", principal];
  return `${name} ${element === undefined ? "" : elementText(element, written)}`;
}

function elementText(element: PrincipalElement, written: Written): string {
  if (element.form !== "typed") return written(element.node);
  return JSON.stringify(
    element.types.map(({ type, typeHoles, node }) => [type, typeHoles, setOf(node, written)]).sort(),
  );
}

/** Of a condition that is open, what stands there; of any other what it asks. */
function conditionText({ condition, object }: Statement, written: Written): string {
  if (condition === undefined) return "";
  const isOpen = ({ open, misplaced }: { readonly open: boolean; readonly misplaced: Value | undefined }): boolean =>
    open || misplaced !== undefined;
  if (isOpen(condition) || condition.operators.some(isOpen)) {
    const members = object.members.filter(({ key, keyHoles }) => key === "Condition" || keyHoles.length > 0);
    return members.map(({ value }) => (value === undefined ? "" : written(value))).join();
  }
  return JSON.stringify(
    condition.operators
      .flatMap(({ name, nameHoles, entries }) =>
        entries.map(({ key, keyHoles, certain, values }) =>
          JSON.stringify([name, nameHoles, key.toLowerCase(), keyHoles, certain, setOf(values.node, written)]),
        ),
      )
      .sort(),
  );
}

/** Of a list its values in an order of their own: in which they stand makes no difference. */
function setOf(node: Value, written: Written): readonly string[] {
  return [...new Set((node.kind === "array" ? node.items : [node]).map(written))].sort();
}

/** What of a statement another one matches for certain: the whole, or what it matches because of these items. */
export type Matched = "whole" | MatchedItems;

interface MatchedItems {
  readonly action: readonly Value[];
  readonly resource: readonly Value[];
}

const NOTHING: MatchedItems = { action: [], resource: [] };

export function matchedBy(larger: StatementParts, smaller: StatementParts, effort: Effort): Matched {
  const [outer, inner] = [larger.question, smaller.question];
  if (!larger.statement.certain || larger.effect === undefined || outer === undefined || inner === undefined) {
    return NOTHING;
  }
  if (larger.principals !== smaller.principals && !principalCovers(larger.statement, smaller.statement)) return NOTHING;
  if (larger.conditions !== smaller.conditions && !meetsConditions(outer, inner, effort)) return NOTHING;
  const lists = { larger, smaller, effort };
  const actions = itemsMatched(lists, "action");
  const resources = itemsMatched(lists, "resource");
  if (actions === "all") return resources === "all" ? "whole" : { ...NOTHING, resource: resources };
  return resources === "all" ? { ...NOTHING, action: actions } : NOTHING;
}

function meetsConditions(outer: Question, inner: Question, effort: Effort): boolean {
  return !outer.conditionOpen && conditionsImply(inner, outer, effort);
}

interface Lists {
  readonly larger: StatementParts;
  readonly smaller: StatementParts;
  readonly effort: Effort;
}

type ListName = "action" | "resource";

interface List {
  readonly excludes: boolean;
  readonly element: ListElement;
}

function listOf({ statement }: StatementParts, name: ListName): List | undefined {
  const [including, excluding] =
    name === "action" ? [statement.action, statement.notAction] : [statement.resource, statement.notResource];
  const element = including ?? excluding;
  return element === undefined ? undefined : { excludes: including === undefined, element };
}

/** The items of an element of the smaller statement that the other one's element covers. */
function itemsMatched({ larger, smaller, effort }: Lists, name: ListName): "all" | readonly Value[] {
  const [outer, inner] = [listOf(larger, name), listOf(smaller, name)];
  // A kind of policy that may have no Resource then means every one.
  if (outer === undefined) return "all";
  if (inner === undefined) return textsOf(larger, name, outer).entries.some(({ all }) => all) ? "all" : [];
  if (outer.excludes && inner.excludes) {
    // What the larger one leaves out, the smaller one must leave out as well.
    const left = itemsBeyond(outer, larger, inner, smaller);
    const rest = { ...outer, element: withItems(outer.element, left) };
    const isLeftOut =
      left.length === 0 || listCovers(textsOf(larger, name, rest), textsOf(smaller, name, inner), effort);
    return isLeftOut ? "all" : [];
  }
  const covering = textsOf(larger, name, outer);
  if (inner.excludes) return listCovers(covering, textsOf(smaller, name, inner), effort) ? "all" : [];
  const asked = outer.excludes ? itemsOf(inner.element) : itemsBeyond(inner, smaller, outer, larger);
  const isCovered = (items: readonly Value[]): boolean =>
    listCovers(covering, textsOf(smaller, name, { ...inner, element: withItems(inner.element, items) }), effort);
  if (asked.length === 0 || isCovered(asked)) return "all";
  const left = new Set(asked.filter((item) => !isCovered([item])));
  return itemsOf(inner.element).filter((item) => !left.has(item));
}

/** The items of the one list that do not stand in the other as well. */
function itemsBeyond(one: List, ofOne: StatementParts, other: List, ofOther: StatementParts): readonly Value[] {
  const known = new Set(itemsOf(other.element).map((item) => itemText(item, other.element, ofOther.side.written)));
  return itemsOf(one.element).filter((item) => !known.has(itemText(item, one.element, ofOne.side.written)));
}

/** What stands for a whole list is something else as an item of one. */
function itemText(item: Value, { node }: ListElement, written: Written): string {
  return item === node && item.kind !== "string" ? `whole ${written(item)}` : written(item);
}

function textsOf({ side, question }: StatementParts, name: ListName, { excludes, element }: List): ListTexts {
  const { padsShort = false, variables = "unknown" } = question ?? {};
  const reading = { padsShort, variables };
  const entries = element.entries.map((entry) => {
    const texts =
      side.texts.get(entry.node) ?? (name === "action" ? textsOfAction(entry) : textsOfResource(entry, reading));
    side.texts.set(entry.node, texts);
    return texts;
  });
  return { excludes, entries, open: element.open || element.misplaced.length > 0 };
}
