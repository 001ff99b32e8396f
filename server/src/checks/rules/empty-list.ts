import { type Statement } from "../../policy/policy.ts";
import { operatorOfBlock } from "../../policy/operators.ts";
import { type Check, type Finding } from "../check.ts";
import { elementNamed } from "../elements.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  statements: () =>
    say`${name("Statement")} is empty, so this policy does not allow or deny anything. Add a statement.`,
  element: (element: "Action" | "Resource") =>
    say`${name(element)} is empty, so this statement matches no request. Add an ${element === "Action" ? "action" : "ARN"}.`,
  principal: () => say`${name("Principal")} is empty, so this statement matches nobody. Add a principal.`,
  values: (operator: string) =>
    say`This list is empty, but ${name(operator)} needs a value that matches, so this statement matches no request. Add a value.`,
});

export const emptyList: Check = {
  code: "empty-list",
  severity: "warning",
  summary: "A list is empty, so it matches nothing.",
  messages: MESSAGES,
  *find({ policy, broken }) {
    // While a list is being typed it is empty for a moment.
    if (broken) return;
    const statements = elementNamed(policy.object, "Statement")?.value;
    if (statements?.kind === "array" && statements.items.length === 0) {
      yield {
        span: statements.span,
        ...MESSAGES.statements(),
      };
    }
    for (const statement of policy.statements) {
      yield* emptyElements(statement);
      yield* emptyValues(statement);
    }
  },
};

function* emptyElements(statement: Statement): Generator<Finding> {
  for (const [elementName, element] of [
    ["Action", statement.action],
    ["Resource", statement.resource],
  ] as const) {
    if (element !== undefined && isEmpty(element)) {
      yield { span: element.span, ...MESSAGES.element(elementName) };
    }
  }
  const { principal } = statement;
  if (principal?.form === "typed" && principal.types.every(isEmpty)) {
    yield { span: principal.span, ...MESSAGES.principal() };
  }
}

function* emptyValues(statement: Statement): Generator<Finding> {
  for (const block of statement.condition?.operators ?? []) {
    if (operatorOfBlock(block)?.setOperator !== "ForAnyValue") continue;
    for (const entry of block.entries) {
      if (!isEmpty(entry.values)) continue;
      yield {
        span: entry.values.span,
        ...MESSAGES.values(block.name),
      };
    }
  }
}

function isEmpty(list: {
  readonly entries: readonly unknown[];
  readonly open: boolean;
  readonly misplaced: readonly unknown[];
}): boolean {
  return list.entries.length === 0 && !list.open && list.misplaced.length === 0;
}
