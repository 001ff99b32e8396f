import { operatorOf } from "../../policy/operators.ts";
import { type Scalar } from "../../policy/policy.ts";
import { isFilledByFile } from "../../policy/shape.ts";
import { readTemplate } from "../../policy/template.ts";
import { type Span } from "../../text/span.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { conditionEntries, resourceEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { holderName } from "../surroundings.ts";
import { languageVersion } from "../variables.ts";

const MESSAGES = messagesOf({
  variableOfRole: (variable: string) =>
    say`Only requests of IAM users carry ${name("aws:username")}, and this is the policy of a role: no request has a value for ${name(variable)}, so this matches nothing. Use a tag of the role such as ${name("${aws:PrincipalTag/team}")}, or ${name("${aws:userid}")}.`,
  keyOfRole: () =>
    say`Only requests of IAM users carry ${name("aws:username")}, and this is the policy of a role, so no request meets this condition. Use ${name("aws:PrincipalArn")} or ${name("aws:userid")}.`,
  variable: (variable: string, holder: string) =>
    say`Only requests of IAM users carry ${name("aws:username")}, and this policy is attached to ${name(holder)}: no request has a value for ${name(variable)}, so this matches nothing. Use a tag of the role such as ${name("${aws:PrincipalTag/team}")}, or ${name("${aws:userid}")}.`,
  key: (holder: string) =>
    say`Only requests of IAM users carry ${name("aws:username")}, and this policy is attached to ${name(holder)}, so no request meets this condition. Use ${name("aws:PrincipalArn")} or ${name("aws:userid")}.`,
});

/** Sources: "AWS global condition context keys" (aws:username), "IAM policy elements: Variables and tags". */
export const usernameOfRole: Check = {
  code: "username-of-role",
  severity: "warning",
  summary: "A role's policy asks for the name of an IAM user, which a role does not have.",
  messages: MESSAGES,
  *find(subject) {
    const holder = onlyRoles(subject);
    if (holder === undefined || languageVersion(subject.policy, subject.broken) !== "2012-10-17") return;
    for (const { elementName, entry } of resourceEntries(subject.policy)) {
      if (elementName === "Resource") yield* variablesIn(entry, holder);
    }
    for (const { entry } of conditionEntries(subject.policy)) {
      const use = operatorOf(entry);
      if (use === undefined || use.operator.negated || use.ifExists || use.setOperator !== undefined) continue;
      if (use.operator.family !== "string" && use.operator.family !== "arn") continue;
      if (entry.key.toLowerCase() === "aws:username") yield keyOf(holder, entry.keySpan);
      else for (const value of entry.values.entries) yield* variablesIn(value, holder);
    }
  },
};

interface Role {
  /** Undefined where the file says that it is a role's policy, and not of which. */
  readonly name: string | undefined;
}

/** The first of the roles, where nobody but roles has the policy. */
function onlyRoles(subject: PolicyUnderCheck): Role | undefined {
  const { holders } = subject.surroundings;
  const [first] = holders;
  if (first === undefined) {
    const isOfRole = subject.kind.holder === "role" && subject.kind.basis === "stated";
    return isOfRole && certainKind(subject) === "identity" ? { name: undefined } : undefined;
  }
  const areRoles = holders.every(({ arn }) => /^arn:[^:]*:iam::[^:]*:role\//.test(arn));
  return areRoles ? { name: holderName(first) } : undefined;
}

function keyOf({ name: role }: Role, span: Span): Finding {
  return { span, ...(role === undefined ? MESSAGES.keyOfRole() : MESSAGES.key(role)) };
}

function* variablesIn(scalar: Scalar, { name: role }: Role): Generator<Finding> {
  if (!isFilledByFile(scalar) || scalar.type !== "string") return;
  for (const part of readTemplate(scalar.text, scalar.holes, { variables: true, wildcards: false })) {
    if (part.kind !== "variable" || part.key.toLowerCase() !== "aws:username" || part.fallback !== undefined) continue;
    const variable = scalar.text.slice(part.start, part.end);
    const message = role === undefined ? MESSAGES.variableOfRole(variable) : MESSAGES.variable(variable, role);
    yield { span: textSpan(scalar), ...message };
    return;
  }
}
