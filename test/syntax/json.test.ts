import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readJson } from "../../server/src/syntax/json.ts";
import { decodePercent } from "../../server/src/syntax/json-string.ts";
import { memberNamed, spanWithin, textOfMember, type Value, WITHOUT_HOLES } from "../../server/src/syntax/value.ts";

const read = (text: string) => readJson(text, WITHOUT_HOLES);

function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case "string":
    case "number":
      return value.text;
    case "boolean":
      return value.value;
    case "null":
      return null;
    case "array":
      return value.items.map(plain);
    case "object":
      return value.members.map((member) => [member.key, plain(member.value)]);
    case "unknown":
    case "either":
    case undefined:
      return undefined;
  }
}

describe("JSON is read with the span of every scalar", () => {
  test("a string's span holds its quotes", () => {
    const text = `{ "Effect": "Allow" }`;
    const { root } = read(text);
    assert.equal(root?.kind, "object");
    const value = memberNamed(root, "Effect")?.value;
    assert.equal(text.slice(value?.span.start, value?.span.end), `"Allow"`);
  });

  test("escapes are undone, and a stretch of the decoded text is found in the file", () => {
    const text = String.raw`{"a": "x\"y\u0041\nz"}`;
    const { root } = read(text);
    assert.equal(root?.kind, "object");
    const value = memberNamed(root, "a")?.value;
    assert.equal(value?.kind, "string");
    assert.equal(value.text, 'x"yA\nz');
    const { start, end } = spanWithin(value, value.text.indexOf("A"), value.text.indexOf("A") + 1);
    assert.equal(text.slice(start, end), String.raw`\u0041`);
  });

  test("comments and trailing commas are no problem", () => {
    const { root, problems } = read(`// note\n{ "a": [1, 2,], /* b */ "c": null, }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(plain(root), [
      ["a", ["1", "2"]],
      ["c", null],
    ]);
  });

  test("`__proto__` is just a key", () => {
    const { root } = read(`{ "__proto__": { "Effect": "Allow" } }`);
    assert.deepEqual(plain(root), [["__proto__", [["Effect", "Allow"]]]]);
  });

  test("a key written twice is kept twice, and the last one counts", () => {
    const { root } = read(`{ "a": "1", "a": "2" }`);
    assert.equal(root?.kind, "object");
    assert.equal(root.members.length, 2);
    assert.equal(textOfMember(root, "a"), "2");
  });
});

test("without a comma everything is there all the same", () => {
  const { root, problems } = read(`{\n  "a": "1"\n  "b": [{ "c": "2" "d": "3" }\n  { "e": "4" }]\n}`);
  assert.equal(problems.length, 3);
  assert.deepEqual(plain(root), [
    ["a", "1"],
    [
      "b",
      [
        [
          ["c", "2"],
          ["d", "3"],
        ],
        [["e", "4"]],
      ],
    ],
  ]);
});

describe("half-typed text is read as far as it goes", () => {
  const WHOLE = `{
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }
  ]
}`;

  for (const [what, broken] of [
    ["a line cut off inside a string", WHOLE.replace(`"s3:GetObject", "Resource": "*" },`, `"s3:Get`)],
    ["a new line with a key only", WHOLE.replace(`    { "Effect": "Deny"`, `    "Acti\n    { "Effect": "Deny"`)],
    ["one line, and blank ones after it", `{ "Statement": { "Action": "s3:PutObject", "Resource": } }\n\n`],
    ["a closing brace deleted", WHOLE.replace(`"*" },\n`, `"*",\n`)],
  ] as const) {
    test(what, () => {
      const { root, problems } = read(broken);
      assert.notEqual(problems.length, 0);
      assert.match(JSON.stringify(plain(root)), /s3:PutObject/);
    });
  }

  for (const typed of [`""`, `"s3:pre"`, `"s3:prefix":`, `s3`, `"s3:prefix": "a`]) {
    test(`a statement on one line, while ${typed} is typed in it, loses nothing that stands beside it`, () => {
      const condition = `"Condition": { "StringLike": { ${typed} } }`;
      const broken = WHOLE.replace(`"Resource": "*" },`, `"Resource": "*", ${condition} },`);
      const said = JSON.stringify(plain(read(broken).root));
      assert.match(said, typed.endsWith('"a') ? /s3:PutObject/ : /s3:GetObject[^]*s3:PutObject/);
    });
  }

  test("an empty line before the broken one is no trap", () => assert.equal(read("\n{").root?.kind, "object"));

  test("nothing at all is read as nothing", () => assert.equal(read("").root, undefined));
});

describe("hostile text", () => {
  test("ten thousand nested arrays are refused in words", () => {
    const { root, problems } = read("[".repeat(10_000));
    assert.equal(root, undefined);
    assert.match(problems[0]?.message ?? "", /Nested deeper than 500 levels/);
  });

  test("brackets cannot hide behind comments or strings", () => {
    assert.equal(read(`/*"*/[`.repeat(10_000)).root, undefined);
    assert.equal(read(`//"\n[`.repeat(10_000)).root, undefined);
    assert.equal(read(`["a\n`.repeat(10_000)).root, undefined);
    assert.equal(read(`{"Statement": //x\r${"[".repeat(5000)}`).root, undefined);
  });

  test("a line that is left out to save the others lets no brackets in", () =>
    assert.equal(read(`{"Statement": "abc\\\n${"[".repeat(6000)}`).root?.kind, "object"));

  test("brackets in strings and comments do not count", () => {
    assert.notEqual(read(`["${"[".repeat(10_000)}"]`).root, undefined);
    assert.notEqual(read(`/*${"[".repeat(10_000)}*/[]`).root, undefined);
  });
});

describe("strings inside strings", () => {
  test("broken percent-encoding is no text", () => {
    for (const text of ["%", "%7", "%zz", "%ff", "%e2%82"]) assert.equal(decodePercent(text), undefined);
  });
});
