import { replaceElement } from "../../policy/changes.ts";
import { newObject, type NewValue } from "../../syntax/change.ts";
import { type Statement } from "../../policy/policy.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { elementNamed } from "../elements.ts";
import { type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";
import { type TerraformCondition, terraformConditions } from "../terraform-condition.ts";

const MESSAGES = messagesOf({
  inJson: (operator: string, key: string) =>
    say`${name("test")}, ${name("variable")} and ${name("values")} are how Terraform's ${name("aws_iam_policy_document")} writes a condition, and AWS rejects them in JSON. Write ${name(`"${operator}": { "${key}": … }`)}.`,
});

export const terraformCondition: Check = {
  code: "terraform-condition",
  severity: "error",
  summary: "A condition is written as in Terraform, but this is JSON.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    for (const statement of policy.statements) {
      const conditions = terraformConditions(statement);
      const [first] = conditions;
      if (first === undefined) continue;
      yield {
        span: keyTextSpan(first.first),
        ...MESSAGES.inJson(...namesIn(first)),
        fixes: () => rewriting(statement, conditions),
      };
    }
  },
};

function namesIn({ operator, key }: TerraformCondition): readonly [operator: string, key: string] {
  return [operator ?? "StringEquals", key ?? "aws:PrincipalOrgID"];
}

/** Is all of the object one of the conditions, or an operator of one? */
function isWhole({ members }: ObjectValue, conditions: readonly TerraformCondition[]): boolean {
  return conditions.some(({ first }) => members.includes(first)) || members.length === conditions.length;
}

/** Not where two conditions would get one place. */
function rewriting({ object }: Statement, conditions: readonly TerraformCondition[]): readonly Fix[] {
  const member = elementNamed(object, "Condition");
  if (member?.value?.kind !== "object" && member?.value?.kind !== "array") return [];
  const items = member.value.kind === "array" ? member.value.items.length : 1;
  const blocks = new Map<string, Map<string, NewValue>>();
  for (const { operator, key, values } of conditions) {
    if (operator === undefined || key === undefined || values.value === undefined) return [];
    const block = blocks.get(operator) ?? new Map<string, NewValue>();
    if (block.has(key)) return [];
    blocks.set(operator, block.set(key, { copyOf: values.value }));
  }
  if (member.value.kind === "array" && items !== conditions.length) return [];
  if (member.value.kind === "object" && !isWhole(member.value, conditions)) return [];
  const written = newObject(
    Object.fromEntries([...blocks].map(([operator, block]) => [operator, newObject(Object.fromEntries(block))])),
  );
  return fixWith(say`Write the condition as JSON has it`, replaceElement(member, "Condition", written));
}
