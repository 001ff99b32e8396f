/** Whose policy a resource of Pulumi's YAML makes, by the names that Pulumi may give it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { declaredResources } from "../../server/src/hosts/host.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const POLICY =
  '{ "fn::toJSON": { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: "*", Action: "*", Resource: "*" }] } }';

function subjectsOf(made: string, type: string, property: string): readonly string[] {
  const policy = `{ type: "${type}", properties: { ${property}, policy: ${POLICY} } }`;
  const text = `name: shop\nruntime: yaml\nresources:\n${made}  policy: ${policy}\n`;
  const { sites } = resultOf(readSource({ path: "Pulumi.yaml", languageId: undefined, text }));
  return sites.flatMap(({ uses }) => declaredResources(uses));
}

describe("a policy of Pulumi's YAML belongs to", () => {
  for (const [name, made, type, property, expected] of [
    [
      "a queue that is named by its address",
      "",
      "aws:sqs:QueuePolicy",
      'queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"',
      "arn:*:sqs:*:*:orders",
    ],
    [
      "a queue of which a setting of the project may make the whole name",
      "  orders: { type: aws:sqs:Queue }\n",
      "aws:sqs:QueuePolicy",
      "queueUrl: '${orders.url}'",
      "arn:*:sqs:*:*:*orders*",
    ],
    [
      "a bucket, whose name is in lower case",
      "  ordersData: { type: aws:s3:BucketV2 }\n",
      "aws:s3:BucketPolicy",
      "bucket: '${ordersData.id}'",
      "arn:*:s3:::*ordersdata*",
    ],
    [
      "a bucket that is made elsewhere",
      "  orders: { type: aws:s3:Bucket, get: { id: reports } }\n",
      "aws:s3:BucketPolicy",
      "bucket: '${orders.id}'",
      "arn:*:s3:::*",
    ],
  ] as const) {
    test(name, () => {
      assert.deepEqual(subjectsOf(made, type, property), [expected]);
    });
  }
});
