/** Whatever is changed in whatever YAML: what was written reads as the tree with the changes made on its values. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { type NewValue } from "../../server/src/syntax/change.ts";
import { WITHOUT_HOLES, type Value } from "../../server/src/syntax/value.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { printBlock, printFlow, type YamlPrint } from "../../server/src/syntax/yaml-print.ts";
import { valueOfYaml } from "../../server/src/syntax/yaml-values.ts";
import { yamlWriter } from "../../server/src/syntax/yaml-writer.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { plainAfter, plainOf } from "../support/changed-tree.ts";
import { changesIn, choices, tree } from "../support/drawn-changes.ts";
import { searching } from "../support/searching.ts";

const open = (file: string): Value => {
  const { roots, problems } = readYaml(file);
  assert.deepEqual(problems, [], file);
  const [root] = roots;
  assert.ok(root, file);
  return valueOfYaml(root, file, { ...WITHOUT_HOLES, nameOfTag: () => undefined });
};

const PRINT: YamlPrint = {
  newline: "\n",
  unit: "  ",
  dashIndent: "  ",
  quotes: { sign: "double", everywhere: false },
  lists: "lines",
  functions: "names",
  copy: () => assert.fail(),
  hasLines: () => false,
};

const LAYOUTS: Readonly<Record<string, (json: NewValue) => string>> = {
  lines: (json) => `${printBlock(json, "", PRINT)}\n`,
  "lines with CRLF, dashes below their names": (json) =>
    printBlock(json, "", { ...PRINT, newline: "\r\n", dashIndent: "", quotes: { sign: "single", everywhere: true } }),
  "short lists on one line": (json) => printBlock(json, "", { ...PRINT, lists: "inline", unit: "    " }),
  brackets: (json) => `${printFlow(json, PRINT)}\n`,
  comments: (json) =>
    `# first\n${printBlock(json, "", PRINT).replace(/(?<=\w)\n(?= *[\w"-])/g, " # why\n\n")}\n# last\n`,
};

/** Only texts, lists and objects can be printed anew. */
function newValueOf(json: unknown): NewValue {
  if (Array.isArray(json)) return json.map(newValueOf);
  if (typeof json !== "object" || json === null) return String(json);
  return { members: Object.entries(json).map(([key, value]) => [key, newValueOf(value)] as const) };
}

/** As the package reads it, which knows nothing of us. */
function textsOf(file: string): unknown {
  const document = parseDocument(file, { schema: "failsafe", uniqueKeys: false });
  assert.deepEqual(document.errors, [], file);
  return document;
}

describe("what the writer of YAML writes reads as the tree with the changes made on its values", () => {
  for (const [name, layOut] of Object.entries(LAYOUTS)) {
    test(name, () => {
      fc.assert(
        fc.property(tree, choices, (json, chosen) => {
          const file = layOut(newValueOf(json));
          const root = open(file);
          const changes = changesIn(root, chosen);
          const edits = yamlWriter(file).edits(changes);
          if (edits === undefined) return;
          const after = applyEdits(file, edits);
          textsOf(after);
          assert.deepEqual(plainOf(open(after)), plainAfter(root, changes), `${file}\n---\n${after}`);
        }),
        searching(150),
      );
    });
  }
});
