import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { applyEdits } from "../../server/src/text/edit.ts";
import { createLineIndex } from "../../server/src/text/line-index.ts";
import { composeMaps, mapOfPieces, shiftedBy } from "../../server/src/text/span-map.ts";

describe("places", () => {
  test("lines and columns start at 1", () => {
    const lines = createLineIndex("ab\ncd\n");
    assert.deepEqual(lines.placeAt(0), { line: 1, column: 1, offset: 0 });
    assert.deepEqual(lines.placeAt(4), { line: 2, column: 2, offset: 4 });
    assert.deepEqual(lines.placeAt(6), { line: 3, column: 1, offset: 6 });
    assert.equal(lines.lineStart(2), 3);
    assert.equal(lines.lineStart(9), 6);
  });
});

describe("edits", () => {
  test("refer to the text before any of them, in any order", () => {
    const edits = [
      { span: { start: 4, end: 5 }, newText: "E" },
      { span: { start: 0, end: 1 }, newText: "AA" },
      { span: { start: 2, end: 2 }, newText: "-" },
    ];
    assert.equal(applyEdits("abcde", edits), "AAb-cdE");
  });

  test("one that overlaps an earlier one is left out", () => {
    const edits = [
      { span: { start: 0, end: 3 }, newText: "x" },
      { span: { start: 2, end: 4 }, newText: "y" },
    ];
    assert.equal(applyEdits("abcde", edits), "xde");
  });
});

describe("span maps", () => {
  const escaped = mapOfPieces(
    [
      { inner: 0, length: 2, outer: 10, outerLength: 2 },
      { inner: 2, length: 1, outer: 12, outerLength: 6 },
      { inner: 3, length: 2, outer: 18, outerLength: 2 },
    ],
    20,
  );

  for (const [start, end, expected] of [
    [0, 2, [10, 12]],
    [2, 3, [12, 18]],
    [1, 4, [11, 19]],
    [3, 3, [18, 18]],
    [5, 5, [20, 20]],
    [0, 5, [10, 20]],
  ] as const) {
    test(`${start}–${end} was written as ${expected.join("–")}`, () => {
      const span = escaped.outerSpan(start, end);
      assert.deepEqual([span.start, span.end], expected);
    });
  }

  test("maps compose", () => {
    assert.deepEqual(composeMaps(escaped, shiftedBy(100)).outerSpan(2, 3), { start: 112, end: 118 });
  });
});
