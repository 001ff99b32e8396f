/** A value to be written where a cursor stands, with the places that the author fills in. */

export type Draft = DraftText | readonly Draft[] | DraftObject;

/** A text, or the parts of one. */
export type DraftText = string | { readonly text: readonly DraftPart[] };

export type DraftPart = string | DraftStop;

/** The author goes on here, one stop after the other. What stands here until then may be empty. */
export interface DraftStop {
  readonly stop: string;
}

export interface DraftObject {
  readonly members: readonly (readonly [key: DraftText, value: Draft])[];
  /** Behind its members the author goes on. */
  readonly open: boolean;
}

/** A text that the author writes. */
export const BLANK: DraftText = { text: [{ stop: "" }] };

export function isDraftText(draft: Draft): draft is DraftText {
  return typeof draft === "string" || "text" in draft;
}

export function isDraftObject(draft: Draft): draft is DraftObject {
  return typeof draft === "object" && "members" in draft;
}

export function draftObject(members: Readonly<Record<string, Draft | undefined>>): DraftObject {
  const written = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { members: written, open: false };
}

export function partsOfText(text: DraftText): readonly DraftPart[] {
  return typeof text === "string" ? [text] : text.text;
}

/** With what stands at its stops. */
export function plainText(parts: readonly DraftPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : part.stop)).join("");
}

/** The parts of several, with a text between each two. */
export function joinedParts(all: readonly (readonly DraftPart[])[], separator: string): readonly DraftPart[] {
  return all.flatMap((parts, index) => (index === 0 ? parts : [separator, ...parts]));
}
