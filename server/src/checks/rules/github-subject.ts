import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isSettledCondition, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { principalEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const HOST = "token.actions.githubusercontent.com";
const ACTION = readAction("sts:AssumeRoleWithWebIdentity");

const MESSAGES = messagesOf({
  everyRepository: () =>
    say`Without a condition on ${name(`${HOST}:sub`)}, a workflow of any repository on GitHub can assume this role. Add one that names the repository, such as ${name("repo:my-org/my-repo:ref:refs/heads/main")}.`,
});

/** Source: "IAM Access Analyzer policy check reference", Missing GitHub repo condition key. */
export const githubSubject: Check = {
  code: "github-subject",
  severity: "warning",
  summary: "A role trusts GitHub's identity provider without a condition on the repository.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (certainKind(subject) !== "trust" || subject.broken) return;
    for (const { entry, statement, elementName } of principalEntries(subject.policy, "Federated")) {
      if (elementName !== "Principal" || statement.effect?.text !== "Allow") continue;
      if (!entry.text.endsWith(`:oidc-provider/${HOST}`) || !allowsTokens(statement) || asksOfToken(statement))
        continue;
      yield { span: textSpan(entry), ...MESSAGES.everyRepository() };
    }
  },
};

function allowsTokens({ action }: Statement): boolean {
  return action?.entries.some((entry) => actionMatches(actionPattern(entry), ACTION) === "yes") ?? false;
}

/** Any other claim than the audience may name the repository; so may what the file does not settle. */
function asksOfToken({ condition, object }: Statement): boolean {
  if (condition === undefined) return object.members.some(({ key }) => key === "Condition");
  if (condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some(
    (block) =>
      block.open ||
      block.entries.some(
        (entry) =>
          !isSettledCondition(entry) ||
          (entry.key.toLowerCase().startsWith(HOST) && entry.key.toLowerCase() !== `${HOST}:aud`),
      ),
  );
}
