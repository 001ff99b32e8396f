/** Work that ends in time, whatever the collector of garbage takes meanwhile. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { inTime, type Limit } from "../../server/src/aws/limit.ts";

/** As a request waits: only the signal's own listener knows of it. */
const untilAborted = ({ abortSignal }: Limit): Promise<never> =>
  new Promise((_, reject) => {
    abortSignal.addEventListener("abort", () => {
      reject(new Error("the request was ended"));
    });
  });
const never = (): Promise<never> => new Promise(() => undefined);

describe("a limit of time", () => {
  for (const [name, run] of [
    ["work that looks at the signal", untilAborted],
    ["work that does not", never],
  ] as const) {
    test(`ends ${name}, also when garbage is collected meanwhile`, async () => {
      setFlagsFromString("--expose-gc");
      const collect = runInNewContext("gc") as () => void;
      const ended = assert.rejects(inTime(100, new AbortController().signal, run));
      collect();
      await new Promise(setImmediate);
      collect();
      await ended;
    });

    test(`ends ${name} when the command is cancelled`, async () => {
      const cancel = new AbortController();
      const ended = assert.rejects(inTime(60_000, cancel.signal, run));
      cancel.abort();
      await ended;
    });
  }

  test("begins nothing for a command that is cancelled already", async () => {
    const cancel = new AbortController();
    cancel.abort();
    let isBegun = false;
    const run = (): Promise<void> => {
      isBegun = true;
      return Promise.resolve();
    };
    await assert.rejects(inTime(60_000, cancel.signal, run), { name: "AbortError" });
    assert.equal(isBegun, false);
  });

  test("gives what came in time", async () => {
    assert.equal(await inTime(60_000, new AbortController().signal, () => Promise.resolve(7)), 7);
  });
});
