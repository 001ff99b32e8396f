import { type Policy } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { type Check, type Finding } from "../check.ts";
import { isFilledInLater } from "../elements.ts";
import { quote } from "../quoting.ts";

export const duplicateElement: Check = {
  code: "duplicate-element",
  severity: "error",
  summary: "A key may stand only once in the same object.",
  *find({ policy }) {
    for (const keys of keyGroups(policy)) yield* repeated(keys);
  },
};

interface Key {
  readonly text: string;
  /** Equal for keys that AWS takes for the same. */
  readonly sameAs: string;
  readonly span: Span;
}

/** The keys of each object that must differ from each other. */
function* keyGroups(policy: Policy): Generator<readonly Key[]> {
  yield policy.object.members.map(({ key, keySpan }) => exactly(key, keySpan));
  for (const statement of policy.statements) {
    yield statement.object.members.map(({ key, keySpan }) => exactly(key, keySpan));
    for (const principal of [statement.principal, statement.notPrincipal]) {
      if (principal?.form === "typed") yield principal.types.map(({ type, keySpan }) => exactly(type, keySpan));
    }
    const operators = statement.condition?.operators ?? [];
    yield operators.map(({ name, nameSpan }) => exactly(name, nameSpan));
    // Condition keys are the only ones that AWS compares without regard to case.
    for (const { entries } of operators) {
      yield entries.map(({ key, keySpan }) => ({ text: key, sameAs: key.toLowerCase(), span: keySpan }));
    }
  }
}

function exactly(text: string, span: Span): Key {
  return { text, sameAs: text, span };
}

function* repeated(keys: readonly Key[]): Generator<Finding> {
  const first = new Map<string, Key>();
  for (const key of keys) {
    if (isFilledInLater(key.text)) continue;
    const earlier = first.get(key.sameAs);
    if (earlier === undefined) first.set(key.sameAs, key);
    else {
      yield {
        span: key.span,
        message: `${quote(key.text)} stands here a second time, and the policy grammar allows each key once`,
        related: [{ span: earlier.span, message: "The first one." }],
      };
    }
  }
}
