/** A statement as a text, to know it again: an edit changes one statement of a policy, and the others are as before. */
import { type Policy, type Statement, substitutesVariables } from "../policy/policy.ts";
import { type Hole, type Value } from "../syntax/value.ts";

const KNOWN = new WeakMap<Statement, string>();

/** Equal for statements that mean the same wherever they stand. */
export function statementText(policy: Policy, statement: Statement): string {
  const text = KNOWN.get(statement) ?? `${substitutesVariables(policy)} ${valueText(statement.object)}`;
  KNOWN.set(statement, text);
  return text;
}

/** Equal for equal values, wherever they stand. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case "string":
      return textWithHoles(value.text, value.holes);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "null":
    case "unknown":
      return value.kind;
    case "either":
      return `either(${value.options.map((option) => (option === undefined ? "" : valueText(option))).join()})`;
    case "array":
      return `[${value.items.map(valueText).join()}]`;
    case "object": {
      const members = value.members.map(
        ({ key, keyHoles, value: held }) => `${textWithHoles(key, keyHoles)}:${held ? valueText(held) : ""}`,
      );
      return `{${members.join()}}`;
    }
  }
}

function textWithHoles(text: string, holes: readonly Hole[]): string {
  const facts = holes.map(({ start, end, stands = "", isName = false, isOwnName = false }) =>
    [start, end, stands, isName, isOwnName].join("-"),
  );
  return `${JSON.stringify(text)}${facts.join()}`;
}
