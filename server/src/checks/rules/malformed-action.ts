import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { quote } from "../quoting.ts";

export const malformedAction: Check = {
  code: "malformed-action",
  severity: "error",
  summary: "An action is a service, a colon and a name, without blanks.",
  perStatement: true,
  *find({ policy }) {
    for (const { entry, text, elementName } of actionEntries(policy)) {
      const problem = problemOf(text);
      if (problem === undefined) continue;
      const trimmed = text.trim();
      const effect = elementName === "Action" ? "so it matches no action" : "so it excludes no action";
      yield {
        span: textSpan(entry),
        message: `${quote(text)} ${problem}, ${effect}`,
        fixes: () =>
          trimmed !== text && splitAction(trimmed) !== undefined
            ? [{ title: `Replace with '${trimmed}'`, changes: replaceText(entry, trimmed) }]
            : [],
      };
    }
  },
};

function problemOf(text: string): string | undefined {
  // Without a colon, and with a variable, it has a finding of its own.
  if (!text.includes(":") || text.includes("${")) return undefined;
  if (text !== text.trim()) return "has a blank at its end or start";
  if (text.includes(",")) return "holds a comma, where a list of actions is meant";
  if (/\s/.test(text)) return "holds a blank";
  if (text.startsWith(":")) return "names no service";
  if (text.endsWith(":")) return "names no action of the service";
  if (text.indexOf(":") !== text.lastIndexOf(":")) return "holds a second colon";
  return undefined;
}
