/** Scalars of YAML: what they are read as, and where their characters stand. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDocument } from "yaml";
import { WITHOUT_HOLES, type Value } from "../../server/src/syntax/value.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { valueOfYaml } from "../../server/src/syntax/yaml-values.ts";
import { said } from "../support/said.ts";

const NAMES: Readonly<Record<string, string>> = { Ref: "Ref", Sub: "Fn::Sub", If: "Fn::If" };

function read(text: string): Value {
  const { roots, source } = readYaml(text);
  const [root] = roots;
  assert.ok(root, text);
  return valueOfYaml(root, source, { ...WITHOUT_HOLES, nameOfTag: (tag) => NAMES[tag] });
}

describe("a scalar", () => {
  const styles: Readonly<Record<string, string>> = {
    plain: "a: arn:aws:s3:::x/y # why\n",
    "plain over lines": "a: one\n  two\n\n  three\nb: x\n",
    single: "a: 'it''s'\n",
    "single over lines": "a: 'one\n\n  it''s  \n  two'\n",
    double: 'a: "t\\tab \\u00e9 \\U0001F600 \\x41"\n',
    "double over lines": 'a: "one \\\n  two\n  three"\n',
    literal: "a: |\n  one\n    two\n\n  three\nb: x\n",
    "literal, stripped": "a: |-\n  one\n  two\n\n",
    "literal, kept": "a: |+\n  one\n\n\nb: x\n",
    folded: "a: >\n  one\n  two\n\n  three\n    more\n  last\nb: x\n",
    "folded, stripped": "a: >-\n  s3:PutObject\n",
    "with carriage returns": 'a: |\r\n  one\r\n  two\r\nb: "x\r\n  y"\r\n',
    "with its own indentation": "a: |2\n    one\n  two\n",
    empty: "a: \"\"\nb: ''\n",
  };
  for (const [name, text] of Object.entries(styles)) {
    test(`${name} is read as the package reads it`, () => {
      const value = read(text);
      assert.ok(value.kind === "object");
      const expected = parseDocument(text, { schema: "failsafe" }).toJS() as Record<string, string>;
      for (const { key, value: own } of value.members) {
        assert.ok(own?.kind === "string");
        assert.equal(own.text, expected[key]);
      }
    });

    test(`${name} knows where its characters stand`, () => {
      const value = read(text);
      assert.ok(value.kind === "object");
      for (const { value: own } of value.members) {
        assert.ok(own?.kind === "string");
        for (const [at, character] of own.text.split("").entries()) {
          if (!/\w/.test(character)) continue;
          const { start, end } = own.map.outerSpan(at, at + 1);
          const written = text.slice(start, end);
          if (written.length === 1) assert.equal(written, character);
        }
      }
    });
  }
});

describe("a plain scalar is the text that is written", () => {
  for (const [written, expected] of [
    ["2012-10-17", "2012-10-17"],
    ["111122223333", "111122223333"],
    ["true", "true"],
    ["1.2", "1.2"],
    ["012345670123", "?"],
    ["yes", "?"],
    ["12:30", "?"],
    ["~", "null"],
    ["", "missing"],
  ] as const) {
    test(written, () => assert.equal(said(read(`a: ${written}\n`)), `{a: ${expected}}`));
  }
});

describe("what is between the scalars", () => {
  for (const [name, text, expected] of [
    ["tags in their long form", "a: !Sub x\nb: [!Ref c]\n", "{a: {Fn::Sub: x}, b: [{Ref: c}]}"],
    ["a tag with what is below it", "a: !If\n  - c\n  - x\n", "{a: {Fn::If: [c, x]}}"],
    ["a tag alone", "a: !Ref\n", "{a: {Ref: missing}}"],
    ["a tag that nobody knows", "a: !vault x\n", "{a: ?}"],
    ["lists below their names", "a:\n- x\n- b: y\n  c: z\n", "{a: [x, {b: y, c: z}]}"],
    ["brackets over lines", "a: {b: [x,\n    y], 'c': z}\n", "{a: {b: [x, y], c: z}}"],
    ["an alias is what it stands for", "a: &x [p]\nb: *x\n", "{a: [p], b: [p]}"],
    ["an alias without an anchor", "a: *x\n", "{a: ?}"],
    ["a merge key", "a: &x {b: [p], c: [q]}\nd:\n  <<: *x\n  c: [r]\n", "{a: {b: [p], c: [q]}, d: {b: [p], c: [r]}}"],
    [
      "a merge key of several",
      "- &x {b: [p]}\n- &y {b: [q], c: [r]}\n- <<: [*x, *y]\n",
      "[{b: [p]}, {b: [q], c: [r]}, {b: [p], c: [r]}]",
    ],
    ["a value that is not in quotes, in brackets", "a: [x:${Y}:z]\nb: [x:${Y}:z]\n", "{b: [?]}"],
    ["a merge key of what is unknown", "- &x [p]\n- <<: *y\n", "[[p], {<<: ?}]"],
    ["a merge key in quotes is a name", 'a: &x {b: [p]}\nc: {"<<": *x}\n', "{a: {b: [p]}, c: {<<: {b: [p]}}}"],
    ["a line that is being typed", "a: x\nAct\nb: y\n", "{a: x, b: y}"],
    ["an item that is being typed", "a:\n  - x\n  -\nb: y\n", "{a: [x], b: y}"],
    ["names with quotes", "'a b': x\n\"c\": y\n", "{a b: x, c: y}"],
  ] as const) {
    test(name, () => assert.equal(said(read(text)), expected));
  }

  test("brackets whose lines begin too far to the left are read as the readers of AWS do", () => {
    const text = `a:
    b: {
      "c": [
    1, # one
  "two", x: y
 ]
  }
    d: [{ "e":
"f
g" }]
z: 1
`;
    assert.equal(said(read(text)), "{a: {b: {c: [1, two, {x: y}]}, d: [{e: f g}]}, z: 1}");
    assert.deepEqual(readYaml(text).problems, []);
    assert.equal(readYaml(text).source, text);
  });

  test("texts in quotes whose lines begin too far to the left are read as the readers of AWS do", () => {
    const text = `a:
    - b: !Sub '{
        "it''s": [
  ]
}'
    - c: "{ \\"d\\": [
 1
] }" # why
      e: { f: '[
'}
z: 1
`;
    assert.equal(said(read(text)), `{a: [{b: {Fn::Sub: { "it's": [ ] }}}, {c: { "d": [ 1 ] }, e: {f: [ }}], z: 1}`);
    assert.deepEqual(readYaml(text).problems, []);
    assert.equal(readYaml(text).source, text);
  });

  test("a text whose quotes nobody closes takes nothing of what follows", () => {
    const text = "a: {\n}\nb:\n  c: '{\n  d: 'x'\n  e: \"y\"\nz: 3\n";
    assert.notDeepEqual(readYaml(text).problems, []);
    assert.match(said(read(text)), /e: y.*z: 3/);
  });

  test("what is indented like no item of a list is broken, and no part of it", () => {
    const text = "a:\n- j: k\n a:\n  f: x\nz: 3\n";
    assert.notDeepEqual(readYaml(text).problems, []);
    assert.match(said(read(text)), /z: 3/);
  });

  test("brackets that nobody closes end where the lines are to the left", () => {
    const text = "a:\n  b: [1,\n  c: 2\nz: 3\n";
    assert.notDeepEqual(readYaml(text).problems, []);
    assert.match(said(read(text)), /z: 3/);
  });

  test("aliases that multiply are not all followed", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 40; level++) {
      const alias = `*a${level - 1}`;
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => alias).join(", ")}]`);
    }
    assert.ok(said(read(lines.join("\n"))).length < 10_000_000);
  });

  test("what is nested too deeply is not read", () => {
    for (const text of ["[".repeat(100_000), `a: ${"{a: ".repeat(20_000)}`, "- ".repeat(3_000)]) {
      assert.deepEqual(readYaml(text).roots, []);
    }
  });
});
