/** Bit sets, against sets of numbers. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addMembers, bitSetOf, membersOf, noBits, removeMembers } from "../../server/src/domains/bit-set.ts";
import { searching } from "../support/searching.ts";

const SIZE = 2_000;
const ascending = (members: Iterable<number>): number[] => [...new Set(members)].sort((a, b) => a - b);

describe("a bit set", () => {
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
      searching(50),
    );
  });
});
