import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { variablesOfResource } from "../../server/src/workspace/resource-variables.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const QUEUE = `resource "aws_sqs_queue" "q" {
  name = var.name
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = aws_sqs_queue.q.arn }] })
}
`;

const BUCKET = `resource "aws_s3_bucket" "b" {
  bucket = "acme-\${var.name}"
}
`;

function told(resource: string, module: string, ...calls: readonly string[]): Readonly<Record<string, string>> {
  const labelled = calls.map((inputs, at) => `module "m${at}" {\n  source = "./m"\n  ${inputs}\n}\n`);
  const made = 'resource "aws_iam_user" "bot" {\n  name = "bot"\n}\n';
  const files = [
    { path: "main.tf", text: labelled.join("") + made },
    { path: "m/main.tf", text: module },
  ];
  return Object.fromEntries(variablesOfResource(resource, readWorkspace(files, EMPTY_CONFIG)));
}

const ORDERS = "arn:aws:sqs:eu-west-1:111122223333:orders";
const OBJECT = "arn:aws:s3:::acme-orders/a/b.csv";

describe("what the ARN of a resource tells of variables", () => {
  test("is what the call gives that makes it", () => {
    const calls = ['name = "orders"\n  reader = "etl"', 'name = "bills"\n  reader = "bot"'];
    const expected = { "m/ var.name": "orders", "m/ var.reader": "etl" };
    assert.deepEqual(told(ORDERS, QUEUE, ...calls), expected);
    assert.deepEqual(told(OBJECT, BUCKET, ...calls), expected);
  });

  test("is what all calls give alike that may have made it", () => {
    const calls = ['name = "orders"\n  reader = "etl"\n  days = 7', 'name = "orders"\n  reader = "bot"\n  days = 7'];
    assert.deepEqual(told(ORDERS, QUEUE, ...calls), { "m/ var.name": "orders", "m/ var.days": "7" });
  });

  test("is the parts of objects, and the names of resources, that are given as a whole", () => {
    const calls = ['name = "orders"\n  user = aws_iam_user.bot\n  tags = { team = "a", "cost center" = "b" }'];
    assert.deepEqual(told(ORDERS, QUEUE, ...calls), {
      "m/ var.name": "orders",
      "m/ var.user.arn": "arn:aws:iam::111122223333:user/bot",
      "m/ var.user.name": "bot",
      "m/ var.user.id": "bot",
      "m/ var.tags.team": "a",
      "m/ var.tags.cost center": "b",
    });
  });

  test("is nothing for what no call makes, another type, and a name that is not settled", () => {
    assert.deepEqual(told(ORDERS, QUEUE, 'name = "order"', 'name = "orders-dlq"'), {});
    assert.deepEqual(told("arn:aws:sns:eu-west-1:111122223333:orders", QUEUE, 'name = "orders"'), {});
    assert.deepEqual(told("arn:aws:s3:::acme-orders-old/a", BUCKET, 'name = "orders"'), {});
    assert.deepEqual(told(ORDERS, QUEUE, "name = random_id.q.hex"), {});
    assert.deepEqual(told("*", QUEUE, 'name = "orders"'), {});
  });
});
