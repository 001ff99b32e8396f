/**
 * Sets of whole numbers from 0 on. A settled set takes whichever is smaller, a bit for every number up to its last
 * member or a word for every member; sets are put together in `Bits`, which have a bit for every number.
 */

export type BitSet =
  | { readonly form: "bits"; readonly bits: Bits }
  /** In ascending order. */
  | { readonly form: "members"; readonly members: Uint32Array };

/** Bit n of the set is bit n % 32 of word n / 32. */
export type Bits = Uint32Array;

/** Members in ascending order; one may be repeated. */
export function bitSetOf(ascending: readonly number[]): BitSet {
  const last = ascending.at(-1) ?? 0;
  if (ascending.length <= last / 32) return { form: "members", members: Uint32Array.from(ascending) };
  const bits = noBits(last + 1);
  for (const member of ascending) addBit(bits, member);
  return { form: "bits", bits };
}

/** An empty set with room for the numbers below `size`. */
export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** All members must be below the size that `target` was made with. */
export function addMembers(target: Bits, set: BitSet): void {
  if (set.form === "members") for (const member of set.members) addBit(target, member);
  else for (let word = 0; word < set.bits.length; word++) target[word] = (target[word] ?? 0) | (set.bits[word] ?? 0);
}

/** Both made with the same size. */
export function removeMembers(target: Bits, removed: Bits): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) & ~(removed[word] ?? 0);
}

/** In ascending order. */
export function membersOf(bits: Bits): readonly number[] {
  const members: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    let left = bits[word] ?? 0;
    while (left !== 0) {
      members.push((word << 5) + 31 - Math.clz32(left & -left));
      left &= left - 1;
    }
  }
  return members;
}

function addBit(bits: Bits, member: number): void {
  const word = member >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (member & 31));
}
