import { sidOf, type Statement } from "../policy/policy.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/** How messages name a statement of the same policy: by its Sid, or by its place counted from 1. */
export function statementName(statement: Statement): Phrase {
  const sid = sidOf(statement);
  return sid === undefined ? say`statement ${statement.index + 1}` : say`statement ${name(sid)}`;
}
