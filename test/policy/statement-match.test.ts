import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { actionMatches, actionPattern, readAction } from "../../server/src/policy/action-pattern.ts";
import { readRequestArn } from "../../server/src/policy/request-arn.ts";
import { resourceMatches, resourcePattern } from "../../server/src/policy/resource-pattern.ts";
import { type VariableLookup } from "../../server/src/policy/text-pattern.ts";
import { scalarOf } from "../support/evaluation.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

describe("an action entry", () => {
  const matches = (entry: string, action: string): string =>
    actionMatches(actionPattern(scalarOf(entry)), readAction(action));

  for (const [entry, yes, no] of [
    ["*", ["s3:GetObject", "iam:PassRole"], []],
    ["**", ["s3:GetObject"], []],
    ["s3:GetObject", ["s3:GetObject", "S3:GETOBJECT"], ["s3:GetObjectAcl", "s3-outposts:GetObject"]],
    ["S3:get*", ["s3:GetObject", "s3:Get"], ["s3:PutObject"]],
    ["s3:*Object", ["s3:GetObject", "s3:Object"], ["s3:GetObjectAcl"]],
    ["s3:?etObject", ["s3:GetObject", "s3:SetObject"], ["s3:etObject"]],
    ["s3:*", ["s3:GetObject"], ["ec2:GetObject"]],
    ["*:GetObject", [], ["s3:GetObject"]],
    ["s?:GetObject", [], ["s3:GetObject"]],
    ["s3:", [], ["s3:GetObject"]],
    ["s3*", [], ["s3:GetObject"]],
    ["s3:Get Object", [], ["s3:GetObject"]],
    [" s3:GetObject", [], ["s3:GetObject"]],
    ["", [], ["s3:GetObject"]],
  ] as const) {
    test(`'${entry}'`, () => {
      for (const action of yes) assert.equal(matches(entry, action), "yes", action);
      for (const action of no) assert.equal(matches(entry, action), "no", action);
    });
  }

  test("with a hole may match what fits around it, and nothing else", () => {
    assert.equal(matches("s3:<name>Object", "s3:GetObject"), "unknown");
    assert.equal(matches("<service>:GetObject", "s3:GetObject"), "unknown");
    assert.equal(matches("<all>", "s3:GetObject"), "unknown");
    assert.equal(matches("s3:<name>Object", "s3:GetBucket"), "no");
    assert.equal(matches("<service>:GetObject", "s3:PutObject"), "no");
  });

  test("of all actions of all services may be one, because policies that mean all are written so", () => {
    assert.equal(matches("*:*", "s3:GetObject"), "unknown");
  });
});

describe("a resource entry", () => {
  const values: Readonly<Record<string, string>> = { "aws:username": "ann", "aws:star": "a*", "aws:empty": "" };
  const lookup: VariableLookup = (key) => {
    const text = values[key.toLowerCase()];
    if (key === "aws:unknown") return { state: "unknown" };
    return text === undefined ? { state: "none" } : { state: "text", text };
  };
  const matches = (entry: string, arn: string, padsShort = true, variables: "yes" | "no" | "unknown" = "yes"): string =>
    resourceMatches(resourcePattern(scalarOf(entry), variables), readRequestArn(arn), padsShort, lookup);

  const OBJECT = "arn:aws:s3:::alpha/home/ann/z";
  const TABLE = "arn:aws:dynamodb:us-east-1:111111111111:table/t1";
  const STREAM = "arn:aws:logs:us-east-1:111111111111:log-group:g1:log-stream:s1";

  for (const [entry, arn, truth] of [
    ["*", OBJECT, "yes"],
    ["**", "*", "yes"],
    [OBJECT, OBJECT, "yes"],
    ["arn:aws:s3:::alpha/*", OBJECT, "yes"],
    ["arn:aws:s3:::alpha/*/z", OBJECT, "yes"],
    ["arn:aws:s3:::alpha/home/???/z", OBJECT, "yes"],
    ["arn:aws:s3:::ALPHA/*", OBJECT, "no"],
    ["arn:aws:s3:::alpha", OBJECT, "no"],
    ["arn:*:s3:::*", OBJECT, "yes"],
    ["arn:aws:dynamodb:*:111111111111:table/t1", TABLE, "yes"],
    ["arn:aws:dynamodb:us-*-1:1111*:table/t?", TABLE, "yes"],
    ["arn:aws:dynamodb:us.east-1:111111111111:table/t1", TABLE, "no"],
    ["arn:aws:dynamodb:*east*:111111111111:*/t1", TABLE, "yes"],
    ["arn:aws:dynamodb:us-east-1:222222222222:table/t1", TABLE, "no"],
    ["arn:aws:logs:*:*:log-group:g1:*", STREAM, "yes"],
    ["arn:aws:logs:*:*:log-group:*:s1", STREAM, "yes"],
    ["table/t1", TABLE, "no"],
    ["arn:aws:s3:::alpha/*", "*", "no"],
  ] as const) {
    test(`'${entry}' on ${arn}: ${truth}`, () => assert.equal(matches(entry, arn), truth));
  }

  describe("whose field ends with * runs on past the colon", () => {
    for (const [entry, arn, truth] of [
      ["arn:aws:dynamodb:*:table/t1", TABLE, "yes"],
      ["arn:aws:dynamodb:us*:table/*", TABLE, "yes"],
      ["arn:aws:*:table/t1", TABLE, "yes"],
      ["arn:aws:*:log-stream:s1", STREAM, "yes"],
      ["arn:aws:*:g1:log-stream:s?", STREAM, "yes"],
      ["arn:aws:*:us-east-1:*:s1", STREAM, "yes"],
      ["arn:aws:dynamodb:*:table/t2", TABLE, "no"],
      ["arn:aws:dynamodb:*east:table/t1", TABLE, "no"],
      ["arn:aws:sqs:*:table/t1", TABLE, "no"],
    ] as const) {
      test(`'${entry}': ${truth}`, () => assert.equal(matches(entry, arn, false), truth));
    }

    test("in little time", () => {
      const milliseconds = processorMilliseconds(() =>
        assert.equal(matches("arn:aws:*:a:a:x", `arn:aws:s3:::${"a:".repeat(20_000)}y`, false), "no"),
      );
      assert.ok(milliseconds < 500);
    });
  });

  describe("with fewer than six fields", () => {
    for (const [entry, padded, plain] of [
      ["arn:aws:dynamodb", "yes", "no"],
      ["arn:aws:dynamodb:us-east-1", "yes", "no"],
      ["arn:aws:sqs", "no", "no"],
      ["arn:aws:dynamodb:*", "yes", "yes"],
      ["arn:aws:dyn*", "yes", "yes"],
    ] as const) {
      test(`'${entry}' padded: ${padded}, else ${plain}`, () => {
        assert.equal(matches(entry, TABLE, true), padded);
        assert.equal(matches(entry, TABLE, false), plain);
      });
    }
  });

  describe("with variables", () => {
    for (const [entry, truth] of [
      ["arn:aws:s3:::alpha/home/${aws:username}/z", "yes"],
      ["arn:aws:s3:::alpha/home/${AWS:UserName}/*", "yes"],
      ["arn:aws:s3:::alpha/home/${aws:none}/z", "no"],
      ["arn:aws:s3:::alpha/home/${aws:none, 'ann'}/z", "yes"],
      ["arn:aws:s3:::alpha/home/${aws:username, 'bob'}/z", "yes"],
      ["arn:aws:s3:::alpha/home/${aws:none, ''}ann/z", "yes"],
      ["arn:aws:s3:::alpha/home/${aws:unknown}/z", "unknown"],
      ["arn:aws:s3:::beta/home/${aws:unknown}/z", "no"],
      ["arn:aws:s3:::alpha/home/${*}/z", "no"],
      ["arn:aws:s3:${aws:none, ''}::alpha/*", "no"],
      // Not documented: is a wildcard in a value one, and is an empty value a value?
      ["arn:aws:s3:::alpha/home/${aws:star}/z", "unknown"],
      ["arn:aws:s3:::alpha/home/${aws:empty}ann/z", "unknown"],
    ] as const) {
      test(`'${entry}': ${truth}`, () => assert.equal(matches(entry, OBJECT), truth));
    }

    test("that are plain text in an old policy, and anything in one of unsettled version", () => {
      const entry = "arn:aws:s3:::alpha/home/${aws:username}/z";
      assert.equal(matches(entry, OBJECT, true, "no"), "no");
      assert.equal(matches(entry, "arn:aws:s3:::alpha/home/${aws:username}/z", true, "no"), "yes");
      assert.equal(matches(entry, OBJECT, true, "unknown"), "unknown");
    });

    test("whose escapes are literal characters", () => {
      assert.equal(matches("arn:aws:s3:::alpha/${*}", "arn:aws:s3:::alpha/*"), "yes");
      assert.equal(matches("arn:aws:s3:::alpha/${?}${$}", "arn:aws:s3:::alpha/?$"), "yes");
    });
  });

  test("that differs in the case of a field before the resource part is not settled", () => {
    assert.equal(matches("arn:aws:DynamoDB:us-east-1:111111111111:table/t1", TABLE), "unknown");
    assert.equal(matches(TABLE, TABLE.replace("us-east-1", "US-EAST-1")), "unknown");
    assert.equal(matches(TABLE, TABLE.replace("t1", "T1")), "no");
  });

  test("with a hole may match what fits around it, and nothing else", () => {
    assert.equal(matches("arn:aws:s3:::<bucket>/*", OBJECT), "unknown");
    assert.equal(matches("<arn>/*", OBJECT), "unknown");
    assert.equal(matches("arn:<partition>:s3:::beta/*", OBJECT), "no");
    assert.equal(matches("<all>", "*"), "unknown");
  });
});
