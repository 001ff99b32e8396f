/** One text that passes all tests at once, or the proof that there is none. */
import { type Effort } from "../../domains/effort.ts";
import {
  type AddressSet,
  ALL_ADDRESSES,
  intersectAddresses,
  NO_ADDRESS,
  addressesOf,
  sampleAddress,
} from "../../domains/address-set.ts";
import { readAddress } from "../../domains/address.ts";
import { readNumber } from "../../domains/decimal.ts";
import { readInstant } from "../../domains/instant.ts";
import {
  ALL_NUMBERS,
  intersectIntervals,
  type IntervalSet,
  intervalsHold,
  samplesOfIntervals,
} from "../../domains/interval-set.ts";
import { findText, type ShapeGroup, type TextFound } from "../../domains/shape-search.ts";
import { ANYTHING, isLiteral, literalShape, one, run, type TextShape } from "../../domains/text-shape.ts";
import { type KeyType } from "../../catalog/catalog.ts";
import { ANY_ARN, type TextSet } from "./text-sets.ts";
import { booleanShapes, type ValueTest } from "./value-tests.ts";

const NONE: TextFound = { state: "none" };
const OPEN: TextFound = { state: "open" };

/** `type`: what every value of the key is; undefined if it may be any text. */
export function findValue(tests: readonly ValueTest[], type: KeyType | undefined, effort: Effort): TextFound {
  if (tests.some(({ kind }) => kind === "impossible")) return NONE;
  if (effort.isSpent()) return OPEN;
  const groups = [...textGroups(tests), ...groupsOfType(type)];
  const typed = typedSets(tests, type);
  if (typed.length === 0) {
    const found = findReadable(groups, effort);
    return found.state === "none" && type === "ARN" && mayBeWrittenOtherwise(tests, effort) ? OPEN : found;
  }
  if (typed.some((set) => set.isEmpty()) || areApart(typed)) return NONE;
  const finite = groups.find((group) => group.wanted && group.shapes.every(isLiteral));
  if (finite !== undefined) {
    // Spelling in another case never changes what a number, an instant or an address is.
    const shapes = finite.shapes.filter((shape) => typed.every((set) => set.holds(anyTextOf(shape))));
    return findText([...groups.filter((group) => group !== finite), { wanted: true, shapes }], effort);
  }
  if (groups.length > 0 && findText(groups, effort).state === "none") return NONE;
  for (const text of typed.flatMap((set) => set.samples())) {
    if (!typed.every((set) => set.holds(text))) continue;
    if (groups.length === 0) return { state: "found", text };
    const found = findText([...groups, { wanted: true, shapes: [literalShape(text)] }], effort);
    if (found.state === "found") return found;
  }
  return OPEN;
}

/** An empty text may count as no value at all, so a request must not rest on one. */
function findReadable(groups: readonly ShapeGroup[], effort: Effort): TextFound {
  if (groups.length === 0) return { state: "found", text: "a" };
  const found = findText(groups, effort);
  if (found.state !== "found" || found.text !== "") return found;
  const longer = findText([...groups, NOT_EMPTY], effort);
  return longer.state === "found" ? longer : OPEN;
}

const NOT_EMPTY: ShapeGroup = { wanted: true, shapes: [[one(ANYTHING), run(ANYTHING)]] };

function textGroups(tests: readonly ValueTest[]): ShapeGroup[] {
  const excluded = new Set(tests.flatMap((test) => (test.kind === "text" ? [...test.excluded] : [])));
  const groups: ShapeGroup[] = [];
  for (const test of tests) {
    if (test.kind === "boolean") groups.push({ wanted: true, shapes: booleanShapes(test.values) });
    if (test.kind !== "text") continue;
    const kept = test.wanted ? test.sets.filter((set) => !isExcluded(set, excluded)) : test.sets;
    groups.push({ wanted: test.wanted, shapes: kept.map(({ shape }) => shape) });
    if (test.within !== undefined) groups.push({ wanted: true, shapes: [test.within] });
  }
  return groups;
}

/** The same variable has the same value on both sides, whatever it is. */
function isExcluded({ identity }: TextSet, excluded: ReadonlySet<string>): boolean {
  return identity !== undefined && excluded.has(identity);
}

function groupsOfType(type: KeyType | undefined): readonly ShapeGroup[] {
  if (type === "Bool") return [{ wanted: true, shapes: booleanShapes([true, false]) }];
  return type === "ARN" ? [{ wanted: true, shapes: [ANY_ARN] }] : [];
}

/**
 * AWS Amplify sends its ARN percent-encoded, and CloudWatch RUM's has no type. Sources: "Creating a bucket policy to deploy a
 * static website from S3 using the AWS SDKs"; "Enabling unminification of JavaScript error stack traces".
 */
function mayBeWrittenOtherwise(tests: readonly ValueTest[], effort: Effort): boolean {
  const groups = textGroups(tests);
  // Who does not write such an ARN out means no such ARN.
  const written = groups.flatMap(({ wanted, shapes }) => (wanted ? shapes.filter(isLiteral) : []));
  if (written.some((shape) => ARN_WITHOUT_TYPE.test(anyTextOf(shape)))) return true;
  return findText([...groups, { wanted: true, shapes: [ENCODED_ARN] }], effort).state !== "none";
}

const ENCODED_ARN: TextShape = [...literalShape("arn%3Aaws"), run(ANYTHING)];
const ARN_WITHOUT_TYPE = /^arn:[^:]*:[^:]*:[^:]*:\d{12}\/[^:]+$/;

/** No text is an address and a number or an instant as well. */
function areApart(typed: readonly TypedSet[]): boolean {
  const strict = typed.filter(({ lax }) => !lax);
  return strict.length > 1 && strict.some(({ kind }) => kind === "address");
}

interface TypedSet {
  readonly kind: "numeric" | "date" | "address";
  /** Texts that are not of the kind may pass too. */
  readonly lax: boolean;
  isEmpty(): boolean;
  samples(): readonly string[];
  holds(text: string): boolean;
}

function typedSets(tests: readonly ValueTest[], type: KeyType | undefined): readonly TypedSet[] {
  const result: TypedSet[] = [];
  for (const [kind, ownType] of [
    ["numeric", "Numeric"],
    ["date", "Date"],
  ] as const) {
    const own = tests.flatMap((test) => (test.kind === kind ? [test] : []));
    if (own.length === 0 && type !== ownType) continue;
    const lax = type !== ownType && own.every((test) => test.lax);
    result.push(rangeSet(kind, own.map(({ set }) => set).reduce(intersectIntervals, ALL_NUMBERS), lax));
  }
  const own = tests.flatMap((test) => (test.kind === "address" ? [test] : []));
  if (own.length > 0 || type === "IPAddress") {
    const lax = type !== "IPAddress" && own.every((test) => test.lax);
    result.push(addressSet(own.map(({ set }) => set).reduce(intersectAddresses, ALL_ADDRESSES), lax));
  }
  return result;
}

function rangeSet(kind: "numeric" | "date", set: IntervalSet, lax: boolean): TypedSet {
  const read = kind === "numeric" ? readNumber : readInstant;
  const holds = (text: string): boolean => {
    const value = read(text);
    return value === undefined ? lax : intervalsHold(set, value);
  };
  return {
    kind,
    lax,
    isEmpty: () => !lax && set.length === 0,
    samples: () =>
      samplesOfIntervals(kind === "date" ? datesFirst(set) : set)
        .flatMap((value) => (kind === "numeric" ? [String(value)] : [nextSecond(value), value].flatMap(instantTexts)))
        .filter(holds),
    holds,
  };
}

function nextSecond(instant: number): number {
  return Math.ceil(instant / 1000) * 1000;
}

/** Instants of our time are easier to read than those of 1970 and before. */
function datesFirst(set: IntervalSet): IntervalSet {
  const recent = intersectIntervals(set, [{ low: 1_767_225_600_000, lowIn: true, high: Infinity, highIn: false }]);
  return [...recent, ...set];
}

const LAST_DATE = 253_402_300_799_000;

function instantTexts(value: number): readonly string[] {
  if (!Number.isInteger(value) || Math.abs(value) > LAST_DATE) return [];
  const written = new Date(value).toISOString();
  return value % 1000 === 0 ? [written.replace(".000Z", "Z"), String(value / 1000)] : [written];
}

function addressSet(set: AddressSet, lax: boolean): TypedSet {
  return {
    kind: "address",
    lax,
    isEmpty: () => !lax && set.v4.length === 0 && set.v6.length === 0,
    samples: () => [set, { ...NO_ADDRESS, v6: set.v6 }].flatMap((part) => sampleAddress(part) ?? []),
    holds: (text) => {
      const address = readAddress(text);
      if (address === undefined) return lax;
      const only = addressesOf([{ first: address, bits: address.family === 4 ? 32 : 128 }]);
      const common = intersectAddresses(set, only);
      return common.v4.length + common.v6.length > 0;
    },
  };
}

function anyTextOf(shape: TextShape): string {
  return shape.map(({ codes }) => String.fromCharCode(codes?.[0] ?? 0)).join("");
}
