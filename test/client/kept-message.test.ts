import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keptMessage, newerMessage, readKeptMessage } from "../../client/src/kept-message.ts";

const FACT = { key: "aws:SourceVpce", value: "vpce-1" };
const KEPT = { message: "denied", facts: [FACT] };

describe("what a panel keeps over a reload", () => {
  test("comes back as it was", () => assert.deepEqual(readKeptMessage({ kept: keptMessage(KEPT) }), KEPT));
  test("is nothing of a whole log", () =>
    assert.equal(readKeptMessage({ kept: keptMessage({ ...KEPT, message: "x".repeat(30_000) }) }), undefined));
  for (const [name, state] of Object.entries({
    nothing: undefined,
    "another shape": { kept: { message: 1, facts: [] } },
    "a text": "denied",
  })) {
    test(`is nothing in ${name}`, () => assert.equal(readKeptMessage(state), undefined));
  }
  test("gives way to a message that was explained after it", () =>
    assert.deepEqual(newerMessage(KEPT, "denied again"), { message: "denied again", facts: [] }));
  test("stays with its facts if it is the newest, or if there is no history", () => {
    assert.equal(newerMessage(KEPT, "denied"), KEPT);
    assert.equal(newerMessage(KEPT, undefined), KEPT);
  });
});
