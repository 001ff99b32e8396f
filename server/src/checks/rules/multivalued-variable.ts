import { type Check } from "../check.ts";
import { quote } from "../quoting.ts";
import { knownVariables, languageVersion, textsWithVariables } from "../variables.ts";

export const multivaluedVariable: Check = {
  code: "multivalued-variable",
  severity: "warning",
  summary: "A key that may have several values cannot be a policy variable.",
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (languageVersion(policy, broken) !== "2012-10-17") return;
    for (const scalar of textsWithVariables(policy)) {
      for (const { key, start, end } of knownVariables(scalar, catalog)) {
        // How many values a service's key has is not told as reliably.
        if (catalog.globalKey(key)?.multivalued !== true) continue;
        yield {
          span: scalar.within(start, end),
          message: `${quote(key)} may have several values, and AWS takes no such key as a variable, so ${quote(scalar.text.slice(start, end))} does not stand for any of them`,
        };
      }
    }
  },
};
