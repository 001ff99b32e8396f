import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { certainRule } from "../kind-rules.ts";
import { quote } from "../quoting.ts";

export const invalidSid: Check = {
  code: "invalid-sid",
  severity: "error",
  summary: "In IAM policies a Sid is made of the letters A-Z and a-z and of digits.",
  *find(subject) {
    const rule = certainRule(subject);
    if (rule?.strictSids !== true) return;
    for (const { sid } of subject.policy.statements) {
      if (sid?.type !== "string" || !isSettled(sid) || ALLOWED.test(sid.text)) continue;
      const cleaned = sid.text.replace(/[^A-Za-z0-9]/g, "");
      yield {
        span: textSpan(sid),
        message: `A Sid of ${rule.label} takes only letters A-Z, a-z and digits, so AWS rejects ${quote(sid.text)}`,
        fixes: () =>
          cleaned === ""
            ? []
            : [{ title: `Replace ${quote(sid.text)} with '${cleaned}'`, changes: replaceText(sid, cleaned) }],
      };
    }
  },
};

const ALLOWED = /^[A-Za-z0-9]*$/;
