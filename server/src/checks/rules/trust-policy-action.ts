import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { replaceText } from "../../policy/changes.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { ASSUME_ACTIONS, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { messagesOf } from "../messages.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  misspelled: (action: string, near: readonly string[]) =>
    sentences(
      say`AWS rejects this trust policy: ${name(action)} is not an action with which a role is assumed.`,
      didYouMean(near) ?? say`Use an action such as ${name("sts:AssumeRole")}.`,
    ),
  other: (action: string) =>
    say`A role is not assumed with ${name(action)}, and AWS rejects a trust policy that has it. Use an action such as ${name("sts:AssumeRole")}.`,
});

export const trustPolicyAction: Check = {
  code: "trust-policy-action",
  severity: "error",
  summary: "A role trust policy has an action that assumes no role.",
  messages: MESSAGES,
  perStatement: true,
  kinds: ["trust"],
  *find(subject) {
    if (certainKind(subject) !== "trust") return;
    for (const { entry, text, elementName } of actionEntries(subject.policy)) {
      const action = splitAction(text);
      if (action === undefined || elementName !== "Action" || isTaken(entry)) continue;
      if (isUnknownOfSts(action, subject.catalog)) {
        const near = nearestNames(action.name, NAMES)
          .slice(0, 1)
          .map((one) => `sts:${one}`);
        yield {
          span: textSpan(entry),
          ...MESSAGES.misspelled(text, near),
          fixes: () => near.map((one) => ({ title: say`Replace with ${name(one)}`, changes: replaceText(entry, one) })),
        };
        continue;
      }
      // What does not exist at all has a finding of its own.
      const service = subject.catalog.service(action.service);
      if (service === undefined || subject.catalog.actionsMatching(text, 1).count === 0) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.other(text),
      };
    }
  },
};

const NAMES: readonly string[] = [...ASSUME_ACTIONS, ...SESSION_ACTIONS].map((action) => action.slice("sts:".length));

/** The names of these are documented, so another one is a slip. */
export function isUnknownOfSts({ service, name: actionName }: ActionText, catalog: Catalog): boolean {
  if (service.toLowerCase() !== "sts" || hasWildcard(actionName)) return false;
  return catalog.service("sts")?.action(actionName) === undefined && !NAMES.includes(actionName);
}

function isTaken(entry: Parameters<typeof actionPattern>[0]): boolean {
  const pattern = actionPattern(entry);
  return [...ASSUME_ACTIONS, ...SESSION_ACTIONS].some((action) => actionMatches(pattern, readAction(action)) !== "no");
}
