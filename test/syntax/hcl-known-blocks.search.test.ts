/** Whatever a file of HCL holds: its next version is read with the blocks that are known as if nothing had been read before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hclSteps, readHcl } from "../../server/src/syntax/hcl.ts";
import { KnownBlocks } from "../../server/src/syntax/hcl-known-blocks.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { searching } from "../support/searching.ts";

const VALUES = [
  ...['"x"', '"a ${b.c[0].d} e"', '"%{ if a }x%{ else }y%{ endif }"', '"\\"\\u00e9\\n"', "1.5", "-2", "!true", "null"],
  ...["[1, [2, 3],\n 4]", '{ a = 1, "b" : c\n d = e }', "f(a, [b]...)", "a::b(c)", "x.y[*].z", "x[0][f(y)].0", "x.*.y"],
  ...["a ? b : c", "[for k, v in m : v if k]", "{ for k, v in m : k => v... }", "(a + b)", "f(x)[0]", "a && b == c"],
  ...["<<EOT\n  text ${x}\n  more\nEOT", "<<-EOT\n    in\n      deeper\n    EOT"],
];

const SIGNS = ["{", "}", "[", "]", "(", ")", '"', "=", ",", ":", "?", "#", "${", "<<EOT", "/*", "*/", "//"];
const BROKEN = [...SIGNS, "\n", "\n\n", "é", "\ufeff", " ", "EOT\n", "a", "b = 1"];

const name = fc.constantFrom("a", "b", "c-d", "statement", "dynamic");
const attribute = fc.tuple(name, fc.constantFrom(...VALUES)).map(([key, value]) => `  ${key} = ${value}\n`);
const inner = fc
  .tuple(name, fc.array(attribute, { maxLength: 2 }))
  .map(([type, lines]) => `  ${type} "l" {\n${lines.join("")}  }\n`);
const block = fc
  .tuple(
    name,
    fc.array(fc.oneof(attribute, attribute, inner), { maxLength: 4 }),
    fc.constantFrom("", "# c\n", "/* d */ ", "x = 1\n"),
  )
  .map(([type, parts, behind]) => `${type} "t" n {\n${parts.join("")}}\n${behind}`);
const file = fc.array(block, { minLength: 1, maxLength: 7 }).map((blocks) => blocks.join(""));

/** Where, as a part of the length; how many characters it takes away; what it puts there. */
const edit = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 0, 0, 1, 2, 30),
  fc.oneof(fc.constantFrom(...BROKEN), fc.constantFrom(...VALUES), block),
);

/** Without the objects that wait to be looked at. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const waiting = Object.getOwnPropertyNames(Object.getPrototypeOf(value) as object).filter(
    (one) => one !== "constructor",
  );
  const own = Object.getPrototypeOf(value) === Object.prototype ? [] : waiting;
  const names = [...Object.keys(value), ...own].sort();
  return Object.fromEntries(names.map((one) => [one, plain(Reflect.get(value, one))]));
}

test("a version of a file is read as if no other had been read before", () => {
  let reused = 0;
  fc.assert(
    fc.property(file, fc.array(edit, { minLength: 1, maxLength: 8 }), (first, edits) => {
      const known = new KnownBlocks();
      let text = first;
      resultOf(hclSteps(text, known));
      for (const [part, gone, put] of edits) {
        const at = Math.floor(part * text.length);
        const before = text;
        text = text.slice(0, at) + put + text.slice(at + gone);
        const read = resultOf(hclSteps(text, known));
        const anew = readHcl(text);
        assert.deepEqual(plain(read), plain(anew));
        if (anew.body.blocks.some(({ span }) => known.in(text).at(span.start) !== undefined)) reused++;
        // As people undo what broke it.
        if (anew.problems.length > 0) text = before;
      }
    }),
    searching(2_000),
  );
  assert.ok(reused > 100, "hardly any block was known");
});
