/** How fast a pasted text is read: a log as it comes, and texts made to be slow. */
import { readMessage } from "../server/src/message/read-message.ts";
import { hostileTexts } from "../test/support/hostile-texts.ts";
import { median, medianOf, type Measurement } from "./measure.ts";
import { logOf } from "../test/support/sized-policies.ts";

const MEGABYTE = 1_000_000;

export function measureReading(): readonly Measurement[] {
  const log = logOf(MEGABYTE);
  return [{ name: "read a denial out of 1 MB of log", milliseconds: medianOf(() => read(log)), limit: 200 }, slowest()];
}

function slowest(): Measurement {
  let worst = { name: "", milliseconds: 0 };
  for (const [name, text] of Object.entries(hostileTexts(MEGABYTE))) {
    const milliseconds = median(Array.from({ length: 5 }, () => timeOf(() => read(text))));
    if (milliseconds > worst.milliseconds) worst = { name, milliseconds };
  }
  return { name: `read 1 MB of the slowest text (${worst.name})`, milliseconds: worst.milliseconds, limit: 400 };
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function read(text: string): unknown {
  return readMessage(text, { actionOfOperation: () => null });
}
