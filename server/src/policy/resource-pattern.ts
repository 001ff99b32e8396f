/** An entry of Resource or NotResource against the resource of a request. Source: "IAM JSON policy elements: Resource". */
import { or, type Truth } from "../domains/truth.ts";
import { type ArnPattern, arnFieldsMatch, type ArnText } from "./arn-pattern.ts";
import { isSettled, type Scalar } from "./policy.ts";
import { type PossibleArn, type RequestArn, type RequestedResource } from "./request-arn.ts";
import {
  API_FORM,
  loosestShape,
  mayShare,
  type OpenEntry,
  openEntry,
  type ReadResource,
  readResource,
  type ResourceArnPattern,
} from "./resource-reading.ts";
import { textMatches, type TextPattern, type VariableLookup, variablesOf } from "./text-pattern.ts";

export type ResourcePattern = { readonly kind: "all" } | TextResourcePattern;

export function resourcePattern(entry: Scalar, variables: "yes" | "no" | "unknown"): ResourcePattern {
  if (isSettled(entry) && ONLY_STARS.test(entry.text)) return ALL;
  return new TextResourcePattern(entry, variables);
}

/** Thousands are made at once, of which most are asked how they begin alone: so without a function for each reading. */
class TextResourcePattern {
  readonly kind = "text";
  /** How every ARN begins that may match, in lower case: most entries are about something else. */
  readonly beginning: string;
  /** How it ends, in lower case. */
  readonly ending: string;
  readonly #entry: Scalar;
  readonly #variables: "yes" | "no" | "unknown";
  #read: ReadResource | undefined;
  #open: OpenEntry | undefined;

  constructor(entry: Scalar, variables: "yes" | "no" | "unknown") {
    const { text, holes } = entry;
    const isApi = text.startsWith(API_FORM);
    const special = isApi ? 0 : text.search(SPECIAL);
    const settled = Math.min(special < 0 ? text.length : special, holes[0]?.start ?? text.length);
    this.beginning = text.slice(0, settled).toLowerCase();
    this.ending = isApi || holes.length > 0 ? "" : endingOf(text);
    this.#entry = entry;
    this.#variables = variables;
  }

  /** An ARN of six fields, as it is written up to its one `*` at the end: what begins so matches, and nothing need be read. */
  holdsAllFrom(text: string): boolean {
    const entry = this.#entry.text;
    const last = entry.length - 1;
    return (
      isSettled(this.#entry) &&
      this.beginning.length === last &&
      entry.endsWith("*") &&
      text.startsWith(entry.slice(0, last)) &&
      entry.startsWith("arn:") &&
      entry.split(":", 6).length === 6
    );
  }

  read(): ReadResource {
    return (this.#read ??= readResource(this.#entry, this.#variables));
  }

  open(): OpenEntry {
    return (this.#open ??= openEntry(this.#entry, this.#variables));
  }
}

/**
 * Does the entry match no resource with this text, in lower case, because it begins otherwise? Asked before anything is
 * made of the entry: of thousands of statements about an action hardly any is about the resource of the request.
 */
export function beginsOtherwise({ text, holes }: Scalar, lowerCase: string): boolean {
  if (text.startsWith(API_FORM)) return false;
  const end = holes[0]?.start ?? text.length;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === STAR || code === QUESTION_MARK || code === DOLLAR || code > LAST_ASCII) return false;
    const isUpperCase = code >= UPPER_A && code <= UPPER_Z;
    if ((isUpperCase ? code + TO_LOWER_CASE : code) !== lowerCase.charCodeAt(at)) return true;
  }
  return false;
}

const STAR = 42;
const QUESTION_MARK = 63;
const DOLLAR = 36;
const UPPER_A = 65;
const UPPER_Z = 90;
const TO_LOWER_CASE = 32;
const LAST_ASCII = 127;

const ALL: ResourcePattern = { kind: "all" };
const SPECIAL = /[*?$]/;

/** Of a whole ARN: what follows the fields of a short one may count as `*`. With variables nothing is told. */
function endingOf(text: string): string {
  const last = Math.max(text.lastIndexOf("*"), text.lastIndexOf("?"));
  return last < 0 || text.includes("$") || text.split(":", 6).length < 6 ? "" : text.slice(last + 1).toLowerCase();
}

/** The keys of the policy variables in an entry. */
export function variablesOfResource(pattern: ResourcePattern): readonly string[] {
  const read = pattern.kind === "text" ? pattern.read() : undefined;
  return read?.kind === "arn" ? variablesOf(read.pattern.last) : [];
}

const ONLY_STARS = /^\*+$/;

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

function oneMatches(
  pattern: TextResourcePattern,
  resource: RequestArn,
  padsShort: boolean,
  lookup: VariableLookup,
): Truth {
  const { lowerCase } = resource;
  if (!lowerCase.startsWith(pattern.beginning) || !lowerCase.endsWith(pattern.ending)) return "no";
  if (resource.arn !== undefined && pattern.holdsAllFrom(resource.text)) return "yes";
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
