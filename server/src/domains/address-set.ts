/** Sets of IP addresses of both families, as sorted ranges of whole numbers. */
import { type Address, type AddressRange } from "./address.ts";

interface Span {
  readonly low: bigint;
  readonly high: bigint;
}

export interface AddressSet {
  /** Sorted, disjoint. */
  readonly v4: readonly Span[];
  readonly v6: readonly Span[];
}

export const NO_ADDRESS: AddressSet = { v4: [], v6: [] };

const LAST = { v4: (1n << 32n) - 1n, v6: (1n << 128n) - 1n } as const;

export const ALL_ADDRESSES: AddressSet = { v4: [{ low: 0n, high: LAST.v4 }], v6: [{ low: 0n, high: LAST.v6 }] };

export function addressesOf(ranges: readonly AddressRange[]): AddressSet {
  const ofFamily = (family: 4 | 6): readonly Span[] =>
    united(ranges.filter(({ first }) => first.family === family).map(spanOf));
  return { v4: ofFamily(4), v6: ofFamily(6) };
}

export function intersectAddresses(left: AddressSet, right: AddressSet): AddressSet {
  return { v4: common(left.v4, right.v4), v6: common(left.v6, right.v6) };
}

export function complementOfAddresses(set: AddressSet): AddressSet {
  return { v4: rest(set.v4, LAST.v4), v6: rest(set.v6, LAST.v6) };
}

/** An address of the set in its plainest spelling; undefined if it is empty. */
export function sampleAddress({ v4, v6 }: AddressSet): string | undefined {
  const [four] = v4;
  if (four !== undefined) return dotted(four.low);
  const [six] = v6;
  return six === undefined ? undefined : grouped(six.low);
}

function spanOf({ first, bits }: AddressRange): Span {
  const width = first.family === 4 ? 32 : 128;
  const free = BigInt(width - bits);
  const low = (numberOf(first) >> free) << free;
  return { low, high: low + (1n << free) - 1n };
}

function numberOf({ words }: Address): bigint {
  return words.reduce((sum, word) => (sum << 32n) + BigInt(word), 0n);
}

function united(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const next of [...spans].sort((a, b) => (a.low < b.low ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || next.low > last.high + 1n) result.push(next);
    else if (next.high > last.high) result[result.length - 1] = { low: last.low, high: next.high };
  }
  return result;
}

function common(left: readonly Span[], right: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (let a = 0, b = 0; ;) {
    const one = left[a];
    const other = right[b];
    if (one === undefined || other === undefined) return result;
    const low = one.low > other.low ? one.low : other.low;
    const high = one.high < other.high ? one.high : other.high;
    if (low <= high) result.push({ low, high });
    if (one.high < other.high) a++;
    else b++;
  }
}

function rest(spans: readonly Span[], last: bigint): readonly Span[] {
  const result: Span[] = [];
  let low = 0n;
  for (const span of spans) {
    if (span.low > low) result.push({ low, high: span.low - 1n });
    low = span.high + 1n;
  }
  if (low <= last) result.push({ low, high: last });
  return result;
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

function grouped(value: bigint): string {
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(
    ":",
  );
}
