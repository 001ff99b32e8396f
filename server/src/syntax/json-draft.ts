/** Drafts as JSON text: lists of texts on one line, objects as their surroundings are. */
import { type Draft, type DraftPart, type DraftText, isDraftObject, isDraftText, partsOfText } from "./draft.ts";
import { encodeJsonString } from "./json-string.ts";

export interface DraftForm {
  readonly objects: "lines" | "inline";
  /** A line break as the document has it. */
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** What the line starts with on which the draft stands. */
  readonly indent: string;
}

export function jsonDraft(draft: Draft, form: DraftForm): readonly DraftPart[] {
  if (isDraftText(draft)) return ['"', ...jsonText(draft), '"'];
  if (isDraftObject(draft)) {
    const inner = deeper(form);
    const members = draft.members.map(([key, value]) => jsonMember(key, value, inner));
    return bracketed("{}", draft.open ? [...members, [{ stop: "" }]] : members, form);
  }
  if (draft.every(isDraftText)) {
    return bracketed(
      "[]",
      draft.map((item) => jsonDraft(item, form)),
      { ...form, objects: "inline" },
    );
  }
  const inner = deeper(form);
  return bracketed(
    "[]",
    draft.map((item) => jsonDraft(item, inner)),
    form,
  );
}

export function jsonMember(key: DraftText, value: Draft, form: DraftForm): readonly DraftPart[] {
  return ['"', ...jsonText(key), '": ', ...jsonDraft(value, form)];
}

/** Between its quotes. */
export function jsonText(text: DraftText): readonly DraftPart[] {
  return partsOfText(text).map((part) =>
    typeof part === "string" ? encodeJsonString(part) : { stop: encodeJsonString(part.stop) },
  );
}

function deeper(form: DraftForm): DraftForm {
  return { ...form, indent: form.indent + form.unit };
}

function bracketed(
  [open = "", close = ""]: string,
  parts: readonly (readonly DraftPart[])[],
  { objects, newline, unit, indent }: DraftForm,
): readonly DraftPart[] {
  if (parts.length === 0) return [open + close];
  const onLines = objects === "lines";
  const separator = onLines ? `,${newline}${indent}${unit}` : ", ";
  const padding = open === "{" ? " " : "";
  const joined = parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
  return onLines
    ? [`${open}${newline}${indent}${unit}`, ...joined, `${newline}${indent}${close}`]
    : [open + padding, ...joined, padding + close];
}
