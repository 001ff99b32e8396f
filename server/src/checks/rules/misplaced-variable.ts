import { ARN_FIELDS, type ArnField, splitArn } from "../../policy/arn.ts";
import { isFilledByFile, shapeOf } from "../../policy/shape.ts";
import { type Check } from "../check.ts";
import { resourceEntries } from "../entries.ts";
import { knownVariables, languageVersion } from "../variables.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const FIELDS: Readonly<Partial<Record<ArnField, string>>> = { region: "Region", account: "account ID" };

const MESSAGES = messagesOf({
  beforeFifthColon: (variable: string, field: string) =>
    say`AWS replaces variables in an ARN only after its fifth colon, so ${name(variable)} does not work as the ${field}. Write the ${field} itself, or ${name("*")}.`,
});

export const misplacedVariable: Check = {
  code: "misplaced-variable",
  severity: "warning",
  summary: "A policy variable is in front of the fifth colon of an ARN.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (languageVersion(policy, broken) !== "2012-10-17") return;
    for (const { entry, text } of resourceEntries(policy)) {
      if (!isFilledByFile(entry) || !text.startsWith("arn:")) continue;
      const fields = splitArn(shapeOf(entry)).slice(0, ARN_FIELDS.length - 1);
      for (const { start, end } of knownVariables(entry, catalog)) {
        const field = fields.find((one) => one.start <= start && start < one.end)?.field;
        if (field === undefined) continue;
        yield {
          span: entry.within(start, end),
          ...MESSAGES.beforeFifthColon(text.slice(start, end), FIELDS[field] ?? field),
        };
      }
    }
  },
};
