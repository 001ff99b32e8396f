/**
 * ARN patterns field by field, as ArnLike and Resource compare them, and a request's ARN cut into its fields.
 * Sources: "IAM JSON policy elements: Condition operators", ARN condition operators; "IAM JSON policy elements: Resource".
 */
import { and, type Truth } from "../domains/truth.ts";
import { type Pattern } from "../domains/wildcard.ts";
import { type Hole } from "../syntax/value.ts";
import { splitArn } from "./arn.ts";
import { readTemplate } from "./template.ts";
import {
  loosestPattern,
  type PatternReading,
  textMatches,
  type TextPattern,
  textPattern,
  type VariableLookup,
} from "./text-pattern.ts";

/** The text of a request's ARN: five fields and the resource part, which may hold colons. */
export interface ArnText {
  readonly text: string;
  /** `arn`, partition, service, Region, account. */
  readonly fields: readonly string[];
  readonly resource: string;
}

/** Undefined unless the text starts with `arn:` and has six fields. */
export function readArnText(text: string): ArnText | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const fields: string[] = [];
  let from = 0;
  while (fields.length < 5) {
    const colon = text.indexOf(":", from);
    if (colon < 0) return undefined;
    fields.push(text.slice(from, colon));
    from = colon + 1;
  }
  return { text, fields, resource: text.slice(from) };
}

export interface ArnPattern {
  /** All before the last of six fields, with its colon, if that is plain text. */
  readonly head: string | undefined;
  /** All fields but the last that is written: at most five. */
  readonly fields: readonly TextPattern[];
  readonly last: TextPattern;
  /** What it may match at the most, if the file leaves part of it open. */
  readonly widest: Pattern | undefined;
}

export function arnPattern(text: string, holes: readonly Hole[], reading: PatternReading): ArnPattern {
  const parts = splitArn(text).map(({ text: field, start, end }) =>
    textPattern(field, holesWithin(holes, start, end), reading),
  );
  const open = holes.length > 0;
  const fields = parts.slice(0, -1);
  return {
    head: fields.length === 5 ? plainHead(fields) : undefined,
    fields,
    last: parts.at(-1) ?? textPattern("", [], reading),
    widest: open
      ? loosestPattern(readTemplate(text, holes, { variables: true, wildcards: true }), reading.caseless)
      : undefined,
  };
}

function plainHead(fields: readonly TextPattern[]): string | undefined {
  let head = "";
  for (const { fixed } of fields) {
    if (fixed?.tail !== undefined || fixed?.head.open !== undefined || fixed === undefined) return undefined;
    head += `${fixed.head.text}:`;
  }
  return head;
}

/** Each of the six fields by itself; a pattern with fewer fields matches nothing. */
export function arnFieldsMatch(pattern: ArnPattern, arn: ArnText, lookup: VariableLookup): Truth {
  if (pattern.head !== undefined) {
    return arn.text.startsWith(pattern.head) ? textMatches(pattern.last, arn.resource, lookup) : "no";
  }
  if (pattern.fields.length !== 5) return "no";
  let truth: Truth = "yes";
  for (let index = 0; index < 5; index++) {
    const field = pattern.fields[index];
    if (field !== undefined) truth = and(truth, textMatches(field, arn.fields[index] ?? "", lookup));
    if (truth === "no") return truth;
  }
  return and(truth, textMatches(pattern.last, arn.resource, lookup));
}

function holesWithin(holes: readonly Hole[], start: number, end: number): readonly Hole[] {
  if (holes.length === 0) return holes;
  return holes
    .filter((hole) => hole.start < end && hole.end > start)
    .map((hole) => ({ ...hole, start: Math.max(hole.start, start) - start, end: Math.min(hole.end, end) - start }));
}
