/** Drafts as plain values, so that what writes values writes drafts: a mark stands where the author goes on. */
import { type NewObject, type NewValue } from "./change.ts";
import { type Draft, type DraftPart, type DraftText, isDraftObject, isDraftText, partsOfText } from "./draft.ts";

export interface MarkedValue {
  readonly value: NewValue;
  /** The text with the stops in the places of their marks. */
  withStops(text: string): readonly DraftPart[];
}

/** `encode`: how a text is said in the syntax of the file. Undefined where it cannot be, and for objects that are open. */
export function markedValue(
  draft: Draft,
  encode: (text: string) => string | undefined = (text) => text,
): MarkedValue | undefined {
  const marking = new Marking(encode);
  const value = marking.valueOf(draft);
  return value === undefined ? undefined : { value, withStops: (text) => marking.withStops(text) };
}

export function isNewObject(value: NewValue | undefined): value is NewObject {
  return typeof value === "object" && "members" in value;
}

/** For private use, so of no policy: what is between them is the number of a stop. */
const [BEFORE, BEHIND] = ["\ue000", "\ue001"];

class Marking {
  readonly #stops: string[] = [];
  readonly #encode: (text: string) => string | undefined;

  constructor(encode: (text: string) => string | undefined) {
    this.#encode = encode;
  }

  valueOf(draft: Draft): NewValue | undefined {
    if (isDraftText(draft)) return this.#text(draft);
    if (!isDraftObject(draft)) {
      const items = draft.map((item) => this.valueOf(item));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    if (draft.open) return undefined;
    const members: (readonly [string, NewValue])[] = [];
    for (const [key, value] of draft.members) {
      const [name, one] = [this.#text(key), this.valueOf(value)];
      if (name === undefined || one === undefined) return undefined;
      members.push([name, one]);
    }
    return { members };
  }

  withStops(text: string): readonly DraftPart[] {
    return text
      .split(/\ue000(\d+)\ue001/)
      .map((part, index): DraftPart => (index % 2 === 0 ? part : { stop: this.#stops[Number(part)] ?? "" }))
      .filter((part) => part !== "");
  }

  #text(text: DraftText): string | undefined {
    let whole = "";
    for (const part of partsOfText(text)) {
      const said = typeof part === "string" ? part : part.stop;
      const encoded = /[\ue000\ue001]/.test(said) ? undefined : this.#encode(said);
      if (encoded === undefined) return undefined;
      whole += typeof part === "string" ? encoded : `${BEFORE}${this.#stops.push(encoded) - 1}${BEHIND}`;
    }
    return whole;
  }
}
