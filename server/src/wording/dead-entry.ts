/** Why an entry of a list contributes nothing to a statement that otherwise works. */
import { type Catalog } from "../catalog/catalog.ts";
import { principalList, type ScalarList, type Statement } from "../policy/policy.ts";
import { type DeadPart, type PartPath } from "../proof/proof.ts";
import { actedOn, resourceOutOfReach } from "./acted-on.ts";
import { documentedFacts } from "./key-fact.ts";
import { keysOf, noteOf } from "./never.ts";
import { listed, name, type Phrase, say, sentences } from "./phrase.ts";

/** `catalog`: the one that the proof was made with; undefined for a proof by logic alone. */
export function deadInWords(dead: DeadPart, statement: Statement, catalog: Catalog | undefined): Phrase {
  return sentences(
    say`${causeOf(dead, statement, catalog)}.`,
    ...documentedFacts(dead.facts),
    adviceOn(dead, statement),
    noteOf(dead.basis, catalog?.info),
  );
}

/** Of several actions that lack the same kind of resource. */
export function deadActionsInWords(dead: readonly DeadPart[], statement: Statement, catalog: Catalog): Phrase {
  const actions = dead.map(({ part: [, ...rest] }) => textAt(statement.action, rest));
  const what = lackedBy(actions[0] ?? "", statement, catalog);
  const cause =
    what === undefined
      ? say`do not act on any resource of this statement`
      : say`act on ${what}, and this statement names none`;
  return sentences(
    say`${listed(actions.map(name), "and")} ${cause}, so these entries have no effect. Add a resource that they act on, or remove the entries.`,
    noteOf(dead[0]?.basis ?? "logic", catalog.info),
  );
}

/** The kind of resource that the action acts on, where the statement names nothing of it. */
export function lackedBy(action: string, { resource }: Statement, catalog: Catalog): Phrase | undefined {
  return actedOn(action, resource?.entries[0]?.text ?? "", catalog);
}

function causeOf(dead: DeadPart, statement: Statement, catalog: Catalog | undefined): Phrase {
  const [element, ...rest] = dead.part;
  if (dead.code === "excludes-nothing") return say`This entry matches no action, so it excludes nothing`;
  switch (element) {
    case "Action":
      return actionCause(dead, textAt(statement.action, rest), statement, catalog);
    case "Resource":
      return resourceCause(dead, textAt(statement.resource, rest), statement, catalog);
    case "Principal":
      return say`No request of ${name(principalAt(statement, rest))} meets ${restInWords(dead.against)}, so this entry has no effect`;
    default:
      return valueCause(dead);
  }
}

/** What the author can do about it. */
function adviceOn({ code, part, against, facts }: DeadPart, statement: Statement): Phrase {
  const [element] = part;
  switch (element) {
    case "Action":
      if (code === "resource-not-of-action") {
        return statement.resource === undefined
          ? say`Name fewer resources in ${name("NotResource")}, or remove the entry.`
          : say`Add a resource that it acts on, or remove the entry.`;
      }
      return against.length === 0 ? CORRECT : say`Move it to its own statement, or remove it.`;
    case "Resource":
      if (against.length === 0) return CORRECT;
      return isAgainstActionsAlone(against) ? say`Add such an action, or remove the entry.` : CHANGE;
    case "Principal":
      return say`Move it to its own statement, or remove it.`;
    case "Condition":
      if (facts.some(({ fact }) => fact === "not-in-the-past")) return say`Remove it.`;
      return against.length === 0 ? CORRECT : CHANGE;
    default:
      return CORRECT;
  }
}

const CORRECT = say`Correct or remove it.`;
const CHANGE = say`Change or remove it.`;

function actionCause(
  { code, against }: DeadPart,
  action: string,
  statement: Statement,
  catalog: Catalog | undefined,
): Phrase {
  switch (code) {
    case "action-matches-nothing":
      return say`${name(action)} matches no action, so this entry has no effect`;
    case "unknown-action":
      return say`${name(action)} matches no known action, so this entry has no effect`;
    case "resource-not-of-action": {
      const what = catalog === undefined ? undefined : lackedBy(action, statement, catalog);
      return what === undefined
        ? say`${name(action)} does not act on any resource of this statement, so this entry has no effect`
        : say`${name(action)} acts on ${what}, and this statement names none, so this entry has no effect`;
    }
    default:
      return say`No request for ${name(action)} meets ${restInWords(against)}, so this entry has no effect`;
  }
}

function resourceCause({ against }: DeadPart, arn: string, statement: Statement, catalog: Catalog | undefined): Phrase {
  if (against.length === 0) return say`No resource has this ARN, so this entry has no effect`;
  if (!isAgainstActionsAlone(against)) {
    return say`No request on this resource meets ${restInWords(against)}, so this entry has no effect`;
  }
  const what = catalog === undefined ? undefined : resourceOutOfReach(arn, statement, catalog);
  return say`No action of this statement acts on ${what ?? "this resource"}, so this entry has no effect`;
}

function isAgainstActionsAlone(against: readonly PartPath[]): boolean {
  return against.every(([element]) => element === "Action" || element === "NotAction");
}

function valueCause({ part, against, facts }: DeadPart): Phrase {
  const [key] = keysOf([part]);
  const own = name(key ?? "");
  if (facts.some(({ fact }) => fact === "not-in-the-past")) return say`This time is over, so the value has no effect`;
  const elements = against.filter(([element]) => element !== "Condition");
  const keys = keysOf(against);
  if (elements.length === 0 && keys.length === 0) return say`No request has this value of ${own}, so it has no effect`;
  if (elements.length > 0) return say`No request of this statement has this value of ${own}, so it has no effect`;
  return keys.length === 1 && keys[0]?.toLowerCase() === key?.toLowerCase()
    ? say`Another condition on ${own} rules out this value, so it has no effect`
    : say`No request with this value of ${own} meets ${restInWords(against)}, so it has no effect`;
}

/** "the conditions on `aws:SourceIp` and `aws:SourceVpce`". */
function restInWords(against: readonly PartPath[]): Phrase {
  const keys = keysOf(against);
  if (keys.length === 0) return say`the rest of this statement`;
  return say`the ${keys.length === 1 ? "condition" : "conditions"} on ${listed(keys.map(name), "and")}`;
}

function principalAt({ principal }: Statement, [type, index]: readonly (string | number)[]): string {
  return textAt(principalList(principal, type), index === undefined ? [] : [index]);
}

function textAt(list: ScalarList | undefined, [index]: readonly (string | number)[]): string {
  return (typeof index === "number" ? list?.entries[index]?.text : undefined) ?? "";
}
