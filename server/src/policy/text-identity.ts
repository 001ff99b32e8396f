/** When two texts are one text, although the file does not settle what it is. */
import { type Hole } from "../syntax/value.ts";
import { keyOfHole } from "./text-pattern.ts";

/** Equal for texts that are the same whatever fills them in; undefined for one that may be another each time. */
export function textIdentity({
  text,
  holes,
}: {
  readonly text: string;
  readonly holes: readonly Hole[];
}): string | undefined {
  if (holes.length === 0) return text;
  let identity = "";
  let at = 0;
  for (const hole of holes) {
    const key = keyOfHole(hole) ?? hole.reference;
    if (key === undefined || hole.start < at) return undefined;
    identity += `${text.slice(at, hole.start)}${HOLE}${key}${HOLE}`;
    at = hole.end;
  }
  return identity + text.slice(at);
}

/** A character for private use, which no text of a policy has. */
const HOLE = "\ue000";
