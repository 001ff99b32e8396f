import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isWithin } from "../../../server/src/proof/comparing/pattern-within.ts";

const CASES: readonly (readonly [inner: string, outer: string, answer: "yes" | "no" | "unknown"])[] = [
  ["arn:aws:s3:::*Reports*/*", "arn:aws:s3:::*Reports*", "yes"],
  ["arn:aws:s3:::*Reports*", "arn:aws:s3:::*Reports*/*", "no"],
  ["arn:aws:apigateway:*::/apis/*/routes", "arn:aws:apigateway:*::/apis/*", "yes"],
  ["arn:aws:logs:*:*:log-group:a*:log-stream:*", "arn:aws:logs:*:*:log-group:a*", "yes"],
  ["arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", "no"],
  ["s3:get*", "s3:*", "yes"],
  ["s3:get*", "s3:get?", "no"],
  ["s3:get*", "s3:g?t*", "unknown"],
  ["s3:get?", "s3:get*", "yes"],
  ["s3:get??", "s3:get?", "no"],
  ["s3:a**", "s3:a*", "yes"],
  ["s*:get", "s*:get", "unknown"],
  ["arn:aws:s3:::${aws:username}", "arn:aws:s3:::*", "unknown"],
  ["arn:aws:s3", "arn:aws:*", "unknown"],
  ["*", "*", "unknown"],
];

describe("one text with wildcards within another:", () => {
  for (const [inner, outer, answer] of CASES) {
    test(`${inner} in ${outer}: ${answer}`, () => assert.equal(isWithin(inner, outer), answer));
  }
});
