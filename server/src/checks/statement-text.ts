/** A statement as a text, to know it again: an edit changes one statement of a policy, and the others are as before. */
import { type Policy, type Statement, substitutesVariables } from "../policy/policy.ts";
import { valueText } from "../syntax/value-text.ts";

const KNOWN = new WeakMap<Statement, string>();

/** Equal for statements that mean the same wherever they stand. */
export function statementText(policy: Policy, statement: Statement): string {
  const text = KNOWN.get(statement) ?? `${substitutesVariables(policy)} ${valueText(statement.object)}`;
  KNOWN.set(statement, text);
  return text;
}
