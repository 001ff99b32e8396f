import { type ObjectValue } from "../../syntax/value.ts";
import { type Check, type Finding } from "../check.ts";
import { keyTextSpan, removeMember } from "../edits.ts";
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
    if (!rule.unsupported.includes(member.key)) continue;
    const removal = removeMember(object, member);
    yield {
      span: keyTextSpan(member),
      message: `${capitalized(rule.label)} takes no '${member.key}', and AWS rejects it`,
      fixes: removal === undefined ? [] : [{ title: `Remove '${member.key}'`, edits: [removal] }],
    };
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
