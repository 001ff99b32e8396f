import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { replaceText } from "../../policy/changes.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { type Check, type Finding } from "../check.ts";
import { removalOf } from "../fix.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { type Scalar, type Statement } from "../../policy/policy.ts";
import { ASSUME_ACTIONS, assumeActionOfEntry, type AssumeAction, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { messagesOf } from "../messages.ts";
import { isPermission } from "../permission-statements.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  misspelled: (action: string, near: readonly string[]) =>
    sentences(
      say`AWS rejects this trust policy: ${name(action)} is not an action with which a role is assumed.`,
      didYouMean(near) ?? say`Use an action such as ${name("sts:AssumeRole")}.`,
    ),
  forPrincipals: (action: string, meant: string) =>
    say`AWS rejects this trust policy: ${name(action)} is not an action with which a role is assumed. Use ${name(meant)}, with which these principals assume it.`,
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
    for (const { entry, text, elementName, statement } of actionEntries(subject.policy)) {
      const action = splitAction(text);
      if (action === undefined || elementName !== "Action" || isTaken(entry)) continue;
      // What is wrong with such a statement is not its actions: `missing-principal` says so.
      if (isPermission(statement)) continue;
      if (isUnknownOfSts(action, subject.catalog)) {
        yield { span: textSpan(entry), ...unknownOfSts(entry, action.name, statement) };
        continue;
      }
      // What does not exist at all has a finding of its own.
      const service = subject.catalog.service(action.service);
      if (service === undefined || subject.catalog.actionsMatching(text, 1).count === 0) continue;
      const list = statement.action;
      yield {
        span: textSpan(entry),
        ...MESSAGES.other(text),
        fixes: () => (list === undefined ? [] : removalOf(list, list.entries.indexOf(entry))),
      };
    }
  },
};

/** What assumes a role is told by the principals, and only then by the letters: people invent `AssumeRoleWithOIDC`. */
function unknownOfSts(entry: Scalar, actionName: string, statement: Statement): Omit<Finding, "span"> {
  const near = nearestNames(actionName, NAMES)[0];
  const isOfSession = near !== undefined && SESSION_ACTIONS.some((one) => one === `sts:${near}`);
  const needed = isOfSession || !/^assume/i.test(actionName) ? undefined : actionOfAll(statement);
  const meant = needed ?? (near === undefined ? undefined : `sts:${near}`);
  const isNear = needed === undefined || needed === `sts:${near}`;
  const suggested = meant === undefined ? [] : [meant];
  return {
    ...(isNear ? MESSAGES.misspelled(entry.text, suggested) : MESSAGES.forPrincipals(entry.text, needed)),
    fixes: () => suggested.map((one) => ({ title: say`Replace with ${name(one)}`, changes: replaceText(entry, one) })),
  };
}

/** Undefined unless all of the principals assume roles with the same. */
function actionOfAll({ principal }: Statement): AssumeAction | undefined {
  if (principal?.form !== "typed") return undefined;
  const actions = principal.types.flatMap(({ type, entries }) =>
    entries.map((entry) => assumeActionOfEntry(type, entry)),
  );
  return actions.every((one) => one === actions[0]) ? actions[0] : undefined;
}

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
