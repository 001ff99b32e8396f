/** What `format` makes of a pattern. Source: "format Function" of the "Terraform configuration language". */
import { type FilledText, TextBuilding } from "../../syntax/filled-text.ts";
import { type StringValue, type Value } from "../../syntax/value.ts";
import { type Encoding } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { filledOf } from "../placed-values.ts";

/**
 * `format("arn:aws:s3:::%s/*", name)`: verbs other than `%s` and `%d` are left open, and so is every verb of a pattern
 * that is not all known, because an unknown part may have verbs of its own. `span`: of the call, which stands for the
 * whole text; parts of the text stand where they are written. Undefined where the pattern is no text.
 */
export function formatted([pattern, ...values]: readonly Value[], span: Span): Value | undefined {
  if (pattern?.kind !== "string") return undefined;
  const verbs = [...pattern.text.matchAll(VERB)];
  const isOpen = pattern.holes.some(({ start, end }) => !verbs.some((verb) => isAt(verb, start, end)));
  const building = new TextBuilding();
  const parts: Part[] = [];
  const add = (made: FilledText, place: Omit<Part, "start" | "end">): void => {
    const start = building.result().text.length;
    building.add(made.text, made.holes);
    parts.push({ start, end: start + made.text.length, ...place });
  };
  const addWritten = (from: number, to: number): void => {
    if (to > from) add(stretchOf(pattern, from, to), { map: pattern.map, from });
  };
  let next = 0;
  let at = 0;
  for (const verb of verbs) {
    const [written, before, behind] = verb;
    const end = verb.index + written.length;
    addWritten(at, verb.index);
    at = end;
    const place = pattern.map.outerSpan(verb.index, end);
    if (written === "%%") {
      add({ text: "%", holes: [] }, { whole: place });
      continue;
    }
    const numbered = before ?? behind;
    if (numbered !== undefined) next = Number(numbered) - 1;
    const value = isOpen ? undefined : values[next];
    next++;
    const filled = /[sd]$/.test(written) && !HAS_FLAGS.test(written) ? filledOf(value) : undefined;
    if (filled === undefined) add({ text: written, holes: [{ start: 0, end: written.length }] }, { whole: place });
    else add(filled, value?.kind === "string" ? { map: value.map, from: 0 } : { whole: value?.span ?? place });
  }
  addWritten(at, pattern.text.length);
  return { kind: "string", span, ...building.result(), map: mapOfParts(parts, span) };
}

const VERB = /%(?:%|(?:\[(\d{1,3})\])?[-+ #0]*\d*(?:\.\d+)?(?:\[(\d{1,3})\])?[a-zA-Z])/g;

/** They change how it is written. */
const HAS_FLAGS = /^%(?:\[\d+\])?[-+ #0.\d]/;

function isAt(verb: RegExpExecArray, start: number, end: number): boolean {
  return verb.index <= start && end <= verb.index + verb[0].length;
}

/** A stretch of the pattern outside its verbs. */
function stretchOf({ text, holes }: StringValue, from: number, to: number): FilledText {
  const own = holes.filter(({ start, end }) => from <= start && end <= to);
  return {
    text: text.slice(from, to),
    holes: own.map((hole) => ({ ...hole, start: hole.start - from, end: hole.end - from })),
  };
}

/** A part of what is made, and where it is written: from an offset of another text, or as a whole. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly map?: Encoding;
  readonly from?: number;
  readonly whole?: Span;
}

/** What is all of the text, or is made of parts in several places, stands where the call stands. Nothing is written back. */
function mapOfParts(parts: readonly Part[], call: Span): Encoding {
  return {
    outerSpan(start, end) {
      const part = parts.find((one) => one.start <= start && end <= one.end && one.end > one.start);
      if (part === undefined || parts.length === 1) return call;
      const { map, from = 0, whole } = part;
      return whole ?? map?.outerSpan(start - part.start + from, end - part.start + from) ?? call;
    },
    innerOffset(outer) {
      for (const part of parts) {
        const { start, end, map, from = 0 } = part;
        const span = part.whole ?? map?.outerSpan(from, from + end - start) ?? call;
        if (span.start <= outer && outer < span.end) {
          return map === undefined ? start : Math.min(end, start + map.innerOffset(outer) - from);
        }
      }
      return 0;
    },
    encode: () => undefined,
  };
}
