import assert from "node:assert/strict";
import { test } from "node:test";
import { readPanelMessage } from "../../client/src/denial-panel/panel-message.ts";
import { keptMessage, readKeptMessage } from "../../client/src/kept-message.ts";

test("a message of the page is an action that exists with as many numbers as it takes", () => {
  assert.deepEqual(readPanelMessage({ action: "open-place", at: [3] }), { action: "open-place", at: [3] });
  assert.deepEqual(readPanelMessage({ action: "copy-command", at: [0, 1, 2] }), {
    action: "copy-command",
    at: [0, 1, 2],
  });
  assert.deepEqual(readPanelMessage({ action: "ready", at: [] }), { action: "ready", at: [] });
});

test("anything else is no message", () => {
  const others: unknown[] = [
    undefined,
    null,
    "ready",
    {},
    { action: "open-place" },
    { action: "open-place", at: [] },
    { action: "open-place", at: [1, 2] },
    { action: "open-place", at: ["file:///etc/passwd"] },
    { action: "open-place", at: [-1] },
    { action: "open-place", at: [0.5] },
    { action: "open-place", at: [Number.NaN] },
    { action: "open-place", at: { length: 1, 0: 1 } },
    { action: "constructor", at: [] },
    { action: "__proto__", at: [] },
    { action: "run", at: [], command: "workbench.action.closeWindow" },
  ];
  for (const other of others) assert.equal(readPanelMessage(other), undefined, JSON.stringify(other));
});

test("what a panel kept comes back, and whatever else comes back is let go", () => {
  const kept = { message: "User: …", facts: [{ key: "aws:SourceIp", value: "203.0.113.7" }] };
  assert.deepEqual(readKeptMessage({ scroll: 3, kept: keptMessage(kept) }), kept);
  assert.equal(keptMessage({ message: "x".repeat(20_001), facts: [] }), null);
  for (const other of [
    undefined,
    null,
    1,
    {},
    { kept: null },
    { kept: { message: 1, facts: [] } },
    { kept: { message: "" } },
  ]) {
    assert.equal(readKeptMessage(other), undefined, JSON.stringify(other));
  }
  assert.deepEqual(readKeptMessage({ kept: { message: "m", facts: [null, { key: 1, value: "" }] } }), {
    message: "m",
    facts: [],
  });
});
