import { ARN_FIELDS, splitArn } from "../../policy/arn.ts";
import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { resourceEntries } from "../entries.ts";
import { quote } from "../quoting.ts";
import { knownVariables, languageVersion } from "../variables.ts";

export const misplacedVariable: Check = {
  code: "misplaced-variable",
  severity: "warning",
  summary: "In an ARN, policy variables work only after the fifth colon.",
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (languageVersion(policy, broken) !== "2012-10-17") return;
    for (const { entry, text } of resourceEntries(policy)) {
      if (!isSettled(entry) || !text.startsWith("arn:")) continue;
      const fields = splitArn(text).slice(0, ARN_FIELDS.length - 1);
      for (const { start, end } of knownVariables(entry, catalog)) {
        const field = fields.find((one) => one.start <= start && start < one.end)?.field;
        if (field === undefined) continue;
        yield {
          span: entry.within(start, end),
          message: `AWS replaces variables of a resource only after its fifth colon, so ${quote(text.slice(start, end))} does not work as the ${field === "region" ? "Region" : field}`,
        };
      }
    }
  },
};
