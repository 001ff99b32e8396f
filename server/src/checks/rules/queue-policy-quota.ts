import { isSettled, type Statement } from "../../policy/policy.ts";
import { counted, name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { moveActions } from "../moved-actions.ts";
import { owningService } from "../owning-service.ts";

const MESSAGES = messagesOf({
  actions: (count: number) =>
    say`This statement has ${counted(count)} actions, and SQS rejects the policy of a queue with more than ${counted(MOST_ACTIONS)} in one statement. Move the others to a statement of their own, or write ${name("sqs:*")} where all are meant.`,
  statements: (count: number) =>
    say`This policy has ${counted(count)} statements, and SQS rejects the policy of a queue with more than ${counted(MOST_STATEMENTS)}. Put statements that differ only in their principals into one.`,
  principals: (count: number) =>
    say`This policy names ${counted(count)} principals, and SQS rejects the policy of a queue with more than ${counted(MOST_PRINCIPALS)}. Name whole accounts, or write ${name("*")} with a condition on ${name("aws:PrincipalOrgID")}.`,
});

const MOST_ACTIONS = 7;
const MOST_STATEMENTS = 20;
const MOST_PRINCIPALS = 50;

/** Source: "Amazon SQS policy quotas", and SQS's answer "… actions were found in a statement from the submitted policy". */
export const queuePolicyQuota: Check = {
  code: "queue-policy-quota",
  severity: "error",
  summary: "A queue's policy has more actions, statements or principals than SQS accepts.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, broken } = subject;
    if (broken || owningService(subject) !== "sqs") return;
    const { statements, statementMember, span } = policy;
    const certain = statements.filter((one) => one.certain);
    const place = statementMember?.keySpan ?? { start: span.start, end: span.start + 1 };
    if (certain.length > MOST_STATEMENTS) yield { span: place, ...MESSAGES.statements(certain.length) };
    const principals = countPrincipals(certain);
    if (principals > MOST_PRINCIPALS) yield { span: place, ...MESSAGES.principals(principals) };
    for (const statement of statements) {
      const count = countActions(statement);
      if (statement.action === undefined || count <= MOST_ACTIONS) continue;
      yield {
        span: statement.action.keySpan,
        ...MESSAGES.actions(count),
        fixes: () => splitting(policy, statement),
      };
    }
  },
};

/** Whether one that several statements name counts twice is not known. */
function countPrincipals(statements: readonly Statement[]): number {
  const named = statements.flatMap(({ principal }) => (principal?.form === "typed" ? principal.types : []));
  const surely = named.flatMap(({ entries }) => entries.filter((entry) => isSettled(entry) && entry.certain));
  return new Set(surely.map(({ text }) => text)).size;
}

/** Written twice, an action may count once; whether those of other services count is not known. */
function countActions({ action }: Statement): number {
  const surely = (action?.entries ?? []).filter((entry) => isSettled(entry) && entry.certain);
  const texts = surely.map(({ text }) => text.toLowerCase());
  return new Set(texts.filter((text) => text.startsWith("sqs:"))).size;
}

function splitting(policy: Parameters<typeof moveActions>[0], statement: Statement): readonly Fix[] {
  const { action, resource } = statement;
  const resources = resource?.entries ?? [];
  if (action === undefined || !resources.every(isSettled) || action.entries.length > 2 * MOST_ACTIONS) return [];
  const others = action.entries.map((_, index) => index).slice(MOST_ACTIONS);
  return moveActions(
    policy,
    statement,
    others,
    resources.map(({ text }) => text),
  );
}
