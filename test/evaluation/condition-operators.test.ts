/** Every operator of "IAM JSON policy elements: Condition operators": values that fit, values that do not, no value. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OPERATORS } from "../../server/src/policy/operators.ts";
import { conditionResult } from "../support/evaluation.ts";
import { eighthOf } from "../support/searching.ts";

type Row = readonly [wanted: string | readonly string[], holdsFor: readonly string[], failsFor: readonly string[]];

/** For the operators that are not negated; each negated one is the reverse of its partner. */
const POSITIVE: Readonly<Record<string, readonly Row[]>> = {
  StringEquals: [
    ["red", ["red"], ["Red", "redder", ""]],
    [["red", "blue"], ["red", "blue"], ["green"]],
    ["r*", ["r*"], ["red"]],
    ["r${*}", ["r*"], ["red", "r${*}"]],
    ["${$}${?}", ["$?"], ["x?"]],
    ["${x:none, 'a, b'}", ["a, b"], ["a"]],
    [[], [], ["red"]],
  ],
  StringEqualsIgnoreCase: [
    ["Red", ["red", "RED"], ["redder"]],
    ["r*", ["R*"], ["red"]],
  ],
  StringLike: [
    ["r*d", ["red", "rd", "r/e:d"], ["Red", "reds"]],
    ["r?d", ["red"], ["rd", "reed"]],
    [["a*", "*z"], ["a", "xyz"], ["b"]],
    ["r${*}", ["r*"], ["red"]],
    ["*", ["", "x"], []],
  ],
  NumericEquals: [
    ["10", ["10", "10.0"], ["11", "1"]],
    ["1.5", ["1.5", "1.50"], ["1"]],
  ],
  NumericLessThan: [["10", ["9", "-1", "9.99"], ["10", "11"]]],
  NumericLessThanEquals: [["10", ["10", "9"], ["10.1"]]],
  NumericGreaterThan: [["10", ["11", "10.01"], ["10", "9"]]],
  NumericGreaterThanEquals: [["10", ["10", "11"], ["9"]]],
  DateEquals: [
    ["2024-06-15T12:30:00Z", ["2024-06-15T14:30:00+02:00", "1718454600"], ["2024-06-15T12:30:01Z"]],
    ["1718454600", ["2024-06-15T12:30:00Z"], ["1718454601"]],
  ],
  DateLessThan: [["2024-06-15", ["2024-06-14T23:59:59Z", "0"], ["2024-06-15", "1900000000"]]],
  DateLessThanEquals: [["2024-06-15", ["2024-06-15"], ["2024-06-15T00:00:01Z"]]],
  DateGreaterThan: [["2024-06-15", ["2024-06-15T00:00:01Z", "1900000000"], ["2024-06-15"]]],
  DateGreaterThanEquals: [["2024-06", ["2024-06-01"], ["2024-05-31"]]],
  Bool: [
    ["true", ["true", "TRUE"], ["false"]],
    ["False", ["false"], ["true"]],
  ],
  BinaryEquals: [["QUJD", ["QUJD"], ["qujd", "QUJ"]]],
  IpAddress: [
    ["203.0.113.0/24", ["203.0.113.0", "203.0.113.255"], ["203.0.114.0", "2001:db8::1"]],
    ["203.0.113.9", ["203.0.113.9"], ["203.0.113.8"]],
    [
      ["10.0.0.0/8", "2001:db8::/32"],
      ["10.1.1.1", "2001:db8::1"],
      ["11.0.0.1", "2001:db9::1"],
    ],
    ["0.0.0.0/0", ["203.0.113.9"], ["::1"]],
    ["2001:db8:0:0:0:0:0:1", ["2001:db8::1"], []],
  ],
  ArnEquals: [
    ["arn:aws:iam::111111111111:role/*", ["arn:aws:iam::111111111111:role/a/b"], ["arn:aws:iam::111111111111:user/a"]],
    [
      "arn:aws:events:*:1111*:rule/r?",
      ["arn:aws:events:eu-west-1:111111111111:rule/r1"],
      ["arn:aws:events:eu-west-1:211111111111:rule/r1"],
    ],
    ["arn:*:sns:*:*:t", ["arn:aws-cn:sns:cn-north-1:1:t"], ["arn:aws:sqs:us-east-1:1:t"]],
    // Unlike in Resource, a `*` stays in its field.
    ["arn:aws:sns:*:t", [], ["arn:aws:sns:us-east-1:111111111111:t"]],
    ["arn:aws:logs:*:*:a:*", ["arn:aws:logs:r:1:a:b:c"], ["arn:aws:logs:r:1:b:a:c"]],
  ],
  ArnLike: [["arn:aws:s3:::b*", ["arn:aws:s3:::bucket"], ["arn:aws:s3:::abc"]]],
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
};

const KEY = "test:Key";
const result = (
  operator: string,
  wanted: unknown,
  value: string | readonly string[] | undefined,
): boolean | "unknown" =>
  conditionResult({ [operator]: { [KEY]: wanted } }, { context: value === undefined ? {} : { "TEST:key": value } });

describe("every operator has its table", () => {
  test("all 27", () => {
    const tables = [...Object.keys(POSITIVE), ...Object.keys(NEGATED), "Null"];
    assert.deepEqual([...tables].sort(), OPERATORS.map(({ name }) => name).sort());
  });
});

for (const { name, negated } of OPERATORS) {
  if (name === "Null") continue;
  describe(name, () => {
    for (const [number, [wanted, holdsFor, failsFor]] of (POSITIVE[NEGATED[name] ?? name] ?? []).entries()) {
      test(JSON.stringify(wanted), () => {
        const forms = [name, name.toLowerCase(), `${name}IfExists`, `ForAllValues:${name}`, `ForAnyValue:${name}`];
        for (const operator of eighthOf(forms, number)) {
          // Under a set operator an empty text may count as no value at all.
          const counts = (value: string): boolean => value !== "" || !operator.includes(":");
          for (const value of holdsFor.filter(counts)) assert.equal(result(operator, wanted, value), !negated, value);
          for (const value of failsFor.filter(counts)) assert.equal(result(operator, wanted, value), negated, value);
        }
      });
    }

    test("without the key", () => {
      const wanted = POSITIVE[NEGATED[name] ?? name]![0]![0];
      assert.equal(result(name, wanted, undefined), negated);
      assert.equal(result(`${name}IfExists`, wanted, undefined), true);
      assert.equal(result(`ForAllValues:${name}`, wanted, undefined), true);
      assert.equal(result(`ForAllValues:${name}IfExists`, wanted, undefined), true);
      assert.equal(result(`ForAnyValue:${name}`, wanted, undefined), false);
      // Not documented: which of the two wins.
      assert.equal(result(`ForAnyValue:${name}IfExists`, wanted, undefined), "unknown");
    });

    test("without knowing the key", () => {
      const wanted = POSITIVE[NEGATED[name] ?? name]![0]![0];
      for (const operator of [name, `${name}IfExists`, `ForAllValues:${name}`, `ForAnyValue:${name}`]) {
        assert.equal(conditionResult({ [operator]: { [KEY]: wanted } }, { unlisted: "unknown" }), "unknown");
      }
    });

    test("on a list", () => {
      const [wanted, [fitting = ""], [other = ""]] = POSITIVE[NEGATED[name] ?? name]![0]!;
      assert.equal(result(name, wanted, [fitting]), "unknown");
      assert.equal(result(`ForAllValues:${name}`, wanted, [fitting, fitting]), !negated);
      assert.equal(result(`ForAllValues:${name}`, wanted, [other, other]), negated);
      assert.equal(result(`ForAllValues:${name}`, wanted, [fitting, other]), false);
      assert.equal(result(`ForAnyValue:${name}`, wanted, [fitting, other]), true);
      assert.equal(result(`ForAllValues:${name}`, wanted, []), true);
      assert.equal(result(`ForAnyValue:${name}`, wanted, []), false);
    });
  });
}

describe("an empty text under a set operator", () => {
  for (const [operator, wanted, value, expected] of [
    ["ForAllValues:StringEquals", "red", "", "unknown"],
    ["ForAllValues:StringEquals", "", [""], true],
    ["ForAllValues:StringEquals", "red", ["", "red"], false],
    ["ForAllValues:StringNotEquals", "", "", "unknown"],
    ["ForAnyValue:StringEquals", "", [""], "unknown"],
    ["ForAnyValue:StringEquals", "red", "", false],
    ["ForAnyValue:StringNotEquals", "red", ["", ""], "unknown"],
  ] as const) {
    test(`${operator} ${JSON.stringify(wanted)} on ${JSON.stringify(value)}: ${expected}`, () => {
      assert.equal(result(operator, wanted, value), expected);
    });
  }
});

describe("values that are not of the operator's type", () => {
  for (const [operator, wanted, value] of [
    ["NumericEquals", "10", "ten"],
    ["NumericNotEquals", "10", "ten"],
    ["NumericNotEquals", "10abc", "10"],
    ["NumericNotEquals", ["7", "x"], "10"],
    ["DateNotEquals", "2024-06-15", "yesterday"],
    ["DateLessThan", "soon", "2024-06-15"],
    ["Bool", "yes", "true"],
    ["IpAddress", "10.0.0.0/33", "10.0.0.1"],
    ["NotIpAddress", "10.0.0", "10.0.0.1"],
    ["NotIpAddress", "10.0.0.0/8", "here"],
    ["ArnLike", "arn:aws:s3:::*", "bucket"],
    ["ArnNotLike", "arn:aws:s3:::*", "bucket"],
  ] as const) {
    test(`${operator} ${JSON.stringify(wanted)} on '${value}' does not hold`, () => {
      assert.equal(result(operator, wanted, value), false);
    });
  }
});

describe("Null", () => {
  for (const [wanted, missing, present] of [
    ["true", true, false],
    ["false", false, true],
    ["True", true, false],
    [["true", "false"], true, true],
    ["perhaps", false, false],
  ] as const) {
    test(JSON.stringify(wanted), () => {
      assert.equal(result("Null", wanted, undefined), missing);
      assert.equal(result("Null", wanted, "x"), present);
      assert.equal(result("Null", wanted, ["x"]), present);
      assert.equal(conditionResult({ Null: { [KEY]: wanted } }, { unlisted: "unknown" }), "unknown");
    });
  }

  test("takes JSON's own true and false", () => assert.equal(result("Null", true, undefined), true));

  test("leaves open whether an empty list or text is a value", () => {
    for (const empty of [[], [""], ""]) assert.equal(result("Null", "true", empty), "unknown");
  });

  test("with a set operator or IfExists is not valid, so it settles nothing", () => {
    for (const operator of ["ForAllValues:Null", "ForAnyValue:Null", "NullIfExists"]) {
      assert.equal(result(operator, "true", undefined), "unknown");
      assert.equal(result(operator, "true", "x"), "unknown");
    }
  });
});

describe("policy variables", () => {
  const withTeam = (
    condition: object,
    context: Record<string, string | readonly string[]>,
    version?: string,
  ): boolean | "unknown" =>
    conditionResult(condition, { context: { "aws:PrincipalTag/team": "red", ...context } }, version);

  test("stand for the request's value, in any case of the key", () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "${AWS:principaltag/owner}" } };
    assert.equal(withTeam(condition, { "aws:PrincipalTag/owner": "red" }), true);
    assert.equal(withTeam(condition, { "aws:PrincipalTag/owner": "blue" }), false);
  });

  for (const [operator, expected] of [
    ["StringEquals", false],
    ["StringNotEquals", true],
    ["StringLike", false],
    ["StringNotLike", true],
  ] as const) {
    test(`without a value make ${operator} ${expected}`, () => {
      assert.equal(withTeam({ [operator]: { "aws:PrincipalTag/team": "${aws:username}" } }, {}), expected);
    });
  }

  test("without a value match no ARN", () => {
    const arn = { "aws:PrincipalArn": "arn:aws:iam::111111111111:user/ann" };
    const value = { "aws:PrincipalArn": "arn:aws:iam::*:user/${aws:username}" };
    assert.equal(withTeam({ ArnLike: value }, arn), false);
    assert.equal(withTeam({ ArnNotLike: value }, arn), true);
    assert.equal(withTeam({ ArnLike: value }, { ...arn, "aws:username": "ann" }), true);
  });

  test("take their default instead", () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "${aws:username, 'red'}" } };
    assert.equal(withTeam(condition, {}), true);
    assert.equal(withTeam(condition, { "aws:username": "ann" }), false);
  });

  test("do not take a list", () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "${aws:TagKeys}" } };
    assert.equal(withTeam(condition, { "aws:TagKeys": ["red"] }), false);
  });

  test("are plain text in a policy of another version", () => {
    for (const version of ["2008-10-17", ""]) {
      const condition = { StringEquals: { "aws:PrincipalTag/team": "${aws:PrincipalTag/team}" } };
      assert.equal(withTeam(condition, {}, version), false);
      assert.equal(withTeam(condition, { "aws:PrincipalTag/team": "${aws:PrincipalTag/team}" }, version), true);
    }
  });

  test("play no part in numbers, dates and addresses", () => {
    assert.equal(conditionResult({ NumericEquals: { a: "${x:b}" } }, { context: { a: "1", "x:b": "1" } }), false);
    assert.equal(
      conditionResult({ IpAddress: { a: "${x:b}" } }, { context: { a: "10.0.0.1", "x:b": "10.0.0.1" } }),
      false,
    );
  });

  test("under Bool are left open, because the pages disagree", () => {
    const condition = { Bool: { a: "${x:b}" } };
    assert.equal(conditionResult(condition, { context: { a: "true", "x:b": "true" } }), "unknown");
    assert.equal(conditionResult(condition, { context: { a: "true", "x:b": "false" } }), false);
  });

  test("that are unknown leave open what they could change", () => {
    const condition = (value: string): object => ({ StringEquals: { "aws:PrincipalTag/team": value } });
    const facts = { context: { "aws:PrincipalTag/team": "red" }, unlisted: "unknown" } as const;
    assert.equal(conditionResult(condition("${aws:username}"), facts), "unknown");
    assert.equal(conditionResult(condition("blue-${aws:username}"), facts), false);
  });

  for (const [what, condition, expected] of [
    ["decide", { StringEquals: { "s3:ExistingObjectTag/a": "${aws:username}" } }, false],
    [
      "decide in each of several",
      { StringLike: { "s3:ExistingObjectTag/a": ["${aws:username}", "x${aws:username}"] } },
      false,
    ],
    [
      "leave open what has a value",
      { StringEquals: { "s3:ExistingObjectTag/a": ["${aws:username}", "x"] } },
      "unknown",
    ],
    ["leave open a default", { StringEquals: { "s3:ExistingObjectTag/a": "${aws:username, 'x'}" } }, "unknown"],
    ["decide under a negation", { StringNotEquals: { "s3:ExistingObjectTag/a": "${aws:username}" } }, true],
    [
      "leave open any of none",
      { "ForAnyValue:StringNotEquals": { "s3:ExistingObjectTag/a": "${aws:username}" } },
      "unknown",
    ],
    ["leave open IfExists", { StringEqualsIfExists: { "s3:ExistingObjectTag/a": "${aws:username}" } }, "unknown"],
    [
      "leave open all of none",
      { "ForAllValues:StringEquals": { "s3:ExistingObjectTag/a": "${aws:username}" } },
      "unknown",
    ],
  ] as const) {
    test(`that the request lacks ${what}, where the key is unknown`, () => {
      assert.equal(conditionResult(condition, { absent: ["aws:username"], unlisted: "unknown" }), expected);
    });
  }
});

describe("a Condition block", () => {
  const context = { a: "1", b: "2" };
  const yes = { StringEquals: { a: "1" } };
  const no = { StringLike: { b: "1" } };
  const open = { StringEqualsIgnoreCase: { c: { Ref: "X" } } };

  for (const [name, condition, expected] of [
    ["empty holds", {}, true],
    ["an empty operator holds", { StringEquals: {} }, true],
    ["all operators must hold", { ...yes, ...no }, false],
    ["all keys must hold", { StringEquals: { a: "1", b: "3" } }, false],
    ["one that fails settles what is open", { ...no, ...open }, false],
    ["an open value leaves it open", { ...yes, StringLike: { b: { Ref: "X" } } }, "unknown"],
    ["an open list with a value that fits holds", { StringEquals: { a: ["1", { Ref: "X" }] } }, true],
    ["an open list leaves its negation open", { StringNotEquals: { a: ["9", { Ref: "X" }] } }, "unknown"],
    ["an open operator leaves it open", { StringEquals: { Ref: "X" } }, "unknown"],
    ["an open block leaves it open", { Ref: "X" }, "unknown"],
    ["an unknown operator settles nothing", { StringIs: { a: "1" } }, "unknown"],
    ["numbers and booleans count as text", { NumericEquals: { a: 1 }, StringEquals: { b: 2 } }, true],
    ["__proto__ is a key like any other", JSON.parse('{"StringEquals":{"__proto__":"1"}}') as object, false],
  ] as const) {
    test(name, () => assert.equal(conditionResult(condition, { context }), expected));
  }
});
