/** Drafts as HCL: lists of texts on one line, objects as their surroundings are. */
import {
  type Draft,
  type DraftObject,
  type DraftPart,
  type DraftText,
  isDraftObject,
  isDraftText,
  joinedParts,
  partsOfText,
  plainText,
} from "./draft.ts";
import { encodeHclText } from "./hcl-template.ts";
import { printKey } from "./hcl-print.ts";
import { type DraftForm } from "./json-draft.ts";

export function hclDraft(draft: Draft, form: DraftForm): readonly DraftPart[] {
  if (isDraftText(draft)) return quoted(partsOfText(draft));
  const inner = { ...form, indent: form.indent + form.unit };
  if (isDraftObject(draft)) {
    const members = form.objects === "lines" ? alignedMembers(draft, inner) : membersOf(draft, inner);
    return objectOf(draft.open ? [...members, [{ stop: "" }]] : members, form);
  }
  const separator = draft.every(isDraftText) || form.objects === "inline" ? ", " : `,${form.newline}${form.indent}`;
  return [
    "[",
    ...joinedParts(
      draft.map((item) => hclDraft(item, form)),
      separator,
    ),
    "]",
  ];
}

function membersOf({ members }: DraftObject, form: DraftForm): readonly (readonly DraftPart[])[] {
  return members.map(([key, value]) => hclMember(key, value, form));
}

/** With their signs below each other as long as no value takes lines, as `terraform fmt` does. */
function alignedMembers({ members }: DraftObject, form: DraftForm): readonly (readonly DraftPart[])[] {
  const written = members.map(([key, value]) => {
    const name = nameOf(key);
    const draft = hclDraft(value, form);
    const isOnLine = name.length === 1 && !plainText(draft).includes("\n");
    return { name, draft, width: isOnLine ? plainText(name).length : undefined };
  });
  const widths: number[] = [];
  written.forEach(({ width }, index) => {
    const before = index === 0 || written[index - 1]?.width === undefined ? undefined : widths[index - 1];
    const end = written.findIndex((one, at) => at > index && one.width === undefined);
    const group = written.slice(index, end < 0 ? undefined : end);
    widths.push(width === undefined ? 0 : (before ?? Math.max(...group.map((one) => one.width ?? 0))));
  });
  return written.map(({ name, draft, width }, index) => {
    const blanks = width === undefined ? "" : " ".repeat((widths[index] ?? width) - width);
    return [...name, `${blanks} = `, ...draft];
  });
}

export function hclMember(key: DraftText, value: Draft, form: DraftForm): readonly DraftPart[] {
  return [...nameOf(key), " = ", ...hclDraft(value, form)];
}

function nameOf(key: DraftText): readonly DraftPart[] {
  const parts = partsOfText(key);
  const [only] = parts;
  return parts.length === 1 && typeof only === "string" ? [printKey(only)] : quoted(parts);
}

function quoted(parts: readonly DraftPart[]): readonly DraftPart[] {
  const encode = (text: string): string => encodeHclText(text, "quoted", "");
  return ['"', ...parts.map((part) => (typeof part === "string" ? encode(part) : { stop: encode(part.stop) })), '"'];
}

function objectOf(members: readonly (readonly DraftPart[])[], form: DraftForm): readonly DraftPart[] {
  const { objects, newline, unit, indent } = form;
  if (members.length === 0) return ["{}"];
  if (objects === "inline") return ["{ ", ...joinedParts(members, ", "), " }"];
  const start = newline + indent;
  return [`{${start}${unit}`, ...joinedParts(members, start + unit), `${start}}`];
}
