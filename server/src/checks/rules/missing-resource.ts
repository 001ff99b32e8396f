import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { certainRule, namesPrincipals } from "../kind-rules.ts";
import { missingFrom } from "../missing-from.ts";

export const missingResource: Check = {
  code: "missing-resource",
  severity: "error",
  summary:
    "Every statement names resources, by Resource or NotResource, except in policies attached to the resource itself.",
  perStatement: true,
  *find(subject) {
    const { policy, broken } = subject;
    // Without a word on the kind, a policy that names no principal anywhere is one of IAM or Organizations.
    const need = certainRule(subject)?.resource ?? (namesPrincipals(subject) ? "optional" : "required");
    if (broken || need !== "required") return;
    for (const statement of policy.statements) {
      if (!mayHold(statement.object, ["Resource", "NotResource"])) {
        yield missingFrom(
          statement,
          "has neither 'Resource' nor 'NotResource', and AWS rejects a policy with such a statement",
        );
      }
    }
  },
};
