import { type Policy, type PrincipalElement, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { type Check, type Finding } from "../check.ts";
import { elementNamed, isOpenValue } from "../elements.ts";

export const wrongType: Check = {
  code: "wrong-type",
  severity: "error",
  summary: "Each element holds a certain type of value.",
  *find({ policy }) {
    yield* textElements(policy.object, ["Version", "Id"]);
    yield* misplacedStatements(policy);
    for (const statement of policy.statements) {
      yield* textElements(statement.object, ["Effect", "Sid"]);
      yield* lists(statement);
      yield* principals(statement);
      yield* conditions(statement);
    }
  },
};

function* textElements(object: ObjectValue, names: readonly string[]): Generator<Finding> {
  for (const name of names) {
    const value = elementNamed(object, name)?.value;
    if (value === undefined || value.kind === "string" || isOpenValue(value)) continue;
    // Several tools write a number or Boolean of Sid and Id as text before AWS sees it.
    const isScalar = value.kind === "number" || value.kind === "boolean";
    if (isScalar && (name === "Sid" || name === "Id")) continue;
    yield wrong(value, `'${name}' takes a text`);
  }
}

function* misplacedStatements(policy: Policy): Generator<Finding> {
  for (const value of policy.misplaced) {
    if (!isOpenValue(value)) yield wrong(value, "'Statement' takes a statement object or a list of them");
  }
}

function* lists(statement: Statement): Generator<Finding> {
  for (const [name, element] of [
    ["Action", statement.action],
    ["NotAction", statement.notAction],
    ["Resource", statement.resource],
    ["NotResource", statement.notResource],
  ] as const) {
    if (element === undefined) continue;
    yield* misplacedIn(element, `'${name}'`, "a text");
    for (const entry of element.entries) {
      if (entry.type !== "string") yield { span: entry.span, message: `'${name}' takes texts, not a ${entry.type}` };
    }
  }
}

function* principals(statement: Statement): Generator<Finding> {
  for (const [name, principal] of [
    ["Principal", statement.principal],
    ["NotPrincipal", statement.notPrincipal],
  ] as const) {
    if (principal !== undefined) yield* misplacedPrincipals(name, principal);
  }
}

function* misplacedPrincipals(name: string, principal: PrincipalElement): Generator<Finding> {
  if (principal.form === "misplaced") {
    yield { span: principal.span, message: `'${name}' takes "*" or an object such as { "AWS": … }` };
  }
  if (principal.form !== "typed") return;
  for (const entries of principal.types) yield* misplacedIn(entries, `'${entries.type}'`, "a text");
}

function* conditions(statement: Statement): Generator<Finding> {
  const { condition } = statement;
  if (condition?.misplaced !== undefined && !isOpenValue(condition.misplaced)) {
    yield wrong(condition.misplaced, "'Condition' takes an object of operators");
  }
  for (const block of condition?.operators ?? []) {
    if (block.misplaced !== undefined && !isOpenValue(block.misplaced)) {
      yield wrong(block.misplaced, "A condition operator takes an object of keys");
    }
    for (const entry of block.entries) {
      yield* misplacedIn(entry.values, `'${entry.key}'`, "a text, number or Boolean");
    }
  }
}

function* misplacedIn(list: ScalarList, owner: string, item: string): Generator<Finding> {
  const rule = list.form === "list" ? `Each item of ${owner} is ${item}` : `${owner} takes ${item} or a list of them`;
  for (const value of list.misplaced) yield wrong(value, rule);
}

function wrong(value: Value, rule: string): Finding {
  return { span: startOf(value), message: `${rule}, not ${NAMES[value.kind]}` };
}

/** A long object is marked by its bracket only. */
function startOf(value: Value): Span {
  const { start } = value.span;
  return value.kind === "object" || value.kind === "array" ? { start, end: start + 1 } : value.span;
}

const NAMES: Readonly<Record<Value["kind"], string>> = {
  string: "a text",
  number: "a number",
  boolean: "a Boolean",
  null: "null",
  array: "a list",
  object: "an object",
  unknown: "this",
  either: "this",
};
