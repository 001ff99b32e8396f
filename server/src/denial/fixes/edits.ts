/** The edits that fixes are made of. Spans are of the file; what is put in follows the file's own layout. */
import { type Policy, type Scalar, type ScalarList, type Statement } from "../../policy/policy.ts";
import { memberNamed, type ObjectValue } from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import {
  endsLine,
  indentAt,
  type JsonText,
  type Layout,
  layoutOf,
  printInline,
  printLines,
  startsLine,
} from "./layout.ts";

/** Puts one more text at the end of a list; a single value becomes a list. */
export function appendToList(text: string, list: ScalarList, added: string, statement: Statement): Edit {
  const layout = layoutOfObject(text, statement.object);
  const last = list.entries.at(-1);
  if (list.form === "list" && last !== undefined) {
    const at = { start: last.span.end, end: last.span.end };
    const json = JSON.stringify(added);
    if (!startsLine(text, last.span.start)) return { span: at, newText: `,${layout.gap === "" ? "" : " "}${json}` };
    return { span: at, newText: `,${layout.newline}${indentAt(text, last.span.start)}${json}` };
  }
  const all = [...list.entries.map((entry) => entry.text), added];
  const { start, end } = list.span;
  const ownLine = endsLine(text, end) && startsLine(text, statement.object.members[0]?.span.start ?? 0);
  return {
    span: { start, end },
    newText: ownLine ? printLines(all, indentAt(text, start), layout) : printInline(all, layout),
  };
}

/** Replaces the characters of a string, without its quotes. */
export function replaceText(scalar: Scalar, newText: string): Edit {
  return { span: scalar.within(0, scalar.text.length), newText: JSON.stringify(newText).slice(1, -1) };
}

/** Turns `Resource: "*"` into `NotResource: added`; undefined unless the element is exactly `*`. */
export function resourceToException(statement: Statement, added: string): readonly Edit[] | undefined {
  const member = memberNamed(statement.object, "Resource");
  const [only, ...more] = statement.resource?.entries ?? [];
  if (member === undefined || only?.text !== "*" || more.length > 0) return undefined;
  return [{ span: member.keyMap.outerSpan(0, member.key.length), newText: "NotResource" }, replaceText(only, added)];
}

/** Adds a condition that has to hold as well; undefined where the statement's Condition is not written as an object. */
export function addCondition(
  text: string,
  statement: Statement,
  operator: string,
  key: string,
  value: string,
): Edit | undefined {
  if (statement.condition === undefined)
    return addMember(text, statement.object, "Condition", { [operator]: { [key]: value } });
  const block = memberNamed(statement.object, "Condition")?.value;
  if (block?.kind !== "object") return undefined;
  const same = memberNamed(block, operator)?.value;
  if (same === undefined) return addMember(text, block, operator, { [key]: value });
  return same.kind === "object" ? addMember(text, same, key, value) : undefined;
}

function addMember(text: string, object: ObjectValue, key: string, value: JsonText): Edit | undefined {
  const last = object.members.at(-1);
  if (last?.value === undefined) return undefined;
  const layout = layoutOfObject(text, object);
  const at = { start: last.span.end, end: last.span.end };
  const name = `${JSON.stringify(key)}:`;
  if (!startsLine(text, last.span.start)) {
    const comma = layout.gap === "" ? "," : ", ";
    return { span: at, newText: `${comma}${name}${layout.gap}${printInline(value, layout)}` };
  }
  const indent = indentAt(text, last.span.start);
  return { span: at, newText: `,${layout.newline}${indent}${name} ${printLines(value, indent, layout)}` };
}

/** Puts a statement behind the last one; undefined where the policy has no Statement that is written out. */
export function addStatement(text: string, policy: Policy, statement: JsonText): Edit | undefined {
  const member = policy.statementMember;
  if (member?.value?.kind === "array") return addToArray(text, policy, statement);
  if (member?.value?.kind !== "object") return undefined;
  const layout = layoutOfObject(text, policy.object);
  const { span } = member.value;
  const old = text.slice(span.start, span.end);
  if (!old.includes("\n"))
    return { span, newText: `[${old}${layout.gap === "" ? "," : ", "}${printInline(statement, layout)}]` };
  const outer = indentAt(text, member.span.start);
  const inner = outer + layout.unit;
  const { newline } = layout;
  const moved = old.split("\n").join(`\n${layout.unit}`);
  const added = printLines(statement, inner, layout);
  return { span, newText: `[${newline}${inner}${moved},${newline}${inner}${added}${newline}${outer}]` };
}

function addToArray(text: string, policy: Policy, statement: JsonText): Edit | undefined {
  const member = policy.statementMember;
  if (member?.value?.kind !== "array") return undefined;
  const { items, span } = member.value;
  const last = items.at(-1);
  const outer = indentAt(text, member.span.start);
  if (last === undefined) {
    const layout = layoutOfObject(text, policy.object);
    const { newline } = layout;
    const inner = outer + layout.unit;
    return { span, newText: `[${newline}${inner}${printLines(statement, inner, layout)}${newline}${outer}]` };
  }
  const layout = layoutOfObject(text, last.kind === "object" && spansLines(text, last) ? last : policy.object);
  const at = { start: last.span.end, end: last.span.end };
  const ownLine = startsLine(text, last.span.start);
  if (ownLine && spansLines(text, last)) {
    const indent = indentAt(text, last.span.start);
    return { span: at, newText: `,${layout.newline}${indent}${printLines(statement, indent, layout)}` };
  }
  if (ownLine)
    return {
      span: at,
      newText: `,${layout.newline}${indentAt(text, last.span.start)}${printInline(statement, layout)}`,
    };
  // `"Statement": [{` keeps its braces together.
  if (spansLines(text, last))
    return { span: at, newText: `, ${printLines(statement, indentAt(text, last.span.end), layout)}` };
  return { span: at, newText: `${layout.gap === "" ? "," : ", "}${printInline(statement, layout)}` };
}

function spansLines(
  text: string,
  { span }: { readonly span: { readonly start: number; readonly end: number } },
): boolean {
  return text.slice(span.start, span.end).includes("\n");
}

function layoutOfObject(text: string, object: ObjectValue): Layout {
  return layoutOf(text, object.span, object.members[0]?.span);
}
