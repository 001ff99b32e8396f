import { operatorOf } from "../../policy/operators.ts";
import { namesEveryone } from "../../policy/everyone.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  allows: (written: string, key: string) =>
    say`${value(written)} also fits the IDs of others, so the condition on ${name(key)} does not keep them out. Write each ID in full.`,
  spares: (written: string, key: string) =>
    say`${value(written)} also fits the IDs of others, so this Deny lets requests pass that have one of them under ${name(key)}. Write each ID in full.`,
});

/** Source: "AWS global condition context keys", Sensitive condition keys: a wildcard in their values has no valid use. */
export const wildcardInId: Check = {
  code: "wildcard-in-id",
  severity: "warning",
  summary: "A wildcard in the ID of an account, an organization, a VPC or an endpoint lets others through.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy, catalog, broken }) {
    if (broken) return;
    for (const found of conditionEntries(policy)) {
      const { entry, statement } = found;
      if (catalog.globalKey(entry.key)?.sensitive !== true || isOfNamedCallers(entry.key, statement)) continue;
      const message = messageFor(found, statement);
      if (message === undefined) continue;
      for (const one of entry.values.entries) {
        if (!isPartOfId(one)) continue;
        yield { span: textSpan(one), ...message(one.text, entry.key) };
      }
    }
  },
};

/** Who is named, or has the policy, is of one account and organization whatever the condition says. */
function isOfNamedCallers(key: string, { principal }: Statement): boolean {
  return /^aws:principal/i.test(key) && (principal === undefined || !namesEveryone(principal));
}

/** Undefined where the pattern lets nobody through: an Allow of all others, and a Deny of some. */
function messageFor({ entry }: ConditionUse, { effect }: Statement): typeof MESSAGES.allows | undefined {
  const use = operatorOf(entry);
  if (use === undefined || use.operator.family !== "string" || !use.operator.wildcards) return undefined;
  if (effect === undefined || !isSettled(effect)) return undefined;
  if (effect.text === "Allow") return use.operator.negated ? undefined : MESSAGES.allows;
  return effect.text === "Deny" && use.operator.negated ? MESSAGES.spares : undefined;
}

/** `*` alone asks whether the request has the key, which has a finding of its own. */
function isPartOfId(one: Scalar): boolean {
  return isSettled(one) && !one.text.includes("${") && /[*?]/.test(one.text) && !/^\*+$/.test(one.text);
}
