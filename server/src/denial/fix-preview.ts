/** The lines that edits change, as `diff -u` shows them. */
import { applyEdits, type Edit } from "../text/edit.ts";
import { createLineIndex } from "../text/line-index.ts";
import { type FilePreview, type FixEdit, type PreviewLine } from "./explanation.ts";

/** Lines kept before and after each change. */
const CONTEXT = 2;

/** One preview for each file; lines that two edits share are shown once. */
export function previewOf(
  edits: readonly FixEdit[],
  textOf: (file: string) => string | undefined,
): readonly FilePreview[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => {
    const own = edits.filter((edit) => edit.file === file);
    return { file, lines: previewLines(textOf(file) ?? "", own) };
  });
}

function previewLines(text: string, edits: readonly Edit[]): readonly PreviewLine[] {
  const index = createLineIndex(text);
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start);
  const first = index.placeAt(inOrder[0]?.span.start ?? 0).line;
  const last = index.placeAt(inOrder.at(-1)?.span.end ?? 0).line;
  const from = index.lineStart(first);
  const to = index.lineStart(last + 1);
  const old = linesOf(text.slice(from, to));
  const inside = inOrder.map((edit) => ({
    ...edit,
    span: { start: edit.span.start - from, end: edit.span.end - from },
  }));
  const now = linesOf(applyEdits(text.slice(from, to), inside));
  const before = linesOf(text.slice(index.lineStart(Math.max(1, first - CONTEXT)), from));
  const after = linesOf(text.slice(to, index.lineStart(last + 1 + CONTEXT)));
  return [...kept(before, first - before.length), ...changed(old, now, first), ...kept(after, last + 1)];
}

/** Lines that both have at the start and at the end are kept. */
function changed(old: readonly string[], now: readonly string[], first: number): readonly PreviewLine[] {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return [
    ...kept(old.slice(0, head), first),
    ...old.slice(head, old.length - tail).map((text, at) => ({ mark: "-", line: first + head + at, text }) as const),
    ...now.slice(head, now.length - tail).map((text, at) => ({ mark: "+", line: first + head + at, text }) as const),
    ...kept(old.slice(old.length - tail), first + old.length - tail),
  ];
}

function kept(lines: readonly string[], first: number): readonly PreviewLine[] {
  return lines.map((text, at) => ({ mark: " ", line: first + at, text }));
}

function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
