/** The command that fetches a resource's own policy, for what the message names. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fetchSteps } from "../../server/src/denial/fetch-steps.ts";

const OWNER = "eu-west-1:111122223333";

describe("a resource's own policy is fetched", () => {
  for (const [what, arn, command] of [
    ["a bucket's", "arn:aws:s3:::acme/x", "aws s3api get-bucket-policy --bucket acme --query Policy"],
    [
      "a queue's",
      `arn:aws:sqs:${OWNER}:jobs`,
      "aws sqs get-queue-attributes --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/jobs --attribute-names Policy --region eu-west-1",
    ],
    [
      "a queue's in China",
      "arn:aws-cn:sqs:cn-north-1:111122223333:jobs",
      "aws sqs get-queue-attributes --queue-url https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs --attribute-names Policy --region cn-north-1",
    ],
    ["a queue's of a hidden account", "arn:aws:sqs:eu-west-1:***:jobs", undefined],
    [
      "that of an index's table",
      `arn:aws:dynamodb:${OWNER}:table/orders/index/by-date`,
      `aws dynamodb get-resource-policy --resource-arn arn:aws:dynamodb:${OWNER}:table/orders --region eu-west-1`,
    ],
    [
      "a data stream's",
      `arn:aws:kinesis:${OWNER}:stream/clicks`,
      `aws kinesis get-resource-policy --resource-arn arn:aws:kinesis:${OWNER}:stream/clicks --region eu-west-1`,
    ],
    [
      "a file system's",
      `arn:aws:elasticfilesystem:${OWNER}:file-system/fs-0a1b2c3d`,
      "aws efs describe-file-system-policy --file-system-id fs-0a1b2c3d --region eu-west-1",
    ],
    ["an access point's", `arn:aws:elasticfilesystem:${OWNER}:access-point/fsap-0a1b`, undefined],
    [
      "an event bus's",
      `arn:aws:events:${OWNER}:event-bus/partner/acme`,
      "aws events describe-event-bus --name partner/acme --query Policy --region eu-west-1",
    ],
    [
      "a backup vault's",
      `arn:aws:backup:${OWNER}:backup-vault:main`,
      "aws backup get-backup-vault-access-policy --backup-vault-name main --region eu-west-1",
    ],
    ["that of a thing of an unknown kind", `arn:aws:braket:${OWNER}:job/x`, undefined],
  ] as const) {
    test(what, () => {
      const request = { principal: undefined, action: undefined, resource: arn, context: new Map() };
      const [step] = fetchSteps("resource", request);
      assert.deepEqual(step?.commands, command === undefined ? [] : [command]);
    });
  }
});
