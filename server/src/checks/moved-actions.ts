/** Actions of a statement that are moved to a statement of their own. */
import { addStatement, removeEntries, replaceValues } from "../policy/changes.ts";
import { type ListElement, type Policy, type Statement } from "../policy/policy.ts";
import { type Change, type NewValue } from "../syntax/change.ts";
import { type Member } from "../syntax/value.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";
import { type Fix, fixWith } from "./fix.ts";

/** They get a statement of their own, with everything else of this one. */
export function moveActions(
  policy: Policy,
  statement: Statement,
  moved: readonly number[],
  resources: readonly string[],
): readonly Fix[] {
  const texts = textsAt(statement.action, moved);
  return fixWith(
    say`Move ${listedNames(texts)} to a new statement on ${listedNames(resources)}`,
    changesOfMove({ policy, statement, moved, actions: texts, resources, without: [] }),
  );
}

/** An action is replaced by others on other resources: in a statement of their own, unless it is the only one of this. */
export function replaceActionOn(
  policy: Policy,
  statement: Statement,
  { moved, by }: { readonly moved: number; readonly by: readonly string[] },
  resources: readonly string[],
): readonly Fix[] {
  const { action, resource } = statement;
  if (action === undefined || resource === undefined) return [];
  const names = say`Replace ${listedNames(textsAt(action, [moved]))} with ${listedNames(by)}`;
  if (action.entries.length > 1 || action.open) {
    const changes = changesOfMove({ policy, statement, moved: [moved], actions: by, resources, without: [] });
    return fixWith(say`${names} in a new statement on ${listedNames(resources)}`, changes);
  }
  const ofAction = replaceValues(action, asList(action, by));
  const ofResource = replaceValues(resource, asList(resource, resources));
  const changes = ofAction === undefined || ofResource === undefined ? undefined : [...ofAction, ...ofResource];
  return fixWith(say`${names} on ${listedNames(resources)}`, changes);
}

/** What a statement of its own takes along, by the positions in the lists. */
export interface Moved {
  readonly actions: readonly number[];
  readonly resources: readonly number[];
  /** Those of the resources that are of no use where they were. */
  readonly removed: readonly number[];
}

/** The same without the statement's conditions. */
export function moveFromConditions(policy: Policy, statement: Statement, moved: Moved): readonly Fix[] {
  const { action, resource, condition } = statement;
  if (resource === undefined || condition === undefined) return [];
  const removals = moved.removed.length === 0 ? [] : removeEntries(resource, moved.removed);
  const resources = moved.resources.flatMap((index) => {
    const entry = resource.entries[index];
    return entry === undefined ? [] : [{ copyOf: entry.node }];
  });
  const actions = textsAt(action, moved.actions);
  const changes = changesOfMove({
    policy,
    statement,
    moved: moved.actions,
    actions,
    resources,
    without: ["Condition"],
  });
  return fixWith(
    say`Move ${listedNames(actions)} to a new statement without the condition`,
    removals === undefined || changes === undefined ? undefined : [...removals, ...changes],
  );
}

function textsAt(list: ListElement | undefined, indexes: readonly number[]): readonly string[] {
  return indexes.flatMap((index) => list?.entries[index]?.text ?? []);
}

function changesOfMove({
  without,
  ...split
}: Split & { readonly without: readonly string[] }): readonly Change[] | undefined {
  const { policy, statement, moved } = split;
  const { action, object } = statement;
  const removals = action === undefined ? undefined : removeEntries(action, moved);
  const members = object.members.flatMap((member) => {
    const value = without.includes(member.key) ? undefined : memberOfSplit(member, split);
    return value === undefined ? [] : [[member.key, value] as const];
  });
  const addition = addStatement(policy, { members }, statement);
  return removals === undefined || addition === undefined ? undefined : [...removals, ...addition];
}

function listedNames(texts: readonly string[]): Phrase {
  return listed(texts.map(name), "and");
}

interface Split {
  readonly policy: Policy;
  readonly statement: Statement;
  /** The actions, by their positions. */
  readonly moved: readonly number[];
  /** What the new statement has of them. */
  readonly actions: readonly string[];
  readonly resources: readonly NewValue[];
}

function memberOfSplit({ key, value }: Member, { policy, statement, actions, resources }: Split): NewValue | undefined {
  if (key === "Action") return oneOrList(actions);
  if (key === "Resource") return oneOrList(resources);
  const sid = statement.sid?.text;
  if (key === "Sid" && sid !== undefined) return freeSid(sid, policy);
  return value === undefined ? undefined : { copyOf: value };
}

/** What is a list stays one. */
function asList({ form }: ListElement, values: readonly string[]): NewValue {
  return form === "list" ? values : oneOrList(values);
}

function oneOrList(values: readonly NewValue[]): NewValue {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

function freeSid(sid: string, { statements }: Policy): string {
  const taken = new Set(statements.map((statement) => statement.sid?.text));
  let number = 2;
  while (taken.has(`${sid}${number}`)) number++;
  return `${sid}${number}`;
}
