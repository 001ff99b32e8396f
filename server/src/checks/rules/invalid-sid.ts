import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { certainRule, isStrictAboutSids } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notAlphanumeric: (sid: string, policy: string) =>
    say`A Sid of ${policy} can have only the letters A-Z and a-z and digits, so AWS rejects ${name(sid)}. Take the other characters out.`,
});

export const invalidSid: Check = {
  code: "invalid-sid",
  severity: "error",
  summary: "A Sid of an IAM policy has characters other than letters and digits.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (!isStrictAboutSids(subject)) return;
    const label = certainRule(subject)?.label ?? "an identity-based policy";
    for (const { sid } of subject.policy.statements) {
      if (sid?.type !== "string" || !isSettled(sid) || ALLOWED.test(sid.text)) continue;
      const cleaned = sid.text.replace(/[^A-Za-z0-9]/g, "");
      yield {
        span: textSpan(sid),
        ...MESSAGES.notAlphanumeric(sid.text, label),
        fixes: () =>
          cleaned === ""
            ? []
            : [{ title: say`Replace ${name(sid.text)} with ${name(cleaned)}`, changes: replaceText(sid, cleaned) }],
      };
    }
  },
};

const ALLOWED = /^[A-Za-z0-9]*$/;
