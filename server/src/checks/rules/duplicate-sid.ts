import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { isStrictAboutSids } from "../kind-rules.ts";
import { quote } from "../quoting.ts";

export const duplicateSid: Check = {
  code: "duplicate-sid",
  severity: "error",
  summary: "In IAM policies every Sid stands once.",
  *find(subject) {
    if (!isStrictAboutSids(subject)) return;
    const first = new Map<string, Scalar>();
    for (const { sid } of subject.policy.statements) {
      if (sid === undefined || !isSettled(sid) || sid.text === "") continue;
      const earlier = first.get(sid.text);
      if (earlier === undefined) first.set(sid.text, sid);
      else {
        yield {
          span: textSpan(sid),
          message: `${quote(sid.text)} is the Sid of an earlier statement too, and IAM rejects a policy with equal Sids`,
          related: [{ span: textSpan(earlier), message: "The earlier one." }],
        };
      }
    }
  },
};
