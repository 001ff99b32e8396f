/** HCL as it is written, whole and half typed: what stands where, and where each text is in the file. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readHcl, readHclTemplate } from "../../server/src/syntax/hcl.ts";
import { textOfTemplate } from "../../server/src/syntax/hcl-text.ts";
import { type HclBody, type HclExpression } from "../../server/src/syntax/hcl-tree.ts";
import { lengthOf } from "../support/searching.ts";

/** An expression as a reader would say it: texts in quotes, names bare, `?` for what is missing. */
function said(expression: HclExpression, text: string): string {
  const all = (parts: readonly HclExpression[]): string => parts.map((part) => said(part, text)).join(", ");
  switch (expression.kind) {
    case "template":
      return JSON.stringify(textOfTemplate(expression, text, () => undefined).text);
    case "literal":
      return typeof expression.value === "object" && expression.value !== null
        ? expression.value.number
        : String(expression.value);
    case "tuple":
      return `[${all(expression.items)}]`;
    case "object":
      return `{${expression.items.map((item) => `${said(item.key, text)}: ${said(item.value, text)}`).join(", ")}}`;
    case "call":
      return `${expression.name}(${all(expression.arguments)}${expression.expands ? "..." : ""})`;
    case "reference":
    case "access":
      return text.slice(expression.span.start, expression.span.end);
    case "conditional":
      return `${said(expression.condition, text)} ? ${said(expression.ifTrue, text)} : ${said(expression.ifFalse, text)}`;
    case "for": {
      const key = expression.key === undefined ? "" : `${said(expression.key, text)} => `;
      const only = expression.condition === undefined ? "" : ` if ${said(expression.condition, text)}`;
      const { names, collection, value } = expression;
      return `for ${names.join(",")} in ${said(collection, text)}: ${key}${said(value, text)}${only}`;
    }
    case "operation":
      return `(${all(expression.operands)})`;
    case "missing":
      return "?";
  }
}

function saidBody(body: HclBody, text: string): readonly string[] {
  return [
    ...body.attributes.map(({ name, value }) => `${name} = ${said(value, text)}`),
    ...body.blocks.map(
      (block) =>
        `${[block.type, ...block.labels.map((label) => label.text)].join(" ")} { ${saidBody(block.body, text).join("; ")} }`,
    ),
  ];
}

function assertReads(text: string, expected: readonly string[], problems: "whole" | "broken" = "whole"): void {
  const file = readHcl(text);
  assert.deepEqual(saidBody(file.body, text), expected);
  assert.equal(file.problems.length > 0 ? "broken" : "whole", problems);
}

describe("an expression of HCL", () => {
  for (const [written, expected] of [
    ['"a"', '"a"'],
    ['"\\"\\\\\\n\\u00e9\\U0001F600"', '"\\"\\\\\\n\u00e9😀"'],
    ['"$${aws:username} %%{x}"', '"${aws:username} %{x}"'],
    [
      '"arn:${local.a["x"]}/${replace(b, "\\"", "")}"',
      '"arn:${local.a[\\"x\\"]}/${replace(b, \\"\\\\\\"\\", \\"\\")}"',
    ],
    ["12.5e3", "12.5e3"],
    ["true", "true"],
    ["null", "null"],
    ['["a", 1, b.c,]', '["a", 1, b.c]'],
    ["[\n  1, # one\n  2 // two\n  /* three */ , 3\n]", "[1, 2, 3]"],
    ['{ a = 1, "b" : 2\n c = 3\n (d) = 4 }', '{a: 1, "b": 2, c: 3, d: 4}'],
    ["{ for = 1 }", "{for: 1}"],
    ["a.b[0].c[*].d.*.e.0", "a.b[0].c[*].d.*.e.0"],
    ["a(b, [c]...)", "a(b, [c]...)"],
    ["provider::aws::arn_parse(x)", "provider::aws::arn_parse(x)"],
    ["!a && -b >= 3 * (c + 1)", "((a), (b), 3, (c, 1))"],
    ["a ? b : c ? d : e", "a ? b : c ? d : e"],
    ['[for a, b in c : "x" if a != ""]', 'for a,b in c: "x" if (a, "")'],
    ["{ for a in b : a => a.c... }", "for a in b: a => a.c"],
    ["<<EOT\n{ ${a} }\nEOT", '"{ ${a} }\\n"'],
    ["<<-EOT\n    a\n      b\n\n    EOT", '"a\\n  b\\n\\n"'],
  ] as const) {
    test(JSON.stringify(written), () => assertReads(`x = ${written}\n`, [`x = ${expected}`]));
  }
});

describe("blocks of HCL", () => {
  test("have labels, attributes and blocks", () =>
    assertReads('resource "a" b {\n  c = 1\n  d { e = 2 }\n}\n', ["resource a b { c = 1; d { e = 2 } }"]));
  test("may follow a byte order mark, and end lines with CRLF", () =>
    assertReads("\ufeffa {\r\n  b = <<E\r\nx\r\nE\r\n  c = 1\r\n}\r\n", ['a { b = "x\\r\\n"; c = 1 }']));
});

describe("half-typed HCL leaves what is beside it", () => {
  for (const [name, text, expected] of [
    ["a text without its quote", 'a = "x\nb = 1\n', ['a = "x"', "b = 1"]],
    ["no value", "a =\nb = 1\n", ["a = ?", "b = 1"]],
    [
      "a variable of another language",
      'a = ["x/${aws:username}/y", "z"]\nb = 1\n',
      ['a = ["x/${aws:username}/y", "z"]', "b = 1"],
    ],
    ["a name", "r {\n  a\n  b = 1\n}\n", ["r { b = 1 }"]],
    ["a list that is not closed", 'r {\n  a = ["x", "y\n  b = 1\n}\n', ['r { a = ["x", "y"]; b = 1 }']],
    [
      "an object that is not closed",
      'r {\n  p = e({\n    S = [{\n      A = "x"\n    ]\n  })\n  q = 1\n}\nresource "z" "y" { a = 1 }\n',
      ['r { p = e({S: [{A: "x"}]}); q = 1 }', "resource z y { a = 1 }"],
    ],
    [
      "a heredoc that is not closed",
      'r {\n  p = <<E\n  x\n}\nresource "z" "y" {\n  a = 1\n}\n',
      ['r { p = "  x\\n}\\n" }', "resource z y { a = 1 }"],
    ],
    ["an interpolation that is not closed", 'a = "x${b.\nc = 1\n', ['a = "x${b."', "c = 1"]],
    ["a comma that is missing", 'a = [\n  "x"\n  "y",\n]\nb = 1\n', ['a = ["x", "y"]', "b = 1"]],
    ["a bracket too many", "a = [1]]\nb = 1\n", ["a = [1]", "b = 1"]],
  ] as const) {
    test(name, () => assertReads(text, expected, "broken"));
  }
});

describe("the text of a template", () => {
  test("knows where its characters stand", () => {
    const text = 'x = "é\\"$${a}-${b.c}-\\u0041z"';
    const [attribute] = readHcl(text).body.attributes;
    assert.ok(attribute?.value.kind === "template");
    const { map, text: decoded, holes } = textOfTemplate(attribute.value, text, () => undefined);
    assert.equal(decoded, 'é"${a}-${b.c}-Az');
    assert.deepEqual(holes, [{ start: 7, end: 13 }]);
    const written = (part: string): string => {
      const at = decoded.indexOf(part);
      const { start, end } = map.outerSpan(at, at + part.length);
      assert.equal(map.innerOffset(start), at);
      return text.slice(start, end);
    };
    assert.deepEqual(['"', "${a}", "${b.c}", "A", "Az"].map(written), [
      '\\"',
      "$${a}",
      "${b.c}",
      "\\u0041",
      "\\u0041z",
    ]);
  });

  test("has what an interpolation comes to in its place", () => {
    const text = 'x = "a${b}c${d}"';
    const [attribute] = readHcl(text).body.attributes;
    assert.ok(attribute?.value.kind === "template");
    const filled = textOfTemplate(attribute.value, text, ({ span }) =>
      text.slice(span.start, span.end) === "${b}" ? { text: "1?3", holes: [{ start: 1, end: 2 }] } : undefined,
    );
    assert.equal(filled.text, "a1?3c${d}");
    assert.deepEqual(filled.holes, [
      { start: 2, end: 3 },
      { start: 5, end: 9 },
    ]);
    assert.deepEqual(filled.map.outerSpan(2, 3), { start: 6, end: 10 });
  });

  test("is not known from a directive to its end", () => {
    const text = "a %{ if x }b%{ else }c%{ endif } d";
    const { text: decoded, holes } = textOfTemplate(readHclTemplate(text), text, () => undefined);
    assert.equal(decoded, text);
    assert.deepEqual(holes, [{ start: 2, end: text.length - 2 }]);
  });
});

describe("hostile HCL is read to its end", () => {
  const many = lengthOf(10_000);
  for (const [name, text] of [
    ["lists", `a = ${"[".repeat(many)}`],
    ["objects", `a = ${"{a=".repeat(many)}`],
    ["parentheses", `a = ${"(".repeat(many)}`],
    ["texts", `a = ${'"${'.repeat(many)}`],
    ["blocks", "a {".repeat(many)],
    ["indexes", `a = a${"[a".repeat(many)}`],
    ["conditions", `a = ${"a?".repeat(many)}`],
    ["loops", `a = ${"[for x in ".repeat(many)}`],
    ["heredocs without end", "a = <<E\n".repeat(many)],
    ["interpolations without end", `a = <<E\n${"${[\n".repeat(many)}`],
    ["labels", `a ${'"b" '.repeat(many)}`],
    ["items without commas", `a = [${"1 2 ".repeat(many)}`],
    ["closing brackets", "{}])".repeat(many)],
    ["lone surrogates", `a = "${"\ud83d".repeat(many)}" \ude00`],
  ] as const) {
    test(name, () => {
      const { body } = readHcl(text);
      assert.ok(body.attributes.length + body.blocks.length <= many);
    });
  }
});
