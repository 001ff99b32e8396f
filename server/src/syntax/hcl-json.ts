/**
 * JSON in an HCL template. Its interpolations stand in the text that is read as characters that no JSON has, so that
 * neither their quotes nor their braces are taken for JSON's; what is written back has the interpolations again.
 */
import { type Encoding } from "../text/encoding.ts";
import { mapOfPieces, type Piece } from "../text/span-map.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type Writer } from "./change.ts";
import { encodeHclText } from "./hcl-template.ts";
import { type FilledText } from "./filled-text.ts";
import {
  aroundWholeValues,
  type DecidedRange,
  type FilledMark,
  FIRST_MARK,
  MARK,
  markOf,
  MOST_MARKS,
  withCommasBetween,
  withFilledTexts,
} from "./hcl-json-tree.ts";
import { type HclDirective, type HclInterpolation, type HclTemplate, type HclTemplatePart } from "./hcl-tree.ts";
import { type JsonReading, readJson } from "./json.ts";
import { jsonWriter } from "./json-writer.ts";
import { stringWriter } from "./string-writer.ts";
import { type Hole, type HoleReading, type SyntaxProblem, type Value } from "./value.ts";

export interface TemplateJson {
  readonly root: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** The text that was read, and its place in the file. */
  readonly text: string;
  readonly within: Encoding;
  /** What decides on parts of the text: directives, or interpolations where JSON has a value. */
  readonly open: "nothing" | "values" | "directives";
  writerOf(root: Value): Writer;
}

/** What interpolations come to. */
export interface Interpolations {
  /** Inside a text of JSON. */
  textOf(part: HclInterpolation): FilledText | undefined;
  /** Where JSON has a value. */
  valueOf(part: HclInterpolation): Value | undefined;
}

/**
 * `source` is the text that the template stands in; `madeReadable` makes of a text another of the same length that is read
 * in its place.
 */
export function readTemplateJson(
  template: HclTemplate,
  source: string,
  holes: HoleReading,
  fill: Interpolations,
  madeReadable: (text: string) => string | undefined = () => undefined,
): TemplateJson {
  const writing = new JsonWriting(template, source);
  for (const part of template.parts) writing.add(part, fill);
  const { marks } = writing;
  const written = withCommasBetween(writing.text, writing.elses);
  const text = madeReadable(written) ?? written;
  const within: Encoding = { ...mapOfPieces(writing.pieces, template.inner.end), encode: encoding(writing) };
  const ranges = writing.ranges.map(({ by, ...range }): DecidedRange => {
    const { start, end } = aroundWholeValues(text, range);
    return { ...within.outerSpan(start, end), by };
  });
  const reading: JsonReading = { ...holes, within };
  const { root, problems } = readJson(text, reading);
  return {
    root: root && withFilledTexts(root, marks, ranges),
    problems,
    text,
    within,
    open: writing.directives.length > 0 ? "directives" : marks.some(({ isValue }) => isValue) ? "values" : "nothing",
    writerOf: (policy) => writerAround(stringWriter(jsonWriter(text, policy, within), within), writing),
  };
}

const FILLER = "\uf8ff";

class JsonWriting {
  readonly marks: FilledMark[] = [];
  /** In the text. */
  readonly ranges: DecidedRange[] = [];
  /** Where an `else` begins in the text. */
  readonly elses: number[] = [];
  /** Directives where values stand: nothing can be written over them. */
  readonly directives: Span[] = [];
  readonly pieces: Piece[] = [];
  readonly template: HclTemplate;
  readonly source: string;
  text = "";
  readonly #open: { readonly word: "if" | "for"; readonly start: number }[] = [];
  #inString = false;
  /** Directives inside a text that are not ended yet. */
  #depthInString = 0;

  constructor(template: HclTemplate, source: string) {
    this.template = template;
    this.source = source;
  }

  add(part: HclTemplatePart, fill: Interpolations): void {
    if (part.kind === "directive") this.#addDirective(part);
    else if (this.#depthInString > 0) this.#addMark(part.span, undefined);
    else if (part.kind === "interpolation" && this.#inString) this.#addMark(part.span, insideText(fill.textOf(part)));
    else if (part.kind === "interpolation") this.#addMark(part.span, undefined, fill.valueOf(part));
    else {
      for (const piece of part.pieces) this.pieces.push({ ...piece, inner: piece.inner + this.text.length });
      this.text += part.text.replace(/[\ue000-\uf8ff]/g, "\ufffd");
      this.#inString = endsInString(part.text, this.#inString);
    }
  }

  #addMark(span: Span, filled: FilledText | undefined, value?: Value): void {
    const isValue = !this.#inString;
    const text = filled?.text ?? this.source.slice(span.start, span.end);
    const holes: readonly Hole[] = filled?.holes ?? [{ start: 0, end: text.length }];
    if (text === "") return;
    const run = markOf(this.marks.length) + FILLER.repeat(text.length - (isValue ? 3 : 1));
    this.marks.push({ text, holes, span, isValue, ...(value && { value }) });
    this.#addPiece(isValue ? `"${run}"` : run, span);
  }

  #addPiece(text: string, { start, end }: Span): void {
    this.pieces.push({ inner: this.text.length, length: text.length, outer: start, outerLength: end - start });
    this.text += text;
  }

  #addDirective({ span, word }: HclDirective): void {
    const opens = word === "if" || word === "for";
    if (this.#inString) {
      if (opens) this.#depthInString++;
      else if (word.startsWith("end")) this.#depthInString--;
      this.#addMark(span, undefined);
      return;
    }
    this.directives.push(span);
    const end = this.text.length;
    this.#addPiece(" ".repeat(span.end - span.start), span);
    if (opens) this.#open.push({ word, start: this.text.length });
    else this.#endRange(word, end);
  }

  #endRange(word: string, end: number): void {
    const open = this.#open.pop();
    if (open === undefined) return;
    this.ranges.push({ start: open.start, end, by: open.word });
    if (word !== "else") return;
    this.elses.push(end);
    this.#open.push({ word: "if", start: this.text.length });
  }
}

/** What ends the text around it, as `join("\", \"", …)` does, makes several of it. */
function insideText(filled: FilledText | undefined): FilledText | undefined {
  const between = filled?.holes
    .toReversed()
    .reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), filled.text);
  return between !== undefined && /["\\\n]/.test(between) ? undefined : filled;
}

/** Is the text's end inside a JSON string, if its start is or is not? */
function endsInString(text: string, starts: boolean): boolean {
  let inString = starts;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (inString && character === "\\") at++;
    else if (character === '"') inString = !inString;
  }
  return inString;
}

/** Puts the interpolations back where their characters are. */
function encoding({ template, source, marks }: JsonWriting): (text: string) => string {
  const { form, indent } = template;
  return (text) => {
    let encoded = "";
    let at = 0;
    for (const found of text.matchAll(MARK)) {
      const mark = marks[(found[1] ?? "").charCodeAt(0) - FIRST_MARK];
      if (mark === undefined) continue;
      const quote = mark.isValue ? 1 : 0;
      encoded += encodeHclText(text.slice(at, found.index - quote), form, indent);
      encoded += source.slice(mark.span.start, mark.span.end);
      at = found.index + found[0].length + quote;
    }
    return encoded + encodeHclText(text.slice(at), form, indent);
  };
}

/** Nothing is written that would cut an interpolation in two, or take away half of what is decided. */
function writerAround(writer: Writer, { marks, directives }: JsonWriting): Writer {
  const cuts = (span: Span, part: Span): boolean =>
    span.start < part.end && part.start < span.end && !spanContains(span, part);
  return {
    edits(changes) {
      // What is moved says which interpolation it is only by its character.
      const edits = marks.length > MOST_MARKS ? undefined : writer.edits(changes);
      const isWhole = edits?.every(
        ({ span }) =>
          !marks.some((mark) => cuts(span, mark.span)) &&
          !directives.some((one) => span.start < one.end && one.start < span.end),
      );
      return isWhole === true ? edits : undefined;
    },
  };
}
