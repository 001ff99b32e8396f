/** How changes are written into YAML, by example; whatever else is changed is tried by the search beside this file. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Change } from "../../server/src/syntax/change.ts";
import { WITHOUT_HOLES, type ArrayValue, type ObjectValue, type Value } from "../../server/src/syntax/value.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { valueOfYaml } from "../../server/src/syntax/yaml-values.ts";
import { yamlWriter } from "../../server/src/syntax/yaml-writer.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

function rootOf(file: string): ObjectValue {
  const [root] = readYaml(file).roots;
  assert.ok(root);
  const value = valueOfYaml(root, file, { ...WITHOUT_HOLES, nameOfTag: () => undefined });
  assert.equal(value.kind, "object");
  return value;
}

function listsIn(value: Value): readonly ArrayValue[] {
  if (value.kind === "object") return value.members.flatMap((member) => (member.value ? listsIn(member.value) : []));
  return value.kind === "array" ? [value, ...value.items.flatMap(listsIn)] : [];
}

describe("a list that is copied while its last item is taken out is put behind the name as brackets", () => {
  const cases: readonly (readonly [what: string, file: string, after: string])[] = [
    ["dashes below the name", "old:\n- - x\n", "new: []\nold:\n- []\n"],
    ["dashes that stand in", "old:\n  - - x\n  - y\n", "new: []\nold:\n  - []\n  - y\n"],
    ["CRLF", "old:\r\n- y\r\n- - x\r\n", "new: []\r\nold:\r\n- y\r\n- []\r\n"],
  ];
  for (const [what, file, after] of cases) {
    test(what, () => {
      const root = rootOf(file);
      const inner = listsIn(root).at(-1);
      const part = inner?.items[0];
      assert.ok(inner && part);
      const changes: readonly Change[] = [
        { change: "add-member", to: root, after: undefined, key: "new", value: { copyOf: inner } },
        { change: "remove-item", from: inner, part },
      ];
      const edits = yamlWriter(file).edits(changes);
      assert.ok(edits);
      assert.equal(applyEdits(file, edits), after);
      assert.deepEqual(readYaml(after).problems, []);
    });
  }
});

describe("a text without quotes that is copied between brackets with a change inside", () => {
  for (const [by, written] of [
    ["b", "{ new: -b! }"],
    ["{[,", '{ new: "-{[,!" }'],
  ] as const) {
    test(by, () => {
      const file = "to: {}\nold: -!\n";
      const root = rootOf(file);
      const [to, old] = root.members.map(({ value }) => value);
      assert.ok(to?.kind === "object" && old?.kind === "string");
      const changes: readonly Change[] = [
        { change: "text", value: old, start: 1, end: 1, by },
        { change: "add-member", to, after: undefined, key: "new", value: { copyOf: old } },
      ];
      const edits = yamlWriter(file).edits(changes);
      assert.ok(edits);
      assert.equal(applyEdits(file, edits), `to: ${written}\nold: -${by}!\n`);
    });
  }
});

describe("a name that gets another one between brackets keeps its quotes, behind which a colon needs no space", () => {
  for (const [file, after] of [
    ['to: {"old":"x"}\n', 'to: {"new":"x"}\n'],
    ["to: {'old':{}}\n", "to: {'new':{}}\n"],
    ["to: { old: x }\n", "to: { new: x }\n"],
  ] as const) {
    test(file, () => {
      const [to] = rootOf(file).members.map(({ value }) => value);
      const member = to?.kind === "object" ? to.members[0] : undefined;
      assert.ok(member);
      const edits = yamlWriter(file).edits([{ change: "rename", member, to: "new" }]);
      assert.ok(edits);
      assert.equal(applyEdits(file, edits), after);
      assert.deepEqual(readYaml(after).problems, []);
    });
  }
});

describe("what an alias elsewhere stands for", () => {
  for (const [what, file] of [
    ["an item", "old:\n  - &one x\n  - y\nelse: *one\n"],
    ["an item between brackets", "old: [&one x, y]\nelse: *one\n"],
    ["what is in an item", "old:\n  - [&one x]\n  - y\nelse: *one\n"],
  ] as const) {
    test(`${what} is not taken out`, () => {
      const list = listsIn(rootOf(file))[0];
      const [part, other] = list?.items ?? [];
      assert.ok(list && part && other);
      assert.equal(yamlWriter(file).edits([{ change: "remove-item", from: list, part }]), undefined);
      assert.ok(yamlWriter(file).edits([{ change: "remove-item", from: list, part: other }]));
      assert.equal(yamlWriter(file).edits([{ change: "replace", value: part, by: "z" }]), undefined);
    });
  }
});
