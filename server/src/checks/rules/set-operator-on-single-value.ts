import { type Catalog, type CatalogInfo } from "../../catalog/catalog.ts";
import { renameOperator } from "../../policy/changes.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { exampleWithout } from "../asked-otherwise.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  allowsAbsent: (key: string, plain: string) =>
    say`A request has at most one value of ${name(key)}. ${name("ForAllValues")} also matches requests without the key, so this allows them, too. Write ${name(plain)}.`,
  deniesAbsent: (key: string, plain: string) =>
    say`A request has at most one value of ${name(key)}. ${name("ForAllValues")} also matches requests without the key, so this denies them, too. Write ${name(plain)}, or ${name(`${plain}IfExists`)} where they are to be denied.`,
  mayAllowAbsent: (key: string, plain: string, info: CatalogInfo) =>
    say`${name("ForAllValues")} also matches requests without the key, so this may allow more than it says. AWS's service reference of ${info.date} lists one value for ${name(key)}, for which ${name(plain)} is enough. Write ${name(plain)}.`,
  changesNothing: (key: string, operator: string, plain: string) =>
    say`A request has at most one value of ${name(key)}, so ${name(operator)} changes nothing here. Write ${name(plain)}.`,
});

/**
 * Source: "IAM Access Analyzer policy check reference", ForAllValues with single valued key and ForAnyValue with audience
 * claim type; "Set operators for multivalued context keys".
 */
export const setOperatorOnSingleValue: Check = {
  code: "set-operator-on-single-value",
  severity: "warning",
  summary: "A set operator is used on a key that has at most one value.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  proves: true,
  *find(subject) {
    const { policy, catalog, broken } = subject;
    if (broken) return;
    for (const found of conditionEntries(policy)) {
      const use = operatorOf(found.entry);
      if (use?.setOperator === undefined || use.operator.family === "null") continue;
      const isSure = hasOneValue(found.entry.key, catalog);
      if (!isSure && !isListedWithOne(found.entry.key, catalog)) continue;
      const finding = isSure ? findingOf(found, use, subject) : ofServiceKey(found, use, catalog.info);
      if (finding !== undefined) yield finding;
    }
  },
};

/** Tokens have one audience and one subject. */
function hasOneValue(key: string, catalog: Catalog): boolean {
  if (/^(?:kms:EncryptionContext:|[a-z0-9.-]+(?:\/[^:]*)?:(?:aud|sub)$)/i.test(key)) return true;
  return /^aws:/i.test(key) && catalog.conditionKey(key)?.multivalued === false;
}

/** The plural in a name says more of it than the type in the reference: `cloudformation:ImportResourceTypes`. */
function isListedWithOne(key: string, catalog: Catalog): boolean {
  return /^(?!aws:)[a-z0-9-]+:\w*[^s\W]$/i.test(key) && catalog.conditionKey(key)?.multivalued === false;
}

/** Only where an Allow may grant more: elsewhere nothing is lost if the key has several values after all. */
function ofServiceKey(
  { statement, block, entry }: ConditionUse,
  use: OperatorUse,
  info: CatalogInfo,
): Finding | undefined {
  if (use.setOperator !== "ForAllValues" || use.operator.negated || use.ifExists) return undefined;
  if (statement.effect?.text !== "Allow" || asksForPresence(statement, entry.key)) return undefined;
  const plain = block.name.slice(`${use.setOperator}:`.length);
  return {
    span: keyTextSpan(entry.member),
    severity: "info",
    ...MESSAGES.mayAllowAbsent(entry.key, plain, info),
    fixes: () => plainOperator(statement, block, plain),
  };
}

/** `Null` with `false` beside it keeps out the requests without the key. */
function asksForPresence({ condition }: Statement, key: string): boolean {
  const blocks = (condition?.operators ?? []).filter((block) => /^Null$/i.test(block.name));
  return blocks.some(({ entries }) => entries.some((one) => one.key.toLowerCase() === key.toLowerCase()));
}

function plainOperator(statement: Statement, block: ConditionUse["block"], plain: string): readonly Fix[] {
  return block.entries.length === 1
    ? fixWith(say`Replace ${name(block.name)} with ${name(plain)}`, renameOperator(block, plain, statement))
    : [];
}

function findingOf(found: ConditionUse, use: OperatorUse, subject: PolicyUnderCheck): Finding | undefined {
  const { statement, block, entry } = found;
  const plain = block.name.slice(`${use.setOperator ?? ""}:`.length);
  const place = { span: keyTextSpan(entry.member) };
  const fixes = (): readonly Fix[] => plainOperator(statement, block, plain);
  // With ForAnyValue a negated operator is false of requests without the key, alone it is true; with ForAllValues both are.
  if (use.setOperator !== undefined && use.operator.negated === (use.setOperator === "ForAllValues"))
    return { ...place, ...MESSAGES.changesNothing(entry.key, use.setOperator, plain), severity: "hint", fixes };
  if (use.operator.negated) return undefined;
  if (use.ifExists) return undefined;
  switch (statement.effect?.text) {
    case "Allow":
      return {
        ...place,
        ...MESSAGES.allowsAbsent(entry.key, plain),
        ...exampleWithout(subject, statement, entry),
        fixes,
      };
    case "Deny":
      return {
        ...place,
        ...MESSAGES.deniesAbsent(entry.key, plain),
        ...exampleWithout(subject, statement, entry),
        severity: "info",
        fixes: () => asLastResort(fixes()),
      };
    default:
      return undefined;
  }
}
