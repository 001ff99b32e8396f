import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { certainRule, KIND_RULES } from "../kind-rules.ts";
import { missingFrom } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { isPermission } from "../permission-statements.ts";
import { type Statement } from "../../policy/policy.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: (policy: string) =>
    say`This statement of ${policy} has no ${name("Principal")}, so it matches nobody. Add one.`,
  ofAll: (policy: string) =>
    say`None of these statements has ${name("Principal")}, which ${policy} needs to match anybody. Add one to each.`,
  permissions: () =>
    say`This statement says what somebody may do, but a role trust policy says who may assume the role, and AWS rejects it. Put the statement into a permissions policy of the role.`,
});

const NAMES = ["Principal", "NotPrincipal"];

/** That it has no action is said, and is the same mistake. */
function isOnlyBegun(object: ObjectValue): boolean {
  return !mayHold(object, ["Action", "NotAction", "Resource", "NotResource", "Condition"]);
}

const ALSO = say`This statement as well.`;

export const missingPrincipal: Check = {
  code: "missing-principal",
  severity: "error",
  summary: "A statement of a policy that needs a Principal has none.",
  messages: MESSAGES,
  *find(subject) {
    const rule = certainRule(subject);
    if (subject.broken || rule?.principal !== "required") return;
    const { statements } = subject.policy;
    const without = statements.filter(({ object }) => !mayHold(object, NAMES) && !isOnlyBegun(object));
    const isMisplaced = (one: Statement): boolean => rule === KIND_RULES.trust && isPermission(one);
    const [first, ...others] = without;
    // Then it is a policy of another kind, and that is one mistake.
    if (
      first !== undefined &&
      others.length > 0 &&
      without.length === statements.length &&
      !without.some(isMisplaced)
    ) {
      const related = others.map((one) => ({
        span: missingFrom(one, MESSAGES.missing(rule.label)).span,
        message: ALSO,
      }));
      yield { ...missingFrom(first, MESSAGES.ofAll(rule.label)), related };
      return;
    }
    for (const statement of without) {
      yield missingFrom(statement, isMisplaced(statement) ? MESSAGES.permissions() : MESSAGES.missing(rule.label));
    }
  },
};
