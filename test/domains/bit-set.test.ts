import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addMembers, bitSetOf, membersOf, noBits } from "../../server/src/domains/bit-set.ts";

const SIZE = 2_000;

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
});
