import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { certainKind } from "../kind-rules.ts";

/** Source: "Service control policies (SCPs)", "Tasks and entities not restricted by SCPs"; "Resource control policies (RCPs)". */
export const scpWithoutEffect: Check = {
  code: "scp-without-effect",
  severity: "warning",
  summary: "An SCP or RCP, or a statement of it, that concerns only what such policies do not restrict.",
  *find(subject) {
    const kind = certainKind(subject);
    if (kind !== "scp" && kind !== "rcp") return;
    const { policy, surroundings } = subject;
    const name = kind.toUpperCase();
    if (surroundings.onlyManagementAccount) {
      yield {
        span: policy.statementMember?.keySpan ?? policy.span,
        message: `This ${name} restricts nothing: it is attached to the management account alone, which no ${name} restricts`,
        fades: policy.statementMember?.value?.span ?? policy.span,
      };
    }
    for (const statement of policy.statements) {
      const condition = onlyServiceLinkedRoles(statement);
      if (condition === undefined) continue;
      const effect = statement.effect?.text === "Deny" ? "This Deny never denies" : "This statement changes nothing";
      yield {
        span: condition.span,
        message: `${effect}: it is for service-linked roles alone, and no ${name} restricts their calls`,
        fades: statement.span,
      };
    }
  },
};

const SERVICE_LINKED = /^arn:[a-z*-]+:iam::[^:]*:role\/aws-service-role\//;

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
  return values.entries.every((value) => isSettled(value) && SERVICE_LINKED.test(value.text));
}
