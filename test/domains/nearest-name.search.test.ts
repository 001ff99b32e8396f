/** The bounded distance of two words, against the unbounded one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { editDistance } from "../../server/src/domains/nearest-name.ts";
import { searching } from "../support/searching.ts";

describe("the bounded distance", () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "c") });
  test("is the unbounded one, or nothing", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        const exact = editDistance(a, b, 99);
        assert.ok(exact !== undefined);
        assert.equal(editDistance(a, b, limit), exact <= limit ? exact : undefined);
      }),
      searching(100),
    );
  });
  test("is the same both ways, and none for equal texts", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b, 99), editDistance(b, a, 99));
        assert.equal(editDistance(a, a, 0), 0);
      }),
      searching(100),
    );
  });
});
