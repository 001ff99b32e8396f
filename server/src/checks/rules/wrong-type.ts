import { type Policy, type PrincipalElement, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Change, newValueOf } from "../../syntax/change.ts";
import { readJson } from "../../syntax/json.ts";
import { type ObjectValue, type Value, WITHOUT_HOLES } from "../../syntax/value.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { type Span } from "../../text/span.ts";
import { namedStatements } from "../../policy/read-policy.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { elementNamed, isOpenValue, POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "../elements.ts";
import { keysAsOperators } from "./unknown-operator.ts";
import { writesAsTerraform } from "../terraform-condition.ts";
import { withTypes } from "../misplaced-principals.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { listed, name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  nothing: (key: string) => say`${name(key)} has no value. Write one, or remove the key.`,
  text: (element: string, found: string) => say`${name(element)} must be a string, not ${found}.`,
  statements: (found: string) => say`${name("Statement")} must be an object or a list of objects, not ${found}.`,
  statementsInText: () =>
    say`${name("Statement")} is a string with JSON in it, and AWS rejects a policy with it. Write the statements themselves.`,
  named: (names: readonly string[]) =>
    say`${name("Statement")} has names where a list of statements belongs, so AWS rejects the policy. Make it a list without ${listed(names.map(name), "and")}.`,
  textList: (owner: string, found: string) => say`${name(owner)} must be a string or a list of strings, not ${found}.`,
  textItem: (owner: string, found: string) => say`Each item of ${name(owner)} must be a string, not ${found}.`,
  split: (owner: string, meant: string) =>
    say`An object stands where ${name(owner)} must have a string: in YAML, a colon before a space makes a key. Write ${name(meant)} without the space.`,
  statementInside: (owner: string) =>
    say`A statement stands in the list of ${name(owner)}, where each item must be a string, so AWS rejects the policy. Move it out to ${name("Statement")}.`,
  principal: (element: string) =>
    say`${name(element)} must be ${name("*")} or an object such as ${name('{ "AWS": … }')}.`,
  condition: (found: string) => say`${name("Condition")} must be an object of condition operators, not ${found}.`,
  operator: (found: string) =>
    say`The value of a condition operator must be an object of condition keys, not ${found}.`,
  values: (key: string, found: string) =>
    say`${name(key)} must have a string, number, Boolean or a list of them, not ${found}.`,
  valueItem: (key: string, found: string) =>
    say`Each value of ${name(key)} must be a string, number or Boolean, not ${found}.`,
});

export const wrongType: Check = {
  code: "wrong-type",
  severity: "error",
  summary: "An element does not have the type of value that it needs.",
  messages: MESSAGES,
  perStatement: true,
  *findAround({ policy, broken }) {
    if (!broken) yield* keysWithoutValue(policy.object, POLICY_ELEMENTS);
    yield* textElements(policy.object, ["Version", "Id"]);
    // Behind an error of syntax the rest of a statement may stand as texts between the statements.
    if (!broken) yield* misplacedStatements(policy);
  },
  *find({ policy, catalog, broken }) {
    for (const statement of policy.statements) {
      if (!broken) yield* keysOfStatement(statement);
      yield* textElements(statement.object, ["Effect", "Sid"]);
      yield* lists(statement);
      yield* principals(statement);
      yield* conditions(statement, catalog);
    }
  },
};

/**
 * Keys with nothing behind them, which YAML reads as null, and AWS rejects null. In JSON this is an error of syntax, which
 * has been reported: there the text counts as broken. Source: "YAML Ain't Markup Language (YAML) version 1.2", empty nodes.
 */
function* keysWithoutValue(object: ObjectValue, among?: readonly string[]): Generator<Finding> {
  for (const { key, keyHoles, keySpan, value } of object.members) {
    if (value !== undefined || keyHoles.length > 0 || among?.includes(key) === false) continue;
    yield { span: keySpan, ...MESSAGES.nothing(key) };
  }
}

/** Of a statement, and of the objects inside its principals and conditions. */
function* keysOfStatement({ object }: Statement): Generator<Finding> {
  yield* keysWithoutValue(object, STATEMENT_ELEMENTS);
  for (const element of ["Principal", "NotPrincipal", "Condition"]) {
    const value = elementNamed(object, element)?.value;
    if (value?.kind !== "object") continue;
    yield* keysWithoutValue(value);
    if (element !== "Condition") continue;
    for (const { value: tests } of value.members) if (tests?.kind === "object") yield* keysWithoutValue(tests);
  }
}

function* textElements(object: ObjectValue, names: readonly string[]): Generator<Finding> {
  for (const element of names) {
    const value = elementNamed(object, element)?.value;
    if (value === undefined || value.kind === "string" || isOpenValue(value)) continue;
    // Several tools write a number or Boolean of Sid and Id as text before AWS sees it.
    const isScalar = value.kind === "number" || value.kind === "boolean";
    if (isScalar && (element === "Sid" || element === "Id")) continue;
    yield wrong(value, MESSAGES.text(element, NAMES[value.kind]));
  }
}

function* misplacedStatements(policy: Policy): Generator<Finding> {
  for (const value of policy.misplaced) {
    if (isOpenValue(value)) continue;
    const written = statementsInText(value);
    if (written !== undefined) {
      const by = newValueOf(written);
      const changes: readonly Change[] | undefined = by === undefined ? undefined : [{ change: "replace", value, by }];
      yield {
        ...wrong(value, MESSAGES.statementsInText()),
        fixes: () => fixWith(say`Write the statements themselves`, changes),
      };
      continue;
    }
    const named = value.kind === "object" ? namedStatements(value) : [];
    yield named.length === 0
      ? wrong(value, MESSAGES.statements(NAMES[value.kind]))
      : { ...wrong(value, MESSAGES.named(namesOf(value))), fixes: () => unnamed(policy, named) };
  }
}

/** `"Statement": "[{ … }]"`: encoded once too often. */
function statementsInText(value: Value): Value | undefined {
  if (value.kind !== "string" || value.holes.length > 0 || !/^\s*[[{]\s*[{"]/.test(value.text)) return undefined;
  const { root, problems } = readJson(value.text, WITHOUT_HOLES);
  return problems.length === 0 ? root : undefined;
}

function namesOf(value: Value): readonly string[] {
  return value.kind === "object" ? value.members.map(({ key }) => key) : [];
}

/** Only where they are all of the element. */
function unnamed({ statementMember, misplaced }: Policy, named: readonly ObjectValue[]): readonly Fix[] {
  const value = statementMember?.value;
  if (value?.kind !== "object" || !misplaced.includes(value)) return [];
  const by = named.map((one) => ({ copyOf: one }));
  return [{ title: say`Make a list of the statements`, changes: [{ change: "replace", value, by }] }];
}

function* lists(statement: Statement): Generator<Finding> {
  for (const [elementName, element] of [
    ["Action", statement.action],
    ["NotAction", statement.notAction],
    ["Resource", statement.resource],
    ["NotResource", statement.notResource],
  ] as const) {
    if (element === undefined) continue;
    yield* misplacedTexts(element, elementName);
    for (const entry of element.entries) {
      if (entry.type !== "string") yield { span: entry.span, ...textMessage(element, elementName, NAMES[entry.type]) };
    }
  }
}

function* principals(statement: Statement): Generator<Finding> {
  for (const [element, principal] of [
    ["Principal", statement.principal],
    ["NotPrincipal", statement.notPrincipal],
  ] as const) {
    if (principal !== undefined) yield* misplacedPrincipals(element, principal);
  }
}

function* misplacedPrincipals(element: string, principal: PrincipalElement): Generator<Finding> {
  if (principal.form === "misplaced") {
    yield {
      span: principal.span,
      ...MESSAGES.principal(element),
      fixes: () => withTypes(principal.member, element),
    };
  }
  if (principal.form !== "typed") return;
  for (const entries of principal.types) yield* misplacedTexts(entries, entries.type);
}

function* conditions(statement: Statement, catalog: Catalog): Generator<Finding> {
  const { condition } = statement;
  if (writesAsTerraform(statement)) return;
  if (condition?.misplaced !== undefined && !isOpenValue(condition.misplaced)) {
    const value = condition.misplaced;
    yield { ...wrong(value, MESSAGES.condition(NAMES[value.kind])), fixes: () => outOfList(value) };
  }
  const keys = keysAsOperators(statement, catalog);
  for (const block of condition?.operators ?? []) {
    if (keys.has(block)) continue;
    if (block.misplaced !== undefined && !isOpenValue(block.misplaced)) {
      yield wrong(block.misplaced, MESSAGES.operator(NAMES[block.misplaced.kind]));
    }
    for (const entry of block.entries) {
      yield* misplacedValues(entry.values, entry.key);
    }
  }
}

/** The only object of a list, without the list. */
function outOfList(value: Value): readonly Fix[] {
  const [only, ...others] = value.kind === "array" ? value.items : [];
  if (only?.kind !== "object" || others.length > 0) return [];
  return [
    { title: say`Remove the list around the object`, changes: [{ change: "replace", value, by: { copyOf: only } }] },
  ];
}

function* misplacedTexts(list: ScalarList, owner: string): Generator<Finding> {
  for (const value of list.misplaced) {
    yield wrong(value, misplacedText(list, owner, value));
  }
}

function misplacedText(list: ScalarList, owner: string, value: Value): Message {
  const meant = owner === "Action" || owner === "NotAction" ? splitText(value) : undefined;
  if (meant !== undefined) return MESSAGES.split(owner, meant);
  return isStatement(value) ? MESSAGES.statementInside(owner) : textMessage(list, owner, NAMES[value.kind]);
}

/** As it is read where it is indented too far in YAML, or where the bracket of the list before it is missing. */
function isStatement(value: Value): boolean {
  return value.kind === "object" && elementNamed(value, "Effect") !== undefined;
}

/** `sns: Publish` was to be `sns:Publish`. */
function splitText(value: Value): string | undefined {
  if (value.kind !== "object") return undefined;
  const [only, ...others] = value.members;
  if (only?.value?.kind !== "string" || others.length > 0) return undefined;
  const meant = `${only.key}:${only.value.text}`;
  return /^[a-z0-9-]+:[A-Za-z*?]+$/.test(meant) ? meant : undefined;
}

function textMessage(list: ScalarList, owner: string, found: string): Message {
  return list.form === "list" ? MESSAGES.textItem(owner, found) : MESSAGES.textList(owner, found);
}

function* misplacedValues(list: ScalarList, key: string): Generator<Finding> {
  const messageOf = list.form === "list" ? MESSAGES.valueItem : MESSAGES.values;
  for (const value of list.misplaced) yield wrong(value, messageOf(key, NAMES[value.kind]));
}

function wrong(value: Value, message: Message): Finding {
  return { span: startOf(value), ...message };
}

/** A long object is marked by its bracket only. */
function startOf(value: Value): Span {
  const { start } = value.span;
  return value.kind === "object" || value.kind === "array" ? { start, end: start + 1 } : value.span;
}

const NAMES: Readonly<Record<Value["kind"], string>> = {
  string: "a string",
  number: "a number",
  boolean: "a Boolean",
  null: "null",
  array: "a list",
  object: "an object",
  unknown: "another value",
  either: "another value",
};
