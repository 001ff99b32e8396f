import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OPERATORS, readOperator, SET_OPERATORS } from "../../server/src/policy/operators.ts";
import { toMarkdown } from "../../server/src/wording/markdown.ts";
import { absentOutcome, type AbsentOutcome, describeOperator } from "../../server/src/wording/operator.ts";
import { comparison } from "../../server/src/wording/predicate.ts";

function wordsOf(written: string): string {
  const use = readOperator(written);
  assert.ok(use !== undefined, written);
  return toMarkdown(describeOperator(use));
}

describe("every operator has words of its own", () => {
  const said = new Map<string, string>();
  for (const operator of OPERATORS) {
    test(operator.name, () => {
      const [, meaning = ""] = wordsOf(operator.name).split("\n\n");
      assert.match(meaning, /^Holds if the key/);
      assert.notEqual(meaning, "Holds if the values fit.");
      assert.equal(said.get(meaning), undefined, "another operator says the same");
      said.set(meaning, operator.name);
    });
  }
});

test("every operator but Null has a verb", () => {
  for (const operator of OPERATORS) {
    if (operator.family === "null") continue;
    const verb = comparison({ operator, setOperator: undefined, ifExists: false }).before;
    assert.equal(/none|not/.test(verb), operator.negated, `${operator.name}: ${verb}`);
  }
});

describe("what an operator does if the request does not carry the key", () => {
  const cases: readonly (readonly [operator: string, outcome: AbsentOutcome])[] = [
    ["StringEquals", "fails"],
    ["StringLike", "fails"],
    ["StringEqualsIgnoreCase", "fails"],
    ["NumericLessThan", "fails"],
    ["DateGreaterThanEquals", "fails"],
    ["Bool", "fails"],
    ["BinaryEquals", "fails"],
    ["IpAddress", "fails"],
    ["ArnEquals", "fails"],
    ["ArnLike", "fails"],
    ["StringNotEquals", "holds"],
    ["StringNotLike", "holds"],
    ["StringNotEqualsIgnoreCase", "holds"],
    ["NumericNotEquals", "holds"],
    ["DateNotEquals", "holds"],
    ["NotIpAddress", "holds"],
    ["ArnNotEquals", "holds"],
    ["ArnNotLike", "holds"],
    ["Null", "values-decide"],
  ];
  for (const [operator, outcome] of cases) {
    test(`${operator}: ${outcome}`, () => assert.equal(absentOutcome(readOperator(operator)!), outcome));
  }

  for (const { name, family } of OPERATORS) {
    if (family === "null") continue;
    test(`${name}IfExists holds`, () => assert.equal(absentOutcome(readOperator(`${name}IfExists`)!), "holds"));
    test(`ForAllValues:${name} holds`, () =>
      assert.equal(absentOutcome(readOperator(`ForAllValues:${name}`)!), "holds"));
    test(`ForAnyValue:${name} fails, with IfExists too`, () => {
      assert.equal(absentOutcome(readOperator(`ForAnyValue:${name}`)!), "fails");
      assert.equal(absentOutcome(readOperator(`ForAnyValue:${name}IfExists`)!), "fails");
    });
  }
});

test("the parts of a name are explained one by one", () => {
  assert.equal(
    wordsOf("forallvalues:stringnotlikeifexists"),
    [
      "#### `ForAllValues:StringNotLikeIfExists`",
      "",
      "Holds if each of the key's values matches none of the listed patterns (case-sensitive).",
      "",
      "- `ForAllValues`: **every** value the request carries for the key must pass. It also holds without any value, so an Allow should also require the key: `Null` with `false`.",
      "- If several values are listed, **none** of them may match.",
      "- If the request does not carry the key, the condition **holds**: `IfExists` tests the key only if it is there.",
      "- Values: any text.",
      "- `*` stands for any characters, `?` for exactly one. Policy variables are filled in (Version 2012-10-17).",
    ].join("\n"),
  );
});

test("Null asks for the key itself", () => {
  assert.match(wordsOf("Null"), /If the request does not carry the key, `true` holds and `false` fails\./);
});

test("under StringEquals a star is no wildcard", () => {
  assert.match(
    wordsOf("StringEquals"),
    /`\*` and `\?` are ordinary characters here\. For wildcards use `StringLike`\./,
  );
  assert.match(wordsOf("StringNotEquals"), /For wildcards use `StringNotLike`/);
});

describe("the first sentence is about the one value, or about each of several", () => {
  const rows: readonly (readonly [operator: string, opening: string])[] = [
    ["StringEquals", "Holds if the key's value equals a listed value (case-sensitive)."],
    ["ForAnyValue:StringEquals", "Holds if at least one of the key's values equals a listed value (case-sensitive)."],
    [
      "ForAllValues:StringNotLike",
      "Holds if each of the key's values matches none of the listed patterns (case-sensitive).",
    ],
    ["ForAllValues:NumericLessThan", "Holds if each of the key's numbers is less than a listed number."],
    ["ForAnyValue:NotIpAddress", "Holds if at least one of the key's IP addresses is in none of the listed ranges."],
    ["ForAnyValue:Bool", "Holds if at least one of the key's values is true or false as listed."],
    ["ForAllValues:ArnLikeIfExists", "Holds if each of the key's ARNs matches a listed one, field by field."],
  ];
  for (const [operator, opening] of rows) {
    test(operator, () => assert.ok(wordsOf(operator).includes(opening), wordsOf(operator)));
  }
  for (const set of SET_OPERATORS) {
    for (const { name } of OPERATORS.filter(({ family }) => family !== "null")) {
      test(`${set}:${name}`, () => assert.doesNotMatch(wordsOf(`${set}:${name}`), /Holds if the key's/));
    }
  }
});

test("a set operator says how many of the request's values must pass", () => {
  const phrases = { ForAllValues: /\*\*every\*\* value/, ForAnyValue: /\*\*at least one\*\* value/ };
  for (const set of SET_OPERATORS) assert.match(wordsOf(`${set}:ArnLike`), phrases[set]);
});
