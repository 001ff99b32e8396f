import { addCondition } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Statement } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Asked, exampleOf } from "../asked-otherwise.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

/** Said of the organization of users and roles: a request that an AWS service makes as itself has none. */
const OF_PRINCIPALS = ["aws:principalorgid", "aws:principalorgpaths"];
/** In every request. An AWS service that acts as itself is of an account of AWS, which no list of one's own accounts has. */
const ACCOUNT = "aws:principalaccount";
/** Said of what a service acts for: a request that a user or a role makes has none. */
const OF_SOURCES = ["aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount"];

const MESSAGES = messagesOf({
  services: (key: string) =>
    say`This Deny also denies AWS services that act as themselves, such as log delivery: their requests have no ${name(key)}. Add ${name("BoolIfExists")} with ${name("aws:PrincipalIsAWSService")} and ${value("false")} to exempt them.`,
  people: (key: string) =>
    say`This Deny also denies users and roles: what they call themselves has no ${name(key)}. Add ${name("Bool")} with ${name("aws:PrincipalIsAWSService")} and ${value("true")} to deny only AWS services.`,
  withoutSource: (key: string) =>
    say`This Deny also denies AWS services whose requests name no source: these have no ${name(key)}. Add ${name("Null")} with ${name("aws:SourceAccount")} and ${value("false")} to exempt them.`,
});

type Missed = keyof typeof MESSAGES;

/**
 * Source: "AWS global condition context keys" (which requests have the keys); "IAM Access Analyzer policy check
 * reference", RCP missing related principal condition key and the two after it.
 */
export const deniesOtherCallers: Check = {
  code: "denies-other-callers",
  severity: "warning",
  summary:
    "A Deny for callers or sources outside the organization also denies callers without that key, such as AWS services.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  kinds: ["rcp", "resource"],
  *find(subject) {
    const kind = certainKind(subject);
    if (subject.broken || (kind !== "rcp" && kind !== "resource")) return;
    for (const statement of subject.policy.statements) {
      const finding = findingOf(statement, subject);
      // The owner of one resource may know that no service needs it.
      if (finding !== undefined) yield kind === "rcp" ? finding : { ...finding, severity: "info" };
    }
  },
};

function findingOf(statement: Statement, subject: PolicyUnderCheck): Finding | undefined {
  if (statement.effect?.text !== "Deny" || !isForEveryone(statement)) return undefined;
  const entries = settledConditions(statement);
  if (entries === undefined) return undefined;
  const forServices = entries.find(asksForServices);
  const ofAccount = entries.filter(
    (one) => one.key.toLowerCase() === ACCOUNT && operatorOf(one)?.operator.negated === true,
  );
  const others = entries.filter((one) => one !== forServices && !ofAccount.includes(one));
  const [first] = others;
  // Whatever else is asked may exempt them.
  if (first === undefined || !others.every(holdsWithoutKey)) return undefined;
  const missed = whoIsMissed(others, forServices !== undefined);
  if (missed === undefined) return undefined;
  return {
    span: keyTextSpan(first.member),
    ...MESSAGES[missed](first.key),
    ...exampleOf(subject, statement, { from: first, without: others, asked: deniedToo(others, missed) }, "matched"),
    fixes: () => exempting(statement, missed),
  };
}

function deniedToo(others: readonly ConditionEntry[], missed: Missed): readonly Asked[] {
  const absent = others.map(({ key }): Asked => ({ operator: "Null", key, value: "true" }));
  const isService = missed === "people" ? "false" : "true";
  return [...absent, { operator: "Bool", key: "aws:PrincipalIsAWSService", value: isService }];
}

function whoIsMissed(entries: readonly ConditionEntry[], forServices: boolean): Missed | undefined {
  const all = (keys: readonly string[]): boolean => entries.every(({ key }) => keys.includes(key.toLowerCase()));
  if (all(OF_PRINCIPALS)) return forServices ? undefined : "services";
  if (all(OF_SOURCES)) return forServices ? "withoutSource" : "people";
  return undefined;
}

function isForEveryone({ principal }: Statement): boolean {
  if (principal?.form === "everyone") return true;
  return (
    principal?.form === "typed" &&
    principal.types.some(
      ({ type, entries }) => type === "AWS" && entries.some((one) => isSettled(one) && one.text === "*"),
    )
  );
}

/** Undefined if the file does not settle all of them. */
function settledConditions({ condition }: Statement): readonly ConditionEntry[] | undefined {
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return undefined;
  const { operators } = condition;
  if (operators.some(({ open, misplaced }) => open || misplaced !== undefined)) return undefined;
  const entries = operators.flatMap((block) => block.entries);
  return entries.every((entry) => entry.certain && operatorOf(entry) !== undefined) ? entries : undefined;
}

/** True of a request without the key: a negated operator, and one that asks only of a key that is there. */
function holdsWithoutKey(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (use === undefined || use.operator.family === "null" || use.setOperator === "ForAnyValue") return false;
  return use.operator.negated || use.ifExists;
}

function asksForServices(entry: ConditionEntry): boolean {
  return (
    entry.key.toLowerCase() === "aws:principalisawsservice" &&
    entry.values.entries.every((one) => isSettled(one) && one.text.toLowerCase() === "true")
  );
}

function exempting(statement: Statement, missed: Missed): readonly Fix[] {
  switch (missed) {
    case "services":
      return asLastResort(
        fixWith(
          say`Exempt AWS services that act as themselves`,
          addCondition(statement, { operator: "BoolIfExists", key: "aws:PrincipalIsAWSService", value: "false" }),
        ),
      );
    case "people":
      return asLastResort(
        fixWith(
          say`Deny only AWS services that act as themselves`,
          addCondition(statement, { operator: "Bool", key: "aws:PrincipalIsAWSService", value: "true" }),
        ),
      );
    case "withoutSource":
      return asLastResort(
        fixWith(
          say`Exempt requests that name no source`,
          addCondition(statement, { operator: "Null", key: "aws:SourceAccount", value: "false" }),
        ),
      );
  }
}
