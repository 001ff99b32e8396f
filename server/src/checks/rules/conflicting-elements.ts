import { mayBeAbsent, type Member } from "../../syntax/value.ts";
import { type Check } from "../check.ts";
import { keyTextSpan } from "../spans.ts";
import { elementNamed, OPPOSITES } from "../elements.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  both: (element: string, opposite: string) =>
    say`A statement can have ${name(element)} or ${name(opposite)}, but not both: AWS rejects the policy. Remove one of them.`,
});

export const conflictingElements: Check = {
  code: "conflicting-elements",
  severity: "error",
  summary: "A statement has an element together with its opposite, such as Action with NotAction.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    for (const { object } of policy.statements) {
      for (const [element, opposite] of OPPOSITES) {
        const plain = elementNamed(object, element);
        const negated = elementNamed(object, opposite);
        if (plain === undefined || negated === undefined) continue;
        // Where one of them may be absent, it may be so where the other is there.
        if (mayBeLeftOut(plain) || mayBeLeftOut(negated)) continue;
        yield {
          span: keyTextSpan(negated),
          ...MESSAGES.both(element, opposite),
          related: [{ span: keyTextSpan(plain), message: say`${name(element)} of the same statement.` }],
        };
      }
    }
  },
};

function mayBeLeftOut({ value }: Member): boolean {
  return value !== undefined && mayBeAbsent(value);
}
