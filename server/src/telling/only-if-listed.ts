/** What an element of a statement has to have where the file leaves that open. */
import { type FixRisk } from "../denial/fixes/fix-risk.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

export function ifListed(risk: Extract<FixRisk, { risk: "only-if-listed" }>): Phrase {
  if (risk.element !== "condition")
    return say`It helps only if the statement's ${risk.element} is ${name(risk.entry)}: the file leaves that open.`;
  return risk.entry === undefined
    ? say`It helps only if the statement takes the request's value of ${name(risk.key)}: what is known leaves that open.`
    : say`It helps only if the statement takes ${name(risk.entry)} for ${name(risk.key)}: the file leaves that open.`;
}
