/** One measure for texts and files: bytes as UTF-8, whatever a file is written in. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isLargerThan, isSurelyLargerThan } from "../../server/src/text/size.ts";

const TEXTS: Readonly<Record<string, string>> = {
  nothing: "",
  ASCII: "Action",
  "letters of two bytes": "\u00e9\u00fc\u00df",
  "characters of three": "\u65e5\u672c\ufeff",
  "pairs of four": "\u{1f511}\u{10ffff}",
  "all of them": "a\u00e9\u65e5\u{1f511}z",
};

describe("how large a text is", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    test(`is what a file in UTF-8 has: ${name}`, () => {
      const size = Buffer.byteLength(text);
      assert.equal(isLargerThan(text, size), false);
      if (size > 0) assert.equal(isLargerThan(text, size - 1), true);
    });
  }
});

describe("a file", () => {
  const marked = (mark: readonly number[], text: Buffer): Buffer => Buffer.concat([Buffer.from(mark), text]);
  const MARKS = {
    "UTF-8": (text: string) => Buffer.from(text),
    "UTF-8 with its mark": (text: string) => marked([0xef, 0xbb, 0xbf], Buffer.from(text)),
    "UTF-16, little end first": (text: string) => marked([0xff, 0xfe], Buffer.from(text, "utf16le")),
    "UTF-16, big end first": (text: string) => marked([0xfe, 0xff], Buffer.from(text, "utf16le").swap16()),
  };
  for (const [name, bytesOf] of Object.entries(MARKS)) {
    test(`is never refused for its size where its text is small enough: ${name}`, () => {
      for (const text of Object.values(TEXTS)) {
        const bytes = bytesOf(text);
        assert.equal(isSurelyLargerThan(Buffer.byteLength(text), bytes.length, bytes), false, text);
      }
    });
  }

  test("is refused unread where no encoding makes it small enough", () => {
    assert.equal(isSurelyLargerThan(10, 11, Buffer.from("{ ")), true);
    assert.equal(isSurelyLargerThan(10, 24, Buffer.from([0xff, 0xfe, 0x7b])), true);
    assert.equal(isSurelyLargerThan(10, 2, Buffer.from([])), false);
  });
});
