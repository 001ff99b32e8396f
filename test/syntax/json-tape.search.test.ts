/** The tape holds what VS Code's own JSON parser reads, also of broken text, at the same characters. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Node, type ParseError, type ParseErrorCode, parseTree, printParseErrorCode } from "jsonc-parser";
import { type JsonTape, NODE, readTape } from "../../server/src/syntax/json-tape.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { badPolicies, goodPolicies } from "../support/fixture-policies.ts";
import { searching, someOf } from "../support/searching.ts";

const DEEPEST = 500;

const SIGNS = ["{", "}", "[", "]", '"', ",", ":", "\\", "/", "*", "-", "1", ".", "e", " ", "\n", "\r", "\u0001", "t"];

function tapeOf(text: string): JsonTape {
  return resultOf(readTape(text, DEEPEST));
}

const NAMES = new Map(Object.entries(NODE).map(([name, kind]) => [kind, name]));

type Read = readonly [kind: string, start: number, end: number, children: readonly Read[]];

function readAt(tape: JsonTape, node: number): Read {
  const children: Read[] = [];
  const after = tape.after(node);
  for (let child = node + 1; child < after; child = tape.after(child)) children.push(readAt(tape, child));
  return [NAMES.get(tape.kindOf(node)) ?? "?", tape.startOf(node), tape.endOf(node), children];
}

const KINDS: Readonly<Partial<Record<Node["type"], string>>> = { property: "member" };

/** It lets a value that a comment without an end stands behind end after the text. */
function readBy({ type, offset, length, value, children }: Node, limit: number): Read {
  const kind = type === "boolean" ? String(value) : (KINDS[type] ?? type);
  const own = (children ?? []).map((child) => readBy(child, limit));
  return [kind, offset, Math.min(offset + length, limit), own];
}

function assertSame(text: string): void {
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true };
  const expected = parseTree(text, errors, options);
  const tape = tapeOf(text);
  assert.deepEqual(tape.length === 0 ? undefined : readAt(tape, 0), expected && readBy(expected, text.length), text);
  assert.deepEqual(
    tape.problems.map(({ kind, start }) => `${kind} ${start}`),
    errors.map(({ error, offset }) => `${inWords(error)} ${offset}`).slice(0, tape.problems.length),
    text,
  );
  assert.equal(tape.problemCount, errors.length, text);
}

function inWords(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

describe("JSON is read as VS Code reads it", () => {
  test("every fixture, whole and cut off", () => {
    for (const { text } of someOf([...goodPolicies(), ...badPolicies()], 0)) {
      assertSame(text);
      for (const share of [0.3, 0.5, 0.7, 0.9]) assertSame(text.slice(0, Math.floor(text.length * share)));
    }
  });

  test("JSON, with characters left out and put in", () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom("", ...SIGNS)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.json(), edits, (json, made) => {
        let text = json;
        for (const [place, put] of made) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + put + text.slice(put === "" ? at + 1 : at);
        }
        assertSame(text);
      }),
      searching(2000),
    );
  });

  test("any text of the characters that mean something", () => {
    const unit = fc.constantFrom(...SIGNS, "u", "0", "A", "+", "E", "\t", "true", "null", "//", '"a":');
    fc.assert(fc.property(fc.string({ unit }), assertSame), searching(5000));
  });
});

describe("nesting is bounded by what is read, not by another count of brackets", () => {
  for (const [what, text] of [
    ["behind a comment that ends with its line", `{"Statement": //x\r${"[".repeat(5000)}`],
    ["behind a string that goes on behind a line's end", `{"Statement": "abc\\\n${"[".repeat(6000)}`],
    ["behind a string that ends with its line", `{"Statement": "abc\n${"[".repeat(6000)}`],
    ["in turns", `[{"a":`.repeat(3000)],
  ] as const) {
    test(`brackets ${what}`, () => {
      const tape = tapeOf(text);
      const tooDeep = tape.problems.some(({ kind }) => kind === "too deep");
      assert.ok(tooDeep || deepestOf(tape) <= DEEPEST);
      if (tooDeep) assert.equal(tape.length, 0);
    });
  }

  test("as deep as is read is read", () => {
    assert.equal(deepestOf(tapeOf("[".repeat(DEEPEST))), DEEPEST);
    assert.deepEqual(
      tapeOf("[".repeat(DEEPEST + 1)).problems.map(({ kind, start }) => `${kind} ${start}`),
      [`too deep ${DEEPEST}`],
    );
  });
});

function deepestOf(tape: JsonTape): number {
  const ends: number[] = [];
  let deepest = 0;
  for (let node = 0; node < tape.length; node++) {
    while (ends.length > 0 && node >= (ends.at(-1) ?? 0)) ends.pop();
    const kind = tape.kindOf(node);
    if (kind === NODE.object || kind === NODE.array) ends.push(tape.after(node));
    deepest = Math.max(deepest, ends.length);
  }
  return deepest;
}

test("a long text is read in steps", () => {
  const steps = readTape(`[${'{"a": [1, "b"]},'.repeat(50_000)}1]`, DEEPEST);
  let count = 0;
  while (steps.next().done !== true) count++;
  assert.ok(count > 5);
});
