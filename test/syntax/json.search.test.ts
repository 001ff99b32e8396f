/** Any text is read, and every character of a decoded text is found where it was written. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readJson } from "../../server/src/syntax/json.ts";
import { decodeJsonString, decodePercent } from "../../server/src/syntax/json-string.ts";
import { type Span } from "../../server/src/text/span.ts";
import { type Value, WITHOUT_HOLES } from "../../server/src/syntax/value.ts";
import { anyCharacter, wholeCharacter } from "../support/any-text.ts";
import { searching } from "../support/searching.ts";

const read = (text: string) => readJson(text, WITHOUT_HOLES);

function* spansOf(value: Value | undefined): Generator<Span> {
  if (value === undefined) return;
  yield value.span;
  if (value.kind === "array") for (const item of value.items) yield* spansOf(item);
  if (value.kind === "object") {
    for (const member of value.members) {
      yield* [member.span, member.keySpan];
      yield* spansOf(member.value);
    }
  }
}

describe("half-typed text is read as far as it goes", () => {
  test("any text is read without throwing, and every span lies inside it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\u00a/* \n1tru"'.split("")) }), (text) => {
        for (const span of spansOf(read(text).root)) {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        }
      }),
      searching(100),
    );
  });
});

describe("strings inside strings", () => {
  test("every JSON string decodes as JSON.parse does, and every character maps into its literal", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const literal = JSON.stringify(text);
        const { text: decoded, map } = decodeJsonString(literal, 0, literal.length);
        assert.equal(decoded, text);
        for (let at = 0; at < text.length; at++) {
          const { start, end } = map.outerSpan(at, at + 1);
          assert.equal(JSON.parse(`"${literal.slice(start, end)}"`), text.charAt(at));
        }
      }),
      searching(100),
    );
  });

  test("percent-encoding is undone, with every character mapped to its bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: wholeCharacter }), (text) => {
        const encoded = encodeURIComponent(text);
        const decoded = decodePercent(encoded);
        assert.equal(decoded?.text, text);
        const { start, end } = decoded.map.outerSpan(0, text.length);
        assert.deepEqual([start, end], [0, encoded.length]);
      }),
      searching(100),
    );
  });
});
