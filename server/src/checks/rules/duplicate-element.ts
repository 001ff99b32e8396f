import { isBareStatement } from "../../policy/policy.ts";
import { hasOpenName } from "../../policy/read-statement.ts";
import { type Member, memberNamed, type ObjectValue, standingIn } from "../../syntax/value.ts";
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
  perStatement: true,
  *findAround({ policy, broken }) {
    if (!broken && !isBareStatement(policy)) yield* repeated(keysOf(policy.object));
  },
  *find({ policy, broken }) {
    // What could not be read may be the beginning of another object.
    if (broken) return;
    for (const { object } of policy.statements) for (const keys of keyGroups(object)) yield* repeated(keys);
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

/** The keys of each object that must differ from each other; of several options each for itself. */
function* keyGroups(statement: ObjectValue): Generator<readonly Key[]> {
  yield keysOf(statement);
  for (const name of ["Principal", "NotPrincipal"]) yield* objectsUnder(memberNamed(statement, name)).map(keysOf);
  for (const operators of objectsUnder(memberNamed(statement, "Condition"))) {
    yield keysOf(operators);
    // Condition keys are the only ones that AWS compares without regard to case.
    for (const operator of operators.members) yield* objectsUnder(operator).map(conditionKeysOf);
  }
}

function objectsUnder(member: Member | undefined): readonly ObjectValue[] {
  if (member?.value === undefined) return [];
  return standingIn(member.value).flatMap(({ value }) => (value.kind === "object" ? [value] : []));
}

function keysOf({ members }: ObjectValue): readonly Key[] {
  return members.map((member) => ({
    text: member.key,
    sameAs: member.key,
    settled: !hasOpenName(member),
    span: member.keySpan,
  }));
}

function conditionKeysOf(object: ObjectValue): readonly Key[] {
  return keysOf(object).map((key) => ({ ...key, sameAs: key.text.toLowerCase() }));
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
