/** A request that a statement matches, as the prover found it. */
import { item, listed, name, type Passage, say, text, value } from "./phrase.ts";

export interface WitnessInWords {
  readonly principal: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

/** Longer contexts say nothing more to a reader. */
const MOST_KEYS = 12;

export function describeWitness({ principal, action, resource, context }: WitnessInWords): Passage {
  const keys = [...context].slice(0, MOST_KEYS);
  return [
    text(say`A request that matches:`),
    item(say`${name(action)} on ${name(resource)}${principal === undefined ? say`` : say` by ${name(principal)}`}`),
    ...keys.map(([key, held]) => item(say`${name(key)}: ${valuesOf(held)}`)),
  ];
}

function valuesOf(held: string | readonly string[]): ReturnType<typeof say> {
  if (typeof held === "string") return say`${value(held)}`;
  return held.length === 0 ? say`an empty list` : listed(held.map(value), "and");
}
