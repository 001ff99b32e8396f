/** One more statement in a list or a map of objects that a module makes statements of. */
import { type Change, type NewObject, newObject, type NewValue } from "../../syntax/change.ts";
import { isNewObject } from "../../syntax/draft-marks.ts";
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { wholeAt } from "../../text/encoding.ts";
import { arrayAt, unknownAt } from "../placed-values.ts";
import { nameOfKey } from "./expression-parts.ts";
import { ARGUMENTS, BLOCKS, listOf } from "./policy-document-print.ts";
import { type StatementsInput } from "./registry-statements.ts";
import { type StatementsContainer } from "./statements-written.ts";

export interface StatementAdditions {
  readonly container: StatementsContainer;
  readonly input: StatementsInput;
  /** A statement without resources is about what the module makes, which is known by name. */
  readonly isAboutOwn: boolean;
}

/** Undefined for a statement that the module is not known to read as it would be written. */
export function addingObject(statement: NewValue, additions: StatementAdditions): Change | undefined {
  const written = isNewObject(statement) ? objectOf(statement, additions) : undefined;
  if (written === undefined) return undefined;
  const { container } = additions;
  const { span } = container;
  if (container.kind === "tuple") {
    const last = container.items.at(-1);
    return { change: "add-item", to: arrayAt([], span), after: last && unknownAt(last.span), value: written };
  }
  const last = container.items.at(-1);
  const key = freeKey(statement, container);
  const after = last && {
    ...{ key: "", keyHoles: [], keySpan: last.key.span, keyMap: wholeAt(last.key.span) },
    ...{ span: last.span, value: undefined },
  };
  return { change: "add-member", to: { kind: "object", span, members: [] }, after, key, value: written };
}

function objectOf({ members }: NewObject, additions: StatementAdditions): NewObject | undefined {
  const written = new Map<string, NewValue>();
  for (const [element, value] of members) {
    const one = argumentOf(element, value, additions);
    if (one === undefined) return undefined;
    if (one !== "left-out") written.set(...one);
  }
  return newObject(Object.fromEntries(written));
}

function argumentOf(
  element: string,
  value: NewValue,
  additions: StatementAdditions,
): readonly [name: string, value: NewValue] | "left-out" | undefined {
  if (element === "Sid" || element === "Effect") return [element.toLowerCase(), value];
  if (element === "Resource" && additions.isAboutOwn) return "left-out";
  const name = ARGUMENTS.get(element);
  if (name !== undefined) return [name, listOf(value)];
  const block = element === "Condition" ? conditionName(additions) : BLOCKS.get(element);
  const inner = element === "Condition" ? conditionsOf(value) : principalsOf(value);
  return block === undefined || inner === undefined ? undefined : [block, inner];
}

/** Where the versions of a module differ in it, as the other statements have it. */
function conditionName({ container, input }: StatementAdditions): string | undefined {
  if (input.conditions !== true) return "condition";
  const statements: readonly HclExpression[] =
    container.kind === "tuple" ? container.items : container.items.map((one) => one.value);
  const names = statements.flatMap((one) => (one.kind === "object" ? one.items.map(({ key }) => nameOfKey(key)) : []));
  return names.find((name) => name === "condition" || name === "conditions");
}

function conditionsOf(value: NewValue): NewValue | undefined {
  if (!isNewObject(value)) return undefined;
  const blocks = value.members.map(([test, keys]) =>
    isNewObject(keys)
      ? keys.members.map(([variable, values]) => newObject({ test, variable, values: listOf(values) }))
      : undefined,
  );
  const known = blocks.filter((one) => one !== undefined);
  return known.length < blocks.length ? undefined : known.flat();
}

function principalsOf(value: NewValue): NewValue | undefined {
  if (value === "*") return [newObject({ type: "*", identifiers: ["*"] })];
  if (!isNewObject(value)) return undefined;
  return value.members.map(([type, identifiers]) => newObject({ type, identifiers: listOf(identifiers) }));
}

/** Named after the action, as `s3_put_object`: the keys of these maps are words. */
function freeKey(statement: NewValue, { items }: Extract<StatementsContainer, { kind: "object" }>): string {
  const action = isNewObject(statement) ? statement.members.find(([name]) => name === "Action")?.[1] : undefined;
  const [first] = action === undefined ? [] : [listOf(action)].flat();
  const base = typeof first === "string" ? snakeCase(first) : "statement";
  const taken = new Set(items.map(({ key }) => nameOfKey(key)));
  let key = base;
  for (let count = 2; taken.has(key); count++) key = `${base}_${String(count)}`;
  return key;
}

function snakeCase(action: string): string {
  const words = action.replace(/([a-z\d])([A-Z])/g, "$1_$2").match(/[A-Za-z\d]+/g);
  return words?.join("_").toLowerCase() ?? "statement";
}
