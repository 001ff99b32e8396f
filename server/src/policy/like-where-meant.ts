/** Under the operator that reads `*` as a wildcard goes what has one; the other keys of the block are compared as before. */
import { type Change, newObject } from "../syntax/change.ts";
import { memberNamed } from "../syntax/value.ts";
import { likeOperator, renameOperator } from "./changes.ts";
import { type ConditionEntry, type ConditionOperatorBlock, type Statement } from "./policy.ts";
import { hasOpenName } from "./read-statement.ts";

export interface LikeChanges {
  /** The operator that knows wildcards. */
  readonly operator: string;
  readonly changes: readonly Change[];
}

/** Undefined where that operator would hide other conditions, or a value would mean something else under it. */
export function likeWhereMeant(block: ConditionOperatorBlock, statement: Statement): LikeChanges | undefined {
  const meant = block.entries.filter(hasStar);
  const operator = likeOperator({ ...block, entries: meant });
  if (operator === undefined) return undefined;
  const staysWhole = meant.length === block.entries.length || block.open || block.misplaced !== undefined;
  if (staysWhole && likeOperator(block) === undefined) return undefined;
  const changes = staysWhole ? renameOperator(block, operator, statement) : movedTo(operator, meant, block, statement);
  return changes && { operator, changes };
}

function hasStar({ values }: ConditionEntry): boolean {
  return values.entries.some(({ text }) => text.includes("*"));
}

function movedTo(
  operator: string,
  moved: readonly ConditionEntry[],
  block: ConditionOperatorBlock,
  { object }: Statement,
): readonly Change[] | undefined {
  const condition = memberNamed(object, "Condition")?.value;
  const from = block.member.value;
  if (condition?.kind !== "object" || from?.kind !== "object" || condition.members.some(hasOpenName)) return undefined;
  const parts = moved.flatMap(({ member }) => (member.value === undefined ? [] : [{ member, value: member.value }]));
  if (parts.length < moved.length) return undefined;
  const removed = parts.map(({ member }): Change => ({ change: "remove-member", from, part: member }));
  const same = condition.members.find(({ key }) => key.toLowerCase() === operator.toLowerCase());
  if (same === undefined) {
    const value = newObject(Object.fromEntries(parts.map(({ member, value: own }) => [member.key, { copyOf: own }])));
    return [...removed, { change: "add-member", to: condition, after: block.member, key: operator, value }];
  }
  const to = same.value;
  if (to?.kind !== "object" || to.members.some(hasOpenName)) return undefined;
  if (parts.some(({ member }) => memberNamed(to, member.key) !== undefined)) return undefined;
  const after = to.members.at(-1);
  return [
    ...removed,
    ...parts.map(({ member, value }): Change => ({
      change: "add-member",
      to,
      after,
      key: member.key,
      value: { copyOf: value },
    })),
  ];
}
