import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { addCondition } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type Statement } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const READERS = ["dynamodb:Query", "dynamodb:Scan"].map(readAction);

const MESSAGES = messagesOf({
  allAttributes: () =>
    say`A query that names no attributes returns all of them, and its request meets this condition. Add ${name("StringEqualsIfExists")} with ${name("dynamodb:Select")} and ${value("SPECIFIC_ATTRIBUTES")}.`,
});

/**
 * Source: "Using IAM policy conditions for fine-grained access control" in the DynamoDB guide; "IAM Access Analyzer policy
 * check reference", DynamoDB attributes without select.
 */
export const attributesWithoutSelect: Check = {
  code: "attributes-without-select",
  severity: "warning",
  summary: "A condition limits the attributes that a query names, but not the ones that it returns.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    if (subject.broken) return;
    for (const { statement, entry } of conditionEntries(subject.policy)) {
      if (entry.key.toLowerCase() !== "dynamodb:attributes" || statement.effect?.text !== "Allow") continue;
      // With ForAnyValue a query has to name one of them.
      if (operatorOf(entry)?.setOperator !== "ForAllValues") continue;
      if (!allowsReading(statement) || mayAskForSelect(statement)) continue;
      yield {
        span: keyTextSpan(entry.member),
        ...MESSAGES.allAttributes(),
        ...exampleOf(subject, statement, { from: entry, without: [], asked: ALL_ATTRIBUTES }, "matched"),
        fixes: () =>
          fixWith(
            say`Allow only queries that name their attributes`,
            addCondition(statement, {
              operator: "StringEqualsIfExists",
              key: "dynamodb:Select",
              value: "SPECIFIC_ATTRIBUTES",
            }),
          ),
      };
    }
  },
};

const ALL_ATTRIBUTES = [
  { operator: "Null", value: "true" },
  { operator: "StringEquals", key: "dynamodb:Select", value: "ALL_ATTRIBUTES" },
];

function allowsReading({ action }: Statement): boolean {
  return (
    action?.entries.some((entry) => READERS.some((reader) => actionMatches(actionPattern(entry), reader) === "yes")) ??
    false
  );
}

function mayAskForSelect({ condition }: Statement): boolean {
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some(
    (block) =>
      block.open ||
      block.entries.some(({ key, keyHoles }) => keyHoles.length > 0 || key.toLowerCase() === "dynamodb:select"),
  );
}
