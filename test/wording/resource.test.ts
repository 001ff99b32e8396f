import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { typeTest } from "../../server/src/wording/arn-template.ts";
import { toPlainText } from "../../server/src/wording/plain-text.ts";
import { describeResourceEntry } from "../../server/src/wording/resource.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const BUCKET = "arn:${Partition}:s3:::${BucketName}";
const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
const QUEUE = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
const ROLE = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";

describe("which resource types an ARN can be", () => {
  const cases: readonly (readonly [arn: string, template: string, can: boolean])[] = [
    ["arn:aws:s3:::data", BUCKET, true],
    ["arn:aws:s3:::data", OBJECT, false],
    ["arn:aws:s3:::data/*", OBJECT, true],
    ["arn:aws:s3:::data/*", BUCKET, false],
    ["arn:aws:s3:::data/a/b/c.txt", OBJECT, true],
    ["arn:aws:s3:::data*", BUCKET, true],
    ["arn:aws:s3:::data*", OBJECT, true],
    ["arn:aws:s3:::*", OBJECT, true],
    ["arn:aws:s3:::", BUCKET, false],
    ["arn:aws:s3:us-east-1:111122223333:data", BUCKET, false],
    ["arn:*:s3:::${aws:PrincipalAccount}-x", BUCKET, true],
    ["arn:aws:sqs:*:*:orders-?", QUEUE, true],
    ["arn:aws:sqs:us-east-1:111122223333:a:b", QUEUE, false],
    ["arn:aws:sqs:*", QUEUE, true],
    ["arn:aws:iam::111122223333:role/team/app", ROLE, true],
    ["arn:aws:iam::111122223333:user/app", ROLE, false],
    ["*", ROLE, true],
  ];
  for (const [arn, template, can] of cases) {
    test(`${arn} ${can ? "can" : "cannot"} be ${template}`, () => assert.equal(typeTest(arn)(template), can));
  }

  test("a text beyond any ARN is left alone", () => assert.equal(typeTest("*".repeat(100_000))(ROLE), false));
});

describe("a Resource entry in words", () => {
  const catalog = miniCatalog();
  const words = (
    arn: string,
    element: "Resource" | "NotResource" = "Resource",
    variables: "yes" | "no" = "yes",
  ): string => toPlainText(describeResourceEntry(arn, { element, catalog, variables }));

  test("names the six fields and the resource types", () => {
    assert.equal(
      words("arn:aws:sqs:*:111122223333:orders-*"),
      [
        "arn:aws:sqs:*:111122223333:orders-*",
        "  - Partition: aws, the standard Regions.",
        "  - Service: sqs, Amazon SQS.",
        "  - Region: *, any.",
        "  - Account: 111122223333.",
        "  - Resource: orders-*.",
        "  - Matches Amazon SQS resources of type queue.",
        "  - * stands for any characters, / and : included. ? stands for exactly one.",
        "AWS data of 2026-01-31.",
        "",
      ].join("\n"),
    );
  });

  const cases: readonly (readonly [arn: string, words: RegExp])[] = [
    ["*", /^\*\nEvery resource\.\n$/],
    ["bucket", /^bucket is neither \* nor an ARN/],
    ["arn:aws:s3:::b", /Region: none\.\n {2}- Account: none\./],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", /Account: aws, resources that AWS owns\./],
    [
      "arn:aws:iam::111122223333:moon/x",
      /AWS's service reference lists no resource type of AWS Identity and Access Management/,
    ],
    ["arn:aws:sqs", /Fields that are left out count as \*/],
    ["arn:aws:nosuch:::x", /Service: nosuch\./],
    [
      "arn:aws:s3:::b/${aws:username}",
      /\$\{aws:username\} becomes the request's aws:username\. Without the key this entry matches nothing\. Present: Only for IAM users\./,
    ],
    ["arn:aws:s3:::b/${aws:username, 'x'}", /Without the key x takes its place\./],
    ["arn:aws:s3:${aws:RequestedRegion}::b", /is filled in only after the fifth colon\./],
  ];
  for (const [arn, expected] of cases) test(arn, () => assert.match(words(arn), expected));

  test("NotResource turns it round", () => {
    assert.match(
      words("*", "NotResource"),
      /^\*\nUnder NotResource: this statement covers every resource except those that its entries match\.\n/,
    );
  });

  test("variables are plain text in an old policy", () => {
    assert.match(words("arn:aws:s3:::b/${aws:username}", "Resource", "no"), /The variable is plain text here/);
  });
});
