/** A text that is the policy of several resources is changed for all of them, and a fix says so. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const role = (more: string, name: string): string => `resource "aws_iam_role" "deploy" {
  ${more}
  name = "${name}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/ci" }, Action = "sts:AssumeRole" }]
  })
}
`;

const queues = (names: string): string => `Resources:
  Red: { Type: AWS::SQS::Queue, Properties: { QueueName: red } }
  Blue: { Type: AWS::SQS::Queue, Properties: { QueueName: blue } }
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [${names}]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: "arn:aws:iam::111122223333:role/ci" }
            Action: sqs:SendMessage
            Resource: "*"
`;

/** Of each of two buckets, which another block makes. */
const CHAINED = `resource "aws_s3_bucket" "all" {
  for_each = toset(["acme-logs", "acme-files"])
  bucket = each.value
}
resource "aws_s3_bucket_policy" "all" {
  for_each = aws_s3_bucket.all
  bucket = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:role/ci" }, Action = "s3:GetObject", Resource = "\${each.value.arn}/*"
    }]
  })
}
`;

const READS = "s3:GetObject on resource: arn:aws:s3:::acme-files/a.csv";
const ASSUMES = "sts:AssumeRole on resource: arn:aws:iam::111122223333:role/deploy-shop";
const SENDS = "sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:red";

describe("who else gets what a fix of a resource's policy gives", () => {
  for (const [what, path, text, asked, others] of [
    ["one role", "main.tf", role("", "deploy-shop"), ASSUMES, []],
    [
      "roles of a loop",
      "main.tf",
      role('for_each = toset(["shop", "site"])', "deploy-${each.value}"),
      ASSUMES,
      ["role/deploy-site"],
    ],
    ["buckets that a loop goes through", "main.tf", CHAINED, READS, ["acme-logs"]],
    ["one queue", "template.yaml", queues("!Ref Red"), SENDS, []],
    ["two queues", "template.yaml", queues("!Ref Red, !Ref Blue"), SENDS, ["blue"]],
  ] as const) {
    test(what, () => {
      const message = `User: arn:aws:sts::111122223333:assumed-role/runner/i-1 is not authorized to perform: ${asked} because no resource-based policy allows the action`;
      const workspace = readWorkspace([{ path, text }], EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      assert.ok(fixes.length > 0);
      // What names one of them is no statement for the others.
      const isOfOne = fixes.some(({ change }) => change.change === "add-statement" && others.length > 0);
      assert.equal(isOfOne, asked === ASSUMES && others.length > 0);
      for (const { risks } of fixes) {
        const said = risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : []));
        assert.deepEqual(said, others);
      }
    });
  }
});
