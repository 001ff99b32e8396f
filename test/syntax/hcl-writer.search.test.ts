/** Whatever is changed in whatever HCL: what was written reads as the tree with the changes made on its values. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { evaluate } from "../../server/src/hosts/terraform/evaluate.ts";
import { moduleOf } from "../../server/src/hosts/terraform/load-module.ts";
import { scopeOf } from "../../server/src/hosts/terraform/scope.ts";
import { type NewValue } from "../../server/src/syntax/change.ts";
import { readHcl } from "../../server/src/syntax/hcl.ts";
import { type HclPrint, printHcl } from "../../server/src/syntax/hcl-print.ts";
import { hclWriter } from "../../server/src/syntax/hcl-writer.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { plainAfter, plainOf } from "../support/changed-tree.ts";
import { changesIn, choices, tree } from "../support/drawn-changes.ts";
import { searching } from "../support/searching.ts";

/** The document as an argument, and what stands in its place. */
const open = (file: string) => {
  const { body, problems } = readHcl(file);
  assert.deepEqual(problems, [], file);
  const own = { path: "a.tf", text: file, body };
  const [attribute] = body.attributes;
  assert.ok(attribute);
  const root = evaluate(attribute.value, scopeOf(moduleOf(own, undefined), own));
  assert.ok(root);
  return { root, writer: hclWriter(file, body) };
};

const PRINT: Omit<HclPrint, "form" | "newline"> = { unit: "  ", copy: () => assert.fail() };

const LAYOUTS: Readonly<Record<string, (json: NewValue) => string>> = {
  lines: (json) => printHcl(json, "", { ...PRINT, form: "lines", newline: "\n" }),
  "lines with CRLF": (json) => printHcl(json, "", { ...PRINT, form: "lines", newline: "\r\n" }),
  "one line": (json) => printHcl(json, "", { ...PRINT, form: "inline", newline: "\n" }),
  "commas and comments": (json) =>
    printHcl(json, "", { ...PRINT, form: "lines", newline: "\n" }).replace(/(?<=[^{[,])\n(?= *[\w"])/g, ", # why\n"),
};

/** Only texts, lists and objects can be printed anew. */
function newValueOf(json: unknown): NewValue {
  if (Array.isArray(json)) return json.map(newValueOf);
  if (typeof json !== "object" || json === null) return String(json);
  return { members: Object.entries(json).map(([key, value]) => [key, newValueOf(value)] as const) };
}

describe("what the writer of HCL writes reads as the tree with the changes made on its values", () => {
  for (const [name, layOut] of Object.entries(LAYOUTS)) {
    test(name, () => {
      fc.assert(
        fc.property(tree, choices, (json, chosen) => {
          const file = `x = ${layOut(newValueOf(json))}\n`;
          const { root, writer } = open(file);
          const changes = changesIn(root, chosen);
          const edits = writer.edits(changes);
          assert.ok(edits, `everything can be written: ${file}`);
          const after = applyEdits(file, edits);
          assert.deepEqual(plainOf(open(after).root), plainAfter(root, changes), after);
        }),
        searching(150),
      );
    });
  }
});
