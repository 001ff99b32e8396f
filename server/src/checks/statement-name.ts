import { isSettled, type Statement } from "../policy/policy.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/** How messages name a statement of the same policy: by its Sid, or by its place counted from 1. */
export function statementName({ sid, index }: Statement): Phrase {
  return sid !== undefined && isSettled(sid) && sid.text !== ""
    ? say`statement ${name(sid.text)}`
    : say`statement ${index + 1}`;
}
