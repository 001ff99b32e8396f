/** The lines that edits change, as `diff -u` shows them. */
import { applyEdits, type Edit } from "../../text/edit.ts";
import { createLineIndex } from "../../text/line-index.ts";
import { type FilePreview, type PreviewLine } from "./fix.ts";
import { type FixEdit } from "./fix-change.ts";

/** Lines kept before and after each change. */
const CONTEXT = 2;

/** One preview for each file; lines that two edits share are shown once. */
export function previewOf(
  edits: readonly (Edit & Pick<FixEdit, "file">)[],
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
  const [gone, come] = readable(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return [
    ...kept(old.slice(0, head), first),
    ...gone.map((text, at) => ({ mark: "-", line: first + head + at, text }) as const),
    ...come.map((text, at) => ({ mark: "+", line: first + head + at, text }) as const),
    ...kept(old.slice(old.length - tail), first + old.length - tail),
  ];
}

/** In longer lines what both have is cut, so that the change itself is seen: some policies are a single line. */
const LONGEST_LINE = 120;
const LEFT_AROUND = 30;

/** Lines that stand for each other, one by one; others are as they are. */
function readable(
  old: readonly string[],
  now: readonly string[],
): readonly [gone: readonly string[], come: readonly string[]] {
  if (old.length !== now.length) return [old, now];
  const pairs = old.map((line, at) => aroundChange(line, now[at] ?? ""));
  return [pairs.map(([gone]) => gone), pairs.map(([, come]) => come)];
}

function aroundChange(old: string, now: string): readonly [string, string] {
  if (Math.max(old.length, now.length) <= LONGEST_LINE) return [old, now];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const cut = (line: string): string => {
    const start = head > 2 * LEFT_AROUND ? `…${line.slice(head - LEFT_AROUND, head)}` : line.slice(0, head);
    const end = line.length - tail;
    const rest = tail > 2 * LEFT_AROUND ? `${line.slice(end, end + LEFT_AROUND)}…` : line.slice(end);
    return `${start}${line.slice(head, end)}${rest}`;
  };
  return [cut(old), cut(now)];
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
