import { type Catalog } from "../../catalog/catalog.ts";
import { removeEntries, removeMember } from "../../policy/changes.ts";
import { principalList, type Scalar, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { deadActionsInWords, deadInWords, lackedBy } from "../../wording/dead-entry.ts";
import { type DeadPart, type PartPath } from "../../proof/proof.ts";
import { type Check } from "../check.ts";
import { asLastResort, type Fix, fixWith, removalOf } from "../fix.ts";
import { fixesForActions } from "../missing-resources.ts";
import { keysOf } from "../../wording/never.ts";
import { keysThatActionsLack } from "./key-of-another-action.ts";
import { withoutPartsOfLoops } from "../parts-of-loops.ts";
import { proofsOf, spanOfPart, valuesOfPart } from "../proofs.ts";
import { messagesOf } from "../messages.ts";
import { asWell } from "../spans.ts";
import { listed, name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  dead: deadInWords,
  deadActions: deadActionsInWords,
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
      const told = wholeEntries(statement, proof.dead).filter(
        (dead) =>
          !isToldElsewhere(dead) &&
          !isOfOtherActions(dead) &&
          !isTiedToActions(dead, lacked) &&
          !(isWithoutResource(dead) && isGrantOfCdk(statement)),
      );
      for (const [dead, ...others] of ofOneMistake(told, statement, subject.catalog)) {
        const span = spanOfPart(statement, dead.part);
        yield {
          span,
          ...(others.length === 0
            ? MESSAGES.dead(dead, statement, subject.catalog)
            : MESSAGES.deadActions([dead, ...others], statement, subject.catalog)),
          ...(others.length === 0 ? {} : { related: asWell(others.flatMap((one) => actionOf(statement, one) ?? [])) }),
          unnecessary: true,
          provedFrom: [span, ...(isWithoutResource(dead) ? resourceSpans(statement) : [])],
          fades: span,
          ...(dead.basis === "reference" && dead.part[0] !== "Principal" ? { severity: "info" as const } : {}),
          fixes: () => [
            ...(isWithoutResource(dead) ? fixesForActions(subject, statement, actionsWithoutResource(proof.dead)) : []),
            ...(others.length === 0 ? removalOfDead(statement, dead) : removalOfActions(statement, [dead, ...others])),
          ],
        };
      }
    }
  },
};

function wholeEntries(statement: Statement, dead: readonly DeadPart[]): readonly DeadPart[] {
  const placed = dead.map((one) => ({ one, list: listOf(statement, one.part), index: Number(one.part.at(-1)) }));
  return withoutPartsOfLoops(placed, ({ list }) => list).map(({ one }) => one);
}

function listOf(statement: Statement, part: PartPath): ScalarList | undefined {
  if (part[0] === "Action") return statement.action;
  if (part[0] === "Resource") return statement.resource;
  return part[0] === "Principal" ? undefined : valuesOfPart(statement, part);
}

/** Actions that lack the same kind of resource stand together, at the first of them. */
function ofOneMistake(
  told: readonly DeadPart[],
  statement: Statement,
  catalog: Catalog,
): readonly (readonly [DeadPart, ...DeadPart[]])[] {
  const mistakes: [DeadPart, ...DeadPart[]][] = [];
  const lacking = new Map<string, [DeadPart, ...DeadPart[]]>();
  for (const dead of told) {
    const action = isWithoutResource(dead) && statement.resource !== undefined ? actionOf(statement, dead) : undefined;
    const what = action && JSON.stringify([dead.basis, lackedBy(action.text, statement, catalog) ?? ""]);
    const same = what === undefined ? undefined : lacking.get(what);
    if (same !== undefined) {
      same.push(dead);
      continue;
    }
    const mistake: [DeadPart, ...DeadPart[]] = [dead];
    mistakes.push(mistake);
    if (what !== undefined) lacking.set(what, mistake);
  }
  return mistakes;
}

function actionOf({ action }: Statement, { part: [, index] }: DeadPart): Scalar | undefined {
  return typeof index === "number" ? action?.entries[index] : undefined;
}

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

/**
 * What `grantReadData` of a table of the AWS CDK writes: nobody can take the two actions on streams out of it. Source:
 * "class Table" (AWS CDK API reference), and the list of actions of that method.
 */
function isGrantOfCdk({ action }: Statement): boolean {
  const names = new Set((action?.entries ?? []).map(({ text }) => text.toLowerCase().replace("dynamodb:", "")));
  return READ_DATA.every((one) => names.has(one)) && [...names].every((one) => GRANTED.has(one));
}

const READ_DATA = ["batchgetitem", "getrecords", "getsharditerator", "query", "getitem", "scan"];
const GRANTED: ReadonlySet<string> = new Set([
  ...READ_DATA,
  ...["batchwriteitem", "putitem", "updateitem", "deleteitem", "conditioncheckitem", "describetable"],
]);

/** A resource that is written wrongly is what all the actions lack. */
function resourceSpans({ resource }: Statement): readonly Span[] {
  return resource?.entries.map(({ span }) => span) ?? [];
}

function actionsWithoutResource(dead: readonly DeadPart[]): readonly number[] {
  return dead.filter(isWithoutResource).flatMap(({ part: [, index] }) => (typeof index === "number" ? [index] : []));
}

function removalOfActions({ action }: Statement, dead: readonly DeadPart[]): readonly Fix[] {
  if (action === undefined) return [];
  const indexes = actionsWithoutResource(dead);
  const names = listed(
    indexes.flatMap((index) => action.entries[index] ?? []).map(({ text }) => name(text)),
    "and",
  );
  return asLastResort(fixWith(say`Remove ${names}`, removeEntries(action, indexes)));
}

function removalOfDead(statement: Statement, { part }: DeadPart): readonly Fix[] {
  if (part[0] === "Principal") return removalOfPrincipal(statement, part);
  const list = listOf(statement, part);
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
