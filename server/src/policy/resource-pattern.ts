/** An entry of Resource or NotResource against the resource of a request. Source: "IAM JSON policy elements: Resource". */
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
import { or, type Truth } from "../domains/truth.ts";
import { type Pattern, patternMatches } from "../domains/wildcard.ts";
import { splitArn } from "./arn.ts";
import { type ArnPattern, arnFieldsMatch, arnPattern, type ArnText } from "./arn-pattern.ts";
import { isSettled, type Scalar } from "./policy.ts";
import { type PossibleArn, type RequestArn, type RequestedResource, STAND_IN, wildcardShape } from "./request-arn.ts";
import { readTemplate, shapeOfHole, type TemplatePart } from "./template.ts";
import { deployedText } from "./deployed-text.ts";
import {
  keyOfHole,
  textMatches,
  type TextPattern,
  textPattern,
  type VariableLookup,
  variablesOf,
} from "./text-pattern.ts";

export type ResourcePattern =
  | { readonly kind: "all" }
  | {
      readonly kind: "text";
      /** How every ARN begins that may match, in lower case: most entries are about something else. */
      readonly beginning: string;
      /** How it ends, in lower case. */
      readonly ending: string;
      readonly read: () => ReadResource;
      readonly open: () => OpenEntry;
    };

/** An entry as a resource needs it of which not all is known. */
interface OpenEntry {
  readonly parts: readonly TemplatePart[];
  /** Fields are missing, and may count as `*`. */
  readonly isShort: boolean;
  /** It has a `?`, or the character that stands for what is not known: it may match the one and not the other. */
  readonly countsCharacters: boolean;
}

type ReadResource =
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

interface ResourceArnPattern {
  readonly pattern: ArnPattern;
  /** By field: it ends with `*`, which may run on past the next colons. */
  readonly runsOn: readonly boolean[];
  /** The whole entry ends with `*`. */
  readonly endsOpen: boolean;
}

export function resourcePattern(entry: Scalar, variables: "yes" | "no" | "unknown"): ResourcePattern {
  const { text, holes } = entry;
  if (isSettled(entry) && ONLY_STARS.test(text)) return { kind: "all" };
  const isApi = text.startsWith(API_FORM);
  const special = isApi ? 0 : text.search(SPECIAL);
  const settled = Math.min(special < 0 ? text.length : special, holes[0]?.start ?? text.length);
  return {
    kind: "text",
    beginning: text.slice(0, settled).toLowerCase(),
    ending: isApi || holes.length > 0 ? "" : endingOf(text),
    read: once(() => readResource(entry, variables)),
    open: once(() => openEntry(entry, variables)),
  };
}

const SPECIAL = /[*?$]/;

/** Of a whole ARN: what follows the fields of a short one may count as `*`. With variables nothing is told. */
function endingOf(text: string): string {
  const last = Math.max(text.lastIndexOf("*"), text.lastIndexOf("?"));
  return last < 0 || text.includes("$") || text.split(":", 6).length < 6 ? "" : text.slice(last + 1).toLowerCase();
}

/**
 * API Gateway makes a whole ARN of it when a policy of an API is saved: `execute-api:/stage/GET/path`.
 * Source: "API Gateway resource policy examples".
 */
const API_FORM = "execute-api:/";

function readResource(entry: OpenText, variables: "yes" | "no" | "unknown"): ReadResource {
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

function mayShare(one: TextShape, other: TextShape): boolean {
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

/** The keys of the policy variables in an entry. */
export function variablesOfResource(pattern: ResourcePattern): readonly string[] {
  const read = pattern.kind === "text" ? pattern.read() : undefined;
  return read?.kind === "arn" ? variablesOf(read.pattern.last) : [];
}

const ONLY_STARS = /^\*+$/;

function arnOf(pattern: ArnPattern, text: string): ResourceArnPattern {
  return {
    pattern,
    runsOn: pattern.fields.map((field) => field.fixed?.tail?.text === ""),
    endsOpen: text.endsWith("*"),
  };
}

/**
 * `padsShort`: missing fields at the end count as `*`, as in identity-based policies (source: "Grammar of the IAM JSON
 * policy language"). "unknown" where only the case of a field before the resource part differs: not documented.
 */
export function resourceMatches(
  pattern: ResourcePattern,
  resource: RequestedResource,
  padsShort: boolean,
  lookup: VariableLookup,
): Truth {
  if (pattern.kind === "all") return "yes";
  if (!("possible" in resource)) return oneMatches(pattern, resource, padsShort, lookup);
  const truths = resource.possible.map((arn) => possibleMatches(pattern, arn, padsShort, lookup));
  return truths.reduce((all, truth) => (all === truth ? all : "unknown"), truths[0] ?? "unknown");
}

type TextResourcePattern = Extract<ResourcePattern, { kind: "text" }>;

/** "yes" if the entry matches every ARN that is possible, "no" if it matches none of them. */
function possibleMatches(
  pattern: TextResourcePattern,
  { standIn, shape }: PossibleArn,
  padsShort: boolean,
  lookup: VariableLookup,
): Truth {
  const read = pattern.read();
  if (read.kind === "none") return "no";
  if (read.kind === "api") return apiMatches(read.path, standIn.arn, padsShort, lookup) === "no" ? "unknown" : "yes";
  const entry = pattern.open();
  if (!entry.countsCharacters && oneMatches(pattern, standIn, padsShort, lookup) === "yes") return "yes";
  const loosest = loosestShape(entry, lookup);
  if (loosest === undefined) return "no";
  return mayShare(loosest, shape) ? "unknown" : "no";
}

/** Enough for two ARNs of a few hundred characters; beyond it nothing is claimed. */
const EFFORT = 100_000;

/** In a policy whose version is not settled, an escape may be its literal text or what it stands for. */
function openEntry({ text, holes }: OpenText, variables: "yes" | "no" | "unknown"): OpenEntry {
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
function loosestShape({ parts, isShort }: OpenEntry, lookup: VariableLookup): TextShape | undefined {
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

function oneMatches(
  pattern: TextResourcePattern,
  resource: RequestArn,
  padsShort: boolean,
  lookup: VariableLookup,
): Truth {
  const { lowerCase } = resource;
  if (!lowerCase.startsWith(pattern.beginning) || !lowerCase.endsWith(pattern.ending)) return "no";
  return readMatches(pattern.read(), resource, padsShort, lookup);
}

function readMatches(read: ReadResource, resource: RequestArn, padsShort: boolean, lookup: VariableLookup): Truth {
  switch (read.kind) {
    case "none":
      return "no";
    case "unsettled": {
      const deployed = read.deployed(lookup);
      if (deployed !== undefined) return readMatches(deployed, resource, padsShort, lookup);
      return read.mayMatch(resource.text) ? "unknown" : "no";
    }
    case "api":
      return apiMatches(read.path, resource.arn, padsShort, lookup);
    case "arn": {
      if (resource.arn === undefined) return "no";
      const truth = matchArn(read, padsShort, resource.arn, lookup);
      if (truth !== "no" || (read.folded === undefined && resource.folded === undefined)) return truth;
      const caseless = matchArn(read.folded ?? read, padsShort, resource.folded ?? resource.arn, lookup);
      return caseless === "no" ? "no" : "unknown";
    }
  }
}

/** In an identity-based policy, which fills short entries up, the form means nothing. */
function apiMatches(path: TextPattern, arn: ArnText | undefined, padsShort: boolean, lookup: VariableLookup): Truth {
  if (arn === undefined || padsShort || arn.fields[2] !== "execute-api") return "no";
  const slash = arn.resource.indexOf("/");
  return slash < 0 ? "no" : textMatches(path, arn.resource.slice(slash), lookup);
}

function matchArn(
  { pattern, runsOn, endsOpen }: ResourceArnPattern,
  padsShort: boolean,
  arn: ArnText,
  lookup: VariableLookup,
): Truth {
  if (pattern.fields.length === 5) {
    const truth = arnFieldsMatch(pattern, arn, lookup);
    if (truth !== "no") return truth;
  } else if ((padsShort || endsOpen) && shortFieldsMatch(pattern, arn, lookup)) return "yes";
  return runsOn.includes(true) ? matchRunningOn(pattern, runsOn, arn.text, lookup) : "no";
}

/** Do the fields that are written match the first fields of the ARN? */
function shortFieldsMatch(pattern: ArnPattern, arn: ArnText, lookup: VariableLookup): boolean {
  for (let index = 1; index <= pattern.fields.length; index++) {
    const field = pattern.fields[index] ?? pattern.last;
    if (textMatches(field, arn.fields[index] ?? "", lookup) !== "yes") return false;
  }
  return true;
}

/**
 * With a `*` that ends a field running on past the next colons. As with wildcards in a text, the leftmost place for
 * the fields after such a `*` is always as good as any other.
 */
function matchRunningOn(pattern: ArnPattern, runsOn: readonly boolean[], text: string, lookup: VariableLookup): Truth {
  let truth: Truth = "no";
  let index = 0;
  let at = 0;
  let resumeIndex = -1;
  let resumeAt = 0;
  for (;;) {
    const field = pattern.fields[index];
    const colon = text.indexOf(":", at);
    if (field === undefined) {
      truth = or(truth, textMatches(pattern.last, text.slice(at), lookup));
      if (truth === "yes") return truth;
    } else if (colon < 0) {
      return truth;
    } else if (textMatches(field, text.slice(at, colon), lookup) === "yes") {
      at = colon + 1;
      if (runsOn[index] === true) {
        resumeIndex = index + 1;
        resumeAt = at;
      }
      index++;
      continue;
    }
    // Let the last `*` that runs on take one field more.
    const next = text.indexOf(":", resumeAt);
    if (resumeIndex < 0 || next < 0) return truth;
    index = resumeIndex;
    at = resumeAt = next + 1;
  }
}
