/** ARNs as names of things: which of them mean the same, with `*` in either for what is not settled. */
import { patternMatches, wildcardParts, wildcardPattern } from "../../domains/wildcard.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type Arn, readArn } from "../../policy/arn.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { type Hole } from "../../syntax/value.ts";

/** What an ARN names, ready to be compared. */
export interface ArnName extends Arn {
  readonly text: string;
}

/**
 * Undefined for a text that is no ARN, and for one of which the name itself is open. A policy variable and what another
 * tool fills in stand for anything. The session of a role names the role.
 */
export function readArnName(text: string, holes: readonly Hole[] = []): ArnName | undefined {
  if (text.length > LONGEST) return undefined;
  const pattern = patternOf({ text, holes }).replace(/\$\{[^}]*\}/g, "*");
  const caller = readAccountCaller(pattern);
  const arn = readArn(pattern);
  if (arn === undefined || isOpen(arn)) return undefined;
  return caller?.kind === "session"
    ? { ...arn, service: "iam", resource: `role/${caller.name}`, text: pattern }
    : { ...arn, text: pattern };
}

/** Longer than any that AWS makes. */
const LONGEST = 2_000;

/** Is nothing of the name settled but its type? Buckets have none. */
function isOpen({ service, resource }: Arn): boolean {
  return (service === "s3" ? /^[*?]*$/ : /^(?:[\w-]*[/:])?[*?]*$/).test(resource);
}

/** May `written` mean what `declared` names, or something in it, such as an object of a bucket? */
export function mayName(written: ArnName, declared: ArnName): boolean {
  return (
    FIELDS.every((field) => fieldsMeet(written[field], declared[field])) &&
    (resourcesMeet(written.resource, declared.resource) || isPathOf(written, declared))
  );
}

const FIELDS = ["partition", "service", "region", "account"] as const;

function fieldsMeet(one: string, other: string): boolean {
  return one === other || matches(one, other) || matches(other, one);
}

function resourcesMeet(written: string, declared: string): boolean {
  return fieldsMeet(written, declared) || matches(`${declared}/*`, written) || matches(`${declared}:*`, written);
}

/** A session's ARN, and what people write, has no path where the role has one. */
function isPathOf({ service, resource }: ArnName, declared: ArnName): boolean {
  if (service !== "iam") return false;
  const [type = "", name = "", ...others] = resource.split("/");
  return others.length === 0 && name !== "" && matches(`${type}/*/${name}`, declared.resource);
}

function matches(pattern: string, text: string): boolean {
  return /[*?]/.test(pattern) && patternMatches(wildcardPattern(wildcardParts(pattern)), text);
}

/** The stretch of a text around an offset that looks like an ARN, wherever it stands in a file. */
export function arnTextAt(text: string, offset: number): { readonly start: number; readonly end: number } | undefined {
  const from = Math.max(0, offset - LONGEST);
  const near = text.slice(from, offset + LONGEST);
  for (const found of near.matchAll(ARN_TEXT)) {
    const start = from + found.index;
    const end = start + found[0].length;
    if (start <= offset && offset <= end) return isCutShort(text, end) ? undefined : { start, end };
  }
  return undefined;
}

/** Every stretch of a text that looks like an ARN, in their order. */
export function* arnTextsIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (const { index, 0: found } of text.matchAll(ARN_TEXT)) {
    const end = index + found.length;
    if (!isCutShort(text, end)) yield { start: index, end };
  }
}

const ARN_TEXT = /\barn:aws[\w-]*:[\w-]+:[^\s"'`\\,;<>()[\]{}$]+/g;

/** An interpolation follows: the text alone is not the name. */
function isCutShort(text: string, end: number): boolean {
  return text.startsWith("$", end) || text.startsWith("{", end) || text.startsWith("<", end);
}
