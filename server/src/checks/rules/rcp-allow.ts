import { isSettled, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { surelyHolds } from "../elements.ts";
import { textSpan } from "../spans.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  allow: () =>
    say`An RCP of your own can only deny: ${name("Allow")} is for ${name("RCPFullAWSAccess")}, which AWS attaches itself. Rewrite this statement as a Deny, or remove it.`,
});

export const rcpAllow: Check = {
  code: "rcp-allow",
  severity: "error",
  summary: "An RCP of your own has an Allow.",
  messages: MESSAGES,
  perStatement: true,
  kinds: ["rcp"],
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const statement of subject.policy.statements) {
      const { effect } = statement;
      if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || allowsEverything(statement))
        continue;
      yield {
        span: textSpan(effect),
        ...MESSAGES.allow(),
      };
    }
  },
};

/** The shape of RCPFullAWSAccess, and what the file leaves open may still take it. */
function allowsEverything({ object, action, resource, condition }: Statement): boolean {
  if (surelyHolds(object, "NotResource")) return false;
  const mayBeFree = condition === undefined || (condition.open && condition.operators.length === 0);
  if (!mayBeFree && surelyHolds(object, "Condition")) return false;
  return [action, resource].every(
    (element) =>
      element !== undefined &&
      (element.open || element.entries.every((entry) => entry.text === "*" || !entry.certain || !isSettled(entry))),
  );
}
