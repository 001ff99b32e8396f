import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { addStatement, removeStatement } from "../../policy/changes.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";
import { isOfServices } from "../../policy/source-keys.ts";
import { newObject } from "../../syntax/change.ts";
import { type Value } from "../../syntax/value.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type PolicyUnderCheck, type Severity } from "../check.ts";
import { coversActions, isForEverybody, isSurelyDeny } from "../denies-everybody.ts";
import { elementNamed } from "../elements.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";

const CHANGE = readAction("kms:PutKeyPolicy");

const MESSAGES = messagesOf({
  nobody: () =>
    say`No statement allows ${name("kms:PutKeyPolicy")}, so nobody could ever change this key policy, and KMS rejects it. Allow it for the account or for the key's administrators.`,
  denied: () =>
    say`This Deny takes ${name("kms:PutKeyPolicy")} away from everybody, so nobody could ever change this key policy, and KMS rejects it. Limit it with a condition, or to other actions.`,
});

/** Source: "Default key policy" (AWS KMS) and PutKeyPolicy's BypassPolicyLockoutSafetyCheck. */
export const keyPolicyLockout: Check = {
  code: "key-policy-lockout",
  severity: "error",
  summary: "A key policy allows nobody to change it.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, broken, kind, isPart } = subject;
    if (broken || owningService(subject) !== "kms" || policy.open || policy.openNames) return;
    for (const statement of policy.statements) {
      if (!deniesChange(statement)) continue;
      const span = elementNamed(statement.object, "Effect")?.span ?? statement.span;
      yield {
        span,
        ...MESSAGES.denied(),
        ...severityOf(subject),
        fixes: () => asLastResort(fixWith(say`Remove this statement`, removeStatement(policy, statement))),
      };
    }
    if (isPart === true) return;
    if (policy.misplaced.length > 0 || policy.statements.length === 0 || policy.statements.some(mayAllowChange)) return;
    // What a tool fills in, and nothing but its name makes a key's policy, may be what the tool adds to one.
    if (kind.basis === "named" && isFilledIn(policy.object)) return;
    const { start, end } = policy.statementMember?.keySpan ?? policy.span;
    yield {
      span: { start, end },
      ...MESSAGES.nobody(),
      ...severityOf(subject),
      fixes: () =>
        asLastResort(
          fixWith(
            say`Add a statement for the account 111122223333, to be replaced by your own`,
            addStatement(
              policy,
              newObject({
                Effect: "Allow",
                Principal: newObject({ AWS: "arn:aws:iam::111122223333:root" }),
                Action: "kms:*",
                Resource: "*",
              }),
            ),
          ),
        ),
    };
  },
};

/** A name of a file may mislead. */
function severityOf({ kind }: PolicyUnderCheck): { readonly severity?: Severity } {
  return kind.basis === "named" ? { severity: "warning" } : {};
}

function deniesChange(statement: Statement): boolean {
  const hasCondition = elementNamed(statement.object, "Condition") !== undefined;
  return (
    isSurelyDeny(statement) && !hasCondition && isForEverybody(statement) && coversActions(statement, [CHANGE.text])
  );
}

function mayAllowChange(statement: Statement): boolean {
  const { effect, action, notAction } = statement;
  if (effect !== undefined && isSettled(effect) && effect.text === "Deny") return false;
  // KMS asks who makes the request, and no service does.
  if (isOfServices(statement)) return false;
  if (action === undefined) return notAction !== undefined;
  if (action.open || action.misplaced.length > 0) return true;
  return action.entries.some((entry) => actionMatches(actionPattern(entry), CHANGE) !== "no");
}

function isFilledIn(value: Value): boolean {
  switch (value.kind) {
    case "string":
      return value.holes.length > 0;
    case "array":
      return value.items.some(isFilledIn);
    case "object":
      return value.members.some(({ keyHoles, value: held }) => keyHoles.length > 0 || (held && isFilledIn(held)));
    case "number":
    case "boolean":
    case "null":
      return false;
    case "unknown":
    case "either":
      return true;
  }
}
