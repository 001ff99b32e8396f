import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { isStrictAboutSids } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  repeated: (sid: string) =>
    say`${name(sid)} is already the Sid of an earlier statement, and IAM rejects a policy with duplicate Sids. Choose another Sid.`,
});

export const duplicateSid: Check = {
  code: "duplicate-sid",
  severity: "error",
  summary: "Two statements of an IAM policy have the same Sid.",
  messages: MESSAGES,
  *find(subject) {
    if (!isStrictAboutSids(subject)) return;
    const first = new Map<string, Scalar>();
    for (const { sid, certain } of subject.policy.statements) {
      if (sid === undefined || !isSettled(sid) || sid.text === "") continue;
      const earlier = first.get(sid.text);
      if (earlier === undefined) {
        // Of a statement that may not be there nobody knows that it stands beside another.
        if (certain) first.set(sid.text, sid);
      } else if (certain) {
        yield {
          span: textSpan(sid),
          ...MESSAGES.repeated(sid.text),
          related: [{ span: textSpan(earlier), message: say`The earlier one.` }],
        };
      }
    }
  },
};
