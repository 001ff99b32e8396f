/** Edits with the lines and columns that they change; the lines of a file are counted once. */
import { createLineIndex, type LineIndex } from "../../text/line-index.ts";
import { type FixEdit } from "./fix-change.ts";

export function withRanges(
  edits: readonly Omit<FixEdit, "range">[],
  textOf: (file: string) => string | undefined,
): readonly FixEdit[] {
  const indexes = new Map<string, LineIndex>();
  return edits.map((edit) => {
    const lines = indexes.get(edit.file) ?? createLineIndex(textOf(edit.file) ?? "");
    indexes.set(edit.file, lines);
    return { ...edit, range: { start: lines.placeAt(edit.span.start), end: lines.placeAt(edit.span.end) } };
  });
}
