import { isSettled, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { surelyHolds } from "../elements.ts";
import { textSpan } from "../spans.ts";
import { certainKind } from "../kind-rules.ts";

export const rcpAllow: Check = {
  code: "rcp-allow",
  severity: "error",
  summary: "An RCP of your own can only deny.",
  perStatement: true,
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const statement of subject.policy.statements) {
      const { effect } = statement;
      if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || allowsEverything(statement))
        continue;
      yield {
        span: textSpan(effect),
        message: "An RCP takes only 'Deny': 'Allow' is for RCPFullAWSAccess, the policy that AWS attaches itself",
      };
    }
  },
};

/** The shape of RCPFullAWSAccess, and what the file leaves open may still take it. */
function allowsEverything({ object, action, resource, condition }: Statement): boolean {
  if (surelyHolds(object, "NotResource")) return false;
  const mayBeFree = condition === undefined || (condition.open && condition.operators.length === 0);
  if (!mayBeFree && surelyHolds(object, "Condition")) return false;
  return [action, resource].every(
    (element) =>
      element !== undefined &&
      (element.open || element.entries.every((entry) => entry.text === "*" || !entry.certain || !isSettled(entry))),
  );
}
