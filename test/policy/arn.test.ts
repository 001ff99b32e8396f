import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ARN_FIELDS, arnField, readArn, splitArn } from "../../server/src/policy/arn.ts";

describe("an ARN splits at its first five colons", () => {
  for (const [text, fields] of [
    ["arn:aws:s3:::bucket/key:with:colons", ["arn", "aws", "s3", "", "", "bucket/key:with:colons"]],
    ["arn:aws:sqs:us-east-1:111122223333:q", ["arn", "aws", "sqs", "us-east-1", "111122223333", "q"]],
    ["arn:aws:s3:::${aws:username}", ["arn", "aws", "s3", "", "", "${aws:username}"]],
    ["arn:${aws:x}:s3:::b", ["arn", "${aws:x}", "s3", "", "", "b"]],
    ["arn:aws:sqs", ["arn", "aws", "sqs"]],
    ["*", ["*"]],
    ["", [""]],
    ["arn:aws:", ["arn", "aws", ""]],
    ["arn:aws:s3:::", ["arn", "aws", "s3", "", "", ""]],
    ["arn:aws:s3:::$home/${", ["arn", "aws", "s3", "", "", "$home/${"]],
    ["arn:${unclosed:s3", ["arn", "${unclosed:s3"]],
  ] as const) {
    test(text, () => {
      assert.deepEqual(
        splitArn(text).map((field) => field.text),
        fields,
      );
      for (const field of splitArn(text)) assert.equal(text.slice(field.start, field.end), field.text);
      assert.deepEqual(
        ARN_FIELDS.map((field) => arnField(text, field)).filter((one) => one !== undefined),
        fields,
      );
    });
  }

  test("only six fields that begin with arn make an ARN", () => {
    assert.equal(readArn("arn:aws:sqs"), undefined);
    assert.equal(readArn("bucket"), undefined);
    assert.equal(readArn("arn:aws:iam::111122223333:role/app/dev")?.resource, "role/app/dev");
  });
});
