/** Long work gives way to whoever asks meanwhile. Counted, not timed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { CancellationToken } from "vscode-languageserver-protocol/node";
import { runSafe, yieldToEvents } from "../../server/src/lsp/run-safe.ts";
import { createWork } from "../../server/src/lsp/work.ts";

const NO_LOG = { error: () => undefined, warn: () => undefined, info: () => undefined };

/** A slice is ten steps of the work's own clock; of what nobody waits for it is one, and one is under way. */
const SLICES = { run: 10, runWhenIdle: 2 } as const;

for (const queue of ["run", "runWhenIdle"] as const) {
  test(`a request that arrives during a slice is answered before the next one (${queue})`, async () => {
    let clock = 0;
    const work = createWork(
      () => ++clock,
      () => 0,
    );
    const { port1: client, port2: server } = new MessageChannel();
    let steps = 0;
    const waited: number[] = [];
    let asked = 0;
    server.on("message", () => {
      // So does the protocol's library hand out what has arrived.
      setImmediate(() => {
        void runSafe("hover", null, CancellationToken.None, NO_LOG, () => waited.push(steps - asked));
      });
    });
    const step = (): "more" | "last" => {
      steps++;
      if (steps % 100 === 1) {
        asked = steps;
        client.postMessage("hover");
      }
      return steps === 1_000 ? "last" : "more";
    };
    if (queue === "run") await work.run(step, () => true);
    else await work.runWhenIdle(step);
    for (let turn = 0; turn < 5; turn++) await yieldToEvents();
    client.close();
    assert.equal(waited.length, 10);
    assert.ok(Math.max(...waited) <= SLICES[queue], `the slowest waited for ${Math.max(...waited)} steps`);
  });
}

test("no slice is taken while a message arrives in pieces", async () => {
  let pieces = 0;
  const work = createWork(
    () => 0,
    () => Math.min(++pieces, 20),
  );
  let before = 0;
  await work.run(
    () => ((before = pieces), "last"),
    () => true,
  );
  assert.ok(before >= 20, `a step was taken behind piece ${before} of 20`);
});

test("a client that sends without end does not stop the work", async () => {
  let clock = 0;
  let pieces = 0;
  const work = createWork(
    () => (clock += 10),
    () => ++pieces,
  );
  let steps = 0;
  const finished = await work.run(
    () => (++steps === 5 ? "last" : "more"),
    () => true,
  );
  assert.ok(finished);
});
