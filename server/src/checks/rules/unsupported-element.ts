import { type ObjectValue } from "../../syntax/value.ts";
import { hasOpenName } from "../../policy/read-policy.ts";
import { type Check, type Finding } from "../check.ts";
import { removeMember } from "../../policy/changes.ts";
import { keyTextSpan } from "../spans.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { certainRule, type KindRule } from "../kind-rules.ts";

export const unsupportedElement: Check = {
  code: "unsupported-element",
  severity: "error",
  summary: "Each kind of policy has elements that AWS does not accept in it.",
  *find(subject) {
    const rule = certainRule(subject);
    if (rule === undefined) return;
    yield* unsupportedIn(subject.policy.object, rule);
    for (const statement of subject.policy.statements) yield* unsupportedIn(statement.object, rule);
  },
};

function* unsupportedIn(object: ObjectValue, rule: KindRule): Generator<Finding> {
  for (const member of object.members) {
    if (hasOpenName(member) || !rule.unsupported.includes(member.key)) continue;
    yield {
      span: keyTextSpan(member),
      message: `${capitalized(rule.label)} takes no '${member.key}', and AWS rejects it`,
      // Without it the statement may say more than its author meant.
      fixes: () => asLastResort(fixWith(`Remove '${member.key}'`, removeMember(object, member))),
    };
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
