/** Places in a text of which the lines are sought at once, against the library that looks at each character. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { unchangingText } from "../../server/src/lsp/unchanging-text.ts";

/** All texts of up to so many of these characters. */
const LONGEST = 6;
const CHARACTERS = ["a", "\n", "\r"];

describe("places in a text that never changes", () => {
  const texts = textsOf(LONGEST);

  test("every offset is where the library says it is", () => {
    for (const text of texts) {
      const [own, library] = bothOf(text);
      for (let offset = -1; offset <= text.length + 1; offset++) {
        assert.deepEqual(own.positionAt(offset), library.positionAt(offset), `${JSON.stringify(text)} at ${offset}`);
      }
    }
  });

  test("every place has the offset, and every range the text, that the library gives it", () => {
    for (const text of texts.filter(({ length }) => length <= 4)) {
      const [own, library] = bothOf(text);
      for (const start of PLACES) {
        assert.equal(
          own.offsetAt(start),
          library.offsetAt(start),
          `${JSON.stringify(text)} at ${JSON.stringify(start)}`,
        );
        for (const end of PLACES) assert.equal(own.getText({ start, end }), library.getText({ start, end }));
      }
    }
  });
});

/** Some of them past the end of a line or of the text, or before its start. */
const PLACES = [-1, 0, 1, 2, 4].flatMap((line) => [-1, 0, 1, 5].map((character) => ({ line, character })));

function textsOf(length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsOf(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => CHARACTERS.map((character) => text + character))];
}

function bothOf(text: string) {
  const about = ["file:///a.json", "json", 1, text] as const;
  return [unchangingText(...about), TextDocument.create(...about)] as const;
}
