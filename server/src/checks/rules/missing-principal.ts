import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { certainRule } from "../kind-rules.ts";
import { missingFrom } from "../missing-from.ts";

export const missingPrincipal: Check = {
  code: "missing-principal",
  severity: "error",
  summary: "A statement of a resource policy, trust policy, endpoint policy or RCP names whom it is about.",
  perStatement: true,
  *find(subject) {
    const rule = certainRule(subject);
    if (subject.broken || rule?.principal !== "required") return;
    for (const statement of subject.policy.statements) {
      if (!mayHold(statement.object, ["Principal", "NotPrincipal"])) {
        yield missingFrom(statement, `of ${rule.label} names no 'Principal', so it matches nobody`);
      }
    }
  },
};
