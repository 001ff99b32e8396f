import { name, say } from "../../wording/phrase.ts";
import { isBareStatement, type Policy, type PolicyKind, type Statement } from "../../policy/policy.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { mayHold } from "../elements.ts";
import { KIND_RULES, type KnownKind } from "../kind-rules.ts";
import { type Message, messagesOf } from "../messages.ts";
import { assumesRoles, isPermission, namesResources } from "../permission-statements.ts";

const MESSAGES = messagesOf({
  needsPrincipal: (policy: string) =>
    say`According to its path this is ${policy}, but no statement has a ${name("Principal")}, and AWS rejects ${policy} without one. Add it, or name another kind of policy in ${name("iam-verdict.json")}.`,
  permissions: () =>
    say`According to its path this is a role trust policy, but it says what somebody may do, and AWS rejects one with a ${name("Resource")}. Attach it to the role as a permissions policy, or name another kind of policy in ${name("iam-verdict.json")}.`,
  permissionsToo: () =>
    say`According to its path this is a role trust policy, but a statement says what somebody may do, and AWS rejects one with a ${name("Resource")}. Put that statement into a permissions policy, or name another kind of policy in ${name("iam-verdict.json")}.`,
  takesNone: (policy: string) =>
    say`According to its path this is ${policy}, but every statement has a ${name("Principal")}, and AWS rejects ${policy} with one. Remove it, or name another kind of policy in ${name("iam-verdict.json")}.`,
  trustElsewhere: (policy: string) =>
    say`According to its path this is ${policy}, but it says who may assume a role, and AWS rejects ${policy} with a ${name("Principal")}. Make it the role's trust policy, or name another kind of policy in ${name("iam-verdict.json")}.`,
  everyAction: (action: string) =>
    say`According to its path this is a role trust policy, and AWS rejects one with ${name(action)} as an action. Write ${name("sts:AssumeRole")}, or name another kind of policy in ${name("iam-verdict.json")}.`,
  otherAction: (action: string) =>
    say`According to its path this is a role trust policy, but ${name(action)} assumes no role, so AWS rejects the policy. Put it into an identity-based policy, or name another kind of policy in ${name("iam-verdict.json")}.`,
  otherActions: () =>
    say`According to its path this is a role trust policy, but its actions assume no role, so AWS rejects the policy. Put them into an identity-based policy, or name another kind of policy in ${name("iam-verdict.json")}.`,
});

/** What the content then is, where that is clear. */
const KINDS_OF_CONTENT: ReadonlyMap<string, PolicyKind> = new Map<string, PolicyKind>([
  ["needsPrincipal", "identity"],
  ["permissions", "identity"],
  ["takesNone", "resource"],
  ["trustElsewhere", "trust"],
  ["everyAction", "trust"],
]);

/**
 * A name that says one kind and a content that fits another: either may be wrong, so nothing else rests on the name.
 * Sources: "Grammar of the IAM JSON policy language"; "SCP syntax"; "Bucket policies for Amazon S3".
 */
export const kindMismatch: Check = {
  code: "kind-mismatch",
  severity: "warning",
  summary: "The file's name says one kind of policy, but its content is of another kind.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, kind, broken } = subject;
    const { named } = kind;
    if (named === undefined || broken || isBareStatement(policy) || !isWholeKnown(policy)) return;
    const message = mismatchOf(subject, named.kind);
    if (message === undefined) return;
    const span = policy.statementMember?.keySpan ?? { start: policy.span.start, end: policy.span.start + 1 };
    const meansKind = KINDS_OF_CONTENT.get(message.messageId);
    const finding: Finding = { span, ...message, ...(meansKind && { meansKind }) };
    yield named.isWhole ? finding : { ...finding, severity: "info" };
  },
};

function mismatchOf({ policy, kind }: PolicyUnderCheck, named: KnownKind): Message | undefined {
  const { label, principal } = KIND_RULES[named];
  const { statements } = policy;
  if (principal === "required" && !statements.some(mayHavePrincipal)) {
    // `assume-role-policy.json` is often a policy that allows somebody to assume roles.
    if (named !== "trust") return MESSAGES.needsPrincipal(label);
    if (statements.every(assumesRoles)) return undefined;
    if (!statements.every(namesResources)) return MESSAGES.needsPrincipal(label);
    // Beside the roles, it may name what else somebody may do.
    return statements.some(assumesRoles) ? undefined : MESSAGES.permissions();
  }
  if (principal === "none" && named !== "iot" && statements.every(hasPrincipal)) {
    return statements.every(assumesRoles) ? MESSAGES.trustElsewhere(label) : MESSAGES.takesNone(label);
  }
  if (named !== "trust" || kind.kind === "trust") return undefined;
  if (statements.some((one) => hasPrincipal(one) && assumesRoles(one)) && statements.some(isPermission)) {
    return MESSAGES.permissionsToo();
  }
  if (statements.some(assumesRoles)) {
    const other = statements.every(hasPrincipal) ? statements.find((one) => !assumesRoles(one)) : undefined;
    const [action] = other?.action?.entries ?? [];
    return action === undefined ? undefined : MESSAGES.otherAction(action.text);
  }
  const every = statements.some(namesResources) ? undefined : everyActionOf(statements);
  return every === undefined ? MESSAGES.otherActions() : MESSAGES.everyAction(every);
}

function isWholeKnown({ statements, open, openNames, misplaced }: Policy): boolean {
  return statements.length > 0 && !open && !openNames && misplaced.length === 0 && statements.every(isKnown);
}

function isKnown({ principal, notPrincipal, action, notAction, certain }: Statement): boolean {
  const isOpen = principal?.form === "unknown" || notPrincipal?.form === "unknown";
  return certain && !isOpen && action?.open !== true && notAction?.open !== true;
}

function hasPrincipal({ principal, notPrincipal }: Statement): boolean {
  return principal !== undefined || notPrincipal !== undefined;
}

/** `*` where each statement has nothing but that, or `sts:*`: the roles are to be assumed in any way. */
function everyActionOf(statements: readonly Statement[]): string | undefined {
  const texts = statements.flatMap(({ action }) => action?.entries.map(({ text }) => text) ?? [""]);
  return texts.every((text) => /^(?:sts:)?\*$/i.test(text)) ? texts[0] : undefined;
}

/** A misspelled one has a finding of its own. */
function mayHavePrincipal({ object }: Statement): boolean {
  return mayHold(object, ["Principal", "NotPrincipal"]);
}
