import { isSettled, type Statement } from "../policy/policy.ts";
import { quote } from "./quoting.ts";

/** How messages name a statement of the same policy: by its Sid, or by its place counted from 1. */
export function statementName({ sid, index }: Statement): string {
  return sid !== undefined && isSettled(sid) && sid.text !== ""
    ? `statement ${quote(sid.text)}`
    : `statement ${index + 1}`;
}
