/** An ARN that the author began with a Region, an account or a name of their own is offered its end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endOfArn } from "../../server/src/service/completion/begun-arns.ts";
import { afterTaking, itemsInFile, labelsAt, textWith } from "../support/completed.ts";

const QUEUE = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
const STREAM = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}";

describe("the end of an ARN", () => {
  const cases: readonly (readonly [form: string, typed: string, end: string | undefined])[] = [
    [QUEUE, "arn:aws:sqs:eu-west-1:", "[Account]:[QueueName]"],
    [QUEUE, "arn:aws:sqs:eu-west-1", ":[Account]:[QueueName]"],
    [QUEUE, "arn:aws-cn:sqs:cn-north-1:111122223333:", "[QueueName]"],
    [QUEUE, "arn:aws:sqs:*:*:", "[QueueName]"],
    [QUEUE, 'arn:aws:sqs:${var.region}:${local.account["a"]}:', "[QueueName]"],
    [QUEUE, "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:", "[QueueName]"],
    [QUEUE, "arn:aws:s", "qs:[Region]:[Account]:[QueueName]"],
    // What is half written nobody can go on with.
    [QUEUE, "arn:aws:sqs:eu-", undefined],
    [QUEUE, "arn:aws:sqs:eu-west-1:1111", undefined],
    [QUEUE, "arn:aws:sqs:eu-west-1:111122223333:orders", undefined],
    [QUEUE, "arn:aws:sns:eu-west-1:", undefined],
    [QUEUE, "", undefined],
    [OBJECT, "arn:aws:s3:::files", "/[ObjectName]"],
    [OBJECT, "arn:aws:s3:::files-", undefined],
    [OBJECT, "arn:aws:s3:::files/", "[ObjectName]"],
    [OBJECT, "arn:aws:s3:::files/in/", undefined],
    [OBJECT, "arn:aws:s3:::${var.bucket}", "/[ObjectName]"],
    [STREAM, "arn:aws:logs:*:*:log-group:/aws/lambda/orders:log-", "stream:[LogStreamName]"],
  ];
  for (const [form, typed, end] of cases) {
    test(`${form}: ${typed}`, () => {
      const found = endOfArn(form, { typed, rest: "" }, (name) => `[${name}]`);
      assert.equal(found?.filter, end);
      if (end !== undefined) assert.equal(found?.label, typed + end);
    });
  }
  test("nothing where more of it stands behind the cursor", () =>
    assert.equal(endOfArn(QUEUE, { typed: "arn:aws:sqs:eu-west-1:", rest: "*:q" }, String), undefined));
});

describe("in a policy", () => {
  const resource = (arn: string): string => `{ "Statement": [{ "Action": "s3:GetObject", "Resource": ["${arn}"] }] }`;
  test("only what is missing is written", () =>
    assert.equal(
      afterTaking(resource("arn:aws:s3:::files<|>"), "arn:aws:s3:::files/*"),
      resource("arn:aws:s3:::files/<|>*"),
    ));
  test("what is offered from its start is offered once", () => {
    const labels = labelsAt(resource("arn:aws:s3:::<|>"));
    assert.deepEqual(labels, [...new Set(labels)]);
    const principal = `{ "Statement": [{ "Principal": { "AWS": "arn:aws:iam::111122223333:<|>" } }] }`;
    const principals = labelsAt(principal);
    assert.deepEqual(principals, [...new Set(principals)]);
  });
  test("a principal of an account", () =>
    assert.equal(
      afterTaking(
        `{ "Statement": [{ "Principal": { "AWS": "arn:aws:iam::444455556666:<|>" } }] }`,
        "arn:aws:iam::444455556666:root",
      ),
      `{ "Statement": [{ "Principal": { "AWS": "arn:aws:iam::444455556666:root<|>" } }] }`,
    ));
  test("a provider of an account", () => {
    const marked = `{ "Statement": [{ "Principal": { "Federated": "arn:aws:iam::444455556666:saml<|>" } }] }`;
    assert.ok(labelsAt(marked).includes("arn:aws:iam::444455556666:saml-provider/name"));
  });

  const files: readonly (readonly [path: string, language: string, hold: (arn: string) => string])[] = [
    [
      "main.tf",
      "terraform",
      (arn) =>
        `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${arn}" }]\n  })\n}\n`,
    ],
    [
      "main.tf",
      "terraform",
      (arn) =>
        `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["${arn}"]\n  }\n}\n`,
    ],
    [
      "template.yaml",
      "yaml",
      (arn) =>
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Sub "${arn}"\n`,
    ],
  ];
  for (const [path, language, hold] of files) {
    test(`what the file fills in stays: ${hold("…").slice(0, 30)}`, () => {
      const bucket = language === "yaml" ? "${Files}" : "${var.files}";
      const marked = hold(`arn:aws:s3:::${bucket}<|>`);
      const item = itemsInFile(marked, path, language)?.find(({ label }) => label === `arn:aws:s3:::${bucket}/*`);
      assert.ok(item !== undefined);
      assert.equal(textWith(marked.replace("<|>", ""), item), hold(`arn:aws:s3:::${bucket}/<|>*`));
    });
  }
});
