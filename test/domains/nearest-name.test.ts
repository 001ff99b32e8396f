import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { editDistance, isNearName, nearestNames } from "../../server/src/domains/nearest-name.ts";

describe("the nearest names", () => {
  for (const [written, candidates, expected] of [
    ["GetObjekt", ["GetObject", "PutObject", "GetObjectAcl"], ["GetObject"]],
    ["getobject", ["GetObject"], ["GetObject"]],
    ["dyanmodb", ["dax", "dynamodb"], ["dynamodb"]],
    ["Principle", ["Principal", "NotPrincipal"], ["Principal"]],
    ["aa", ["ab"], []],
    ["abcd", ["abce", "abcf", "abcg", "abch"], ["abce", "abcf", "abcg"]],
    ["frobnicate", ["s3", "sqs"], []],
    ["x".repeat(10_000), ["x".repeat(10_001)], []],
    // Row by row this would take hours.
    [`${"x".repeat(500_000)}a`, [`${"x".repeat(500_000)}b`], []],
  ] as const) {
    test(`of ${written.slice(0, 20)} are ${expected.join(", ") || "none"}`, () => {
      assert.deepEqual(nearestNames(written, candidates), expected);
    });
  }
  test("Id is not near to Sid: short names must be right", () => assert.equal(isNearName("Id", "Sid"), false));
});

describe("the bounded distance", () => {
  for (const [a, b, distance] of [
    ["kitten", "sitting", 3],
    ["ab", "ba", 1],
    ["", "abc", 3],
    ["abc", "ac", 1],
  ] as const) {
    test(`of ${a} and ${b} is ${distance}`, () => assert.equal(editDistance(a, b, 9), distance));
  }
});
