/**
 * A policy text as a sequence of literal runs, wildcards, policy variables, escapes and holes.
 * Source: "IAM policy elements: Variables and tags".
 */
import { ANYTHING, NO_SEPARATOR, run, type TextShape } from "../domains/text-shape.ts";
import { type Hole, type HoleFacts } from "../syntax/value.ts";

export type TemplatePart =
  | { readonly kind: "literal"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "wildcard"; readonly wildcard: "*" | "?"; readonly start: number; readonly end: number }
  /** `${key}` or `${key, 'fallback'}`. */
  | {
      readonly kind: "variable";
      readonly key: string;
      readonly fallback: string | undefined;
      readonly start: number;
      readonly end: number;
    }
  /** Text that the file does not settle. */
  | ({ readonly kind: "hole"; readonly start: number; readonly end: number } & HoleFacts);

/** What may stand in its place. */
export function shapeOfHole({ stands, isName }: HoleFacts): TextShape {
  return [run(stands !== undefined || isName === true ? NO_SEPARATOR : ANYTHING)];
}

export interface TemplateReading {
  /** `${…}` is a variable or an escape (Version 2012-10-17), or else literal text. */
  readonly variables: boolean;
  /** `*` and `?` are wildcards, or else literal text. */
  readonly wildcards: boolean;
}

/**
 * An unclosed `${` is literal text, unless a hole may close it: then it is open from there. What a wildcard after it stands for
 * is not documented, so that is a hole. Escapes `${*}`, `${?}` and `${$}` become literal parts.
 */
export function readTemplate(text: string, holes: readonly Hole[], reading: TemplateReading): readonly TemplatePart[] {
  if (holes.length === 0 && !/[*?$]/.test(text))
    return text === "" ? [] : [{ kind: "literal", text, start: 0, end: text.length }];
  const parts: TemplatePart[] = [];
  let literalFrom = 0;
  let at = 0;
  let holeIndex = 0;
  let isUnclosed = false;
  const endLiteral = (end: number): void => {
    if (end > literalFrom) parts.push({ kind: "literal", text: text.slice(literalFrom, end), start: literalFrom, end });
  };
  const add = (part: TemplatePart): void => {
    endLiteral(part.start);
    parts.push(part);
    at = literalFrom = part.end;
  };
  while (at < text.length) {
    const hole = holes[holeIndex];
    if (hole !== undefined && hole.start <= at) {
      holeIndex++;
      const rest = hole.start === at ? hole : { start: at, end: hole.end };
      if (hole.end > at) add({ ...rest, kind: "hole" });
      continue;
    }
    const character = text.charAt(at);
    if (reading.wildcards && (character === "*" || character === "?")) {
      const place = { start: at, end: at + 1 };
      add(isUnclosed ? { kind: "hole", ...place } : { kind: "wildcard", wildcard: character, ...place });
    } else if (reading.variables && !isUnclosed && character === "$" && text.charAt(at + 1) === "{") {
      const close = text.indexOf("}", at);
      if (hole !== undefined && (close < 0 || hole.start < close)) {
        // What is filled in may end the variable.
        add({ kind: "hole", start: at, end: Math.max(hole.end, close + 1) });
        continue;
      }
      isUnclosed = close < 0;
      if (isUnclosed) at += 2;
      else add(variablePart(text.slice(at + 2, close), at, close + 1));
    } else at++;
  }
  endLiteral(text.length);
  return parts;
}

function variablePart(inside: string, start: number, end: number): TemplatePart {
  if (inside === "*" || inside === "?" || inside === "$") return { kind: "literal", text: inside, start, end };
  const comma = inside.indexOf(",");
  if (comma < 0) return { kind: "variable", key: inside, fallback: undefined, start, end };
  const quoted = inside.slice(comma + 1).trim();
  const closed = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
  return {
    kind: "variable",
    key: inside.slice(0, comma).trimEnd(),
    fallback: closed ? quoted.slice(1, -1) : undefined,
    start,
    end,
  };
}

/**
 * Is the text between `${` and `}` an IAM policy variable (or escape) rather than a template's own variable?
 * A context key always holds a colon; `AWS::Region` is CloudFormation's.
 */
export function isPolicyVariable(inside: string): boolean {
  if (inside === "*" || inside === "?" || inside === "$") return true;
  const key = inside.split(",", 1)[0] ?? "";
  return key.includes(":") && !key.includes("::");
}
