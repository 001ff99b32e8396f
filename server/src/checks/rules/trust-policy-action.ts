import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { ASSUME_ACTIONS, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  other: (action: string) =>
    say`A role is not assumed with ${name(action)}, and AWS rejects a trust policy that has it. Use an action such as ${name("sts:AssumeRole")}.`,
});

export const trustPolicyAction: Check = {
  code: "trust-policy-action",
  severity: "error",
  summary: "A role trust policy has an action by which no role is assumed.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (certainKind(subject) !== "trust") return;
    for (const { entry, text, elementName } of actionEntries(subject.policy)) {
      const action = splitAction(text);
      if (action === undefined || elementName !== "Action" || isTaken(entry)) continue;
      // What does not exist at all has a finding of its own.
      const service = subject.catalog.service(action.service);
      if (service === undefined || subject.catalog.actionsMatching(text, 1).count === 0) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.other(text),
      };
    }
  },
};

function isTaken(entry: Parameters<typeof actionPattern>[0]): boolean {
  const pattern = actionPattern(entry);
  return [...ASSUME_ACTIONS, ...SESSION_ACTIONS].some((action) => actionMatches(pattern, readAction(action)) !== "no");
}
