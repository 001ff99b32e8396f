import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isSettled, type Scalar, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Check, type Finding } from "../check.ts";
import { asLastResort, type Fix, removalOf } from "../fix.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { certainKind } from "../kind-rules.ts";
import { ASSUME_ACTIONS, type AssumeAction, assumeActionOfEntry, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { trustsAnyRepository } from "./github-subject.ts";
import { messagesOf } from "../messages.ts";
import { neverMatches } from "../../wording/never.ts";
import { listed, name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  action: (action: string, used: readonly string[], consequence: string) =>
    say`These principals cannot assume a role with ${name(action)}${consequence}. Use ${listed(used.map(name), "or")}.`,
  principal: (principal: string, needed: string) =>
    say`${name(principal)} can assume a role only with ${name(needed)}, which this statement does not have. Add that action, or remove the principal.`,
});

export const mismatchedAction: Check = {
  code: "mismatched-action",
  severity: "error",
  summary: "A principal cannot assume a role with this action.",
  messages: MESSAGES,
  perStatement: true,
  kinds: ["trust"],
  *find(subject) {
    if (certainKind(subject) !== "trust") return;
    for (const statement of subject.policy.statements) {
      const principals = principalsOf(statement);
      const { action } = statement;
      if (principals === undefined || action === undefined || !isClosed(action)) continue;
      const dead = [...deadActions(statement, action, principals)];
      yield* dead.length > 0 ? dead : deadPrincipals(action, principals);
    }
  },
};

interface TrustedPrincipal {
  readonly entry: Scalar;
  readonly assumesWith: AssumeAction;
}

/** Undefined where the file does not settle all of them, or it is not sure what one of them is. */
function principalsOf({ principal }: Statement): readonly TrustedPrincipal[] | undefined {
  if (principal?.form !== "typed" || !principal.types.every(isWhole)) return undefined;
  const found: TrustedPrincipal[] = [];
  for (const { type, entries } of principal.types) {
    for (const entry of entries) {
      const assumesWith = assumeActionOfEntry(type, entry);
      if (assumesWith === undefined) return undefined;
      found.push({ entry, assumesWith });
    }
  }
  return found.length === 0 ? undefined : found;
}

function isClosed(list: ScalarList): boolean {
  return isWhole(list) && list.entries.every(isSettled);
}

function isWhole({ open, misplaced }: ScalarList): boolean {
  return !open && misplaced.length === 0;
}

/** Actions that none of the principals can use. */
function* deadActions(
  statement: Statement,
  list: ScalarList,
  principals: readonly TrustedPrincipal[],
): Generator<Finding> {
  const used = new Set(principals.map(({ assumesWith }) => assumesWith));
  const isDead = (entry: Scalar): boolean => {
    const assumes = assumeActionNamed(entry);
    return assumes !== undefined && !used.has(assumes);
  };
  const isWhole = list.entries.every(isDead);
  for (const [index, entry] of list.entries.entries()) {
    if (!isDead(entry)) continue;
    yield {
      span: textSpan(entry),
      ...MESSAGES.action(entry.text, [...used], isWhole ? `, so ${neverMatches(statement)}` : ""),
      ...(isWhole ? { fades: statement.span } : {}),
      fixes: () => fixesOf(list, index, entry, { statement, principals }),
    };
  }
}

function assumeActionNamed({ text }: Scalar): AssumeAction | undefined {
  return ASSUME_ACTIONS.find((action) => action.toLowerCase() === text.toLowerCase());
}

function fixesOf(
  list: ScalarList,
  index: number,
  entry: Scalar,
  { statement, principals }: { readonly statement: Statement; readonly principals: readonly TrustedPrincipal[] },
): readonly Fix[] {
  const [right, ...others] = new Set(principals.map(({ assumesWith }) => assumesWith));
  if (right === undefined || others.length > 0) return [];
  if (list.entries.some((other) => matches(other, right))) return asLastResort(removalOf(list, index));
  // Whom the role is for has to be written first: with the action alone any workflow on GitHub could assume it.
  if (principals.some((one) => trustsAnyRepository(one.entry, statement))) return [];
  return [{ title: say`Replace with ${name(right)}`, changes: replaceText(entry, right) }];
}

/** Principals that can use none of the actions, beside others that can. */
function* deadPrincipals(list: ScalarList, principals: readonly TrustedPrincipal[]): Generator<Finding> {
  for (const { entry, assumesWith } of principals) {
    const usable = [assumesWith, ...SESSION_ACTIONS];
    if (usable.some((action) => list.entries.some((written) => matches(written, action)))) continue;
    // Actions that no trust policy takes have a finding of their own.
    if (!ASSUME_ACTIONS.some((action) => list.entries.some((written) => matches(written, action)))) continue;
    yield {
      span: textSpan(entry),
      ...MESSAGES.principal(entry.text, assumesWith),
      unnecessary: true,
    };
  }
}

function matches(written: Scalar, action: string): boolean {
  return actionMatches(actionPattern(written), readAction(action)) !== "no";
}
