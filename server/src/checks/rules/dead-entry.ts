import { removeMember } from "../../policy/changes.ts";
import { principalList, type Statement } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { deadInWords } from "../../wording/dead-entry.ts";
import { type DeadPart, type PartPath } from "../../proof/proof.ts";
import { type Check } from "../check.ts";
import { asLastResort, type Fix, fixWith, removalOf } from "../fix.ts";
import { fixesForActions } from "../missing-resources.ts";
import { keysOf } from "../../wording/never.ts";
import { keysThatActionsLack } from "./key-of-another-action.ts";
import { proofsOf, spanOfPart, valuesOfPart } from "../proofs.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  dead: deadInWords,
});

export const deadEntry: Check = {
  code: "dead-entry",
  severity: "warning",
  summary: "An entry of a list has no effect, although the rest of its statement works.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  *find(subject) {
    for (const { statement, proof } of proofsOf(subject)) {
      if (proof.verdict === "never") continue;
      const lacked = keysThatActionsLack(statement, proof.dead);
      for (const dead of proof.dead) {
        if (isToldElsewhere(dead) || isOfOtherActions(dead) || isTiedToActions(dead, lacked)) continue;
        const span = spanOfPart(statement, dead.part);
        yield {
          span,
          ...MESSAGES.dead(dead, statement, subject.catalog),
          unnecessary: true,
          provedFrom: [span, ...(isWithoutResource(dead) ? resourceSpans(statement) : [])],
          fades: span,
          ...(dead.basis === "reference" && dead.part[0] !== "Principal" ? { severity: "info" as const } : {}),
          fixes: () => [
            ...(isWithoutResource(dead) ? fixesForActions(subject, statement, actionsWithoutResource(proof.dead)) : []),
            ...removalOfDead(statement, dead),
          ],
        };
      }
    }
  },
};

/** An action that the reference does not know has a check of its own. */
function isToldElsewhere({ code }: DeadPart): boolean {
  return code === "unknown-action" || code === "excludes-nothing";
}

/** People write one Condition for many actions, knowing that some have no such key. */
function isOfOtherActions({ code, part }: DeadPart): boolean {
  return part[0] === "Action" && code === "no-combination";
}

/** Nor does anybody act on the resource but by an action that lacks the key, of which another check tells. */
function isTiedToActions({ basis, part, against }: DeadPart, lacked: ReadonlySet<string>): boolean {
  return part[0] === "Resource" && basis === "reference" && lacked.has(keysOf(against).join());
}

function isWithoutResource({ code, part }: DeadPart): boolean {
  return part[0] === "Action" && code === "resource-not-of-action";
}

/** A resource that is written wrongly is what all the actions lack. */
function resourceSpans({ resource }: Statement): readonly Span[] {
  return resource?.entries.map(({ span }) => span) ?? [];
}

function actionsWithoutResource(dead: readonly DeadPart[]): readonly number[] {
  return dead.filter(isWithoutResource).flatMap(({ part: [, index] }) => (typeof index === "number" ? [index] : []));
}

function removalOfDead(statement: Statement, { part }: DeadPart): readonly Fix[] {
  const [element] = part;
  if (element === "Principal") return removalOfPrincipal(statement, part);
  const list =
    element === "Action"
      ? statement.action
      : element === "Resource"
        ? statement.resource
        : valuesOfPart(statement, part);
  const index = part.at(-1);
  return list === undefined || typeof index !== "number" ? [] : asLastResort(removalOf(list, index));
}

function removalOfPrincipal({ principal }: Statement, [, type, index]: PartPath): readonly Fix[] {
  const list = principalList(principal, type);
  const entry = typeof index === "number" ? list?.entries[index] : undefined;
  if (list === undefined || entry === undefined || principal?.node.kind !== "object") return [];
  if (list.entries.length > 1) return asLastResort(removalOf(list, list.entries.indexOf(entry)));
  return asLastResort(fixWith(say`Remove ${name(entry.text)}`, removeMember(principal.node, list.member)));
}
