import { type Statement } from "../../policy/policy.ts";
import { operatorOfBlock } from "../../policy/operators.ts";
import { type Check, type Finding } from "../check.ts";
import { elementNamed } from "../elements.ts";

export const emptyList: Check = {
  code: "empty-list",
  severity: "warning",
  summary: "An empty list matches nothing.",
  *find({ policy, broken }) {
    // While a list is being typed it is empty for a moment.
    if (broken) return;
    const statements = elementNamed(policy.object, "Statement")?.value;
    if (statements?.kind === "array" && statements.items.length === 0) {
      yield {
        span: statements.span,
        message: "'Statement' is empty, so this policy neither allows nor denies anything",
      };
    }
    for (const statement of policy.statements) {
      yield* emptyElements(statement);
      yield* emptyValues(statement);
    }
  },
};

function* emptyElements(statement: Statement): Generator<Finding> {
  for (const [name, element] of [
    ["Action", statement.action],
    ["Resource", statement.resource],
  ] as const) {
    if (element !== undefined && isEmpty(element)) {
      yield { span: element.span, message: `'${name}' is empty, so this statement matches no request` };
    }
  }
  const { principal } = statement;
  if (principal?.form === "typed" && principal.types.every(isEmpty)) {
    yield { span: principal.span, message: "'Principal' is empty, so this statement matches nobody" };
  }
}

function* emptyValues(statement: Statement): Generator<Finding> {
  for (const block of statement.condition?.operators ?? []) {
    if (operatorOfBlock(block)?.setOperator !== "ForAnyValue") continue;
    for (const entry of block.entries) {
      if (!isEmpty(entry.values)) continue;
      yield {
        span: entry.values.span,
        message: `'${block.name}' needs at least one value that matches, so with an empty list this statement matches no request`,
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
