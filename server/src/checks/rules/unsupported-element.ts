import { isBareStatement, type Statement } from "../../policy/policy.ts";
import { mayBeAbsent, type ObjectValue, type Value } from "../../syntax/value.ts";
import { hasOpenName } from "../../policy/read-statement.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { removeMember } from "../../policy/changes.ts";
import { keyTextSpan } from "../spans.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { certainRule, KIND_RULES, type KindRule } from "../kind-rules.ts";
import { owningService } from "../owning-service.ts";
import { type Message, messagesOf } from "../messages.ts";
import { missingFrom } from "../missing-from.ts";
import { isPermission, isTrust } from "../permission-statements.ts";
import { capitalized } from "../../wording/capitalized.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unsupported: (policy: string, element: string) =>
    say`${policy} cannot have ${name(element)}, so AWS rejects it. Remove ${name(element)}.`,
  trust: (policy: string) =>
    say`This statement says who may assume a role, which is said in the role's trust policy, and AWS rejects it in ${policy}. Put it there.`,
  undescribed: (policy: string, element: string) =>
    say`${policy} has no ${name(element)}: what it is attached to says whom it is for. Remove ${name(element)}.`,
  id: (policy: string) =>
    say`AWS documents ${name("Id")} for resource-based policies only, not for ${policy}. Remove ${name("Id")}.`,
});

export const unsupportedElement: Check = {
  code: "unsupported-element",
  severity: "error",
  summary: "AWS does not accept this element in this kind of policy.",
  messages: MESSAGES,
  *find(subject) {
    const rule = ruleOf(subject);
    if (rule === undefined) return;
    if (!isBareStatement(subject.policy)) yield* unsupportedIn(subject.policy.object, rule);
    const { statements } = subject.policy;
    yield* trustIn(statements, rule);
    for (const statement of statements) {
      // It belongs into another policy with all its elements: `missing-principal` says so.
      if (rule === KIND_RULES.trust && isPermission(statement)) continue;
      if (!(takesNoPrincipal(rule) && isTrust(statement))) yield* unsupportedIn(statement.object, rule);
    }
  },
};

/** One policy in the place of another is one mistake. */
function* trustIn(statements: readonly Statement[], rule: ElementRule): Generator<Finding> {
  const [first, ...others] = takesNoPrincipal(rule) ? statements.filter(isTrust) : [];
  if (first === undefined) return;
  const message = MESSAGES.trust(rule.label);
  const related = others.map((one) => ({
    span: missingFrom(one, message).span,
    message: say`This statement as well.`,
  }));
  yield { ...missingFrom(first, message), related };
}

function takesNoPrincipal({ unsupported }: ElementRule): boolean {
  return unsupported.includes("Principal");
}

type ElementRule = Pick<KindRule, "label" | "unsupported" | "undescribed">;

/**
 * A policy is of the repository that it is set on. Source: "Private repository policies in Amazon ECR", whose examples
 * have no `Resource`, or `"*"`.
 */
const REPOSITORY: ElementRule = {
  label: "the policy of an ECR repository",
  unsupported: ["Resource", "NotResource"],
};

function ruleOf(subject: PolicyUnderCheck): ElementRule | undefined {
  const rule = certainRule(subject);
  return rule === KIND_RULES.resource && subject.kind.holder === "repository" && owningService(subject) === "ecr"
    ? REPOSITORY
    : rule;
}

function* unsupportedIn(object: ObjectValue, rule: ElementRule): Generator<Finding> {
  const { label, unsupported, undescribed = [] } = rule;
  for (const member of object.members) {
    const isRejected = unsupported.includes(member.key);
    if (hasOpenName(member) || (!isRejected && !undescribed.includes(member.key))) continue;
    if (member.value !== undefined && mayBeAbsent(member.value)) continue;
    if (rule === REPOSITORY && isStar(member.value)) continue;
    yield {
      span: keyTextSpan(member),
      ...(isRejected ? MESSAGES.unsupported(capitalized(label), member.key) : undescribedIn(label, member.key)),
      // Without it the statement may say more than its author meant.
      fixes: () => asLastResort(fixWith(say`Remove ${name(member.key)}`, removeMember(object, member))),
    };
  }
}

/** IAM has been seen to take policies with an Id, and nothing comes of it. */
function undescribedIn(label: string, element: string): Message & Pick<Finding, "severity"> {
  return element === "Id"
    ? { ...MESSAGES.id(label), severity: "hint" }
    : { ...MESSAGES.undescribed(capitalized(label), element), severity: "warning" };
}

function isStar(value: Value | undefined): boolean {
  const [only, ...others] = value?.kind === "array" ? value.items : [value];
  return others.length === 0 && only?.kind === "string" && only.text === "*";
}
