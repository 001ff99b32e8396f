/**
 * Value trees as plain data, and what changes make of them, said without any syntax: what a writer wrote must read as
 * this.
 */
import { type Change, type NewValue } from "../../server/src/syntax/change.ts";
import { type Member, type StringValue, type Value } from "../../server/src/syntax/value.ts";

export type Plain = string | readonly Plain[] | { readonly [kind: string]: string | readonly Plain[] };

/** Texts stand for themselves; a list is a list; of an object the members in their order, as written. */
export function plainOf(value: Value): Plain {
  switch (value.kind) {
    case "string":
      return value.text;
    case "number":
      return { number: value.text };
    case "boolean":
      return { boolean: String(value.value) };
    case "null":
    case "unknown":
      return { [value.kind]: "" };
    case "array":
      return value.items.map(plainOf);
    case "object":
      return { members: value.members.map((member) => plainMember(member.key, plainOrMissing(member.value, plainOf))) };
    case "either":
      return { either: value.options.map((option) => plainOrMissing(option, plainOf)) };
  }
}

/**
 * What it means to AWS: a list of one text is that text, and members have no order. Nor have items of which some may not be
 * there: a new one goes behind those that are.
 */
export function meaningOf(plain: Plain): Plain {
  if (typeof plain === "string") return plain;
  if (isList(plain)) {
    const [only, ...others] = plain.map(meaningOf);
    if (typeof only === "string" && others.length === 0) return only;
    const items = plain.map(meaningOf);
    return items.some((item) => /"(?:missing|unknown)":/.test(JSON.stringify(item))) ? inOrder(items) : items;
  }
  const members = plain["members"];
  if (members === undefined || typeof members === "string") return plain;
  const own = members.map((member) => (isList(member) ? [member[0] ?? "", meaningOf(member[1] ?? "")] : member));
  return { members: inOrder(own) };
}

function inOrder(parts: readonly Plain[]): readonly Plain[] {
  return parts.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

function plainOrMissing(value: Value | undefined, plain: (value: Value) => Plain): Plain {
  return value === undefined ? { missing: "" } : plain(value);
}

function plainMember(key: string, value: Plain): Plain {
  return [key, value];
}

/** The tree after the changes. */
export function plainAfter(root: Value, changes: readonly Change[]): Plain {
  return changed(root, changes, (copied) => unreplaced(copied, changes, plainOf));
}

type Copy = (value: Value) => Plain;

function changed(value: Value, changes: readonly Change[], copy: Copy): Plain {
  const replaced = changes.find((one) => one.change === "replace" && one.value === value);
  return replaced?.change === "replace" ? fresh(replaced.by, copy) : unreplaced(value, changes, copy);
}

/** The value with the changes inside it, though another may stand in its place. */
function unreplaced(value: Value, changes: readonly Change[], copy: Copy): Plain {
  switch (value.kind) {
    case "string":
      return changedText(value, changes);
    case "array": {
      const added = (after: Value | undefined): readonly Plain[] =>
        changes.flatMap((one) =>
          one.change === "add-item" && one.to === value && one.after === after ? [fresh(one.value, copy)] : [],
        );
      const stays = (item: Value): boolean => !changes.some((one) => one.change === "remove-item" && one.part === item);
      return [
        ...added(undefined),
        ...value.items.flatMap((item) => [...(stays(item) ? [changed(item, changes, copy)] : []), ...added(item)]),
      ];
    }
    case "object": {
      const added = (after: Member | undefined): readonly Plain[] =>
        changes.flatMap((one) =>
          one.change === "add-member" && one.to === value && one.after === after
            ? [plainMember(one.key, fresh(one.value, copy))]
            : [],
        );
      const stays = (member: Member): boolean =>
        !changes.some((one) => one.change === "remove-member" && one.part === member);
      const members = value.members.flatMap((member) => [
        ...(stays(member) ? [changedMember(member, changes, copy)] : []),
        ...added(member),
      ]);
      return { members: [...added(undefined), ...members] };
    }
    case "either":
      return { either: value.options.map((option) => plainOrMissing(option, (one) => changed(one, changes, copy))) };
    default:
      return plainOf(value);
  }
}

function changedMember(member: Member, changes: readonly Change[], copy: Copy): Plain {
  const renamed = changes.find((one) => one.change === "rename" && one.member === member);
  const key = renamed?.change === "rename" ? renamed.to : member.key;
  const { nameOfValue } = member;
  const named = changes.find((one) => one.change === "replace" && one.value.span === nameOfValue);
  if (named?.change === "replace") return plainMember(key, fresh(named.by, copy));
  return plainMember(
    key,
    plainOrMissing(member.value, (value) => changed(value, changes, copy)),
  );
}

function changedText(value: StringValue, changes: readonly Change[]): string {
  return changes
    .flatMap((one) => (one.change === "text" && one.value === value ? [one] : []))
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), value.text);
}

function fresh(value: NewValue, copy: Copy): Plain {
  if (typeof value === "string") return value;
  if ("copyOf" in value) {
    const copied = copy(value.copyOf);
    return typeof copied === "string" ? copied + (value.more ?? "") : copied;
  }
  if ("members" in value) {
    return { members: value.members.map(([key, one]) => plainMember(key, fresh(one, copy))) };
  }
  return value.map((item) => fresh(item, copy));
}
