/** Texts of which something outside the file fills in parts. */
import { type Hole, type HoleFacts } from "./value.ts";

/** What is known of such a text: its holes have what stands there in the file, or a name for it. */
export interface FilledText {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** A text of parts, with the stretches of it that are not settled. */
export class TextBuilding {
  #text = "";
  readonly #holes: Hole[] = [];

  add(text: string, holes: readonly Hole[] = []): void {
    const before = this.#text.length;
    for (const hole of holes) this.#holes.push({ ...hole, start: before + hole.start, end: before + hole.end });
    this.#text += text;
  }

  addHole(text: string, facts: HoleFacts = {}): void {
    this.add(text, [{ ...facts, start: 0, end: text.length }]);
  }

  result(): FilledText {
    return { text: this.#text, holes: this.#holes };
  }
}

/** A text of which nothing is settled. */
export function holeOf(text: string, facts?: HoleFacts): FilledText {
  const building = new TextBuilding();
  building.addHole(text, facts);
  return building.result();
}

/** The same text, whose holes are part of a name without colons and slashes. */
export function asName({ text, holes }: FilledText): FilledText {
  return { text, holes: holes.map((hole) => ({ ...hole, isName: true })) };
}

/** Is the account part of it in which the file is deployed? */
export function holdsAccount({ holes }: FilledText): boolean {
  return holes.some(({ stands }) => stands === "account");
}

/** The same text, which is what a resource is called. */
export function asOwnName({ text, holes }: FilledText): FilledText {
  return { text, holes: holes.map((hole) => ({ ...hole, isOwnName: true })) };
}

/** What stands behind `https://`; undefined where a text does not settle that it begins so. */
export function withoutScheme({ text, holes }: FilledText): FilledText | undefined {
  const length = SCHEME.length;
  if (!text.startsWith(SCHEME) || holes.some(({ start }) => start < length)) return undefined;
  const moved = holes.map((hole) => ({ ...hole, start: hole.start - length, end: hole.end - length }));
  return { text: text.slice(length), holes: moved };
}

const SCHEME = "https://";

/** With what is there where nobody gives another text. */
export function withUsual({ text, holes }: FilledText): FilledText {
  const building = new TextBuilding();
  let at = 0;
  for (const hole of holes) {
    building.add(text.slice(at, hole.start));
    if (hole.usual === undefined) building.addHole(text.slice(hole.start, hole.end), hole);
    else building.add(hole.usual);
    at = hole.end;
  }
  building.add(text.slice(at));
  return building.result();
}

/** The text with `*` for what is not settled. */
export function patternOf({ text, holes }: FilledText): string {
  let pattern = "";
  let at = 0;
  for (const { start, end } of holes) {
    pattern += `${text.slice(at, start)}*`;
    at = end;
  }
  return (pattern + text.slice(at)).replace(/\*+/g, "*");
}
