import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { certainRule, KIND_RULES } from "../kind-rules.ts";
import { missingFrom } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { isPermission } from "../permission-statements.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: (policy: string) =>
    say`This statement of ${policy} has no ${name("Principal")}, so it matches nobody. Add one.`,
  permissions: () =>
    say`This statement says what somebody may do, but a role trust policy says who may assume the role, and AWS rejects it. Put the statement into a permissions policy of the role.`,
});

export const missingPrincipal: Check = {
  code: "missing-principal",
  severity: "error",
  summary: "A statement of a policy that needs a Principal has none.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const rule = certainRule(subject);
    if (subject.broken || rule?.principal !== "required") return;
    for (const statement of subject.policy.statements) {
      if (mayHold(statement.object, ["Principal", "NotPrincipal"])) continue;
      const isMisplaced = rule === KIND_RULES.trust && isPermission(statement);
      yield missingFrom(statement, isMisplaced ? MESSAGES.permissions() : MESSAGES.missing(rule.label));
    }
  },
};
