/**
 * Action and Resource elements as sets of texts, to hold one element against another: does this one cover all that
 * that one does, or nothing of it? Sources: "IAM JSON policy elements: Action"; "IAM JSON policy elements: Resource".
 */
import { type Effort } from "../../domains/effort.ts";
import { findText } from "../../domains/shape-search.ts";
import { ANYTHING, literalShape, one, run, type TextShape } from "../../domains/text-shape.ts";
import { wildcardParts } from "../../domains/wildcard.ts";
import { actionPattern } from "../../policy/action-pattern.ts";
import { isSettled, type Scalar, type ScalarList } from "../../policy/policy.ts";
import { resourceSet } from "../solving/resource-sets.ts";
import { LONGEST_TEXT, type SubstitutesVariables } from "../solving/text-sets.ts";
import { NO_VALUES } from "../solving/variable-values.ts";

/** An entry of a list: the texts that it surely matches, and those that it matches at the most. */
export interface EntryTexts {
  /** Everything, also the resource `*` of a request without one. */
  readonly all: boolean;
  readonly surely: readonly TextShape[];
  readonly atMost: readonly TextShape[];
  /** How all texts of `surely` and of `atMost` begin. */
  readonly surelyBegins: string;
  readonly beginning: string;
  /** Equal for entries that match the same in every request; undefined where the file does not settle the text. */
  readonly identity: string | undefined;
  /** False of an entry that may not be there: it covers nothing. */
  readonly certain: boolean;
}

export interface ListTexts {
  /** The element is NotAction or NotResource. */
  readonly excludes: boolean;
  readonly entries: readonly EntryTexts[];
  /** There may be more entries than those. */
  readonly open: boolean;
}

function entryTexts(
  surely: readonly TextShape[],
  atMost: readonly TextShape[],
  identity: string | undefined,
): EntryTexts {
  return {
    all: false,
    surely,
    atMost,
    surelyBegins: beginningOf(surely),
    beginning: beginningOf(atMost),
    identity,
    certain: true,
  };
}

function beginningOf(shapes: readonly TextShape[]): string {
  return shapes.map(literalBeginning).reduce(commonBeginning, undefined) ?? "";
}

function commonBeginning(one: string | undefined, other: string): string {
  if (one === undefined) return other;
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

function literalBeginning(shape: TextShape): string {
  let text = "";
  for (const { repeats, codes } of shape) {
    const [code, ...others] = codes ?? [];
    if (repeats || code === undefined || others.length > 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

const EVERYTHING: EntryTexts = { ...entryTexts([], [], "*"), all: true };

const ANYTHING_OR_NOTHING = entryTexts([], [[run(ANYTHING)]], undefined);

/** `including` is Action, `excluding` is NotAction; undefined if the statement has neither. */
export function actionTexts(
  including: ScalarList | undefined,
  excluding: ScalarList | undefined,
): ListTexts | undefined {
  return listTexts(including, excluding, textsOfAction);
}

export interface ResourceTextsReading {
  readonly padsShort: boolean;
  readonly variables: SubstitutesVariables;
}

export function resourceTexts(
  including: ScalarList | undefined,
  excluding: ScalarList | undefined,
  reading: ResourceTextsReading,
): ListTexts | undefined {
  return listTexts(including, excluding, (entry) => textsOfResource(entry, reading));
}

function listTexts(
  including: ScalarList | undefined,
  excluding: ScalarList | undefined,
  read: (entry: Scalar) => EntryTexts,
): ListTexts | undefined {
  const list = including ?? excluding;
  if (list === undefined) return undefined;
  return {
    excludes: including === undefined,
    entries: list.entries.map(read),
    open: list.open || list.misplaced.length > 0,
  };
}

export function textsOfAction(entry: Scalar): EntryTexts {
  return asCertainAs(entry, entry.text.length > LONGEST_TEXT ? ANYTHING_OR_NOTHING : readAction(entry));
}

function asCertainAs({ certain }: Scalar, texts: EntryTexts): EntryTexts {
  return certain ? texts : { ...texts, certain };
}

function readAction(entry: Scalar): EntryTexts {
  const pattern = actionPattern(entry);
  switch (pattern.kind) {
    case "all":
      return EVERYTHING;
    case "none":
      return entryTexts([], [], entry.text.toLowerCase());
    case "unsettled": {
      const identity = isSettled(entry) ? entry.text.toLowerCase() : undefined;
      return entryTexts([], [[run(ANYTHING)]], identity);
    }
    case "service": {
      const text = entry.text.toLowerCase();
      // What AWS makes of a wildcard in the service's prefix is not documented.
      if (/[*?]/.test(pattern.service)) return entryTexts([], [[run(ANYTHING)]], text);
      const shape = wildcardShape(text);
      return entryTexts([shape], [shape], text);
    }
  }
}

function wildcardShape(text: string): TextShape {
  return wildcardParts(text).flatMap((part): TextShape => {
    if (part.kind === "text") return literalShape(part.text);
    return [part.kind === "run" ? run(ANYTHING) : one(ANYTHING)];
  });
}

/** The strict reading is the least that an entry matches: there every `*` stays within its field. */
export function textsOfResource(entry: Scalar, reading: ResourceTextsReading): EntryTexts {
  return asCertainAs(entry, entry.text.length > LONGEST_TEXT ? ANYTHING_OR_NOTHING : readResource(entry, reading));
}

function readResource(entry: Scalar, { padsShort, variables }: ResourceTextsReading): EntryTexts {
  const reading = { padsShort, variables, values: NO_VALUES };
  const most = resourceSet(entry, { ...reading, names: "lenient" });
  if (most.kind === "all") return EVERYTHING;
  const least = resourceSet(entry, { ...reading, names: "strict" });
  return entryTexts(
    least.kind === "arns" && !least.open ? least.sure : [],
    most.kind === "arns" ? most.loose : [],
    isSettled(entry) ? entry.text : undefined,
  );
}

/** Is each request that `smaller` lets through surely let through by `larger` too? False where that is not sure. */
export function listCovers(larger: ListTexts, smaller: ListTexts, effort: Effort): boolean {
  if (!larger.excludes) return includesCover(larger, smaller, effort);
  if (larger.open || larger.entries.some(({ all }) => all)) return false;
  if (smaller.excludes) {
    // What the larger one leaves out, the smaller one must leave out as well.
    return textsCovered(larger.entries, smaller.entries, effort);
  }
  return !smaller.open && !smaller.entries.some(({ all }) => all) && areApart(larger.entries, smaller.entries, effort);
}

function includesCover(larger: ListTexts, smaller: ListTexts, effort: Effort): boolean {
  if (larger.entries.some(isSurelyAll)) return true;
  if (smaller.excludes || smaller.open || smaller.entries.some(({ all }) => all)) return false;
  return textsCovered(smaller.entries, larger.entries, effort);
}

/** Does every text of the one list's entries belong to an entry of the other's? Not asked of entries that are all. */
export function textsCovered(inner: readonly EntryTexts[], covering: readonly EntryTexts[], effort: Effort): boolean {
  if (covering.some(isSurelyAll)) return true;
  const outer = covering.filter(({ certain }) => certain);
  const identities = new Set(outer.flatMap(({ identity }) => identity ?? []));
  const asked: NearTexts[] = [];
  for (const { all, atMost, beginning, identity } of inner) {
    if (all) return false;
    if (atMost.length === 0 || (identity !== undefined && identities.has(identity))) continue;
    // No list of patterns covers all characters, so those count that begin as every text of the entry does.
    const near = outer.flatMap((other) => (beginning.startsWith(other.surelyBegins) ? other.surely : []));
    // Most lists are told apart by this, before any is walked through.
    if (near.length === 0) return false;
    asked.push({ atMost, near });
  }
  return asked.every((one) => isWithin(one, effort));
}

function isSurelyAll({ all, certain }: EntryTexts): boolean {
  return all && certain;
}

interface NearTexts {
  readonly atMost: readonly TextShape[];
  readonly near: readonly TextShape[];
}

function isWithin({ atMost, near }: NearTexts, effort: Effort): boolean {
  const groups = [
    { wanted: true, shapes: atMost },
    { wanted: false, shapes: near },
  ];
  return findText(groups, effort).state === "none";
}

/** Can no request be let through by both? False where that is not sure. */
export function listsAreApart(left: ListTexts, right: ListTexts, effort: Effort): boolean {
  if (left.excludes && right.excludes) return false;
  if (left.excludes) return isLeftOut(right, left, effort);
  if (right.excludes) return isLeftOut(left, right, effort);
  if (left.open || right.open) return false;
  if (left.entries.some(({ all }) => all) || right.entries.some(({ all }) => all)) return false;
  return areApart(left.entries, right.entries, effort);
}

/** Does `excluding` leave out all that the other list names? */
function isLeftOut(including: ListTexts, excluding: ListTexts, effort: Effort): boolean {
  if (excluding.entries.some(isSurelyAll)) return true;
  if (including.open || including.entries.some(({ all }) => all)) return false;
  return textsCovered(including.entries, excluding.entries, effort);
}

function areApart(left: readonly EntryTexts[], right: readonly EntryTexts[], effort: Effort): boolean {
  const groups = [left, right].map((entries) => ({ wanted: true, shapes: entries.flatMap(({ atMost }) => atMost) }));
  return findText(groups, effort).state === "none";
}
