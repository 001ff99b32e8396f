/**
 * HTML from templates in which every text that is put in is escaped: what comes from messages and policies cannot become
 * markup, because only this file can make `Html`.
 */

const MARKUP: unique symbol = Symbol("markup");

/** Markup that is safe to put into a page. Data that came over the wire cannot look like it. */
export interface Html {
  readonly [MARKUP]: string;
}

export type HtmlPart = string | number | Html | readonly Html[] | undefined;

/** Texts are escaped, and nothing is put in for `undefined`. Attribute values must stand in double quotes. */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = literals.map((literal, index) => literal + markupOf(parts[index])).join("");
  return { [MARKUP]: markup };
}

export function htmlToString(source: Html): string {
  return source[MARKUP];
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  if (MARKUP in part) return part[MARKUP];
  return part.map((one) => one[MARKUP]).join("");
}

/** Characters that cannot be seen, or that turn the line around, are shown as escapes; line feeds stay. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
