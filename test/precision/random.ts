/** Random choices that a seed repeats. */
export interface Random {
  chance(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
}

/** The "mulberry32" generator. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (share) => next() < share,
    pick: (values) => values[Math.floor(next() * values.length)]!,
  };
}
