/** How far something is that takes long is shown after a second, whether anything was said of it by then or not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Connection } from "vscode-languageserver/node";
import { createProgressSource } from "../../server/src/lsp/progress.ts";
import { yieldToEvents } from "../../server/src/lsp/run-safe.ts";
import { ownTime } from "../support/own-time.ts";

const NO_LOG = { error: () => undefined, warn: () => undefined, info: () => undefined };

function started(isSupported = true) {
  const time = ownTime();
  const told: string[] = [];
  const reporter = {
    begin: (title: string) => told.push(`begin ${title}`),
    report: (percent: number) => told.push(`${percent} %`),
    done: () => told.push("done"),
  };
  const connection = { window: { createWorkDoneProgress: () => Promise.resolve(reporter) } } as unknown as Connection;
  const progress = createProgressSource(connection, () => isSupported, time, NO_LOG)("Checking a.json");
  return { time, told, progress };
}

describe("progress", () => {
  test("of what is over within a second, nothing is shown", async () => {
    const { time, told, progress } = started();
    time.pass(999);
    progress.report(0.5);
    progress.done();
    time.pass(1_000);
    await yieldToEvents();
    assert.deepEqual(told, []);
  });

  test("is shown after a second while nothing has been said of it, such as while a file is read", async () => {
    const { time, told, progress } = started();
    time.pass(1_000);
    await yieldToEvents();
    assert.deepEqual(told, ["begin Checking a.json"]);
    progress.report(0.25);
    progress.done();
    await yieldToEvents();
    assert.deepEqual(told, ["begin Checking a.json", "25 %", "done"]);
  });

  test("begins with how far it is by then", async () => {
    const { time, told, progress } = started();
    progress.report(0.25);
    time.pass(1_000);
    await yieldToEvents();
    assert.deepEqual(told, ["begin Checking a.json", "25 %"]);
  });

  test("is not shown to a client that cannot show it", async () => {
    const { time, told, progress } = started(false);
    time.pass(1_000);
    progress.report(0.25);
    progress.done();
    await yieldToEvents();
    assert.deepEqual(told, []);
  });
});
