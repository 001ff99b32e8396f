/** A policy of which a file has the statements alone: what is around them is written by the tool that reads the file. */
import { type Writer } from "../syntax/change.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { NOWHERE } from "../text/encoding.ts";
import { isSameSpan, type Span } from "../text/span.ts";

export function policyOfStatements({ value, span, keySpan }: Pick<Member, "value" | "span" | "keySpan">): ObjectValue {
  const at = { start: value?.span.start ?? span.start, end: value?.span.end ?? span.end };
  const nowhere = { start: at.start, end: at.start };
  const statement: Member = { key: "Statement", keyHoles: [], keySpan, keyMap: NOWHERE, span, value };
  return { kind: "object", span: at, members: [writtenByTool("Version", "2012-10-17", nowhere), statement] };
}

/** Of a place for one statement: no list is written there. */
export function writerOfStatement(writer: Writer, { span }: Value): Writer {
  return {
    edits: (changes, deployment) =>
      changes.some((one) => one.change === "replace" && isSameSpan(one.value.span, span))
        ? undefined
        : writer.edits(changes, deployment),
  };
}

/** A member that stands in no file. */
export function writtenByTool(key: string, text: string, nowhere: Span): Member {
  const value: Value = { kind: "string", span: nowhere, text, holes: [], map: NOWHERE };
  return { key, keyHoles: [], keySpan: nowhere, keyMap: NOWHERE, span: nowhere, value };
}
