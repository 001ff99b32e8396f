/** Plain JSON data (already parsed, so without positions) into the value tree: every span is empty, at offset 0. */
import { NOWHERE as NOWHERE_MAP } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { DEEPEST_NESTING } from "./json.ts";
import { type HoleReading, type Value } from "./value.ts";

const NOWHERE: Span = { start: 0, end: 0 };

/** Deeper parts than any policy has become `unknown`; so does anything that is not JSON. */
export function valueOfJson(json: unknown, reading: HoleReading, depth = 0): Value {
  if (typeof json === "string")
    return { kind: "string", span: NOWHERE, text: json, holes: reading.holesIn(json), map: NOWHERE_MAP };
  if (typeof json === "number") return { kind: "number", span: NOWHERE, text: String(json) };
  if (typeof json === "boolean") return { kind: "boolean", span: NOWHERE, value: json };
  if (json === null) return { kind: "null", span: NOWHERE };
  if (typeof json !== "object" || depth >= DEEPEST_NESTING) return { kind: "unknown", span: NOWHERE };
  if (Array.isArray(json)) {
    return { kind: "array", span: NOWHERE, items: json.map((item: unknown) => valueOfJson(item, reading, depth + 1)) };
  }
  return {
    kind: "object",
    span: NOWHERE,
    members: Object.entries(json).map(([key, value]: [string, unknown]) => ({
      key,
      keyHoles: reading.holesInName(key),
      keySpan: NOWHERE,
      keyMap: NOWHERE_MAP,
      span: NOWHERE,
      value: valueOfJson(value, reading, depth + 1),
    })),
  };
}
