import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  everyAction: () => say`An RCP cannot have ${name("*")} as an action. Name a service, as in ${name("s3:*")}.`,
});

export const rcpAllActions: Check = {
  code: "rcp-all-actions",
  severity: "error",
  summary: "An RCP has * as an action.",
  messages: MESSAGES,
  perStatement: true,
  kinds: ["rcp"],
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const { statement, entry, text } of actionEntries(subject.policy)) {
      const { effect } = statement;
      // RCPFullAWSAccess, which AWS attaches itself, allows "*".
      if (text !== "*" || effect?.text !== "Deny" || !isSettled(effect)) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.everyAction(),
      };
    }
  },
};
