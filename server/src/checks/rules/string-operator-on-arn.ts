import { renameOperator } from "../../policy/changes.ts";
import { readArn } from "../../policy/arn.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionOperatorBlock, type ScalarList, type Statement } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { name, say } from "../../wording/phrase.ts";
import { exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  string: (operator: string, key: string, better: string) =>
    say`Under ${name(operator)}, a ${name("*")} in the ARN of ${name(key)} also matches colons, so it can match ARNs of other accounts or Regions. Use ${name(better)}, which compares the six parts of an ARN one by one.`,
});

/** Source: "IAM Access Analyzer policy check reference", StringLike operator with ARN condition keys; "ARN condition operators". */
export const stringOperatorOnArn: Check = {
  code: "string-operator-on-arn",
  severity: "info",
  summary: "An ARN pattern is compared with StringLike instead of ArnLike.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    const { policy, catalog } = subject;
    for (const { statement, block, entry } of conditionEntries(policy)) {
      const operator = operatorOf(entry)?.operator;
      if (operator?.family !== "string" || !operator.wildcards) continue;
      if (catalog.conditionKey(entry.key)?.type !== "ARN" || WITHOUT_COLONS.has(entry.key.toLowerCase())) continue;
      if (!holdsPattern(entry.values)) continue;
      const better = block.name.replace(/string/i, "Arn");
      yield {
        span: block.nameSpan,
        ...MESSAGES.string(block.name, entry.key, better),
        ...(operatorOf(entry)?.operator.negated === true
          ? exampleOf(subject, statement, { from: entry, without: [entry], asked: ACROSS_COLONS }, "passed")
          : exampleOf(subject, statement, { from: entry, without: [], asked: ACROSS_COLONS.slice(1) }, "matched")),
        fixes: () => renaming(block, better, statement, catalog),
      };
    }
  },
};

/** The one operator matches, and the other does not. */
const ACROSS_COLONS = [{ operator: "StringLike" }, { operator: "ArnNotLike" }];

/** Names of users and roles hold no colon, so a wildcard for the account matches nothing else ("IAM and AWS STS quotas"). */
const WITHOUT_COLONS: ReadonlySet<string> = new Set(["aws:principalarn", "aws:arn"]);

/** A wildcard before the last part; behind the fifth colon both operators mean the same. */
function holdsPattern({ entries }: ScalarList): boolean {
  return entries.some((entry) => /^arn:.*[*?]/.test(shapeOf(entry).split(":", 5).join(":")));
}

/** Only where all values of the block are ARNs with six parts, and all keys hold ARNs; the new condition is the narrower one. */
function renaming(block: ConditionOperatorBlock, to: string, statement: Statement, catalog: Catalog): readonly Fix[] {
  const fits = block.entries.every(
    ({ key, values }) =>
      catalog.conditionKey(key)?.type === "ARN" &&
      !values.open &&
      values.entries.every((entry) => readArn(shapeOf(entry)) !== undefined),
  );
  return fits
    ? asLastResort(fixWith(say`Replace ${name(block.name)} with ${name(to)}`, renameOperator(block, to, statement)))
    : [];
}
