/**
 * Action and Resource elements as sets of texts, to hold one element against another: does this one cover all that
 * that one does, or nothing of it? Sources: "IAM JSON policy elements: Action"; "IAM JSON policy elements: Resource".
 */
import { type Effort } from "../../domains/effort.ts";
import { once } from "../../domains/once.ts";
import { findText } from "../../domains/shape-search.ts";
import { ANYTHING, literalShape, one, run, type TextShape } from "../../domains/text-shape.ts";
import { wildcardParts } from "../../domains/wildcard.ts";
import { actionPattern } from "../../policy/action-pattern.ts";
import { isSettled, type Scalar, type ScalarList } from "../../policy/policy.ts";
import { textIdentity, textOfNames } from "../../policy/text-identity.ts";
import { matchesAll, resourceSet } from "../solving/resource-sets.ts";
import { LONGEST_TEXT, type SubstitutesVariables } from "../solving/text-sets.ts";
import { NO_VALUES } from "../solving/variable-values.ts";

/** An entry of a list: the texts that it surely matches, and those that it matches at the most. */
export interface EntryTexts {
  /** Everything, also the resource `*` of a request without one. */
  readonly all: boolean;
  readonly surely: readonly TextShape[];
  /** Is there any of them? Told without reading them where that is known, as the next one is. */
  readonly isSure: boolean;
  /** Is there none of `atMost`? */
  readonly isNothing: boolean;
  readonly atMost: readonly TextShape[];
  /** How all texts of `surely` and of `atMost` begin. */
  readonly surelyBegins: string;
  readonly beginning: string;
  /**
   * What another entry has to match to cover it, and how that begins: `atMost`, but with the same text wherever the same fact
   * or name is put in, as `surely` has it. So texts can be held to be within others, and never to be apart.
   */
  readonly within: readonly TextShape[];
  readonly withinBegins: string;
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

/** Read where they are looked at: how an entry begins tells it apart from most others. */
class ReadTexts implements EntryTexts {
  readonly all: boolean = false;
  readonly identity: string | undefined;
  readonly certain: boolean;
  readonly #read: Reading;
  #surely: Shapes | undefined;
  #atMost: Shapes | undefined;
  #surelyBegins: string | undefined;
  #beginning: string | undefined;
  #within: Shapes | undefined;
  #withinBegins: string | undefined;

  /** `begins`: how all of its texts begin, where that is known before they are read. */
  constructor(read: Reading, identity: string | undefined, certain: boolean, begins?: string) {
    this.#read = read;
    this.identity = identity;
    this.certain = certain;
    this.#surelyBegins = begins;
    this.#beginning = begins;
    this.#withinBegins = begins;
  }

  get surely(): Shapes {
    return (this.#surely ??= this.#read.surely());
  }

  get isSure(): boolean {
    return this.#read.hasOne === true || this.surely.length > 0;
  }

  get isNothing(): boolean {
    return this.#read.hasOne !== true && this.atMost.length === 0;
  }

  get atMost(): Shapes {
    return (this.#atMost ??= this.#read.atMost());
  }

  get surelyBegins(): string {
    return (this.#surelyBegins ??= beginningOf(this.surely));
  }

  get beginning(): string {
    return (this.#beginning ??= beginningOf(this.atMost));
  }

  get within(): Shapes {
    return (this.#within ??= this.#read.within?.() ?? this.atMost);
  }

  get withinBegins(): string {
    return (this.#withinBegins ??= this.#read.within === undefined ? this.beginning : beginningOf(this.within));
  }
}

type Shapes = readonly TextShape[];

interface Reading {
  readonly surely: () => Shapes;
  readonly atMost: () => Shapes;
  /** Where it is another than `atMost`. */
  readonly within?: () => Shapes;
  /** True where each of them is one shape for certain. */
  readonly hasOne?: true;
}

const NO_SHAPES: readonly TextShape[] = [];
const ANY_SHAPE: readonly TextShape[] = [[run(ANYTHING)]];
const NO_TEXTS: Reading = { surely: () => NO_SHAPES, atMost: () => NO_SHAPES };
const ANY_OR_NONE: Reading = { surely: () => NO_SHAPES, atMost: () => ANY_SHAPE };

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

const EVERYTHING: EntryTexts = {
  all: true,
  surely: NO_SHAPES,
  isSure: false,
  isNothing: true,
  atMost: NO_SHAPES,
  surelyBegins: "",
  beginning: "",
  within: NO_SHAPES,
  withinBegins: "",
  identity: "*",
  certain: true,
};

function everything({ certain }: Scalar): EntryTexts {
  return certain ? EVERYTHING : { ...EVERYTHING, certain };
}

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
  const { certain } = entry;
  if (entry.text.length > LONGEST_TEXT) return new ReadTexts(ANY_OR_NONE, undefined, certain, "");
  const pattern = actionPattern(entry);
  switch (pattern.kind) {
    case "all":
      return everything(entry);
    case "none":
      return new ReadTexts(NO_TEXTS, entry.text.toLowerCase(), certain, "");
    case "unsettled": {
      const identity = isSettled(entry) ? entry.text.toLowerCase() : undefined;
      return new ReadTexts(ANY_OR_NONE, identity, certain, "");
    }
    case "service": {
      const text = entry.text.toLowerCase();
      // What AWS makes of a wildcard in the service's prefix is not documented.
      if (/[*?]/.test(pattern.service)) return new ReadTexts(ANY_OR_NONE, text, certain, "");
      const shapes = once((): Shapes => [wildcardShape(text)]);
      const read = { surely: shapes, atMost: shapes, hasOne: true } as const;
      return new ReadTexts(read, text, certain, text.slice(0, lengthBeforeWildcard(text)));
    }
  }
}

function lengthBeforeWildcard(text: string): number {
  const at = text.search(/[*?]/);
  return at < 0 ? text.length : at;
}

function wildcardShape(text: string): TextShape {
  return wildcardParts(text).flatMap((part): TextShape => {
    if (part.kind === "text") return literalShape(part.text);
    return [part.kind === "run" ? run(ANYTHING) : one(ANYTHING)];
  });
}

/** The strict reading is the least that an entry matches: there every `*` stays within its field. */
export function textsOfResource(entry: Scalar, { padsShort, variables }: ResourceTextsReading): EntryTexts {
  const { certain } = entry;
  if (entry.text.length > LONGEST_TEXT) return new ReadTexts(ANY_OR_NONE, undefined, certain, "");
  if (matchesAll(entry)) return everything(entry);
  const reading = { padsShort, variables, values: NO_VALUES };
  const surelyOf = (scalar: Scalar): Shapes => {
    const least = resourceSet(scalar, { ...reading, names: "strict" });
    return least.kind === "arns" && !least.open ? least.sure : NO_SHAPES;
  };
  const atMostOf = (scalar: Scalar): Shapes => {
    const most = resourceSet(scalar, { ...reading, names: "lenient" });
    return most.kind === "arns" ? most.loose : NO_SHAPES;
  };
  const named = entry.holes.length === 0 ? undefined : textOfNames(entry);
  const known = named === undefined ? entry : { ...entry, text: named, holes: [] };
  const read = {
    surely: () => surelyOf(known),
    atMost: () => atMostOf(entry),
    ...(named === undefined ? {} : { within: () => atMostOf(known) }),
  };
  return new ReadTexts(read, textIdentity(entry), certain);
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
  for (const entry of inner) {
    const { all, isNothing, withinBegins, identity } = entry;
    if (all) return false;
    if (isNothing || (identity !== undefined && identities.has(identity))) continue;
    // No list of patterns covers all characters, so those count that begin as every text of the entry does.
    const near = outer.flatMap((other) => (withinBegins.startsWith(other.surelyBegins) ? other.surely : []));
    // Most lists are told apart by this, before any is walked through.
    if (near.length === 0) return false;
    asked.push({ within: entry.within, near });
  }
  return asked.every((one) => isWithin(one, effort));
}

function isSurelyAll({ all, certain }: EntryTexts): boolean {
  return all && certain;
}

interface NearTexts {
  readonly within: readonly TextShape[];
  readonly near: readonly TextShape[];
}

function isWithin({ within, near }: NearTexts, effort: Effort): boolean {
  const groups = [
    { wanted: true, shapes: within },
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
  const [few, many] = left.length < right.length ? [left, right] : [right, left];
  return few.every((entry) => {
    // How two entries begin tells most of them apart, before any text is read.
    const near = many.filter(({ beginning }) => beginAlike(beginning, entry.beginning));
    if (near.length === 0) return true;
    const groups = [entry.atMost, near.flatMap(({ atMost }) => atMost)].map((shapes) => ({ wanted: true, shapes }));
    return findText(groups, effort).state === "none";
  });
}

function beginAlike(one: string, other: string): boolean {
  return one.length < other.length ? other.startsWith(one) : one.startsWith(other);
}
