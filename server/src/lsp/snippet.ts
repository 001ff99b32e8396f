/** A text with stops as the snippet syntax that editors share. */
import { type DraftPart } from "../syntax/draft.ts";

/** The same name at two stops is written once; a wildcard is no name. */
export function snippetOf(parts: readonly DraftPart[]): string {
  const numbers = new Map<string, number>();
  let stops = 0;
  const text = parts.map((part) => {
    if (typeof part === "string") return escaped(part);
    const known = part.stop.length < SHORTEST_NAME ? undefined : numbers.get(part.stop);
    const number = known ?? ++stops;
    numbers.set(part.stop, number);
    return part.stop === "" ? `$${number}` : `\${${number}:${escaped(part.stop)}}`;
  });
  return text.join("");
}

const SHORTEST_NAME = 3;

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
