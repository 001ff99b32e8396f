/**
 * The text that `Fn::Sub` makes: `${Name}` is filled in, and `${!name}` stands for `${name}`, as a policy variable is
 * written there. Source: "Fn::Sub" of the "AWS CloudFormation Template Reference Guide".
 */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Hole, type StringValue, type Value } from "../../syntax/value.ts";
import { type Encoding, type TemplateMap } from "../../text/encoding.ts";
import { lastAtOrBefore } from "../../text/last-at-or-before.ts";
import { mapOfPieces, type Piece, type SpanMap } from "../../text/span-map.ts";
import { type Span } from "../../text/span.ts";

/** `span` is that of the whole function; `fill` says what a name comes to, undefined if the template does not settle it. */
export function substituted(
  pattern: StringValue,
  span: Span,
  fill: (name: string) => FilledText | undefined,
): StringValue {
  const places = namesIn(pattern.text).map(({ start: opens, end }): FilledPlace => {
    const written = pattern.text.slice(opens, end);
    const name = nameWithin(written);
    // `$${Name}` is what `templatefile` of Terraform makes `${Name}` of. A dollar before a value is never meant.
    const start = pattern.text[opens - 1] === "$" ? opens - 1 : opens;
    if (name.startsWith("!")) return { start, end, made: { text: `\${${name.slice(1)}}`, holes: [] } };
    const own: FilledText = { text: written, holes: [{ start: 0, end: written.length }] };
    return { start, end, made: fill(name) ?? own };
  });
  const { text, holes, map } = filledInPlaces(pattern, places, literalPattern);
  return { kind: "string", span, text, holes, map };
}

/**
 * The same pattern with `${name}` in the place of `${!name}`, for a document that stands in it as a text. What it has filled
 * in is left as it is written, so that it reads as any placeholder does.
 */
export function withPolicyVariables(pattern: StringValue): StringValue {
  const places = [...pattern.text.matchAll(/\$\{!/g)].map(({ index }): FilledPlace => {
    return { start: index, end: index + 3, made: { text: "${", holes: [] } };
  });
  return filledInPlaces(pattern, places, literalVariables);
}

/** Parameters and attributes have no colon but the two of `AWS::Region`. */
function literalVariables(text: string): string {
  return text.replace(/\$\{(?=[*?$]\}|(?!AWS::)[^{}:]*:)/g, "${!");
}

export interface FilledPlace extends Span {
  readonly made: FilledText;
}

/** `literal` says how a text is written in such a pattern. */
export function filledInPlaces(
  pattern: StringValue,
  places: readonly FilledPlace[],
  literal: (text: string) => string = (text) => text,
): StringValue {
  const { text, span } = pattern;
  const building = new Substitution();
  let at = 0;
  for (const { start, end, made } of places) {
    building.addText(text.slice(at, start), at);
    building.add(made.text, made.holes, start, end - start);
    at = end;
  }
  building.addText(text.slice(at), at);
  const starts = places.map(({ start }) => start);
  const before = pattern.holes.filter((hole) => !overlap(places[lastAtOrBefore(starts, hole.end - 1)], hole));
  return {
    kind: "string",
    span,
    text: building.text,
    holes: inOrder([...building.holes, ...building.holesFrom(before)]),
    map: new SubstitutionMap(mapOfPieces(building.pieces, text.length), pattern.map, building.filled, literal),
  };
}

function overlap(one: Span | undefined, other: Span): boolean {
  return one !== undefined && one.start < other.end && other.start < one.end;
}

/** Where a pattern has `${…}`, from the sign to the brace that ends it. */
function namesIn(text: string): readonly Span[] {
  const found: Span[] = [];
  let end = 0;
  for (;;) {
    const start = text.indexOf("${", end);
    const close = start < 0 ? -1 : text.indexOf("}", start);
    if (close < 0) return found;
    end = close + 1;
    found.push({ start, end });
  }
}

/** Where the last name that a pattern has filled in ends. */
export function endOfNames(pattern: string): number | undefined {
  return namesIn(pattern).findLast(({ start, end }) => !nameWithin(pattern.slice(start, end)).startsWith("!"))?.end;
}

/** The names that a pattern has filled in, each once. */
export function namesInPattern(pattern: string): readonly string[] {
  const names = namesIn(pattern).map(({ start, end }) => nameWithin(pattern.slice(start, end)));
  return [...new Set(names.filter((name) => !name.startsWith("!")))];
}

function nameWithin(written: string): string {
  return written.slice(2, -1).trim();
}

/** How a text is written in a pattern. */
export function literalPattern(text: string): string {
  return text.replaceAll("${", "${!");
}

/** The pattern of `Fn::Sub` that makes what a `Fn::Join` makes; undefined where it joins more than texts and names. */
export function patternOfJoin(argument: Value): string | undefined {
  const [separator, list] = argument.kind === "array" ? argument.items : [];
  if (separator?.kind !== "string" || list?.kind !== "array") return undefined;
  const parts = list.items.map(patternOfPart);
  return parts.includes(undefined) ? undefined : parts.join(literalPattern(separator.text));
}

function patternOfPart(value: Value): string | undefined {
  if (value.kind === "string") return literalPattern(value.text);
  const [only, ...others] = value.kind === "object" ? value.members : [];
  if (only?.value === undefined || others.length > 0) return undefined;
  const names = only.key === "Fn::GetAtt" ? namesOf(only.value) : only.key === "Ref" ? [textAlone(only.value)] : [];
  return names.length === 0 || names.includes(undefined) ? undefined : `\${${names.join(".")}}`;
}

function textAlone(value: Value): string | undefined {
  return value.kind === "string" ? value.text : undefined;
}

/** `Name.Attribute`, or the two in a list. */
export function namesOf(argument: Value): readonly (string | undefined)[] {
  if (argument.kind === "string") return splitAtDot(argument.text);
  return argument.kind === "array" ? argument.items.map(textAlone) : [];
}

export function splitAtDot(text: string): readonly string[] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

class Substitution {
  text = "";
  readonly holes: Hole[] = [];
  readonly pieces: Piece[] = [];
  /** Stretches that are no characters of the pattern's. */
  readonly filled: Span[] = [];

  addText(text: string, outer: number): void {
    if (text === "") return;
    this.pieces.push({ inner: this.text.length, length: text.length, outer, outerLength: text.length });
    this.text += text;
  }

  add(text: string, holes: readonly Hole[], outer: number, outerLength: number): void {
    const before = this.text.length;
    for (const hole of holes) this.holes.push({ ...hole, start: before + hole.start, end: before + hole.end });
    this.filled.push({ start: before, end: before + text.length });
    if (text !== "") this.pieces.push({ inner: before, length: text.length, outer, outerLength });
    this.text += text;
  }

  /** Placeholders of other tools in what the pattern has itself. */
  holesFrom(holes: readonly Hole[]): readonly Hole[] {
    const starts = this.pieces.map(({ outer }) => outer);
    return holes.flatMap(({ start, end, ...facts }) => {
      const piece = this.pieces[lastAtOrBefore(starts, start)];
      if (piece === undefined || end > piece.outer + piece.outerLength || piece.length !== piece.outerLength) return [];
      return [{ ...facts, start: piece.inner + start - piece.outer, end: piece.inner + end - piece.outer }];
    });
  }
}

function inOrder(holes: readonly Hole[]): readonly Hole[] {
  return holes.toSorted((one, other) => one.start - other.start);
}

class SubstitutionMap implements TemplateMap {
  readonly #inner: SpanMap;
  readonly #outer: Encoding;
  readonly #filled: readonly Span[];
  readonly #literal: (text: string) => string;

  constructor(inner: SpanMap, outer: Encoding, filled: readonly Span[], literal: (text: string) => string) {
    this.#inner = inner;
    this.#outer = outer;
    this.#filled = filled;
    this.#literal = literal;
  }

  outerSpan(start: number, end: number): Span {
    const middle = this.#inner.outerSpan(start, end);
    return this.#outer.outerSpan(middle.start, middle.end);
  }

  innerOffset(outer: number): number {
    return this.#inner.innerOffset(this.#outer.innerOffset(outer));
  }

  encode(text: string): string | undefined {
    return this.#outer.encode(this.#literal(text));
  }

  cuts(start: number, end: number): boolean {
    return this.#filled.some((one) => isInside(one, start) || isInside(one, end));
  }

  beginsAt(offset: number): boolean {
    return this.#filled.some(({ start }) => start === offset);
  }
}

function isInside({ start, end }: Span, offset: number): boolean {
  return start < offset && offset < end;
}
