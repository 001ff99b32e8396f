/**
 * HTML from templates in which every text that is put in is escaped: what comes from messages and policies cannot become
 * markup, because only this file can make `Html`.
 */

const SAFE: unique symbol = Symbol("safe");

/** Markup that is safe to put into a page. Data that came over the wire cannot look like it. */
export interface Html {
  readonly [SAFE]: string;
}

export type HtmlPart = string | number | Html | readonly Html[] | undefined;

/** Texts are escaped, and nothing is put in for `undefined`. Attribute values must stand in double quotes. */
export function markup(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { [SAFE]: literals.map((literal, index) => literal + markupOf(parts[index])).join("") };
}

export function htmlToString(source: Html): string {
  return source[SAFE];
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  if (SAFE in part) return part[SAFE];
  return part.map((one) => one[SAFE]).join("");
}

/** Characters that cannot be seen, or that turn the line around, are shown as escapes; line feeds stay. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
