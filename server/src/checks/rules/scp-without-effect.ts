import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, type Statement } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { type Check } from "../check.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  managementAccount: (kind: string) =>
    say`This ${kind} has no effect: it is attached only to the management account, which no ${kind} restricts. Attach it to other accounts, or remove it.`,
  serviceLinkedRoles: (kind: string, effect: string) =>
    say`${effect}: it applies only to service-linked roles, which no ${kind} restricts. Remove it, or change its condition.`,
});

/** Source: "Service control policies (SCPs)", "Tasks and entities not restricted by SCPs"; "Resource control policies (RCPs)". */
export const scpWithoutEffect: Check = {
  code: "scp-without-effect",
  severity: "warning",
  summary: "An SCP or RCP applies only to what such policies never restrict.",
  messages: MESSAGES,
  *find(subject) {
    const kind = certainKind(subject);
    if (kind !== "scp" && kind !== "rcp") return;
    const { policy, surroundings } = subject;
    const kindName = kind.toUpperCase();
    if (surroundings.onlyManagementAccount) {
      yield {
        span: policy.statementMember?.keySpan ?? policy.span,
        ...MESSAGES.managementAccount(kindName),
        fades: policy.statementMember?.value?.span ?? policy.span,
      };
    }
    for (const statement of policy.statements) {
      const condition = onlyServiceLinkedRoles(statement);
      if (condition === undefined) continue;
      const effect = statement.effect?.text === "Deny" ? "This Deny never denies" : "This statement has no effect";
      yield {
        span: condition.span,
        ...MESSAGES.serviceLinkedRoles(kindName, effect),
        fades: statement.span,
      };
    }
  },
};

const SERVICE_LINKED = /^arn:[^:]+:iam::[^:]*:role\/aws-service-role\//;

/** The condition that lets nobody else's calls through; undefined if there is none. */
function onlyServiceLinkedRoles({ condition }: Statement): ConditionEntry | undefined {
  return condition?.operators.flatMap(({ entries }) => entries).find(namesOnlyServiceLinkedRoles);
}

function namesOnlyServiceLinkedRoles(entry: ConditionEntry): boolean {
  const { key, values, certain } = entry;
  const use = operatorOf(entry);
  if (!certain || use === undefined || key.toLowerCase() !== "aws:principalarn") return false;
  const { family, negated } = use.operator;
  if (negated || use.ifExists || use.setOperator !== undefined || (family !== "arn" && family !== "string"))
    return false;
  if (values.open || values.misplaced.length > 0 || values.entries.length === 0) return false;
  return values.entries.every((value) => SERVICE_LINKED.test(shapeOf(value)));
}
