/** Placeholders of one file's texts, in which a few names and values stand many times over. */
import { type Hole, type HoleReading } from "../syntax/value.ts";
import { PLACEHOLDERS } from "./placeholders.ts";

/** Longer ones hardly stand anywhere twice. */
const LONGEST_KNOWN = 200;

/** So many different ones; an account has more, and its most usual ones come early. */
const MOST_KNOWN = 2_000;

/** Reads the same as `PLACEHOLDERS`, each text once. Lives as long as the file's values. */
export function placeholdersOfFile(): HoleReading {
  return { holesIn: readOnce(PLACEHOLDERS.holesIn), holesInName: readOnce(PLACEHOLDERS.holesInName) };
}

function readOnce(holesIn: (text: string) => readonly Hole[]): (text: string) => readonly Hole[] {
  const known = new Map<string, readonly Hole[]>();
  return (text) => {
    if (text.length > LONGEST_KNOWN) return holesIn(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const holes = holesIn(text);
    if (known.size < MOST_KNOWN) known.set(text, holes);
    return holes;
  };
}
