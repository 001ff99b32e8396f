/**
 * A text of a policy as something a request's text is held against: wildcards, policy variables, escapes, and holes
 * that the file does not settle. Source: "IAM policy elements: Variables and tags".
 */
import { append } from "../domains/append.ts";
import { type Truth } from "../domains/truth.ts";
import {
  literalPattern,
  type Pattern,
  patternMatches,
  type PatternPart,
  wildcardParts,
  wildcardPattern,
} from "../domains/wildcard.ts";
import { type DeploymentFact, type Hole, type HoleFacts } from "../syntax/value.ts";
import { readTemplate, type TemplatePart } from "./template.ts";

/** What the request says of a variable: "none" if it carries no single value for it. */
export type VariableValue =
  { readonly state: "text"; readonly text: string } | { readonly state: "none" } | { readonly state: "unknown" };

/** Asked with the key as written, so in any case; or with `keyOfHole`. */
export type VariableLookup = (key: string) => VariableValue;

/** What a lookup is asked for where a hole is the partition, account or Region of the policy: no condition key is such a word. */
export function deploymentKey(stands: DeploymentFact): string {
  return stands;
}

/** What a lookup is asked for where a hole is one of those or a variable's value; undefined for any other hole. */
export function keyOfHole({ stands, variable }: HoleFacts): string | undefined {
  return stands === undefined ? variable : deploymentKey(stands);
}

export interface PatternReading {
  /** Are `${…}` variables and escapes, or literal text? See `substitutesVariables`. */
  readonly variables: "yes" | "no" | "unknown";
  readonly wildcards: boolean;
  readonly caseless: boolean;
}

export interface TextPattern {
  /** The whole pattern where no variable or hole stands in it. */
  readonly fixed: Pattern | undefined;
  /** What there is instead of `fixed`. */
  readonly parts: readonly TemplatePart[];
  readonly caseless: boolean;
  readonly wildcards: boolean;
}

export function textPattern(text: string, holes: readonly Hole[], reading: PatternReading): TextPattern {
  const { caseless, wildcards } = reading;
  if (holes.length === 0 && !MAY_BE_SPECIAL.test(text)) {
    return { fixed: literalPattern(caseless ? text.toLowerCase() : text), parts: NO_PARTS, caseless, wildcards };
  }
  const read = readTemplate(text, holes, { variables: reading.variables !== "no", wildcards });
  const parts = reading.variables === "unknown" ? read.map(hideVariable) : read;
  if (parts.every((part) => part.kind === "literal" || part.kind === "wildcard")) {
    const fixed = wildcardPattern(parts.map((part) => fixedPart(part, caseless)));
    return { fixed, parts: NO_PARTS, caseless, wildcards };
  }
  return { fixed: undefined, parts, caseless, wildcards };
}

const MAY_BE_SPECIAL = /[*?$]/;
const NO_PARTS: readonly TemplatePart[] = [];

/** The keys of the variables in a pattern, as written. */
export function variablesOf(pattern: TextPattern): readonly string[] {
  return pattern.parts.flatMap((part) => (part.kind === "variable" ? [part.key] : []));
}

/** A variable without a value and without a default makes a text that matches nothing. */
export function textMatches(pattern: TextPattern, text: string, lookup: VariableLookup): Truth {
  const subject = pattern.caseless ? text.toLowerCase() : text;
  if (pattern.fixed !== undefined) return patternMatches(pattern.fixed, subject) ? "yes" : "no";
  const filled = fillVariables(pattern, lookup);
  if (filled === undefined) return "no";
  if (filled.surely !== undefined && patternMatches(filled.surely, subject)) return "yes";
  return filled.possibly !== undefined && patternMatches(filled.possibly, subject) ? "unknown" : "no";
}

/** Does it match no text, because of a variable without a value? */
export function matchesNothing(pattern: TextPattern, lookup: VariableLookup): boolean {
  return pattern.fixed === undefined && fillVariables(pattern, lookup) === undefined;
}

/** A pattern of which all that is not settled may be anything. */
export function loosestPattern(parts: readonly TemplatePart[], caseless: boolean): Pattern {
  return wildcardPattern(parts.map((part) => fixedPart(part, caseless)));
}

/** In a policy whose version is not settled, `${…}` may be its literal text or what it stands for. */
function hideVariable(part: TemplatePart): TemplatePart {
  const escaped = part.kind === "literal" && part.text.length !== part.end - part.start;
  return part.kind === "variable" || escaped ? { kind: "hole", start: part.start, end: part.end } : part;
}

function fixedPart(part: TemplatePart, caseless: boolean): PatternPart {
  switch (part.kind) {
    case "literal":
      return { kind: "text", text: caseless ? part.text.toLowerCase() : part.text };
    case "wildcard":
      return part.wildcard === "*" ? RUN : ONE;
    case "variable":
    case "hole":
      return RUN;
  }
}

/** Undefined where nobody knows it. */
function deployedPart(part: TemplatePart, lookup: VariableLookup): PatternPart | undefined {
  const key = part.kind === "hole" ? keyOfHole(part) : undefined;
  const value = key === undefined ? undefined : lookup(key);
  return value?.state === "text" ? { kind: "text", text: value.text } : undefined;
}

const RUN: PatternPart = { kind: "run" };
const ONE: PatternPart = { kind: "one" };

interface FilledPattern {
  /** Undefined if something is not settled. */
  readonly surely: Pattern | undefined;
  /** What may match besides; undefined if nothing more. */
  readonly possibly: Pattern | undefined;
}

/** Undefined if a variable has neither value nor default. */
function fillVariables(pattern: TextPattern, lookup: VariableLookup): FilledPattern | undefined {
  const surely: PatternPart[] = [];
  const possibly: PatternPart[] = [];
  let settled = true;
  let differ = false;
  for (const part of pattern.parts) {
    if (part.kind !== "variable") {
      const fixed = deployedPart(part, lookup) ?? fixedPart(part, pattern.caseless);
      surely.push(fixed);
      possibly.push(fixed);
      settled &&= part.kind !== "hole" || fixed.kind === "text";
      continue;
    }
    const value = lookup(part.key);
    const text = value.state === "text" ? value.text : value.state === "none" ? part.fallback : undefined;
    if (value.state === "none" && text === undefined) return undefined;
    // Whether an empty value counts as a value is not documented.
    if (text === undefined || (text === "" && value.state === "text")) {
      settled = false;
      possibly.push(RUN);
      continue;
    }
    const literal = pattern.caseless ? text.toLowerCase() : text;
    surely.push({ kind: "text", text: literal });
    // Whether wildcards in a value work as wildcards is not documented either.
    if (pattern.wildcards && value.state === "text") append(possibly, wildcardParts(literal));
    else possibly.push({ kind: "text", text: literal });
    differ ||= pattern.wildcards && value.state === "text" && /[*?]/.test(literal);
  }
  return {
    surely: settled ? wildcardPattern(surely) : undefined,
    possibly: settled && !differ ? undefined : wildcardPattern(possibly),
  };
}
