import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OPERATORS, readOperator } from "../../server/src/policy/operators.ts";

describe("operator names", () => {
  test("AWS has 27 of them", () => assert.equal(OPERATORS.length, 27));

  for (const [written, expected] of [
    ["StringEquals", "StringEquals"],
    ["stringequals", "StringEquals"],
    ["ForAnyValue:StringLike", "ForAnyValue StringLike"],
    ["forallvalues:stringnotequalsifexists", "ForAllValues StringNotEquals IfExists"],
    ["BoolIfExists", "Bool IfExists"],
    ["Null", "Null"],
    ["ForAllValues:Null", "ForAllValues Null"],
    ["NullIfExists", undefined],
    ["StringMatches", undefined],
    ["ForSomeValues:StringEquals", undefined],
    ["IfExists", undefined],
    ["", undefined],
    ["__proto__", undefined],
  ] as const) {
    test(`${written || "(empty)"} is ${expected ?? "unknown"}`, () => {
      const use = readOperator(written);
      const shown = use && [use.setOperator, use.operator.name, use.ifExists ? "IfExists" : undefined];
      assert.equal(shown?.filter((part) => part !== undefined).join(" "), expected);
    });
  }

  test("the negated ones say so", () => {
    assert.deepEqual(
      OPERATORS.filter(({ negated }) => negated).map(({ name }) => name),
      [
        "StringNotEquals",
        "StringNotEqualsIgnoreCase",
        "StringNotLike",
        "NumericNotEquals",
        "DateNotEquals",
        "NotIpAddress",
        "ArnNotEquals",
        "ArnNotLike",
      ],
    );
  });
});
