import { readBoolean } from "../../policy/condition-value.ts";
import { renameOperator } from "../../policy/changes.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Policy } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { exampleWithout } from "../asked-otherwise.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { type Fix, fixWith } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const KEY = "aws:MultiFactorAuthPresent";
const AGE = "aws:MultiFactorAuthAge";

const MESSAGES = messagesOf({
  denyPasses: () =>
    say`This Deny does not deny requests that are signed with a user's access keys: they never have ${name(KEY)}. Write ${name("BoolIfExists")}.`,
  allowPasses: () =>
    say`This Allow also allows requests without MFA, if they are signed with a user's access keys: they never have ${name(KEY)}. Write ${name("Bool")}.`,
  onlyKeys: () =>
    say`This Deny is only for requests that are signed with a user's access keys. Those of a session without MFA have ${name(KEY)}, with ${value("false")}. To deny them, too, write ${name("BoolIfExists")} with ${value("false")}.`,
  agePasses: (operator: string) =>
    say`This Deny does not deny requests without MFA: they never have ${name(AGE)}. To deny them, too, write ${name(operator)}.`,
  onlyWithout: () =>
    say`This Allow is for requests without MFA, and not for those with it. If MFA is to be asked for, write ${value("true")}.`,
});

/** Source: "AWS global condition context keys" (aws:MultiFactorAuthPresent, aws:MultiFactorAuthAge), which shows the combinations that work. */
export const mfaCondition: Check = {
  code: "mfa-condition",
  severity: "warning",
  summary: "A condition on MFA lets through what it is meant to stop.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    if (subject.broken) return;
    for (const found of conditionEntries(policyOfThose(subject, asksForMfa))) {
      const use = operatorOf(found.entry);
      if (!isAboutMfa(found.entry) || use === undefined) continue;
      const finding = findingOf(found, use, subject) ?? lessThanItReads(found, use, subject);
      if (finding !== undefined) yield finding;
      yield undefined;
    }
  },
};

const asksForMfa = statementFact(
  ({ condition }) => condition?.operators.some(({ entries }) => entries.some(isAboutMfa)) === true,
);

function isAboutMfa({ key }: ConditionEntry): boolean {
  return isPresence(key) || isAge(key);
}

function isPresence(key: string): boolean {
  return key.toLowerCase() === KEY.toLowerCase();
}

function isAge(key: string): boolean {
  return key.toLowerCase() === AGE.toLowerCase();
}

/** A Deny that is for some of those without MFA; another statement may be for the others. */
function lessThanItReads(found: ConditionUse, use: OperatorUse, { policy }: PolicyUnderCheck): Finding | undefined {
  const { statement, block, entry } = found;
  if (statement.effect === undefined || !isSettled(statement.effect) || statement.effect.text !== "Deny")
    return undefined;
  if (policy.open || policy.openNames || use.setOperator !== undefined || use.ifExists || !entry.certain)
    return undefined;
  const others = conditionEntries(policy).filter((one) => isAboutMfa(one.entry) && one.entry !== entry);
  if (others.length > 0) return undefined;
  const place = { span: keyTextSpan(entry.member), severity: "info" as const };
  const { family, name: operator } = use.operator;
  if (family === "null" && isPresence(entry.key) && valueOf(entry) === true) {
    return { ...place, ...MESSAGES.onlyKeys() };
  }
  const isAfter = isAge(entry.key) && /^NumericGreaterThan/.test(operator) && entry.values.entries.every(isSettled);
  if (!isAfter) return undefined;
  const to = `${operator}IfExists`;
  return {
    ...place,
    ...MESSAGES.agePasses(to),
    fixes: () =>
      block.entries.length === 1
        ? fixWith(say`Replace ${name(block.name)} with ${name(to)}`, renameOperator(block, to, statement))
        : [],
  };
}

function findingOf(found: ConditionUse, use: OperatorUse, subject: PolicyUnderCheck): Finding | undefined {
  const { statement, block, entry } = found;
  const { policy } = subject;
  if (!isPresence(entry.key)) return undefined;
  const asked = valueOf(entry);
  const effect = statement.effect !== undefined && isSettled(statement.effect) ? statement.effect.text : undefined;
  if (use.operator.family !== "bool" || use.setOperator !== undefined || asked === undefined) return undefined;
  const rename = (to: string): readonly Fix[] =>
    block.entries.length === 1
      ? fixWith(say`Replace ${name(block.name)} with ${name(to)}`, renameOperator(block, to, statement))
      : [];
  const place = { span: keyTextSpan(entry.member) };
  if (effect === "Deny" && !asked && !use.ifExists && !policy.open && !deniesAbsent(policy))
    return {
      ...place,
      ...MESSAGES.denyPasses(),
      ...exampleWithout(subject, statement, entry, "passed"),
      fixes: () => rename("BoolIfExists"),
    };
  if (effect === "Allow" && asked && use.ifExists)
    return {
      ...place,
      ...MESSAGES.allowPasses(),
      ...exampleWithout(subject, statement, entry),
      fixes: () => rename("Bool"),
    };
  // Whoever signs in for the first time has no MFA yet.
  if (effect === "Allow" && !asked && !use.ifExists) return { ...place, ...MESSAGES.onlyWithout(), severity: "info" };
  return undefined;
}

/** The one value, where it is known. */
function valueOf({ values, certain }: ConditionEntry): boolean | undefined {
  const [only, ...others] = values.entries;
  if (!certain || values.open || only === undefined || others.length > 0 || !isSettled(only)) return undefined;
  return readBoolean(only.text);
}

/** A second statement may be for the requests without the key. */
function deniesAbsent(policy: Policy): boolean {
  return conditionEntries(policy).some(({ entry }) => {
    const use = operatorOf(entry);
    return (
      /^aws:MultiFactorAuth(?:Present|Age)$/i.test(entry.key) && (use?.operator.family === "null" || use?.ifExists)
    );
  });
}
