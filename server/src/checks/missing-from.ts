import { type Statement } from "../policy/policy.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { isAmongPrincipals, mayHold } from "./elements.ts";
import { type Message } from "./messages.ts";

/** The statements in which none of the elements can be; one that was written among the principals is said there. */
export function statementsWithout({ policy }: PolicyUnderCheck, names: readonly string[]): readonly Statement[] {
  return policy.statements.filter(({ object }) => !mayHold(object, names) && !isAmongPrincipals(object, names));
}

/**
 * Points at the brace that opens the statement, at the word of its block or, in YAML, at its first key: the whole of it would
 * hide other findings.
 */
export function missingFrom({ span, object }: Statement, message: Message): Finding {
  const { start } = span;
  const [first] = object.members;
  const word = object.head ?? (first?.keySpan.start === start ? first.keySpan : undefined);
  return { span: word ?? { start, end: start + 1 }, ...message };
}
