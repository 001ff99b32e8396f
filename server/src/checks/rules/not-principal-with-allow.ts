import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { keyTextSpan } from "../spans.ts";
import { elementNamed } from "../elements.ts";
import { certainRule } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  nobody: () =>
    say`AWS does not support ${name("NotPrincipal")} with ${name("Allow")}. This one excludes everyone, so it allows nobody. Use ${name("Principal")} and name who is allowed.`,
  everyoneElse: () =>
    say`AWS does not support ${name("NotPrincipal")} with ${name("Allow")}. It would allow everyone else, even anonymous callers. Use ${name("Principal")} and name who is allowed.`,
});

export const notPrincipalWithAllow: Check = {
  code: "not-principal-with-allow",
  severity: "warning",
  summary: "AWS does not support NotPrincipal with Allow.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    // Where the kind takes no NotPrincipal at all, that is the finding.
    if (certainRule(subject)?.unsupported.includes("NotPrincipal") === true) return;
    for (const { effect, object, notPrincipal } of subject.policy.statements) {
      const member = elementNamed(object, "NotPrincipal");
      if (member === undefined || effect === undefined || !isSettled(effect) || effect.text !== "Allow") continue;
      yield {
        span: keyTextSpan(member),
        ...(notPrincipal?.form === "everyone" ? MESSAGES.nobody() : MESSAGES.everyoneElse()),
      };
    }
  },
};
