/** The algebra of patterns, against trying every short text. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Effort } from "../../server/src/domains/effort.ts";
import fc from "fast-check";
import { commonText, findText, type ShapeGroup } from "../../server/src/domains/shape-search.ts";
import { ANYTHING, literalShape, NO_COLON, one, run, type TextShape } from "../../server/src/domains/text-shape.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../../server/src/domains/wildcard.ts";
import { searching } from "../support/searching.ts";

const plenty = (): Effort => new Effort(1e9);

function shapeOf(glob: string): TextShape {
  return Array.from(glob).flatMap((character) =>
    character === "*" ? [run(ANYTHING)] : character === "?" ? [one(ANYTHING)] : literalShape(character),
  );
}

function holds(glob: string, text: string): boolean {
  return patternMatches(wildcardPattern(wildcardParts(glob)), text);
}

/** Up to seven characters of `a`, `b` and one that no pattern names: enough for patterns of three. */
const TEXTS: readonly string[] = Array.from({ length: 8 }).reduce<string[]>(
  (texts, _, length) =>
    length === 0
      ? [""]
      : [
          ...texts,
          ...texts
            .filter((text) => text.length === length - 1)
            .flatMap((text) => ["a", "b", "c"].map((last) => text + last)),
        ],
  [],
);

const glob = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 3 });

describe("two patterns", () => {
  test("share a text exactly if some short text is in both", () => {
    fc.assert(
      fc.property(glob, glob, (left, right) => {
        const found = commonText(shapeOf(left), shapeOf(right), plenty());
        const expected = TEXTS.find((text) => holds(left, text) && holds(right, text));
        assert.equal(found.state, expected === undefined ? "none" : "found");
        if (found.state !== "found") return;
        assert.ok(holds(left, found.text) && holds(right, found.text));
        assert.equal(found.text.length, expected?.length);
      }),
      searching(200),
    );
  });
});

describe("two patterns of two fields", () => {
  const field = (pattern: string): TextShape =>
    shapeOf(pattern).map((item) => ({ ...item, kinds: item.kinds & NO_COLON }));
  test("share a text exactly if both fields do", () => {
    fc.assert(
      fc.property(glob, glob, glob, glob, (left, right, leftEnd, rightEnd) => {
        const whole = [
          [left, leftEnd],
          [right, rightEnd],
        ].map(([first = "", last = ""]) => [...field(first), ...shapeOf(`:${last}`)]);
        const [first, last] = [
          commonText(field(left), field(right), plenty()),
          commonText(shapeOf(leftEnd), shapeOf(rightEnd), plenty()),
        ];
        const both =
          first.state === "found" && last.state === "found"
            ? { state: "found", text: `${first.text}:${last.text}` }
            : { state: "none" };
        assert.deepEqual(commonText(whole[0] ?? [], whole[1] ?? [], plenty()), both);
      }),
      searching(200),
    );
  });
});

describe("unions and complements", () => {
  const globs = fc.array(glob, { maxLength: 2 });
  test("have a text exactly if some short text is in all and in none", () => {
    fc.assert(
      fc.property(fc.array(globs, { maxLength: 2 }), globs, (wanted, unwanted) => {
        const groups: ShapeGroup[] = [
          { wanted: true, shapes: [[run(ANYTHING)]] },
          ...wanted.map((shapes) => ({ wanted: true, shapes: shapes.map(shapeOf) })),
          { wanted: false, shapes: unwanted.map(shapeOf) },
        ];
        const fits = (text: string): boolean =>
          wanted.every((union) => union.some((each) => holds(each, text))) &&
          !unwanted.some((each) => holds(each, text));
        const found = findText(groups, plenty());
        assert.equal(found.state, TEXTS.some(fits) ? "found" : "none");
        if (found.state === "found") assert.ok(fits(found.text), found.text);
      }),
      searching(200),
    );
  });
});
