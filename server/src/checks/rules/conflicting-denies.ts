import { Effort } from "../../domains/effort.ts";
import { addCondition, addEntries, removeStatement } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { negatedCondition } from "../../policy/negated-condition.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  isSettled,
  type Policy,
  type Statement,
  statementWith,
} from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { type Span } from "../../text/span.ts";
import { type Phrase, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { compareScope, isCovered, type KeptComparison } from "../compared-text.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { proofIn } from "../proofs.ts";
import { statementName } from "../statement-name.ts";

const MESSAGES = messagesOf({
  together: (other: Phrase) =>
    say`No request passes both this Deny and ${other}, so together they deny every request that both are about. If one of the two is enough to pass, put both conditions into one Deny.`,
});

/** So many pairs of statements are looked at, and of those about the same requests so many are proved. */
const MOST_PAIRS = 2_000;
const MOST_PROVED = 40;
/** Conditions of one statement, each of which is taken by itself. */
const MOST_CONDITIONS = 4;
/** For comparing all statements of a policy. */
const EFFORT = 100_000;

/** Source: "Conditions with multiple context keys or values"; the facts between keys are the prover's. */
export const conflictingDenies: Check = {
  code: "conflicting-denies",
  severity: "warning",
  summary: "Two Deny statements together deny every request.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    if (subject.broken) return;
    const denies = yield* deniesIn(subject);
    const budget = { pairs: MOST_PAIRS, proofs: MOST_PROVED };
    const effort = new Effort(EFFORT);
    const found = new Map<ConditionalDeny, ConditionalDeny[]>();
    for (const [at, deny] of denies.entries()) {
      for (const earlier of denies.slice(0, at)) {
        if (budget.pairs-- < 0 || budget.proofs <= 0) break;
        const scope = commonScope(earlier, deny, effort);
        if (scope === undefined) continue;
        budget.proofs--;
        yield undefined;
        if (!denyAll(subject, scope, [earlier, deny])) continue;
        found.set(earlier, [...(found.get(earlier) ?? []), deny]);
        break;
      }
    }
    for (const [earlier, denies] of found) yield* findingOn(subject.policy, earlier, denies);
  },
};

/** A Deny for each role that may pass is one mistake, however many they are. */
function* findingOn(policy: Policy, earlier: ConditionalDeny, denies: readonly ConditionalDeny[]): Generator<Finding> {
  const [first, ...others] = denies.map(({ statement }) => statement);
  if (first === undefined) return;
  yield {
    span: first.condition?.keySpan ?? first.span,
    ...MESSAGES.together(statementName(earlier.statement)),
    related: [
      { span: earlier.statement.span, message: say`The other Deny.` },
      ...others.map(({ span }) => ({ span, message: say`No request passes both this one and the other Deny.` })),
    ],
    provedFrom: [earlier, ...denies].flatMap(({ statement }) => partsThatExcept(statement)),
    fixes: () => asLastResort(joined(policy, earlier, denies)),
  };
}

/** Whom and what it lets pass: what another check says of these is why nothing does. */
function partsThatExcept({ principal, notPrincipal, condition }: Statement): readonly Span[] {
  return [principal?.keySpan, notPrincipal?.keySpan, condition?.span].flatMap((span) => span ?? []);
}

interface ConditionalDeny {
  readonly statement: Statement;
  /** The statement without its condition. */
  readonly scope: KeptComparison;
}

/** Conditions of which a request meets at least one if the statement does not deny it. */
type Lets = readonly (readonly ConditionEntry[])[];

/** Those that may deny something, and whose conditions have an opposite. */
/** A step for each statement that is compared: of hundreds of Denies all together would take long. */
function* deniesIn(subject: PolicyUnderCheck): Generator<undefined, readonly ConditionalDeny[]> {
  const denies: ConditionalDeny[] = [];
  for (const statement of subject.policy.statements) {
    const scope = scopeOf(subject, statement);
    if (scope === undefined) continue;
    denies.push({ statement, scope });
    yield undefined;
  }
  return denies;
}

const scopeOf = statementFact((statement, subject): KeptComparison | undefined => {
  const { effect, certain, condition } = statement;
  if (effect === undefined || !isSettled(effect) || effect.text !== "Deny" || !certain) return undefined;
  if (condition === undefined || !isClosed(condition)) return undefined;
  const entries = entriesOf(statement);
  if (entries.length === 0 || entries.length > MOST_CONDITIONS) return undefined;
  if (letsOf(statement).length < entries.length || proofIn(subject, statement).verdict === "never") return undefined;
  return compareScope(subject.policy, statement, subject.kind.kind);
});

function letsOf({ condition }: Pick<Statement, "condition">): Lets {
  return entriesOf({ condition }).flatMap((entry) => {
    const negated = negatedCondition(entry);
    return negated === undefined ? [] : [negated];
  });
}

function entriesOf({ condition }: Pick<Statement, "condition">): readonly ConditionEntry[] {
  return condition?.operators.flatMap(({ entries }) => entries) ?? [];
}

function isClosed({ open, misplaced, operators }: ConditionBlock): boolean {
  return !open && misplaced === undefined && operators.every((one) => !one.open && one.misplaced === undefined);
}

/** The statement that is only about requests that the other is about, too. */
function commonScope(one: ConditionalDeny, other: ConditionalDeny, effort: Effort): ConditionalDeny | undefined {
  if (isCovered(one.scope, other.scope, effort)) return other;
  return isCovered(other.scope, one.scope, effort) ? one : undefined;
}

/** Answers of `denyAll` beside other statements. */
const answersFor = statementFact((): WeakMap<KeptComparison, boolean> => new WeakMap());

/** Does no request meet a condition that the one lets pass, and one that the other does? But each alone can be met. */
function denyAll(
  subject: PolicyUnderCheck,
  scope: ConditionalDeny,
  [earlier, deny]: readonly [ConditionalDeny, ConditionalDeny],
): boolean {
  const answers = answersFor(subject, deny.statement);
  const known =
    answers.get(earlier.scope) ?? denyAllOf(subject, scope, [letsOf(earlier.statement), letsOf(deny.statement)]);
  answers.set(earlier.scope, known);
  return known;
}

function denyAllOf(
  subject: PolicyUnderCheck,
  { statement: scope }: ConditionalDeny,
  [one, other]: readonly [Lets, Lets],
): boolean {
  const { condition } = scope;
  if (condition === undefined) return false;
  const isNever = (entries: readonly ConditionEntry[]): boolean => {
    const operators = entries.map((entry) => blockOf(condition, entry));
    const statement = statementWith(scope, { condition: { ...condition, operators } });
    const { prover } = subject.memory.proofs.proverFor(subject.kind.kind);
    return prover.prove(subject.policy, statement).verdict === "never";
  };
  return (
    one.every((first) => other.every((second) => isNever([...first, ...second]))) &&
    one.some((first) => !isNever(first)) &&
    other.some((second) => !isNever(second))
  );
}

function blockOf({ operators: [like] }: ConditionBlock, entry: ConditionEntry): ConditionBlock["operators"][number] {
  const { operator: name, operatorSpan: nameSpan, operatorHoles: nameHoles, member, span } = entry;
  return {
    name,
    nameSpan,
    nameHoles,
    member: like?.member ?? member,
    span,
    entries: [entry],
    open: false,
    misplaced: undefined,
  };
}

/**
 * Of conditions in one Deny a request has to meet all, so it passes if it fails one of them. Only where all are about
 * the same requests, and have a single condition behind the first.
 */
function joined(policy: Policy, into: ConditionalDeny, denies: readonly ConditionalDeny[]): readonly Fix[] {
  const isSameScope = denies.every(
    (from) =>
      isCovered(into.scope, from.scope, new Effort(EFFORT)) && isCovered(from.scope, into.scope, new Effort(EFFORT)),
  );
  const added = denies.flatMap(({ statement }) => entriesOf(statement));
  if (!isSameScope || added.length > denies.length) return [];
  const additions = conditionsAdded(into, added);
  const removals = denies.map(({ statement }) => removeStatement(policy, statement));
  if (additions === undefined || removals.includes(undefined)) return [];
  return fixWith(say`Put ${denies.length > 1 ? "all" : "both"} conditions into ${statementName(into.statement)}`, [
    ...additions,
    ...removals.flatMap((changes) => changes ?? []),
  ]);
}

/** Of several values of a negated operator under one key, a request with any of them passes. */
function conditionsAdded(
  { statement }: ConditionalDeny,
  entries: readonly ConditionEntry[],
): readonly Change[] | undefined {
  const [first, ...others] = entries;
  if (first === undefined || !others.every((one) => asksTheSameOf(one, first))) return undefined;
  const block = statement.condition?.operators.find(({ name }) => name === first.operator);
  const same = block?.entries.find((one) => asksTheSameOf(one, first));
  const { operator, key, values } = first;
  if (same === undefined && others.length === 0) {
    return addCondition(statement, { operator, key, value: { copyOf: values.node } });
  }
  if (operatorOf(first)?.operator.negated !== true) return undefined;
  const added = entries.flatMap((one) => one.values.entries.map(({ node }) => ({ copyOf: node })));
  return same === undefined ? addCondition(statement, { operator, key, value: added }) : addEntries(same.values, added);
}

function asksTheSameOf(one: ConditionEntry, other: ConditionEntry): boolean {
  return one.operator === other.operator && one.key.toLowerCase() === other.key.toLowerCase();
}
