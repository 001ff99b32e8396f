/** Which texts can be said with more behind them: those that a reference stands for, where it is written. */
import { type StringValue, stringWith, type Value } from "../../syntax/value.ts";
import { type HclReference, type HclTemplate, type HclTemplatePart } from "../../syntax/hcl-tree.ts";
import { type Span } from "../../text/span.ts";

/**
 * Of a reference: with more behind it, it is an interpolation. What the file settles is written out, and what stands elsewhere
 * is left. `isKnownBeside`: it means the same in the rest of the block, where the name of a `for` means nothing.
 */
export function extensible(value: Value, span: Span, isKnownBeside: boolean): Value {
  if (value.kind !== "string") return value;
  if (value.holes.length > 0 && value.span === span && isKnownBeside)
    return stringWith(value, { extended: (more) => ({ more }) });
  return value.extended === undefined ? value : withoutMore(value);
}

function withoutMore({ kind, span, text, holes, map }: StringValue): StringValue {
  return { kind, span, text, holes, map };
}

/** Of `"${…}"`, an old way to write the expression that stands in it: both are extended as one. */
export function inInterpolation(value: Value, expression: Span, template: Span): Value {
  const isExtensible = value.kind === "string" && value.extended !== undefined && value.span === expression;
  return isExtensible ? stringWith(value, { span: template }) : value;
}

export interface BeginningReader {
  /** What a reference comes to. */
  readonly referred: (reference: HclReference) => Value | undefined;
  readonly textOf: (template: HclTemplate) => StringValue;
  /** Does it mean the same in the rest of the block? */
  readonly isKnownBeside: (reference: HclReference) => boolean;
}

/** An ARN with a name that a reference stands for is written by that also where something else stands behind it. */
export function withBeginning(value: Value, template: HclTemplate, reader: BeginningReader): Value {
  if (value.kind !== "string" || !value.text.startsWith("arn:") || template.form !== "quoted") return value;
  if (template.parts.at(-1)?.kind === "interpolation" && template.parts.every((part) => meansTheSame(part, reader)))
    return stringWith(value, { extended: (more) => ({ more }) });
  if (value.holes.length === 0) return value;
  const [first] = template.parts;
  const begins =
    first?.kind === "interpolation" && first.value.kind === "reference"
      ? reader.referred(first.value)
      : upToLastName(template, reader);
  return begins?.kind === "string" && begins.extended !== undefined ? stringWith(value, { begins }) : value;
}

/** In the rest of the block. */
function meansTheSame(part: HclTemplatePart, { isKnownBeside }: BeginningReader): boolean {
  if (part.kind === "text") return true;
  return part.kind === "interpolation" && part.value.kind === "reference" && isKnownBeside(part.value);
}

/** Undefined where something in it means nothing beside it. */
function upToLastName(template: HclTemplate, reader: BeginningReader): Value | undefined {
  const last = template.parts.findLastIndex(({ kind }) => kind !== "text");
  const parts = template.parts.slice(0, last + 1);
  const end = parts.at(-1)?.span.end;
  const isKnown = parts.every((part) => meansTheSame(part, reader));
  if (end === undefined || !isKnown || parts.length === template.parts.length) return undefined;
  const text = reader.textOf({ ...template, parts, span: { start: template.span.start, end } });
  return text.holes.length === 0 ? undefined : stringWith(text, { extended: (more) => ({ more }) });
}
