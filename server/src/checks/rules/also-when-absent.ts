import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { type ConditionEntry, isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { exampleWithout, proveOtherwise } from "../asked-otherwise.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";
import { provedMessage } from "./always-holds.ts";

const MESSAGES = messagesOf({
  absent: (operator: string, key: string) =>
    say`This Allow also matches requests without ${name(key)}, because ${name(operator)} does. To leave them out, add ${name("Null")} with ${name(key)} and ${value("false")}.`,
});

/** Source: "IAM JSON policy elements: Condition operators" (negated operators); "Set operators for multivalued context keys". */
export const alsoWhenAbsent: Check = {
  code: "also-when-absent",
  severity: "info",
  summary: "An Allow also matches requests that do not carry the key of its condition.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { policy, catalog, broken } = subject;
    if (broken || policy.open || policy.openNames) return;
    for (const found of conditionEntries(policyOfThose(subject, allowsWithoutKey))) {
      const { statement, block, entry } = found;
      const use = operatorOf(entry);
      if (use === undefined || !isMetWithout(entry, use, catalog) || isAskedElsewhere(policy, found)) continue;
      const example = exampleWithout(subject, statement, entry);
      yield undefined;
      // Where no other request meets it either way, another check says so.
      if (example.related === undefined || isOnlyMetWithout(subject, found)) continue;
      if (provedMessage(subject, found, use) !== undefined) continue;
      yield {
        span: keyTextSpan(entry.member),
        ...MESSAGES.absent(block.name, entry.key),
        ...example,
        // AWS's own examples write it so where the tags of a request are to be some of a list.
        ...(use.setOperator === undefined ? {} : { severity: "hint" as const }),
      };
    }
  },
};

const allowsWithoutKey = statementFact(
  ({ effect, condition }, { catalog }) =>
    effect?.text === "Allow" &&
    condition?.operators.some(({ entries }) =>
      entries.some((entry) => {
        const use = operatorOf(entry);
        return use !== undefined && isMetWithout(entry, use, catalog);
      }),
    ) === true,
);

function isMetWithout({ key }: ConditionEntry, use: OperatorUse, catalog: Catalog): boolean {
  if (!holdsWithoutKey(use) || IN_NEARLY_ALL.test(key) || ATTRIBUTES.test(key)) return false;
  // Of a key with one value, ForAllValues itself is the mistake.
  return use.setOperator !== "ForAllValues" || catalog.conditionKey(key)?.multivalued === true;
}

function isOnlyMetWithout(subject: PolicyUnderCheck, { statement, entry }: ConditionUse): boolean {
  const there = { from: entry, without: [], asked: [{ operator: "Null", value: "false" }] };
  return proveOtherwise(subject, statement, there).verdict === "never";
}

/** What a query returns without them is a check of its own, attributes-without-select. */
const ATTRIBUTES = /^dynamodb:Attributes$/i;

/** AWS sends them with nearly all requests: "AWS global condition context keys". */
const IN_NEARLY_ALL = /^aws:(?:Resource|Principal)(?:Account|Org[a-z]*)$/i;

/** And says otherwise: IfExists says that such requests are meant. */
function holdsWithoutKey({ operator, setOperator, ifExists }: OperatorUse): boolean {
  if (operator.family === "null" || ifExists) return false;
  return setOperator === undefined ? operator.negated : setOperator === "ForAllValues" && !operator.negated;
}

/** A Deny that asks for the key may take those requests away again. */
function isAskedElsewhere(policy: Policy, { statement, entry }: ConditionUse): boolean {
  const key = entry.key.toLowerCase();
  return policy.statements.some((other) => other !== statement && mayDeny(other) && mayAskFor(other, key));
}

function mayDeny({ effect }: Statement): boolean {
  return effect === undefined || !isSettled(effect) || effect.text === "Deny";
}

function mayAskFor({ condition }: Statement, key: string): boolean {
  if (condition === undefined) return false;
  return (
    condition.open ||
    condition.operators.some(
      (block) =>
        block.open || block.entries.some((entry) => entry.keyHoles.length > 0 || entry.key.toLowerCase() === key),
    )
  );
}
