/** The edits that quick fixes are made of. Spans are of the file, so they work in every host. */
import {
  type ConditionOperatorBlock,
  type Policy,
  type Scalar,
  type ScalarList,
  type Statement,
} from "../policy/policy.ts";
import { type Member, type ObjectValue } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type Fix, type PolicyUnderCheck } from "./check.ts";
import { elementNamed } from "./elements.ts";
import { quote } from "./quoting.ts";

/** The characters of a scalar without its quotes. */
export function textSpan(scalar: Scalar): Span {
  return scalar.within(0, scalar.text.length);
}

export function replaceText(scalar: Scalar, newText: string): Edit {
  return { span: textSpan(scalar), newText };
}

export function replacePart(scalar: Scalar, start: number, end: number, newText: string): Edit {
  return { span: scalar.within(start, end), newText };
}

/** The characters of a key without its quotes. */
export function keyTextSpan(member: Member): Span {
  return member.keyMap.outerSpan(0, member.key.length);
}

export function renameKey(member: Member, newName: string): Edit {
  return { span: keyTextSpan(member), newText: newName };
}

/** Takes a member out together with the separator to its neighbor; undefined for an only member. */
export function removeMember(object: ObjectValue, member: Member): Edit | undefined {
  return removalsOf(object.members, [object.members.indexOf(member)])?.[0];
}

/** Sets the policy's Version to 2012-10-17; undefined where the file does not settle the present one. */
export function setCurrentVersion(subject: PolicyUnderCheck): Edit | undefined {
  const { policy, inString } = subject;
  if (policy.version !== undefined) {
    return policy.version.type === "string" ? replaceText(policy.version, "2012-10-17") : undefined;
  }
  const first = policy.object.members[0];
  if (first === undefined || elementNamed(policy.object, "Version") !== undefined) return undefined;
  const quoted = keyTextSpan(first).start > first.keySpan.start;
  if (!quoted) return undefined;
  // The distance from the brace to the first key tells how the author breaks lines.
  const distance = first.keySpan.start - policy.object.span.start - 1;
  const gap = inString || distance < 2 ? " " : `\n${" ".repeat(distance - 1)}`;
  return {
    span: { start: first.keySpan.start, end: first.keySpan.start },
    newText: `"Version": "2012-10-17",${gap}`,
  };
}

/** Takes an entry out of a list together with the separator to its neighbor; undefined for an only entry. */
export function removeEntry(list: ScalarList, index: number): Edit | undefined {
  return removeEntries(list, [index])?.[0];
}

/** The same as a fix, under the entry's name. */
export function removalOf(list: ScalarList, index: number): readonly Fix[] {
  const entry = list.entries[index];
  const edit = removeEntry(list, index);
  return entry === undefined || edit === undefined ? [] : [{ title: `Remove ${quote(entry.text)}`, edits: [edit] }];
}

/** Likewise for several entries; undefined if none is left. */
export function removeEntries(
  { form, entries, open, misplaced }: ScalarList,
  indexes: readonly number[],
): readonly Edit[] | undefined {
  // Between the entries that are scalars others may stand, which the edit would take along.
  if (form !== "list" || open || misplaced.length > 0 || indexes.length === 0) return undefined;
  return removalsOf(entries, indexes);
}

/** Takes a statement out of the list of statements; undefined for an only one, and where the list is not settled. */
export function removeStatement(
  { statements, statementMember, open, misplaced }: Policy,
  index: number,
): Edit | undefined {
  if (statementMember?.value?.kind !== "array" || open || misplaced.length > 0) return undefined;
  return removalsOf(statements, [index])?.[0];
}

function removalsOf(
  items: readonly { readonly span: Span }[],
  indexes: readonly number[],
): readonly Edit[] | undefined {
  const kept = items.findIndex((_, index) => !indexes.includes(index));
  if (kept < 0) return undefined;
  return indexes.flatMap((index) => {
    const [before, item, after] = [items[index - 1], items[index], items[index + 1]];
    if (item === undefined) return [];
    // Before the first that is kept, an item goes with the separator behind it; after it, with the one before it.
    if (index < kept)
      return after === undefined ? [] : [{ span: { start: item.span.start, end: after.span.start }, newText: "" }];
    return before === undefined ? [] : [{ span: { start: before.span.end, end: item.span.end }, newText: "" }];
  });
}

/** Renames a condition operator; undefined if the statement has one of that name, whose keys it would hide. */
export function renameOperator(
  block: ConditionOperatorBlock,
  newName: string,
  { condition }: Statement,
): Edit | undefined {
  const present = condition?.operators.some(({ name }) => name.toLowerCase() === newName.toLowerCase()) ?? false;
  return present ? undefined : { span: block.nameSpan, newText: `"${newName}"` };
}

/** Puts another value, as JSON, in the place of all values of a list; undefined where some are not settled. */
export function replaceValues({ span, open, misplaced }: ScalarList, json: string): Edit | undefined {
  return open || misplaced.length > 0 ? undefined : { span, newText: json };
}
