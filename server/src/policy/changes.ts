/**
 * What fixes do to a policy, in its own words, as changes of the values that it was read from. What the file does not
 * settle is not changed: undefined then.
 */
import { type Change, newObject, type NewObject, type NewValue } from "../syntax/change.ts";
import { memberNamed, type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { likeRelative } from "./operators.ts";
import {
  type ConditionOperatorBlock,
  isSettled,
  type ListElement,
  type Policy,
  type PrincipalType,
  type Scalar,
  type ScalarList,
  type Statement,
} from "./policy.ts";
import { hasOpenName } from "./read-statement.ts";

export const CURRENT_VERSION = "2012-10-17";

/** Another text in the place of a scalar; a number or a Boolean becomes a text. What is filled in stays where it can. */
export function replaceText(scalar: Scalar, by: string): readonly Change[] {
  const { node, text } = scalar;
  if (node.kind !== "string") return [{ change: "replace", value: node, by }];
  const { start, end } = isSettled(scalar) ? { start: 0, end: text.length } : stretchToChange(text, by);
  return [{ change: "text", value: node, start, end, by: by.slice(start, by.length - (text.length - end)) }];
}

/** What is left of a text without the start and the end that another one shares with it. */
export function stretchToChange(text: string, by: string): Span {
  const most = Math.min(text.length, by.length);
  let start = 0;
  while (start < most && text[start] === by[start]) start++;
  let shared = 0;
  while (shared < most - start && text[text.length - 1 - shared] === by[by.length - 1 - shared]) shared++;
  return { start, end: text.length - shared };
}

/** Another value in the place of a text, which a template may write by what refers to it. */
export function replaceWhole({ node }: Scalar, by: string): readonly Change[] {
  return [{ change: "replace", value: node, by }];
}

/** Other characters in the place of those from `start` to `end` of its text. */
export function replacePart(scalar: Scalar, start: number, end: number, by: string): readonly Change[] {
  const { node, text } = scalar;
  return node.kind === "string"
    ? [{ change: "text", value: node, start, end, by }]
    : replaceText(scalar, text.slice(0, start) + by + text.slice(end));
}

/** What a function makes, or a reference stands for, with more behind it; undefined where that cannot be said. */
export function extended({ node }: Scalar, more: string): NewValue | undefined {
  return node.kind === "string" && node.extended !== undefined ? { copyOf: node, more } : undefined;
}

export function renameMember(member: Member, to: string): readonly Change[] {
  return [{ change: "rename", member, to }];
}

/** A text with more behind it, which is then `whole`: what refers to something else goes on doing so if its syntax can. */
export function withMore(scalar: Scalar, more: string, whole: string): readonly Change[] {
  const { node, text, holes } = scalar;
  if (holes.length === 0) return replacePart(scalar, text.length, text.length, more);
  return [{ change: "replace", value: node, by: extended(scalar, more) ?? whole }];
}

/** Another element in the place of one. */
export function replaceElement(member: Member, key: string, by: NewValue): readonly Change[] | undefined {
  if (member.value === undefined) return undefined;
  return [...renameMember(member, key), { change: "replace", value: member.value, by }];
}

/** Not the only member. */
export function removeMember(object: ObjectValue, member: Member): readonly Change[] | undefined {
  return object.members.length < 2 ? undefined : [{ change: "remove-member", from: object, part: member }];
}

/** Puts texts behind the last one of a list; a single text becomes a list, a function that may give one does not. */
export function addEntries({ node, entries }: ScalarList, texts: readonly NewValue[]): readonly Change[] | undefined {
  if (node.kind === "array")
    return texts.map((value) => ({ change: "add-item", to: node, after: node.items.at(-1), value }));
  return entries.length === 0 ? undefined : [{ change: "replace", value: node, by: [{ copyOf: node }, ...texts] }];
}

/**
 * The same for a list of a statement: a single text that stands elsewhere under a name goes on being that text, which others
 * may refer to, and the list is written where the name stands, if that is known.
 */
export function addEntriesOf(
  { object }: Statement,
  list: ScalarList,
  texts: readonly NewValue[],
): readonly Change[] | undefined {
  const { span } = list.node;
  const isWithin = object.span.start <= span.start && span.end <= object.span.end;
  if (list.node.kind === "array" || isWithin) return addEntries(list, texts);
  const { node } = list;
  const name = object.members.find(({ value }) => value === node)?.nameOfValue;
  if (name === undefined || node.kind !== "string") return undefined;
  const { kind, text, holes, map } = node;
  return addEntries({ ...list, node: { kind, text, holes, map, span: name } }, texts);
}

/** Takes entries out of a list; not if none would be left for certain. */
export function removeEntries(list: ScalarList, indexes: readonly number[]): readonly Change[] | undefined {
  const { node, entries } = list;
  const [gone, items] = [new Set(indexes), new Set<Value>(node.kind === "array" ? node.items : [])];
  const removed = entries.filter((_, index) => gone.has(index));
  if (node.kind !== "array" || !isClosed(list)) return undefined;
  const staysFilled = entries.some((entry, index) => entry.certain && !gone.has(index));
  if (removed.length === 0 || !staysFilled || !removed.every((entry) => items.has(entry.node))) return undefined;
  return removed.map((entry) => ({ change: "remove-item", from: node, part: entry.node }));
}

/** Puts one value in the place of all values of a list; what the file chooses from stays. */
export function replaceValues(list: ScalarList, by: NewValue): readonly Change[] | undefined {
  const isSettledList = isClosed(list) && list.entries.every(({ certain }) => certain);
  return isSettledList ? [{ change: "replace", value: list.node, by }] : undefined;
}

function isClosed({ open, misplaced }: ScalarList): boolean {
  return !open && misplaced.length === 0;
}

/** The operator that reads `*` as a wildcard; undefined where another value of the block would mean something else by it. */
export function likeOperator({ name, entries }: ConditionOperatorBlock): string | undefined {
  const holds = entries.every(({ values }) => values.entries.every(({ text }) => !text.includes("?")));
  return holds ? likeRelative(name) : undefined;
}

/** Not to the name of another operator of the statement, whose keys it would hide. */
export function renameOperator(
  block: ConditionOperatorBlock,
  to: string,
  { condition }: Statement,
): readonly Change[] | undefined {
  const present = condition?.operators.some(({ name }) => name.toLowerCase() === to.toLowerCase()) ?? false;
  return present ? undefined : renameMember(block.member, to);
}

/** What stands in a Condition itself, each key in the block of an operator. */
export function wrapConditions(
  blocks: readonly ConditionOperatorBlock[],
  operatorOf: (block: ConditionOperatorBlock) => string,
): readonly Change[] | undefined {
  const operators = new Set(blocks.map(operatorOf));
  if (operators.size !== blocks.length) return undefined;
  const changes = blocks.map((block): Change | undefined => {
    const { member, name: key } = block;
    if (member.value === undefined) return undefined;
    return { change: "replace", value: member.value, by: newObject({ [key]: { copyOf: member.value } }) };
  });
  if (changes.some((one) => one === undefined)) return undefined;
  return [
    ...blocks.flatMap((block) => renameMember(block.member, operatorOf(block))),
    ...changes.filter((one) => one !== undefined),
  ];
}

/**
 * A condition that has to hold as well; not where the statement has it already, or has a Condition that is no object, or a
 * member that may get the same name from another tool.
 */
export function addCondition(
  statement: Statement,
  { operator, key, value }: { readonly operator: string; readonly key: string; readonly value: NewValue },
): readonly Change[] | undefined {
  const condition = memberNamed(statement.object, "Condition");
  const ofKey = newObject({ [key]: value });
  if (condition === undefined) {
    const added = newObject({ [operator]: ofKey });
    return statement.condition === undefined ? addMember(statement.object, "Condition", added) : undefined;
  }
  if (condition.value?.kind !== "object" || condition.value.members.some(hasOpenName)) return undefined;
  const same = memberNamed(condition.value, operator);
  if (same === undefined) return addMember(condition.value, operator, ofKey);
  if (same.value?.kind !== "object" || memberNamed(same.value, key) !== undefined) return undefined;
  if (same.value.members.some(hasOpenName)) return undefined;
  return addMember(same.value, key, value);
}

function addMember(to: ObjectValue, key: string, value: NewValue): readonly Change[] {
  return [{ change: "add-member", to, after: to.members.at(-1), key, value }];
}

/** Another statement behind one of the policy, or behind all; a single statement becomes a list. */
export function addStatement(policy: Policy, added: NewObject, behind?: Statement): readonly Change[] | undefined {
  return addStatements(policy, [added], behind);
}

/** The same for several, in their order. */
export function addStatements(
  { statementMember }: Policy,
  added: readonly NewObject[],
  behind?: Statement,
): readonly Change[] | undefined {
  const list = statementMember?.value;
  switch (list?.kind) {
    case "array": {
      const beside = behind !== undefined && list.items.includes(behind.object) ? behind.object : list.items.at(-1);
      return added.map((value) => ({ change: "add-item", to: list, after: beside, value }));
    }
    case "object":
      return [{ change: "replace", value: list, by: [{ copyOf: list }, ...added] }];
    default:
      return undefined;
  }
}

/** Takes a statement out of the list of statements; not the only one. */
export function removeStatement(policy: Policy, { object }: Statement): readonly Change[] | undefined {
  const list = policy.statementMember?.value;
  if (list?.kind !== "array" || policy.open || policy.misplaced.length > 0) return undefined;
  const staysFilled = policy.statements.some((one) => one.certain && one.object !== object);
  return !staysFilled || !list.items.includes(object)
    ? undefined
    : [{ change: "remove-item", from: list, part: object }];
}

/** States the current version of the policy language. */
export function setCurrentVersion({ object, version }: Policy): readonly Change[] | undefined {
  if (version !== undefined) return version.type === "string" ? replaceText(version, CURRENT_VERSION) : undefined;
  if (object.members.length === 0 || memberNamed(object, "Version") !== undefined) return undefined;
  return [{ change: "add-member", to: object, after: undefined, key: "Version", value: CURRENT_VERSION }];
}

/** A principal that is a mere text is put under its type. */
export function putUnderType({ node }: Scalar, type: PrincipalType): readonly Change[] {
  return [{ change: "replace", value: node, by: newObject({ [type]: { copyOf: node } }) }];
}

/** `Resource: "*"` becomes `NotResource` with one text; undefined unless the element is exactly `*`. */
export function exceptResource({ resource }: Statement, text: string): readonly Change[] | undefined {
  return exceptFrom(resource, "NotResource", text);
}

/** The same for `Action: "*"`. */
export function exceptAction({ action }: Statement, text: string): readonly Change[] | undefined {
  return exceptFrom(action, "NotAction", text);
}

function exceptFrom(element: ListElement | undefined, negated: string, text: string): readonly Change[] | undefined {
  const [only, ...more] = element?.entries ?? [];
  if (element === undefined || only?.text !== "*" || !isSettled(only) || more.length > 0) return undefined;
  if (!only.certain || !isClosed(element)) return undefined;
  return [...renameMember(element.member, negated), ...replaceText(only, text)];
}
