import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { quote } from "../quoting.ts";

export const invalidEffect: Check = {
  code: "invalid-effect",
  severity: "error",
  summary: "Effect is Allow or Deny, written just so.",
  *find({ policy }) {
    for (const { effect } of policy.statements) {
      if (effect?.type !== "string" || !isSettled(effect) || EFFECTS.includes(effect.text)) continue;
      yield {
        span: textSpan(effect),
        message: `${quote(effect.text)} is no effect: AWS takes 'Allow' or 'Deny', in exactly this case`,
        fixes: () =>
          nearestNames(effect.text.trim(), EFFECTS).map((name) => ({
            title: `Replace ${quote(effect.text)} with '${name}'`,
            changes: replaceText(effect, name),
          })),
      };
    }
  },
};

const EFFECTS: readonly string[] = ["Allow", "Deny"];
