import { serviceLinkedRoleNamed } from "../../catalog/service-linked-roles.ts";
import { replacePart } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type Scalar, type Statement } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { conditionEntries, resourceEntries, writtenPrincipals } from "../entries.ts";
import { fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  ofIdentityCenter: (arn: string, fixed: string) =>
    say`The roles of IAM Identity Center have a path in their ARN, so ${name(arn)} is not one of them. Write ${name(fixed)}.`,
  inPrincipal: (arn: string, path: string) =>
    say`The roles of IAM Identity Center have a path in their ARN, so AWS rejects ${name(arn)} unless there is another role of that name. Put ${name(path)} before the name, with the Region of Identity Center behind it if that is not ${name("us-east-1")}.`,
  serviceLinked: (arn: string, path: string) =>
    say`Service-linked roles have a path in their ARN, so ${name(arn)} is not one of them. Put ${name(path)} before the name.`,
});

/**
 * Sources: "Referencing permission sets in resource policies" of IAM Identity Center; "Service-linked roles" in the IAM User
 * Guide.
 */
export const roleWithoutPath: Check = {
  code: "role-without-path",
  severity: "warning",
  summary: "A role that AWS created is named without its path.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    for (const { entry } of writtenPrincipals(policy, "AWS")) yield* pathMissing(entry, "principal");
    for (const { entry, statement, elementName } of resourceEntries(policy)) {
      if (elementName === "Resource" && createsServiceLinked(statement)) yield* pathMissing(entry, "pattern");
    }
    for (const { entry } of conditionEntries(policy)) {
      if (entry.keyHoles.length > 0 || !/^aws:PrincipalArn$/i.test(entry.key)) continue;
      const hasWildcards = /^(?:Arn|StringLike|StringNotLike)/.test(operatorOf(entry)?.operator.name ?? "");
      for (const value of entry.values.entries) yield* pathMissing(value, hasWildcards ? "pattern" : "principal");
    }
  },
};

/** Others may be about a role that somebody called so. */
function createsServiceLinked({ action }: Statement): boolean {
  const entries = action?.entries ?? [];
  return entries.length > 0 && entries.every(({ text }) => /^iam:CreateServiceLinkedRole$/i.test(text));
}

function* pathMissing(entry: Scalar, place: "principal" | "pattern"): Generator<Finding> {
  const { text } = entry;
  const [, before, role] =
    /^(arn:[^:]*:iam::[^:]*:role\/)((?:AWSReservedSSO_|AWSServiceRoleFor)[\w+=,.@*?-]+)$/.exec(shapeOf(entry)) ?? [];
  if (before === undefined || role === undefined) return;
  const span = textSpan(entry);
  if (role.startsWith("AWSServiceRoleFor")) {
    const whole = serviceLinkedRoleNamed(role);
    const path = whole?.slice(0, -role.length) ?? "aws-service-role/SERVICE.amazonaws.com/";
    yield {
      span,
      ...MESSAGES.serviceLinked(text, path),
      fixes: () => (whole === undefined ? [] : withPath(entry, before.length, whole)),
    };
  } else if (place === "principal") {
    yield { span, ...MESSAGES.inPrincipal(text, IDENTITY_CENTER) };
  } else {
    const fixed = `${IDENTITY_CENTER}*${role}`;
    yield {
      span,
      ...MESSAGES.ofIdentityCenter(text, text.slice(0, before.length) + fixed),
      fixes: () => withPath(entry, before.length, fixed),
    };
  }
}

/** Behind it stands the Region of Identity Center, but for `us-east-1`. */
const IDENTITY_CENTER = "aws-reserved/sso.amazonaws.com/";

function withPath(entry: Scalar, start: number, rest: string): ReturnType<typeof fixWith> {
  const { text } = entry;
  return fixWith(say`Replace with ${name(text.slice(0, start) + rest)}`, replacePart(entry, start, text.length, rest));
}
