/** Lines and columns, against splitting the text. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createLineIndex } from "../../server/src/text/line-index.ts";
import { searching } from "../support/searching.ts";

describe("places", () => {
  test("every offset lies on the line that its line breaks say", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n") }), (text) => {
        const lines = createLineIndex(text);
        for (let at = 0; at <= text.length; at++) {
          const before = text.slice(0, at).split("\n");
          const { line, column } = lines.placeAt(at);
          assert.deepEqual([line, column], [before.length, (before.at(-1) ?? "").length + 1]);
        }
      }),
      searching(100),
    );
  });
});
