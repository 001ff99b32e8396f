/** What an entry of Resource or NotResource says, read for what it matches: an ARN, what it may be at the most, or nothing. */
import { Effort } from "../domains/effort.ts";
import { append } from "../domains/append.ts";
import { once } from "../domains/once.ts";
import { commonText } from "../domains/shape-search.ts";
import {
  ANYTHING,
  compactShape,
  literalShape,
  one,
  run,
  type ShapeItem,
  type TextShape,
} from "../domains/text-shape.ts";
import { type Pattern, patternMatches } from "../domains/wildcard.ts";
import { splitArn } from "./arn.ts";
import { type ArnPattern, arnPattern } from "./arn-pattern.ts";
import { type Scalar } from "./policy.ts";
import { STAND_IN, wildcardShape } from "./request-arn.ts";
import { readTemplate, shapeOfHole, type TemplatePart } from "./template.ts";
import { deployedText } from "./deployed-text.ts";
import { keyOfHole, type TextPattern, textPattern, type VariableLookup } from "./text-pattern.ts";

/** An entry as a resource needs it of which not all is known. */
export interface OpenEntry {
  readonly parts: readonly TemplatePart[];
  /** Fields are missing, and may count as `*`. */
  readonly isShort: boolean;
  /** It has a `?`, or the character that stands for what is not known: it may match the one and not the other. */
  readonly countsCharacters: boolean;
}

export type ReadResource =
  /** Nothing a request can carry. */
  | { readonly kind: "none" }
  /** Not settled by the file; what it may match at the most. */
  | {
      readonly kind: "unsettled";
      readonly mayMatch: (text: string) => boolean;
      readonly deployed: (lookup: VariableLookup) => ReadResource | undefined;
    }
  /** What follows the id of the API whose policy it is in. */
  | { readonly kind: "api"; readonly path: TextPattern }
  | ({
      readonly kind: "arn";
      /** With the fields before the resource part in lower case, where that makes a difference. */
      readonly folded: ResourceArnPattern | undefined;
    } & ResourceArnPattern);

export interface ResourceArnPattern {
  readonly pattern: ArnPattern;
  /** By field: it ends with `*`, which may run on past the next colons. */
  readonly runsOn: readonly boolean[];
  /** The whole entry ends with `*`. */
  readonly endsOpen: boolean;
}

/**
 * API Gateway makes a whole ARN of it when a policy of an API is saved: `execute-api:/stage/GET/path`.
 * Source: "API Gateway resource policy examples".
 */
export const API_FORM = "execute-api:/";

export function readResource(entry: OpenText, variables: "yes" | "no" | "unknown"): ReadResource {
  const { text, holes } = entry;
  const reading = { variables, wildcards: true, caseless: false } as const;
  const pattern = arnPattern(text, holes, reading);
  if (pattern.widest !== undefined) {
    const mayMatch = mayMatchOpen(pattern.widest, entry, variables);
    return { kind: "unsettled", mayMatch, deployed: deployedReading(entry, variables) };
  }
  if (text.startsWith(API_FORM)) {
    return { kind: "api", path: textPattern(text.slice(API_FORM.length - 1), holes, reading) };
  }
  // A variable counts only after the fifth colon.
  if (!text.startsWith("arn:") || pattern.fields.some((field) => field.fixed === undefined)) return { kind: "none" };
  const lastField = splitArn(text).at(-1)?.start ?? 0;
  const head = text.slice(0, lastField).toLowerCase();
  const differs = !text.startsWith(head);
  return {
    kind: "arn",
    ...arnOf(pattern, text),
    folded: differs ? arnOf(arnPattern(head + text.slice(lastField), holes, reading), text) : undefined,
  };
}

type OpenText = Pick<Scalar, "text" | "holes">;

/** A name that is not settled holds no separator, which the pattern alone does not know. */
function mayMatchOpen(
  widest: Pattern,
  entry: OpenText,
  variables: "yes" | "no" | "unknown",
): (text: string) => boolean {
  if (!entry.holes.some(({ isName }) => isName)) return (text) => patternMatches(widest, text);
  const shape = once(() => loosestShape(openEntry(entry, variables), () => ({ state: "unknown" })));
  return (text) => {
    if (!patternMatches(widest, text)) return false;
    const loosest = shape();
    return loosest === undefined || mayShare(loosest, literalShape(text.toLowerCase()));
  };
}

export function mayShare(one: TextShape, other: TextShape): boolean {
  return commonText(one, other, new Effort(EFFORT)).state !== "none";
}

/** Requests are few beside statements: of each text one reading is kept, the last. */
function deployedReading(
  entry: OpenText,
  variables: "yes" | "no" | "unknown",
): (lookup: VariableLookup) => ReadResource | undefined {
  if (entry.holes.every((hole) => keyOfHole(hole) === undefined)) return () => undefined;
  let last: { readonly text: string; readonly read: ReadResource } | undefined;
  return (lookup) => {
    const filled = deployedText(entry, lookup);
    if (filled === undefined) return undefined;
    if (last?.text !== filled.text) last = { text: filled.text, read: readResource(filled, variables) };
    return last.read;
  };
}

function arnOf(pattern: ArnPattern, text: string): ResourceArnPattern {
  return {
    pattern,
    runsOn: pattern.fields.map((field) => field.fixed?.tail?.text === ""),
    endsOpen: text.endsWith("*"),
  };
}

/** Enough for two ARNs of a few hundred characters; beyond it nothing is claimed. */
const EFFORT = 100_000;

/** In a policy whose version is not settled, an escape may be its literal text or what it stands for. */
export function openEntry({ text, holes }: OpenText, variables: "yes" | "no" | "unknown"): OpenEntry {
  const read = readTemplate(text, holes, { variables: variables !== "no", wildcards: true });
  return {
    parts: variables === "unknown" ? read.map(asHole) : read,
    isShort: splitArn(text).length < 6,
    countsCharacters: text.includes(STAND_IN) || read.some((part) => part.kind === "wildcard" && part.wildcard === "?"),
  };
}

function asHole(part: TemplatePart): TemplatePart {
  const settled = part.kind === "wildcard" || (part.kind === "literal" && part.text.length === part.end - part.start);
  return settled ? part : { kind: "hole", start: part.start, end: part.end };
}

/** All that the entry may match at the most, in lower case; undefined if a variable in it has no value. */
export function loosestShape({ parts, isShort }: OpenEntry, lookup: VariableLookup): TextShape | undefined {
  const items: ShapeItem[] = [];
  for (const part of parts) {
    const shape = loosestItems(part, lookup);
    if (shape === undefined) return undefined;
    append(items, shape);
  }
  return compactShape(isShort ? [...items, run(ANYTHING)] : items);
}

function loosestItems(part: TemplatePart, lookup: VariableLookup): TextShape | undefined {
  switch (part.kind) {
    case "literal":
      return literalShape(part.text.toLowerCase());
    case "wildcard":
      return [part.wildcard === "?" ? one(ANYTHING) : run(ANYTHING)];
    case "hole": {
      const key = keyOfHole(part);
      const known = key === undefined ? undefined : lookup(key);
      return known?.state === "text" ? literalShape(known.text) : shapeOfHole(part);
    }
    case "variable": {
      const value = lookup(part.key);
      if (value.state === "none" && part.fallback === undefined) return undefined;
      const text = value.state === "text" ? value.text : value.state === "none" ? part.fallback : undefined;
      return text === undefined || text === "" ? [run(ANYTHING)] : wildcardShape(text.toLowerCase(), ANYTHING);
    }
  }
}
