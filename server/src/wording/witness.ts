/** A request that a statement matches, as the prover found it. */
import { item, listed, name, type Passage, type Phrase, say, text, value } from "./phrase.ts";

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

/** More would hide what it is an example of. */
const MOST_KEYS_OF_EXAMPLE = 4;

/** In one sentence, with the keys that it does not have. */
export function exampleInWords(
  { principal, action, resource, context }: WitnessInWords,
  absent: readonly string[],
): Phrase {
  const unsaid = new Set([IS_SERVICE, ...absent.map((key) => key.toLowerCase())]);
  const keys = [...context].filter(([key]) => !unsaid.has(key.toLowerCase())).slice(0, MOST_KEYS_OF_EXAMPLE);
  const held = keys.map(([key, values]) => say`${name(key)} ${valuesOf(values)}`);
  const isService = [...context].some(([key, values]) => key.toLowerCase() === IS_SERVICE && values === "true");
  const by = isService ? say` by an AWS service` : principal === undefined ? "" : say` by ${name(principal)}`;
  return say`For example ${name(action)} on ${name(resource)}${by}${held.length === 0 ? "" : say`, with ${listed(held, "and")}`}${absent.length === 0 ? "" : say`, without ${listed(absent.map(name), "and")}`}.`;
}

const IS_SERVICE = "aws:principalisawsservice";

function valuesOf(held: string | readonly string[]): ReturnType<typeof say> {
  if (typeof held === "string") return say`${value(held)}`;
  return held.length === 0 ? say`an empty list` : listed(held.map(value), "and");
}
