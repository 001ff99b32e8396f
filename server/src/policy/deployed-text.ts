/** Texts of a policy with what is known of where it is deployed: its partition, its account, its Region, and variables. */
import { type Hole } from "../syntax/value.ts";
import { keyOfHole, type VariableLookup } from "./text-pattern.ts";

interface OpenText {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** With the values that the lookup knows in the place of their holes; undefined if it knows none. */
export function deployedText({ text, holes }: OpenText, lookup: VariableLookup): OpenText | undefined {
  let filled = "";
  let at = 0;
  const left: Hole[] = [];
  let isChanged = false;
  for (const hole of holes) {
    const key = keyOfHole(hole);
    const value = key === undefined ? undefined : lookup(key);
    filled += text.slice(at, hole.start);
    const start = filled.length;
    if (value?.state === "text") {
      filled += value.text;
      isChanged = true;
    } else {
      filled += text.slice(hole.start, hole.end);
      left.push({ ...hole, start, end: filled.length });
    }
    at = hole.end;
  }
  return isChanged ? { text: filled + text.slice(at), holes: left } : undefined;
}
