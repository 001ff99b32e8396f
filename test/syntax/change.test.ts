/** Which of several changes stand: none that another one takes away, whichever comes first. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { type Change, standingChanges, undoes } from "../../server/src/syntax/change.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { type ArrayValue, memberNamed, type ObjectValue, type StringValue } from "../../server/src/syntax/value.ts";

const { root } = readJson(`{ "list": ["a", "b", { "in": "c" }], "other": "d" }`, PLACEHOLDERS);
const object = root as ObjectValue;
const listMember = memberNamed(object, "list")!;
const otherMember = memberNamed(object, "other")!;
const list = listMember.value as ArrayValue;
const [a, b, inner] = list.items as readonly [StringValue, StringValue, ObjectValue];
const inMember = memberNamed(inner, "in")!;
const text = (value: StringValue): Change => ({ change: "text", value, start: 0, end: 1, by: "x" });

const CHANGES = {
  "other text in a": text(a),
  "other text inside": text(inMember.value as StringValue),
  "a taken out": { change: "remove-item", from: list, part: a },
  "b taken out": { change: "remove-item", from: list, part: b },
  "the object taken out": { change: "remove-item", from: list, part: inner },
  "the list taken out": { change: "remove-member", from: object, part: listMember },
  "its member taken out": { change: "remove-member", from: inner, part: inMember },
  "the other renamed": { change: "rename", member: otherMember, to: "z" },
  "a replaced": { change: "replace", value: a, by: "y" },
  "a replaced by something else": { change: "replace", value: a, by: "z" },
  "the list replaced": { change: "replace", value: list, by: ["y"] },
  "all replaced": { change: "replace", value: object, by: ["y"] },
  "an item added": { change: "add-item", to: list, after: b, value: "n" },
  "a member added": { change: "add-member", to: inner, after: inMember, key: "k", value: "n" },
} satisfies Readonly<Record<string, Change>>;

const ROWS: readonly (readonly [
  given: readonly (keyof typeof CHANGES)[],
  standing: readonly (keyof typeof CHANGES)[],
])[] = [
  [
    ["other text in a", "a taken out", "b taken out"],
    ["a taken out", "b taken out"],
  ],
  [
    ["a replaced", "a replaced by something else"],
    ["a replaced", "a replaced by something else"],
  ],
  [["a replaced", "a taken out"], ["a taken out"]],
  [["an item added", "the list taken out"], ["the list taken out"]],
  [
    ["a member added", "its member taken out"],
    ["a member added", "its member taken out"],
  ],
  [["the list replaced", "all replaced"], ["all replaced"]],
];

describe("of changes that are made together, there stand", () => {
  for (const [given, standing] of ROWS) {
    test(`of ${given.join(", ")}: ${standing.join(", ")}`, () => {
      const left = standing.map((name) => CHANGES[name]);
      assert.deepEqual(standingChanges(given.map((name) => CHANGES[name])), left);
      assert.deepEqual(standingChanges(given.map((name) => CHANGES[name]).reverse()), left.toReversed());
    });
  }

  test("those that no other of three takes away", () => {
    const all: readonly Change[] = Object.values(CHANGES);
    for (const one of all) {
      for (const other of all) {
        for (const third of all) {
          const given = [...new Set([one, other, third])];
          const left = given.filter((change) => !given.some((by) => undoes(by, change)));
          assert.deepEqual(standingChanges(given), left);
        }
      }
    }
  });
});
