import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { ownerByName } from "../../server/src/workspace/owner-by-name.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const template = (name: string): string => `Parameters:
  Stage: { Type: String }
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }
  Archive:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${name}"
`;
const IN_TERRAFORM = `data "aws_caller_identity" "this" {}

resource "aws_s3_bucket" "archive" {
  bucket = "archive-\${data.aws_caller_identity.this.account_id}"
}
`;

function owner(bucket: string, text: string, path = "t.yaml"): string | undefined {
  return ownerByName(`arn:aws:s3:::${bucket}`, readWorkspace([{ path, text }], EMPTY_CONFIG));
}

describe("the name of a bucket tells whose it is", () => {
  const archive = template("archive-${Stage}-${AWS::AccountId}");

  test("where a file makes it of its account", () => {
    assert.equal(owner("archive-prod-111122223333/2026/a.gz", archive), "111122223333");
    assert.equal(owner("archive-111122223333", IN_TERRAFORM, "main.tf"), "111122223333");
  });

  const unknown: readonly (readonly [what: string, bucket: string, text: string])[] = [
    ["a bucket of another name", "backup-prod-111122223333", archive],
    ["a number that is no account", "archive-prod-1111222233334", archive],
    ["two numbers, of which either may be the account", "archive-444455556666-111122223333", archive],
    ["a name without the account", "archive-prod-111122223333", template("archive-${Stage}-111122223333")],
    ["a parameter that may have the number", "archive-111122223333", template("archive-${Stage}")],
  ];
  for (const [what, bucket, text] of unknown) {
    test(`not of ${what}`, () => {
      assert.equal(owner(bucket, text), undefined);
    });
  }

  test("not of something with an account in its ARN", () => {
    const workspace = readWorkspace([{ path: "t.yaml", text: archive }], EMPTY_CONFIG);
    const queue = "arn:aws:sqs:eu-west-1:444455556666:archive-prod-111122223333";
    assert.equal(ownerByName(queue, workspace), undefined);
  });
});
