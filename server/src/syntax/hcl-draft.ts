/** Drafts as HCL: lists of texts on one line, objects as their surroundings are. */
import { type Draft, type DraftPart, type DraftText, isDraftObject, isDraftText, partsOfText } from "./draft.ts";
import { encodeHclText } from "./hcl-template.ts";
import { printKey } from "./hcl-print.ts";
import { type DraftForm } from "./json-draft.ts";

export function hclDraft(draft: Draft, form: DraftForm): readonly DraftPart[] {
  if (isDraftText(draft)) return quoted(partsOfText(draft));
  const inner = { ...form, indent: form.indent + form.unit };
  if (isDraftObject(draft)) {
    const members = draft.members.map(([key, value]) => hclMember(key, value, inner));
    return objectOf(draft.open ? [...members, [{ stop: "" }]] : members, form);
  }
  const separator = draft.every(isDraftText) || form.objects === "inline" ? ", " : `,${form.newline}${form.indent}`;
  return [
    "[",
    ...joined(
      draft.map((item) => hclDraft(item, form)),
      separator,
    ),
    "]",
  ];
}

export function hclMember(key: DraftText, value: Draft, form: DraftForm): readonly DraftPart[] {
  const parts = partsOfText(key);
  const [only] = parts;
  const name = parts.length === 1 && typeof only === "string" ? [printKey(only)] : quoted(parts);
  return [...name, " = ", ...hclDraft(value, form)];
}

function quoted(parts: readonly DraftPart[]): readonly DraftPart[] {
  const encode = (text: string): string => encodeHclText(text, "quoted", "");
  return ['"', ...parts.map((part) => (typeof part === "string" ? encode(part) : { stop: encode(part.stop) })), '"'];
}

function objectOf(members: readonly (readonly DraftPart[])[], form: DraftForm): readonly DraftPart[] {
  const { objects, newline, unit, indent } = form;
  if (members.length === 0) return ["{}"];
  if (objects === "inline") return ["{ ", ...joined(members, ", "), " }"];
  const start = newline + indent;
  return [`{${start}${unit}`, ...joined(members, start + unit), `${start}}`];
}

function joined(parts: readonly (readonly DraftPart[])[], separator: string): readonly DraftPart[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}
