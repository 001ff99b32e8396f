import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { certainKind } from "../kind-rules.ts";
import { textSpan } from "../spans.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notAnEffect: (effect: string) =>
    say`${name(effect)} is not an effect. Write ${name("Allow")} or ${name("Deny")}, in exactly this case.`,
});

export const invalidEffect: Check = {
  code: "invalid-effect",
  severity: "error",
  summary: "Effect is neither Allow nor Deny.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const isTrust = certainKind(subject) === "trust";
    for (const { effect } of subject.policy.statements) {
      if (effect?.type !== "string" || !isSettled(effect) || EFFECTS.includes(effect.text)) continue;
      const isOtherCase = EFFECTS.some((one) => one.toLowerCase() === effect.text.toLowerCase());
      yield {
        span: textSpan(effect),
        ...MESSAGES.notAnEffect(effect.text),
        // AWS documents that the case counts, and yet modules in use and tests of several tools create roles with it.
        ...(isTrust && isOtherCase ? { severity: "warning" as const } : {}),
        fixes: () =>
          nearestNames(effect.text.trim(), EFFECTS).map((near) => ({
            title: say`Replace ${name(effect.text)} with ${name(near)}`,
            changes: replaceText(effect, near),
          })),
      };
    }
  },
};

const EFFECTS: readonly string[] = ["Allow", "Deny"];
