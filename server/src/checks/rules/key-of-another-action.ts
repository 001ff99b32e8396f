import { type DeadPart } from "../../proof/proof.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { hasWildcard } from "../action-text.ts";
import { type Check } from "../check.ts";
import { messagesOf } from "../messages.ts";
import { isRejectedForKeys } from "./bucket-policy-mismatch.ts";
import { asLastResort, removalOf } from "../fix.ts";
import { proofsOf } from "../proofs.ts";
import { textSpan } from "../spans.ts";
import { keysOf } from "../../wording/never.ts";
import { dataNote } from "../../wording/reference.ts";
import { type CatalogInfo } from "../../catalog/catalog.ts";
import { listed, name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  allow: (action: string, keys: readonly string[], info: CatalogInfo) =>
    sentences(
      say`No request of ${name(action)} meets the ${keys.length === 1 ? "condition" : "conditions"} on ${listed(keys.map(name), "and")}, so this statement does not allow it. Move it to a statement without that condition.`,
      dataNote(info),
    ),
  deny: (action: string, keys: readonly string[], info: CatalogInfo) =>
    sentences(
      say`No request of ${name(action)} meets the ${keys.length === 1 ? "condition" : "conditions"} on ${listed(keys.map(name), "and")}, so this statement does not deny it. Move it to a statement without that condition.`,
      dataNote(info),
    ),
});

export const keyOfAnotherAction: Check = {
  code: "key-of-another-action",
  severity: "info",
  summary: "A condition asks for a key that requests of one of the listed actions do not have.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { policy, catalog } = subject;
    for (const { statement, proof } of proofsOf(subject)) {
      yield undefined;
      if (proof.verdict === "never" || statement.effect === undefined || !isSettled(statement.effect)) continue;
      const isDeny = statement.effect.text === "Deny";
      for (const dead of proof.dead) {
        const index = Number(dead.part[1]);
        const entry = actionOf(statement, dead);
        const keys = keysOf(dead.against);
        if (entry === undefined || keys.length === 0 || isHandledElsewhere(policy, statement, entry)) continue;
        if (isRejectedForKeys(subject, entry.text, keys)) continue;
        yield {
          span: textSpan(entry),
          ...(isDeny ? MESSAGES.deny : MESSAGES.allow)(entry.text, keys, catalog.info),
          unnecessary: true,
          provedFrom: [entry.span],
          severity: severityOf(isDeny, keys),
          fixes: () => asLastResort(statement.action === undefined ? [] : removalOf(statement.action, index)),
        };
      }
    }
  },
};

/** A literal action that a condition on a key rules out. */
function actionOf(statement: Statement, { code, part: [element, index] }: DeadPart): Scalar | undefined {
  if (element !== "Action" || typeof index !== "number") return undefined;
  if (code !== "no-combination" && code !== "key-not-in-request") return undefined;
  const entry = statement.action?.entries[index];
  return entry === undefined || !isSettled(entry) || hasWildcard(entry.text) ? undefined : entry;
}

/** People write one condition on tags for many actions, knowing that some create or list. */
function severityOf(isDeny: boolean, keys: readonly string[]): "hint" | "info" | "warning" {
  // The reference lists global keys less completely than those of the service.
  if (isDeny) return keys.every((key) => !/^aws:/i.test(key)) ? "warning" : "info";
  return keys.every((key) => /^aws:(?:RequestTag\/|TagKeys$)/i.test(key)) ? "hint" : "info";
}

function isHandledElsewhere({ statements }: Policy, own: Statement, { text }: Scalar): boolean {
  const action = readAction(text);
  return statements.some(
    (other) =>
      other !== own &&
      (other.effect === undefined || !isSettled(other.effect) || other.effect.text === own.effect?.text) &&
      (other.action?.entries ?? []).some((entry) => actionMatches(actionPattern(entry), action) !== "no"),
  );
}
