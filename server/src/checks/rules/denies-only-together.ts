import { addStatement } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  isSettled,
  isSettledCondition,
  type Policy,
  type Statement,
} from "../../policy/policy.ts";
import { type Change, newObject, type NewObject } from "../../syntax/change.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Asked, exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  onlyAbsent: (key: string) =>
    say`This Deny denies only requests without ${name(key)}: a request with another value passes, because both conditions have to hold. Write one Deny for each.`,
  together: (keys: readonly string[]) =>
    say`This Deny denies only requests that have ${noneOf(keys)}: a request with one of them passes. If each is required, write one Deny for each key.`,
});

/** Source: "Conditions with multiple context keys or values". */
export const deniesOnlyTogether: Check = {
  code: "denies-only-together",
  severity: "info",
  summary: "A Deny that applies only if several tags are all missing lets a request with one of them pass.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { policy, broken } = subject;
    if (broken || policy.open || policy.openNames) return;
    for (const statement of policyOfThose(subject, deniesWhatIsAbsent).statements) {
      const excluded = excludedByAbsence(statement);
      if (
        excluded !== undefined &&
        !policy.statements.some((one) => one !== statement && mayRequire(one, [excluded]))
      ) {
        const { start, end } = excluded.keySpan;
        const without = entriesOfStatement(statement).filter(
          (one) => isAbsent(one) && one.key.toLowerCase() === excluded.key.toLowerCase(),
        );
        const example = exampleOf(subject, statement, {
          from: without[0] ?? excluded,
          without,
          asked: [{ operator: "Null", value: "false" }],
        });
        yield { span: { start, end }, ...MESSAGES.onlyAbsent(excluded.key), ...example, severity: "warning" };
      }
      const absent = absentTags(statement);
      const [first, second] = absent;
      if (first === undefined || second === undefined) continue;
      if (policy.statements.some((other) => other !== statement && mayRequire(other, absent))) continue;
      yield {
        span: { start: second.keySpan.start, end: second.keySpan.end },
        ...MESSAGES.together(absent.map(({ key }) => key)),
        related: [
          { span: first.keySpan, message: say`Both have to be absent` },
          ...(exampleOf(subject, statement, { from: first, without: absent, asked: oneOf(absent) }).related ?? []),
        ],
        fixes: () => splitting(policy, statement, absent),
      };
    }
  },
};

const deniesWhatIsAbsent = statementFact(
  (statement) => excludedByAbsence(statement) !== undefined || absentTags(statement).length > 1,
);

/** The first tag is there, the others are not. */
function oneOf(absent: readonly ConditionEntry[]): readonly Asked[] {
  return absent.map(({ key }, index) => ({ operator: "Null", key, value: index === 0 ? "false" : "true" }));
}

/** What a Deny asks of the value of a key that has to be absent: it holds then anyway, and never decides. */
function excludedByAbsence({ effect, condition }: Statement): ConditionEntry | undefined {
  if (effect === undefined || !isSettled(effect) || effect.text !== "Deny") return undefined;
  if (condition === undefined || !isClosed(condition)) return undefined;
  const entries = entriesOf(condition);
  const keys = new Set(entries.filter(isAbsent).map(({ key }) => key.toLowerCase()));
  return entries.find((entry) => {
    const use = operatorOf(entry);
    const isNegated = use?.operator.negated === true && use.setOperator === undefined;
    return isNegated && entry.certain && isSettledCondition(entry) && keys.has(entry.key.toLowerCase());
  });
}

/** The tags in the request that a Deny wants to be absent, all at once. */
function absentTags({ effect, condition }: Statement): readonly ConditionEntry[] {
  if (effect === undefined || !isSettled(effect) || effect.text !== "Deny") return [];
  if (condition === undefined || !isClosed(condition)) return [];
  return entriesOf(condition).filter(isAbsentTag);
}

function isAbsentTag(entry: ConditionEntry): boolean {
  return /^aws:RequestTag\//i.test(entry.key) && isAbsent(entry);
}

function isAbsent(entry: ConditionEntry): boolean {
  const { values } = entry;
  if (operatorOf(entry)?.operator.family !== "null" || !entry.certain || !isSettledCondition(entry)) return false;
  const [only, ...more] = values.entries;
  return only !== undefined && more.length === 0 && !values.open && isSettled(only) && only.text === "true";
}

/** Does another statement ask for one of the tags, or may it? Then the author has thought of each. */
function mayRequire({ condition }: Statement, absent: readonly ConditionEntry[]): boolean {
  if (condition === undefined) return false;
  const keys = absent.map(({ key }) => key.toLowerCase());
  return (
    !isClosed(condition) ||
    entriesOf(condition).some(({ key, keyHoles }) => keyHoles.length > 0 || keys.includes(key.toLowerCase()))
  );
}

function entriesOfStatement({ condition }: Statement): readonly ConditionEntry[] {
  return condition === undefined ? [] : entriesOf(condition);
}

function entriesOf({ operators }: ConditionBlock): readonly ConditionEntry[] {
  return operators.flatMap(({ entries }) => entries);
}

function isClosed({ open, misplaced, operators }: ConditionBlock): boolean {
  return !open && misplaced === undefined && operators.every((one) => !one.open && one.misplaced === undefined);
}

/** Only where the condition asks for nothing else. */
function splitting(policy: Policy, statement: Statement, absent: readonly ConditionEntry[]): readonly Fix[] {
  const [block, ...others] = statement.condition?.operators ?? [];
  const inner = block?.member.value;
  if (block === undefined || others.length > 0 || inner?.kind !== "object") return [];
  if (inner.members.length !== absent.length || policy.statementMember?.value?.kind !== "array") return [];
  const [, ...moved] = absent;
  const removals = moved.map(({ member }): Change => ({ change: "remove-member", from: inner, part: member }));
  const additions = moved.map(({ key }) => addStatement(policy, denialOf(statement, key), statement));
  if (additions.some((changes) => changes === undefined)) return [];
  return fixWith(say`Write one Deny for each key`, [...removals, ...additions.flatMap((changes) => changes ?? [])]);
}

/** The statement for one key only. A Sid is left out: it must not be there twice. */
function denialOf({ object }: Statement, key: string): NewObject {
  const members = object.members.flatMap(({ key: element, value }) => {
    if (element === "Sid" || value === undefined) return [];
    const isCondition = element === "Condition";
    return [[element, isCondition ? newObject({ Null: newObject({ [key]: "true" }) }) : { copyOf: value }] as const];
  });
  return { members };
}

function noneOf(keys: readonly string[]): Phrase {
  const [first = "", second = "", ...others] = keys;
  return others.length === 0
    ? say`neither ${name(first)} nor ${name(second)}`
    : say`none of ${listed(keys.map(name), "and")}`;
}
