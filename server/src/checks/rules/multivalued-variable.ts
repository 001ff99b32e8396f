import { type Check } from "../check.ts";
import { knownVariables, languageVersion, textsWithVariables } from "../variables.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  severalValues: (key: string, variable: string) =>
    say`${name(key)} can have several values, and AWS does not support such a key as a variable, so ${name(variable)} stands for none of them. Use a key with a single value.`,
});

export const multivaluedVariable: Check = {
  code: "multivalued-variable",
  severity: "warning",
  summary: "A policy variable has a key that can have several values.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (languageVersion(policy, broken) !== "2012-10-17") return;
    for (const scalar of textsWithVariables(policy)) {
      for (const { key, start, end } of knownVariables(scalar, catalog)) {
        // How many values a service's key has is not documented as reliably.
        if (catalog.globalKey(key)?.multivalued !== true) continue;
        yield {
          span: scalar.within(start, end),
          ...MESSAGES.severalValues(key, scalar.text.slice(start, end)),
        };
      }
    }
  },
};
