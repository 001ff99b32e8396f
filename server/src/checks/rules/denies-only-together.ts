import { addStatement, removeMember } from "../../policy/changes.ts";
import { negatedCondition } from "../../policy/negated-condition.ts";
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
import { memberNamed } from "../../syntax/value.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Asked, exampleOf } from "../asked-otherwise.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { oneDenyForEach, requiredTogether, transportTogether } from "../required-together.ts";

const MESSAGES = messagesOf({
  onlyAbsent: (key: string) =>
    say`This Deny denies only requests without ${name(key)}: a request with another value passes, because both conditions have to hold. Write one Deny for each.`,
  required: (keys: readonly string[]) =>
    say`This Deny denies only requests that meet none of its requirements on ${listed(keys.map(name), "and")}: a request that meets one of them passes. If each is required, write one Deny for each key.`,
  transport: () =>
    say`This Deny asks for no TLS and for an old version of TLS at once, so a request over an old version passes. Write one Deny for each key.`,
  together: (keys: readonly string[]) =>
    say`This Deny denies only requests that have ${noneOf(keys)}: a request with one of them passes. If each is required, write one Deny for each key.`,
});

/** Source: "Conditions with multiple context keys or values". */
export const deniesOnlyTogether: Check = {
  code: "denies-only-together",
  severity: "info",
  summary: "A Deny that asks for several things at once lets a request with one of them pass.",
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
        const example = exampleOf(
          subject,
          statement,
          { from: without[0] ?? excluded, without, asked: [{ operator: "Null", value: "false" }] },
          "passed",
        );
        yield {
          span: { start, end },
          ...MESSAGES.onlyAbsent(excluded.key),
          ...example,
          severity: "warning",
          fixes: () => withoutNull(statement, excluded),
        };
      }
      yield* requirements(subject, statement);
      const absent = absentTags(statement);
      const [first, second] = absent;
      if (first === undefined || second === undefined) continue;
      if (policy.statements.some((other) => other !== statement && mayRequire(other, absent))) continue;
      const example = exampleOf(subject, statement, { from: first, without: absent, asked: oneOf(absent) }, "passed");
      yield {
        span: { start: second.keySpan.start, end: second.keySpan.end },
        ...MESSAGES.together(absent.map(({ key }) => key)),
        ...example,
        related: [{ span: first.keySpan, message: say`Both have to be absent` }, ...(example.related ?? [])],
        fixes: () => splitting(policy, statement, absent),
      };
    }
  },
};

const deniesWhatIsAbsent = statementFact(
  (statement) =>
    excludedByAbsence(statement) !== undefined ||
    absentTags(statement).length > 1 ||
    requiredIn(statement).length > 1 ||
    transportIn(statement).length > 1,
);

function* requirements(subject: PolicyUnderCheck, statement: Statement): Generator<Finding> {
  const { policy } = subject;
  for (const [entries, message] of [
    [requiredIn(statement), (keys: readonly string[]) => MESSAGES.required(keys)],
    [transportIn(statement), () => ({ ...MESSAGES.transport(), severity: "warning" as const })],
  ] as const) {
    const [first, second] = entries;
    if (first === undefined || second === undefined) continue;
    if (policy.statements.some((other) => other !== statement && mayRequire(other, entries))) continue;
    const example = exampleMeeting(subject, statement, first);
    yield {
      span: { start: second.keySpan.start, end: second.keySpan.end },
      ...message(entries.map(({ key }) => key)),
      ...example,
      related: [{ span: first.keySpan, message: say`Both have to hold` }, ...(example.related ?? [])],
      fixes: () => oneDenyForEach(policy, statement, entries),
    };
  }
}

/** A request that meets this requirement and none of the others. */
function exampleMeeting(
  subject: PolicyUnderCheck,
  statement: Statement,
  from: ConditionEntry,
): ReturnType<typeof exampleOf> {
  const asked = negatedCondition(from)?.map(({ operator, values }): Asked => {
    const [only] = values.entries;
    return only === undefined || values === from.values ? { operator } : { operator, value: only.text };
  });
  return asked === undefined ? {} : exampleOf(subject, statement, { from, without: [from], asked }, "passed");
}

/** Of a Deny whose absent tags are not all that it asks for. */
function requiredIn(statement: Statement): readonly ConditionEntry[] {
  const entries = entriesOfDeny(statement);
  return entries.every(isAbsentTag) ? [] : requiredTogether(entries);
}

function transportIn(statement: Statement): readonly ConditionEntry[] {
  return transportTogether(entriesOfDeny(statement));
}

/** None where the file does not settle the condition. */
function entriesOfDeny({ effect, condition }: Statement): readonly ConditionEntry[] {
  const isDeny = effect !== undefined && isSettled(effect) && effect.text === "Deny";
  return isDeny && condition !== undefined && isClosed(condition) ? entriesOf(condition) : [];
}

/** What asks for another value also holds without the key. */
function withoutNull({ condition, object: whole }: Statement, { key }: ConditionEntry): readonly Fix[] {
  const block = condition?.operators.find(({ entries }) =>
    entries.some((entry) => isAbsent(entry) && entry.key.toLowerCase() === key.toLowerCase()),
  );
  const object = memberNamed(whole, "Condition")?.value;
  if (block === undefined || block.entries.length !== 1 || object?.kind !== "object") return [];
  return fixWith(
    say`Leave out ${name("Null")}: the other condition holds without the key as well`,
    removeMember(object, block.member),
  );
}

/** The first tag is there, the others are not. */
function oneOf(absent: readonly ConditionEntry[]): readonly Asked[] {
  return absent.map(({ key }, index) => ({ operator: "Null", key, value: index === 0 ? "false" : "true" }));
}

/** What a Deny asks of the value of a key that has to be absent: it holds then anyway, and never decides. */
function excludedByAbsence(statement: Statement): ConditionEntry | undefined {
  const entries = entriesOfDeny(statement);
  const keys = new Set(entries.filter(isAbsent).map(({ key }) => key.toLowerCase()));
  return entries.find((entry) => {
    const use = operatorOf(entry);
    const isNegated = use?.operator.negated === true && use.setOperator === undefined;
    return isNegated && entry.certain && isSettledCondition(entry) && keys.has(entry.key.toLowerCase());
  });
}

/** The tags in the request that a Deny wants to be absent, all at once. */
function absentTags(statement: Statement): readonly ConditionEntry[] {
  const entries = entriesOfDeny(statement);
  // With others, all of them are told together.
  return requiredIn(statement).length > 0 ? [] : entries.filter(isAbsentTag);
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
