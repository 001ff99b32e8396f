/** Whatever is changed in whatever text: what was written reads as the tree with the changes made on its values. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { valueOfJson } from "../../server/src/syntax/value-of-json.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { plainAfter, plainOf } from "../support/changed-tree.ts";
import { changesIn, choices, tree } from "../support/drawn-changes.ts";
import { HOLDERS } from "../support/document-holders.ts";
import { laidOut, LAYOUTS, LAYOUTS_WITH_COMMENTS } from "../support/laid-out.ts";
import { searching } from "../support/searching.ts";

describe("what a writer writes reads as the tree with the changes made on its values", () => {
  for (const { name, hold, open } of HOLDERS) {
    for (const layout of [...LAYOUTS, ...LAYOUTS_WITH_COMMENTS]) {
      test(`in ${name}, laid out with ${layout.name}`, () => {
        fc.assert(
          fc.property(tree, choices, (json, chosen) => {
            const file = hold(laidOut(valueOfJson(json, PLACEHOLDERS), layout));
            const { root, writer } = open(file);
            assert.deepEqual(plainOf(root), plainOf(valueOfJson(json, PLACEHOLDERS)));
            const changes = changesIn(root, chosen);
            const edits = writer.edits(changes);
            assert.ok(edits, "everything can be written in JSON");
            const after = applyEdits(file, edits);
            assert.deepEqual(plainOf(open(after).root), plainAfter(root, changes), after);
          }),
          searching(100),
        );
      });
    }
  }
});
