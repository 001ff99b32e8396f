/** Whatever a YAML file holds: read entry by entry it is what it is as a whole, also after edits, when entries are known. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readYaml, unmaskedYaml, yamlSteps } from "../../server/src/syntax/yaml.ts";
import { type EntryReader, KnownEntries, rootsByEntries } from "../../server/src/syntax/yaml-entries.ts";
import { withFlowsOnOneLine } from "../../server/src/syntax/yaml-flow-lines.ts";
import { type YamlNodes } from "../../server/src/syntax/yaml-nodes.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { searching } from "../support/searching.ts";

/** Long enough that what it stands in is taken apart. */
const LONG = `# ${"long ".repeat(120)}`;

const CONTENTS = [
  ...[
    "a:",
    "b: x",
    "c: |",
    "d: >+",
    "e: 'it''s",
    'f: "x',
    "g: [a,",
    "h: {b: c",
    "x]",
    "y}",
    'z"',
    "last'",
    "- i",
    "- j: k",
  ],
  ...[
    "l: &l",
    "m: *l",
    "n: !Sub a",
    "o: !Ref",
    "p:",
    "q: # why",
    "? r",
    ": s",
    "t t: u",
    '"v": w',
    "'w' : x",
    "<<: *l",
  ],
  ...[
    "Fn::If:",
    "- - x",
    "text",
    "# comment",
    LONG,
    LONG,
    "",
    "---",
    "--- # doc",
    "--- x",
    "...",
    "%YAML 1.2",
    "\ty: z",
    "é: é",
  ],
  ...[
    "a: b: c",
    "k:v",
    "{a: b}",
    "[c]: d",
    "e: |2",
    "f: 'x'",
    'g: "y" # z',
    "h: [a, b]",
    "i: { j: k }",
    "::",
    ": ",
    "-",
  ],
];

const line = fc
  .tuple(fc.constantFrom(0, 0, 2, 2, 2, 4, 4, 1, 6), fc.constantFrom(...CONTENTS))
  .map(([indent, content]) => " ".repeat(indent) + content);

/** Mostly what can be read, with a line that may break it. */
const entry = fc
  .tuple(fc.array(line, { maxLength: 4 }), fc.integer({ min: 0, max: 99 }))
  .map(([lines, name]) => [`  K${name}:`, "    Type: x", `    ${LONG}`, ...lines.slice(0, 1)].join("\n"));

const file = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 14 }).map((lines) => lines.join("\n")),
  fc
    .array(entry, { minLength: 1, maxLength: 6 })
    .map((entries) => `# head\n\nResources:\n${entries.join("\n")}\nEnd: x`),
);

const newline = fc.constantFrom("\n", "\n", "\r\n");

const PAIR = ["span", "key", "afterColon", "bareTag", "value"];

/** Without the objects that wait to be looked at. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const names = new Set([...Object.keys(value), ...("afterColon" in value ? PAIR : [])]);
  return Object.fromEntries([...names].sort().map((name) => [name, plain(Reflect.get(value, name))]));
}

/** A bracket may end further to the left than YAML has it: then the file is what it is with that list on one line. */
function wholeOf(text: string): YamlNodes {
  const whole = unmaskedYaml(text);
  const joined = whole.problems.length > 0 ? withFlowsOnOneLine(text) : undefined;
  const loose = joined === undefined ? undefined : unmaskedYaml(joined);
  return loose?.problems.length === 0 ? loose : whole;
}

describe("read entry by entry", () => {
  test("a file is what it is as a whole", () => {
    fc.assert(
      fc.property(file, newline, (drawn, end) => {
        const text = drawn.replaceAll("\n", end);
        const whole = wholeOf(text);
        const read = readYaml(text);
        assert.equal(read.problems.length > 0, whole.problems.length > 0);
        if (whole.problems.length === 0) assert.deepEqual(plain(read.roots), plain(whole.roots));
        else assert.equal(read.source.length, text.length);
      }),
      searching(5_000),
    );
  });

  test("a version of a file is read as if no other had been read before", () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), fc.array(line, { maxLength: 6 }), (files, edits) => {
        const known = new KnownEntries();
        for (const [index, before] of files.entries()) {
          const lines = before.split("\n");
          for (const [at, edit] of edits.entries()) {
            lines.splice((at * 7 + index) % (lines.length + 1), at % 2, edit);
            const text = lines.join("\n");
            const { roots, problems, source } = resultOf(yamlSteps(text, known));
            const anew = readYaml(text);
            assert.deepEqual([plain(roots), problems, source], [plain(anew.roots), anew.problems, anew.source]);
          }
        }
      }),
      searching(500),
    );
  });
});

describe("after an edit", () => {
  const template = (name: string): string =>
    [
      "Resources:",
      ...Array.from({ length: 100 }, (_, index) => `  R${index}:\n    Type: ${index === 20 ? name : "x"}`),
      "",
    ].join("\n");

  test("only the entry that it is in is read anew", () => {
    const known = new KnownEntries();
    const entriesReadAnew = (text: string): readonly string[] => {
      const anew: string[] = [];
      const read = function* (entry: string): ReturnType<EntryReader> {
        anew.push(entry);
        yield;
        return unmaskedYaml(entry);
      };
      assert.ok(Array.isArray(resultOf(rootsByEntries(text, known, read))));
      known.endVersion();
      return anew;
    };
    assert.equal(entriesReadAnew(`${LONG}\n${template("before")}`).length, 100);
    assert.deepEqual(entriesReadAnew(`${LONG}\n# moved\n${template("after")}`), ["  R20:\n    Type: after\n"]);
  });
});
