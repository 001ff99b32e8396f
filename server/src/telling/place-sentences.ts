/** Statements by their names and places. */
import { type StatementPlace } from "../denial/statement-place.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

export function statementInWords(place: StatementPlace | undefined): Phrase {
  if (place === undefined) return say`a statement`;
  return say`${whichStatement(place)} of ${name(place.policyName)}`;
}

/** For use beside the file's name: the policy is named only if it has a name of its own. */
export function statementOfFile(place: StatementPlace): Phrase {
  return place.policyName === place.file ? whichStatement(place) : statementInWords(place);
}

export function whichStatement({ sid, index }: Pick<StatementPlace, "sid" | "index">): Phrase {
  return sid === undefined ? say`statement ${index + 1}` : say`statement ${name(sid)}`;
}
