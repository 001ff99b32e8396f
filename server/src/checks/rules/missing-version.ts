import { type Catalog } from "../../catalog/catalog.ts";
import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { isBareStatement, isSettled, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { knownVariables, languageVersion, textsWithVariables } from "../variables.ts";

const MESSAGES = messagesOf({
  missing: () =>
    say`Without Version, AWS reads this policy by the rules of ${name("2008-10-17")}, in which policy variables are plain text. Set Version to ${name(CURRENT_VERSION)}.`,
});

/** Source: "IAM JSON policy elements: Version". Access Analyzer says it as MISSING_VERSION. */
export const missingVersion: Check = {
  code: "missing-version",
  severity: "info",
  summary: "A policy has no Version.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, broken, kind, catalog } = subject;
    if (policy.version !== undefined || languageVersion(policy, broken) === undefined || isBareStatement(policy))
      return;
    // Of these `managed-policy-version` and `organization-policy-version` say more.
    const certain = certainKind(subject);
    if (certain === "scp" || certain === "rcp" || kind.holder === "managed") return;
    // Documents of other tools are built alike, and name other actions.
    if (policy.open || policy.statements.length === 0) return;
    if (!policy.statements.every((statement) => isOfAws(statement, catalog))) return;
    // Of each variable `variable-in-old-version` says what becomes of it.
    for (const text of textsWithVariables(policy)) if (knownVariables(text, catalog).length > 0) return;
    const { start, end } = policy.statementMember?.keySpan ?? policy.span;
    yield {
      span: { start, end },
      ...MESSAGES.missing(),
      // Tools wait for the text of a queue's policy as they sent it, and SQS puts a Version in.
      ...(owningService(subject) === "sqs" ? {} : { severity: "hint" as const }),
      fixes: () => fixWith(say`Set Version to ${name(CURRENT_VERSION)}`, setCurrentVersion(policy)),
    };
  },
};

function isOfAws({ action, notAction }: Statement, catalog: Catalog): boolean {
  if (action?.open === true || notAction?.open === true) return false;
  return [...(action?.entries ?? []), ...(notAction?.entries ?? [])].every((entry) => {
    const written = splitAction(entry.text);
    return isSettled(entry) && (written === undefined || catalog.service(written.service) !== undefined);
  });
}
