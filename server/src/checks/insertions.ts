/**
 * What quick fixes add to a policy, laid out as its author does. Only places are known here, not the text between them,
 * so line breaks and indentation are read off the distance between neighbors.
 */
import { type Policy, type ScalarList, type Statement } from "../policy/policy.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";

/** Adds texts at the end of a list, and makes a list of a single value. Undefined where the file does not settle it. */
export function addEntries(
  { form, span, entries, open, misplaced }: ScalarList,
  texts: readonly string[],
): Edit | undefined {
  const last = entries.at(-1);
  if (open || misplaced.length > 0 || last === undefined) return undefined;
  const added = texts.map((text) => JSON.stringify(text));
  if (form === "single") return { span, newText: `[${[JSON.stringify(last.text), ...added].join(", ")}]` };
  const before = entries.at(-2);
  const gap = before === undefined ? gapOf(last.span.start - span.start) : gapOf(last.span.start - before.span.end);
  return {
    span: { start: last.span.end, end: last.span.end },
    newText: added.map((text) => `,${gap}${text}`).join(""),
  };
}

/** Adds a member, as JSON, behind the last one; undefined for an object without members. */
export function addMember(object: ObjectValue, json: string): Edit | undefined {
  const last = object.members.at(-1);
  if (last === undefined) return undefined;
  return { span: { start: last.span.end, end: last.span.end }, newText: `,${memberGap(object, last)}${json}` };
}

/** Adds another statement behind one; undefined where the file does not settle whether it stands in a list. */
export function addStatement(
  statement: Statement,
  members: readonly StatementMember[],
  { statementMember }: Policy,
): readonly Edit[] | undefined {
  const { start, end } = statement.object.span;
  const behind = { start: end, end };
  const text = statementText(statement.object, members);
  switch (statementMember?.value?.kind) {
    case "array":
      return [{ span: behind, newText: text }];
    case "object":
      return [
        { span: { start, end: start }, newText: "[" },
        { span: behind, newText: `${text}]` },
      ];
    default:
      return undefined;
  }
}

export interface StatementMember {
  readonly key: string;
  readonly json: string;
}

function statementText({ span, members: ofModel }: ObjectValue, members: readonly StatementMember[]): string {
  const [first] = ofModel;
  const last = ofModel.at(-1);
  const inner = first === undefined ? "" : gapOf(first.keySpan.start - span.start);
  // From the last member to the brace that closes the statement.
  const outer = last === undefined ? "" : gapOf(span.end - last.span.end);
  const written = members.map(({ key, json }) => `${JSON.stringify(key)}: ${json}`);
  if (!inner.startsWith("\n")) return `, { ${written.join(", ")} }`;
  const margin = outer.startsWith("\n") ? outer : "\n";
  return `,${margin}{${inner}${written.join(`,${inner}`)}${margin}}`;
}

/** The value as JSON on one line; undefined if part of it is not settled by the file. */
export function jsonOf(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case "string":
      return JSON.stringify(value.text);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "null":
      return "null";
    case "array": {
      const items = value.items.map(jsonOf);
      return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
    }
    case "object": {
      const members = value.members.map(({ key, value: held }) => {
        const json = jsonOf(held);
        return json === undefined ? undefined : `${JSON.stringify(key)}: ${json}`;
      });
      if (members.includes(undefined)) return undefined;
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
    }
    case "unknown":
    case undefined:
      return undefined;
  }
}

function memberGap(object: ObjectValue, last: Member): string {
  const before = object.members.at(-2);
  const distance = before === undefined ? last.keySpan.start - object.span.start : last.keySpan.start - before.span.end;
  return gapOf(distance);
}

/** What stands behind a comma, from the distance of two neighbors; the comma, or the bracket in its place, counts. */
function gapOf(distance: number): string {
  if (distance <= 2) return distance === 2 ? " " : "";
  // More is no indentation but a comment.
  return distance - 2 <= WIDEST_MARGIN ? `\n${" ".repeat(distance - 2)}` : " ";
}

const WIDEST_MARGIN = 40;
