import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { keyTextSpan } from "../spans.ts";
import { elementNamed } from "../elements.ts";
import { certainRule } from "../kind-rules.ts";

export const notPrincipalWithAllow: Check = {
  code: "not-principal-with-allow",
  severity: "warning",
  summary: "AWS supports NotPrincipal only with Deny: with Allow it would let in everybody else.",
  perStatement: true,
  *find(subject) {
    // Where the kind takes no NotPrincipal at all, that is the finding.
    if (certainRule(subject)?.unsupported.includes("NotPrincipal") === true) return;
    for (const { effect, object, notPrincipal } of subject.policy.statements) {
      const member = elementNamed(object, "NotPrincipal");
      if (member === undefined || effect === undefined || !isSettled(effect) || effect.text !== "Allow") continue;
      yield {
        span: keyTextSpan(member),
        message:
          notPrincipal?.form === "everyone"
            ? "AWS does not support 'NotPrincipal' with 'Allow', and this one excepts everybody, so it allows nobody"
            : "AWS does not support 'NotPrincipal' with 'Allow': the statement means everybody else, also anonymous callers",
      };
    }
  },
};
