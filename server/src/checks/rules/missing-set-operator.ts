import { type Catalog } from "../../catalog/catalog.ts";
import { renameOperator } from "../../policy/changes.ts";
import { operatorOf, SET_OPERATORS } from "../../policy/operators.ts";
import { type ConditionOperatorBlock, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  multivalued: (key: string, operator: string) =>
    say`A request can have several values of ${name(key)}, and ${name(operator)} alone does not say how many of them must match. Use ${name(`ForAnyValue:${operator}`)} or ${name(`ForAllValues:${operator}`)}.`,
});

/** Source: "Set operators for multivalued context keys"; "IAM Access Analyzer policy check reference", Missing qualifier. */
export const missingSetOperator: Check = {
  code: "missing-set-operator",
  severity: "warning",
  summary: "A condition on a key with several values has no set operator.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy, catalog }) {
    for (const { statement, block, entry } of conditionEntries(policy)) {
      const use = operatorOf(entry);
      if (use === undefined || use.setOperator !== undefined || use.operator.family === "null") continue;
      if (!isMultivalued(entry.key, catalog)) continue;
      yield {
        span: keyTextSpan(entry.member),
        ...MESSAGES.multivalued(entry.key, block.name),
        fixes: () => (block.entries.length === 1 ? qualified(block, statement) : []),
      };
    }
  },
};

function isMultivalued(key: string, catalog: Catalog): boolean {
  const lower = key.toLowerCase();
  if (PLAIN_BY_AWS.has(lower)) return false;
  return lower === METHODS_OF_COGNITO || catalog.conditionKey(key)?.multivalued === true;
}

/** The reference has it as a string. Source: "IAM and AWS STS condition context keys" (amr): tested with set operators. */
const METHODS_OF_COGNITO = "cognito-identity.amazonaws.com:amr";

/**
 * AWS's own policies use these without a set operator. Sources: "AWS Data Pipeline: Denies Access to DataPipeline Pipelines
 * That a User Did Not Create", "Controlling Access to Pipelines and Resources" (AWS Data Pipeline), and "Using IAM policy
 * conditions in Amazon EventBridge", which also says that a pattern with several sources does not match then.
 */
const PLAIN_BY_AWS: ReadonlySet<string> = new Set([
  "datapipeline:pipelinecreator",
  "datapipeline:workergroup",
  "events:detail-type",
  "events:source",
  "events:targetarn",
]);

/** Which of the two is meant only the author knows. */
function qualified(block: ConditionOperatorBlock, statement: Statement): readonly Fix[] {
  return [...SET_OPERATORS].reverse().flatMap((set) => {
    const to = `${set}:${block.name}`;
    return fixWith(say`Replace ${name(block.name)} with ${name(to)}`, renameOperator(block, to, statement));
  });
}
