/** What the file leaves to a choice is read with what it chooses from. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { substitutesVariables } from "../../server/src/policy/policy.ts";
import { policyOfJson } from "../support/evaluation.ts";

const choice = (...options: readonly unknown[]): object => ({ "Fn::If": ["Prod", ...options] });
const NOTHING = { Ref: "AWS::NoValue" };
const allow = (action: unknown): object => ({ Effect: "Allow", Action: action, Resource: "*" });

const statementsOf = (statement: unknown): readonly string[] =>
  policyOfJson({ Version: "2012-10-17", Statement: statement }).statements.map(
    ({ certain, action }) =>
      `${certain ? "" : "perhaps "}${action?.entries.map((one) => `${one.certain ? "" : "?"}${one.text}`).join() ?? "-"}${action?.open === true ? " open" : ""}`,
  );

describe("a choice of statements", () => {
  for (const [what, statement, expected] of [
    ["in the list", [choice(allow("a:A"), allow("a:B")), allow("a:C")], ["perhaps a:A", "perhaps a:B", "a:C"]],
    ["or none", [choice(allow("a:A"), NOTHING)], ["perhaps a:A"]],
    ["within a choice", [choice(choice(allow("a:A"), NOTHING), allow("a:B"))], ["perhaps a:A", "perhaps a:B"]],
    [
      "of whole lists",
      choice([allow("a:A")], [allow("a:B"), allow("a:C")]),
      ["perhaps a:A", "perhaps a:B", "perhaps a:C"],
    ],
    ["that the file does not show", [choice({ Ref: "S" }, allow("a:A"))], ["perhaps a:A"]],
    ["that is none", [NOTHING, allow("a:A")], ["a:A"]],
  ] as const) {
    test(what, () => assert.deepEqual(statementsOf(statement), expected));
  }

  test("is open only where an option is not in the file", () => {
    const open = (statement: unknown): boolean => policyOfJson({ Statement: statement }).open;
    assert.deepEqual(
      [[choice(allow("a:A"), NOTHING)], [choice(allow("a:A"), { Ref: "S" })], choice([], NOTHING)].map(open),
      [false, true, true],
    );
  });
});

describe("a choice of entries", () => {
  for (const [what, action, expected] of [
    ["in a list", ["a:A", choice("a:B", NOTHING)], "a:A,?a:B"],
    ["of lists", choice("a:A", ["a:B", "a:C"]), "?a:A,?a:B,?a:C"],
    ["or no element at all", choice("a:A", NOTHING), "?a:A open"],
    ["of which one is not in the file", ["a:A", choice("a:B", { "Fn::ImportValue": "x" })], "a:A,?a:B open"],
    ["that is no element", NOTHING, "-"],
  ] as const) {
    test(what, () => assert.deepEqual(statementsOf(allow(action)), [expected]));
  }
});

describe("a choice of conditions", () => {
  const conditions = (condition: unknown): readonly string[] => {
    const [statement] = policyOfJson({ Statement: { ...allow("a:A"), Condition: condition } }).statements;
    const entries = statement?.condition?.operators.flatMap((block) => block.entries) ?? [];
    return entries.map(({ operator, key, certain }) => `${certain ? "" : "?"}${operator} ${key}`);
  };
  const ofVpc = { "aws:SourceVpc": "vpc-1" };
  for (const [what, condition, expected] of [
    ["of the whole block", choice({ StringEquals: ofVpc }, NOTHING), ["?StringEquals aws:SourceVpc"]],
    [
      "under an operator",
      { StringEquals: choice(ofVpc, { a: "b" }) },
      ["?StringEquals aws:SourceVpc", "?StringEquals a"],
    ],
    ["or none", { StringEquals: { "aws:SourceVpc": choice("vpc-1", NOTHING) } }, ["?StringEquals aws:SourceVpc"]],
    ["of values", { StringEquals: { "aws:SourceVpc": choice("vpc-1", "vpc-2") } }, ["StringEquals aws:SourceVpc"]],
  ] as const) {
    test(what, () => assert.deepEqual(conditions(condition), expected));
  }
});

describe("a choice of principals", () => {
  const principal = (value: unknown) =>
    policyOfJson({ Statement: { ...allow("a:A"), Principal: value } }).statements[0]?.principal;

  test("of typed ones is read", () => {
    const read = principal(choice({ AWS: "111122223333" }, { Service: "s3.amazonaws.com" }));
    assert.equal(read?.form, "typed");
    assert.deepEqual(
      read.types.map(({ type, entries }) => [type, entries.map(({ text, certain }) => `${text} ${certain}`)]),
      [
        ["AWS", ["111122223333 false"]],
        ["Service", ["s3.amazonaws.com false"]],
      ],
    );
  });

  test("of other forms is left open", () =>
    assert.equal(principal(choice("*", { AWS: "111122223333" }))?.form, "unknown"));
});

test("a Version that is not in the file does not say that variables are not filled in", () => {
  const reading = (version: unknown) => substitutesVariables(policyOfJson({ Version: version, Statement: [] }));
  assert.deepEqual([choice("2012-10-17", "2008-10-17"), { Ref: "V" }, "2012-10-17"].map(reading), [
    "unknown",
    "unknown",
    "yes",
  ]);
});
