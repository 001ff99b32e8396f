/** The letter case of an action never decides. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { actionMatches, actionPattern, readAction } from "../../server/src/policy/action-pattern.ts";
import { scalarOf } from "../support/evaluation.ts";
import { searching } from "../support/searching.ts";

describe("an action entry", () => {
  const matches = (entry: string, action: string): string =>
    actionMatches(actionPattern(scalarOf(entry)), readAction(action));

  test("matches in any case alike", () => {
    const name = fc.string({ unit: fc.constantFrom("g", "G", "o", "O", "*", "?"), maxLength: 6 });
    fc.assert(
      fc.property(name, name, (entry, action) => {
        const plain = matches(`s3:${entry}`, `s3:${action}`);
        assert.equal(matches(`S3:${entry.toUpperCase()}`, `s3:${action.toLowerCase()}`), plain);
      }),
      searching(100),
    );
  });
});
