/**
 * What is taken to be so because nothing says otherwise. The message is certain: a presumption that does not fit it gives
 * way, the weakest first.
 */
import { type Presumption } from "./not-known.ts";

/** The lower gives way first. */
const STRENGTHS: Readonly<Record<Presumption["assumption"], 1 | 2 | 3>> = {
  "callers-account": 1,
  attached: 2,
  "full-access-attached": 3,
};

/** Every choice of some of them, those that give up the least first; more than these few are not tried. */
export function choicesOf(presumptions: readonly Presumption[]): readonly (readonly Presumption[])[] {
  const few = [...presumptions].sort((a, b) => weightOf([a]) - weightOf([b])).slice(0, MOST_TRIED);
  const choices = Array.from({ length: 2 ** few.length - 1 }, (_, at) =>
    few.filter((_one, bit) => ((at + 1) >> bit) % 2 === 1),
  );
  return choices.sort((a, b) => a.length - b.length || weightOf(a) - weightOf(b));
}

const MOST_TRIED = 5;

function weightOf(presumptions: readonly Presumption[]): number {
  return presumptions.reduce((sum, { assumption }) => sum + STRENGTHS[assumption], 0);
}
