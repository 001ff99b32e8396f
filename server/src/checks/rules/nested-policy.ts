import { type Policy } from "../../policy/policy.ts";
import { documentOf } from "../../policy/read-policy.ts";
import { type NewValue } from "../../syntax/change.ts";
import { memberNamed, type ObjectValue, type Value } from "../../syntax/value.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  nested: (count: number) =>
    say`${count === 1 ? "A whole policy stands here where a statement belongs" : `${count} whole policies stand where statements belong`}, and AWS rejects such a policy. Put ${count === 1 ? "its" : "their"} statements directly into the outer ${name("Statement")}.`,
});

/** Source: "Grammar of the IAM JSON policy language". */
export const nestedPolicy: Check = {
  code: "nested-policy",
  severity: "error",
  summary: "A whole policy is inside Statement.",
  messages: MESSAGES,
  *find({ policy }) {
    const [first] = policy.nested;
    if (first === undefined) return;
    const { start } = first.span;
    yield {
      span: { start, end: start + 1 },
      ...MESSAGES.nested(policy.nested.length),
      fixes: () => lifting(policy),
    };
  },
};

/** All of them at once: the list is written anew. None where one is only what may stand there. */
function lifting({ statementMember, nested }: Policy): readonly Fix[] {
  const value = statementMember?.value;
  if (value === undefined) return [];
  const items = value.kind === "array" ? value.items : [value];
  if (!nested.every((one) => items.includes(one))) return [];
  const by = items.flatMap((item) => statementsOf(item, nested));
  const whose = nested.length === 1 ? "its" : "their";
  return [
    {
      title: say`Put ${whose} statements into the outer ${name("Statement")}`,
      changes: [{ change: "replace", value, by }],
    },
  ];
}

function statementsOf(item: Value, nested: readonly ObjectValue[]): readonly NewValue[] {
  const isNested = item.kind === "object" && nested.includes(item);
  const inner = isNested ? memberNamed(documentOf(item), "Statement")?.value : item;
  if (inner === undefined) return [];
  return inner.kind === "array" ? inner.items.map((one) => ({ copyOf: one })) : [{ copyOf: inner }];
}
