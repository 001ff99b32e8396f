import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addMembers, bitSetOf, membersOf, noBits, removeMembers } from "../../server/src/domains/bit-set.ts";

const SIZE = 2_000;
const ascending = (members: Iterable<number>): number[] => [...new Set(members)].sort((a, b) => a - b);

describe("a bit set", () => {
  for (const [name, members, form] of [
    ["empty", [], "members"],
    ["with the first number", [0], "bits"],
    ["around the end of a word", [31, 32, 63, 64], "bits"],
    ["thin", [7, 1_999], "members"],
    ["dense", Array.from({ length: 500 }, (_, index) => index * 3), "bits"],
  ] as const) {
    test(`${name} holds its members, in the smaller form`, () => {
      const set = bitSetOf(members);
      assert.equal(set.form, form);
      const bits = noBits(SIZE);
      addMembers(bits, set);
      assert.deepEqual(membersOf(bits), [...members]);
    });
  }

  test("adds and removes as a set of numbers does", () => {
    const members = fc.array(fc.nat(SIZE - 1), { maxLength: 120 }).map(ascending);
    fc.assert(
      fc.property(members, members, members, (one, other, less) => {
        const bits = noBits(SIZE);
        addMembers(bits, bitSetOf(one));
        addMembers(bits, bitSetOf(other));
        const removed = noBits(SIZE);
        addMembers(removed, bitSetOf(less));
        removeMembers(bits, removed);
        const without = new Set(less);
        assert.deepEqual(
          membersOf(bits),
          ascending([...one, ...other]).filter((member) => !without.has(member)),
        );
      }),
      { numRuns: 50 },
    );
  });
});
