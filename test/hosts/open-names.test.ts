/** A name that is made up later holds no colon and no slash: that much is enough for what an ARN cannot match. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { openForm } from "../support/host-forms.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";

function codesIn(path: string, text: string): readonly string[] {
  const site = openForm({ path }, text);
  return findingsAbout(subjectFrom(site.root, site.broken, { kind: "identity" }), ALL_CHECKS).map(({ code }) => code);
}

const template = (action: string, resource: string): string =>
  `Parameters:
  Given: { Type: String }
Resources:
  Bucket: { Type: "AWS::S3::Bucket" }
  Named: { Type: "AWS::S3::Bucket", Properties: { BucketName: !Ref Given } }
  Role: { Type: "AWS::IAM::Role", Properties: { Path: !Ref Given } }
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: ${action}, Resource: ${resource} }]
`;

const terraform = (action: string, resource: string): string =>
  `variable "given" {}
data "aws_partition" "here" {}
resource "aws_s3_bucket" "made" {}
resource "aws_s3_bucket" "named" { bucket = "app-\${var.given}" }
resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }]
  })
}
`;

const BUCKET_FOR_OBJECTS = ["resource-not-of-action"];
const NOTHING: readonly string[] = [];

describe("an ARN with a name that is made up", () => {
  for (const [action, resource, codes] of [
    ["s3:PutObject", "!GetAtt Bucket.Arn", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", "!GetAtt Named.Arn", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}'", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${AWS::StackName}-x'", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'", NOTHING],
    ["s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}*'", NOTHING],
    ["s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${Given}'", NOTHING],
    ["s3:PutObject", "!Sub '${Given}:s3:::${Bucket}/x'", NOTHING],
    ["iam:PassRole", "!GetAtt Role.Arn", NOTHING],
  ] as const) {
    test(`${action} of ${resource} in CloudFormation`, () =>
      assert.deepEqual(codesIn("template.yaml", template(action, resource)), codes));
  }
  for (const [action, resource, codes] of [
    ["s3:PutObject", "aws_s3_bucket.made.arn", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", "aws_s3_bucket.named.arn", BUCKET_FOR_OBJECTS],
    ["s3:PutObject", '"arn:${data.aws_partition.here.partition}:s3:::${aws_s3_bucket.made.id}"', BUCKET_FOR_OBJECTS],
    ["s3:PutObject", '"${aws_s3_bucket.made.arn}/*"', NOTHING],
    ["s3:PutObject", '"arn:${data.aws_partition.here.partition}:s3:::${var.given}"', NOTHING],
    ["iam:PassRole", "aws_iam_role.elsewhere.arn", NOTHING],
  ] as const) {
    test(`${action} of ${resource} in Terraform`, () =>
      assert.deepEqual(codesIn("main.tf", terraform(`"${action}"`, resource)), codes));
  }
  test("an entry of another service beside it has no effect", () =>
    assert.deepEqual(codesIn("template.yaml", template("[s3:GetObject, dynamodb:GetItem]", "!Sub '${Bucket.Arn}/*'")), [
      "dead-entry",
    ]));
});
