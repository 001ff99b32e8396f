/** A sentence of which the beginning was cut off. */
import { type CompactText } from "./compact-text.ts";
import { looksLikeOneValue, valueBetween } from "./message-value.ts";

/** Longer than any ARN: a reason further away belongs to something else. */
export const LONGEST_RESOURCE = 2600;

/** The end of a sentence whose beginning was cut off: `s3:GetObject on resource: ARN` before a reason at `end`. */
export function readFragment(
  readable: string,
  compact: CompactText,
  end: number,
): { action: string | null; resource: string | null; start: number } {
  const to = compact.fromReadable(end);
  const from = Math.max(0, to - LONGEST_RESOURCE);
  const before = compact.text.slice(from, to);
  const label = before.lastIndexOf("resource:");
  if (label < 0) return { action: null, resource: null, start: end };
  const start = compact.toReadable(from + label);
  const value = readable.slice(compact.toReadable(from + label + "resource:".length - 1) + 1, end);
  if (!looksLikeOneValue(value)) return { action: null, resource: null, start: end };
  const resource = valueBetween(value, 0, value.length);
  const action = /(?:^|[\s"'`*:])([a-z][a-z0-9-]{1,40}:[A-Z]\w{1,80})["'`*\s]{1,6}on\s+$/i.exec(
    readable.slice(Math.max(0, start - 160), start),
  );
  return { action: action?.[1] ?? null, resource, start };
}
