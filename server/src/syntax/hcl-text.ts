/** The text of an HCL template, with what stands in the place of its interpolations, and its way back to the file. */
import { type Encoding, type TemplateMap } from "../text/encoding.ts";
import { mapOfPieces, type Piece, type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";
import { type FilledText } from "./filled-text.ts";
import { encodeHclText } from "./hcl-template.ts";
import { type HclDirective, type HclInterpolation, type HclTemplate, type HclText } from "./hcl-tree.ts";
import { type Hole, type StringValue } from "./value.ts";

/** A stretch of the text that an interpolation or a directive stands for. */
export interface FilledPart {
  readonly start: number;
  readonly end: number;
  /** Where it stands in the file. */
  readonly span: Span;
}

export interface TemplateText {
  readonly text: string;
  readonly holes: readonly Hole[];
  readonly filled: readonly FilledPart[];
  readonly map: Encoding;
}

/**
 * `source` is the text that the template stands in; `fill` says what an interpolation comes to. From an `%{if}` or `%{for}`
 * to its end nothing is known of the text.
 */
export function textOfTemplate(
  template: HclTemplate,
  source: string,
  fill: (part: HclInterpolation) => FilledText | undefined,
): TemplateText {
  const writing = new TextWriting(template, source);
  for (const part of joinedParts(template)) {
    if (part.kind === "text") writing.addText(part);
    else writing.addFilled(part.span, part.kind === "interpolation" ? fill(part) : undefined, part);
  }
  return writing.result();
}

/** As a value; undefined where nothing but one interpolation is in it, which is no text then. */
export function stringOfTemplate(template: HclTemplate, { text, holes, map }: TemplateText): StringValue {
  return { kind: "string", span: template.span, text, holes, map };
}

type JoinedPart = HclText | HclInterpolation | Pick<HclDirective, "kind" | "span" | "strips">;

/** A directive with all that it decides on. */
function joinedParts({ parts }: HclTemplate): readonly JoinedPart[] {
  const joined: JoinedPart[] = [];
  let open: HclDirective | undefined;
  let depth = 0;
  for (const part of parts) {
    if (part.kind === "directive" && (part.word === "if" || part.word === "for")) {
      if (depth++ === 0) open = part;
    } else if (open === undefined) joined.push(part);
    else if (part.kind === "directive" && part.word.startsWith("end") && --depth === 0) {
      joined.push({ kind: "directive", span: { start: open.span.start, end: part.span.end }, strips: open.strips });
      open = undefined;
    }
  }
  const last = parts.at(-1);
  if (open !== undefined && last !== undefined) {
    joined.push({ kind: "directive", span: { start: open.span.start, end: last.span.end }, strips: open.strips });
  }
  return joined;
}

class TextWriting {
  readonly #template: HclTemplate;
  readonly #source: string;
  readonly #runs: string[] = [];
  readonly #pieces: Piece[] = [];
  readonly #holes: Hole[] = [];
  readonly #filled: FilledPart[] = [];
  #length = 0;

  constructor(template: HclTemplate, source: string) {
    this.#template = template;
    this.#source = source;
  }

  addText({ text, pieces }: HclText): void {
    for (const piece of pieces) this.#pieces.push({ ...piece, inner: piece.inner + this.#length });
    this.#add(text);
  }

  addFilled(span: Span, fill: FilledText | undefined, { strips }: Pick<HclInterpolation, "strips">): void {
    const text = fill?.text ?? this.#source.slice(span.start, span.end);
    const start = this.#length;
    // Where white space is stripped beside it, nobody says here how much.
    const stripped = strips.before || strips.behind;
    const holes = fill === undefined || stripped ? [{ start: 0, end: text.length }] : fill.holes;
    for (const hole of holes) this.#holes.push({ ...hole, start: hole.start + start, end: hole.end + start });
    if (text.length > 0) {
      const outerLength = span.end - span.start;
      this.#pieces.push({ inner: start, length: text.length, outer: span.start, outerLength });
    }
    this.#add(text);
    this.#filled.push({ start, end: this.#length, span });
  }

  #add(text: string): void {
    this.#runs.push(text);
    this.#length += text.length;
  }

  result(): TemplateText {
    const { form, indent, inner } = this.#template;
    const places = mapOfPieces(this.#pieces, inner.end);
    const map = new TemplateEncoding(places, this.#filled, (text) => encodeHclText(text, form, indent));
    return { text: this.#runs.join(""), holes: this.#holes, filled: this.#filled, map };
  }
}

class TemplateEncoding implements TemplateMap {
  readonly #places: SpanMap;
  readonly #filled: readonly FilledPart[];
  readonly #encode: (text: string) => string;

  constructor(places: SpanMap, filled: readonly FilledPart[], encode: (text: string) => string) {
    this.#places = places;
    this.#filled = filled;
    this.#encode = encode;
  }

  outerSpan(start: number, end: number): Span {
    return this.#places.outerSpan(start, end);
  }

  innerOffset(outer: number): number {
    return this.#places.innerOffset(outer);
  }

  encode(text: string): string {
    return this.#encode(text);
  }

  cuts(start: number, end: number): boolean {
    return this.#filled.some((part) => isInside(part, start) || isInside(part, end));
  }

  beginsAt(offset: number): boolean {
    return this.#filled.some(({ start }) => start === offset);
  }
}

function isInside(part: FilledPart, offset: number): boolean {
  return part.start < offset && offset < part.end;
}
