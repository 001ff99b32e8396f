import { type Policy } from "../../policy/policy.ts";
import { hasOpenName } from "../../policy/read-policy.ts";
import { type Hole, type ObjectValue } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { type Check, type Finding } from "../check.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  repeated: (key: string) =>
    say`${name(key)} appears twice in this object, but the policy grammar allows each key only once. Merge the two into one.`,
  repeatedInOtherCase: (key: string, earlier: string) =>
    say`${name(key)} and ${name(earlier)} are the same condition key, and the policy grammar allows each key only once. Merge the two into one.`,
});

export const duplicateElement: Check = {
  code: "duplicate-element",
  severity: "error",
  summary: "A key appears twice in the same object.",
  messages: MESSAGES,
  *find({ policy }) {
    for (const keys of keyGroups(policy)) yield* repeated(keys);
  },
};

interface Key {
  readonly text: string;
  /** Equal for keys that AWS takes for the same. */
  readonly sameAs: string;
  /** Does the file settle it? */
  readonly settled: boolean;
  readonly span: Span;
}

/** The keys of each object that must differ from each other. */
function* keyGroups(policy: Policy): Generator<readonly Key[]> {
  yield elements(policy.object);
  for (const statement of policy.statements) {
    yield elements(statement.object);
    for (const principal of [statement.principal, statement.notPrincipal]) {
      if (principal?.form === "typed")
        yield principal.types.map(({ type, typeHoles, keySpan }) => exactly(type, typeHoles, keySpan));
    }
    const operators = statement.condition?.operators ?? [];
    yield operators.map(({ name, nameHoles, nameSpan }) => exactly(name, nameHoles, nameSpan));
    // Condition keys are the only ones that AWS compares without regard to case.
    for (const { entries } of operators) {
      yield entries.map(({ key, keyHoles, keySpan }) => ({
        ...exactly(key, keyHoles, keySpan),
        sameAs: key.toLowerCase(),
      }));
    }
  }
}

function exactly(text: string, holes: readonly Hole[], span: Span): Key {
  return { text, sameAs: text, settled: holes.length === 0, span };
}

function elements({ members }: ObjectValue): readonly Key[] {
  return members.map((member) => ({
    ...exactly(member.key, member.keyHoles, member.keySpan),
    settled: !hasOpenName(member),
  }));
}

function* repeated(keys: readonly Key[]): Generator<Finding> {
  const first = new Map<string, Key>();
  for (const key of keys) {
    if (!key.settled) continue;
    const earlier = first.get(key.sameAs);
    if (earlier === undefined) first.set(key.sameAs, key);
    else {
      yield {
        span: key.span,
        ...(key.text === earlier.text
          ? MESSAGES.repeated(key.text)
          : MESSAGES.repeatedInOtherCase(key.text, earlier.text)),
        related: [{ span: earlier.span, message: say`The first one.` }],
      };
    }
  }
}
