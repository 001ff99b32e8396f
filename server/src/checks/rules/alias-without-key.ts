import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { hasWildcard } from "../action-text.ts";
import { type Check } from "../check.ts";
import { actionEntries } from "../entries.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  noKey: (action: string) =>
    say`KMS asks whether ${name(action)} is allowed on the alias and on its key, and this policy allows it on no key. Add the ARN of the key to ${name("Resource")}, or allow it in the key policy.`,
  noAlias: (action: string) =>
    say`KMS asks whether ${name(action)} is allowed on the alias and on its key, and this policy allows it on no alias. Add the ARN of the alias to ${name("Resource")}.`,
});

/** Source: "Controlling access to aliases" (AWS KMS Developer Guide): each of the three is asked for on both. */
const ON_BOTH: ReadonlySet<string> = new Set(["kms:createalias", "kms:updatealias", "kms:deletealias"]);

export const aliasWithoutKey: Check = {
  code: "alias-without-key",
  severity: "info",
  summary: "KMS asks for this action on an alias and on its key, but the policy allows it on only one of them.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, kind, broken } = subject;
    if (broken || policy.open || policy.openNames || kind.kind === "resource" || kind.kind === "trust") return;
    for (const { elementName, entry, text } of actionEntries(policyOfThose(subject, allowsOnBoth))) {
      if (elementName !== "Action" || !isOnBoth(text)) continue;
      const types = typesAllowed(policy, text);
      if (types === undefined) continue;
      if (!types.has("key")) yield { span: textSpan(entry), ...MESSAGES.noKey(text) };
      else if (!types.has("alias")) yield { span: textSpan(entry), ...MESSAGES.noAlias(text) };
    }
  },
};

const allowsOnBoth = statementFact(
  ({ effect, action }) =>
    effect?.text === "Allow" && action?.entries.some((entry) => isSettled(entry) && isOnBoth(entry.text)) === true,
);

function isOnBoth(text: string): boolean {
  return !hasWildcard(text) && ON_BOTH.has(text.toLowerCase());
}

/** Undefined where it may be allowed on anything else. */
function typesAllowed({ statements }: Policy, text: string): ReadonlySet<"key" | "alias"> | undefined {
  const action = readAction(text);
  const types = new Set<"key" | "alias">();
  for (const statement of statements) {
    if (!mayAllow(statement, action)) continue;
    const { resource } = statement;
    if (resource === undefined || resource.open || resource.misplaced.length > 0) return undefined;
    for (const entry of resource.entries) {
      const named = isSettled(entry) ? readArn(entry.text)?.resource : undefined;
      if (named?.startsWith("key/") === true) types.add("key");
      else if (named?.startsWith("alias/") === true) types.add("alias");
      else return undefined;
    }
  }
  return types;
}

function mayAllow({ effect, action }: Statement, wanted: ReturnType<typeof readAction>): boolean {
  if (effect !== undefined && isSettled(effect) && effect.text === "Deny") return false;
  if (action === undefined || action.open) return true;
  return action.entries.some((entry) => actionMatches(actionPattern(entry), wanted) !== "no");
}
