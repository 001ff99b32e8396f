/** The algebra of patterns, against trying every short text. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Effort } from "../../server/src/domains/effort.ts";
import { commonText, findText } from "../../server/src/domains/shape-search.ts";
import {
  ANYTHING,
  caselessShape,
  literalShape,
  NO_COLON,
  one,
  run,
  type TextShape,
} from "../../server/src/domains/text-shape.ts";

const plenty = (): Effort => new Effort(1e9);

function shapeOf(glob: string): TextShape {
  return Array.from(glob).flatMap((character) =>
    character === "*" ? [run(ANYTHING)] : character === "?" ? [one(ANYTHING)] : literalShape(character),
  );
}

describe("two patterns", () => {
  for (const [left, right, common] of [
    ["a*", "*b", "ab"],
    ["a?", "?b", "ab"],
    ["abc", "abd", undefined],
    ["a*", "b*", undefined],
    ["*a*a*a*", "aa", undefined],
    ["", "*", ""],
  ] as const) {
    test(`"${left}" and "${right}" share ${common === undefined ? "nothing" : `"${common}"`}`, () => {
      const found = commonText(shapeOf(left), shapeOf(right), plenty());
      assert.deepEqual(found, common === undefined ? { state: "none" } : { state: "found", text: common });
    });
  }
});

describe("two patterns in fields, where # is any run without a colon", () => {
  const inFields = (pattern: string): TextShape =>
    pattern.split("#").flatMap((part, index) => [...(index === 0 ? [] : [run(NO_COLON)]), ...shapeOf(part)]);
  for (const [left, right, common] of [
    ["arn:#:s3:::b", "arn:aws:#:::#", "arn:aws:s3:::b"],
    ["arn:#:s3:#:vpc/*", "arn:aws:s3:#:instance/#", undefined],
    ["a#:b#:*", "a:b", undefined],
    ["a#:*", "a*:b:c#", "a:b:c"],
    ["#:b*", "a*", "a:b"],
    ["#:", "#", undefined],
    ["a:#", "*:b", "a:b"],
  ] as const) {
    test(`"${left}" and "${right}" share ${common === undefined ? "nothing" : `"${common}"`}`, () => {
      const found = commonText(inFields(left), inFields(right), plenty());
      assert.deepEqual(found, common === undefined ? { state: "none" } : { state: "found", text: common });
    });
  }
});

describe("unions and complements", () => {
  test("give up when the effort is used up", () => {
    const hard = ["*a????????????????????", "*b????????????????????"].map(shapeOf);
    const groups = hard.flatMap((shape) => [
      { wanted: true, shapes: [shape] },
      { wanted: false, shapes: [[...shape, one(ANYTHING)]] },
    ]);
    assert.equal(findText(groups, new Effort(1000)).state, "open");
  });
});

describe("texts in any case", () => {
  test("meet the same letters in another case, and no other", () => {
    const shape = caselessShape("Red-1") ?? [];
    assert.equal(commonText(shape, literalShape("rED-1"), plenty()).state, "found");
    assert.equal(commonText(shape, literalShape("rED-2"), plenty()).state, "none");
  });

  test("are not known outside ASCII", () => assert.equal(caselessShape("straße"), undefined));
});
