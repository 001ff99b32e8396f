import { isBareStatement } from "../../policy/policy.ts";
import { mayBeAbsent, type ObjectValue } from "../../syntax/value.ts";
import { hasOpenName } from "../../policy/read-policy.ts";
import { type Check, type Finding } from "../check.ts";
import { removeMember } from "../../policy/changes.ts";
import { keyTextSpan } from "../spans.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { certainRule, type KindRule } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { capitalized } from "../../wording/capitalized.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unsupported: (policy: string, element: string) =>
    say`${policy} cannot have ${name(element)}, so AWS rejects it. Remove ${name(element)}.`,
});

export const unsupportedElement: Check = {
  code: "unsupported-element",
  severity: "error",
  summary: "AWS does not accept this element in this kind of policy.",
  messages: MESSAGES,
  *find(subject) {
    const rule = certainRule(subject);
    if (rule === undefined) return;
    if (!isBareStatement(subject.policy)) yield* unsupportedIn(subject.policy.object, rule);
    for (const statement of subject.policy.statements) yield* unsupportedIn(statement.object, rule);
  },
};

function* unsupportedIn(object: ObjectValue, rule: KindRule): Generator<Finding> {
  for (const member of object.members) {
    if (hasOpenName(member) || !rule.unsupported.includes(member.key)) continue;
    if (member.value !== undefined && mayBeAbsent(member.value)) continue;
    yield {
      span: keyTextSpan(member),
      ...MESSAGES.unsupported(capitalized(rule.label), member.key),
      // Without it the statement may say more than its author meant.
      fixes: () => asLastResort(fixWith(say`Remove ${name(member.key)}`, removeMember(object, member))),
    };
  }
}
