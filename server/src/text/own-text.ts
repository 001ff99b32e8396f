/**
 * The same text by itself. A text that was cut out of a file may be kept as a view of it, and then keeps the whole file
 * in memory: what outlives its file is kept of such a copy.
 */
export function ownText(text: string): string {
  // Put together and cut anew, it is a view of this short text at most.
  return text.length < SHORTEST_VIEW ? text : ` ${text}`.slice(1);
}

/** Shorter ones are copied in any case. */
const SHORTEST_VIEW = 13;

/** Plain data with texts of its own. */
export function ownCopy<Plain>(plain: Plain): Plain {
  return copyOf(plain) as Plain;
}

function copyOf(plain: unknown): unknown {
  if (typeof plain === "string") return ownText(plain);
  if (Array.isArray(plain)) return plain.map(copyOf);
  if (typeof plain !== "object" || plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, copyOf(value)]));
}
