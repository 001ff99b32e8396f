/** What lies in what: behind which separator, and of which type. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  containerOf,
  everythingBeside,
  everythingIn,
  everythingOfType,
  holdsTypeWord,
  startsWithType,
} from "../../server/src/catalog/arn-template.ts";

const TEMPLATES = [
  "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
  "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}",
  "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/stream/${StreamLabel}",
  "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
  "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}",
  "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}",
  "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}",
  "arn:${Partition}:s3:::${BucketName}",
  "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}",
  "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}:${StateMachineAliasName}",
];
const ROWS: readonly (readonly [content: string, container: string, beside: string, ofType: string])[] = [
  ["s3:::alpha/a/b", "s3:::alpha", "s3:::alpha/*", "s3:::alpha/*"],
  [
    "dynamodb:eu-west-1:111122223333:table/t/index/i",
    "dynamodb:eu-west-1:111122223333:table/t",
    "dynamodb:eu-west-1:111122223333:table/t/*",
    "dynamodb:eu-west-1:111122223333:table/t/index/*",
  ],
  [
    "lambda:eu-west-1:111122223333:function:f:live",
    "lambda:eu-west-1:111122223333:function:f",
    "lambda:eu-west-1:111122223333:function:f:*",
    "lambda:eu-west-1:111122223333:function:f:*",
  ],
  [
    "logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:2026/11/26/[1]a",
    "logs:eu-west-1:111122223333:log-group:/aws/lambda/f",
    "logs:eu-west-1:111122223333:log-group:/aws/lambda/f:*",
    "logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:*",
  ],
  [
    "states:eu-west-1:111122223333:stateMachine:m:PROD",
    "states:eu-west-1:111122223333:stateMachine:m",
    "states:eu-west-1:111122223333:stateMachine:m:*",
    "states:eu-west-1:111122223333:stateMachine:m:*",
  ],
].map(
  ([content, container, beside, ofType]) =>
    [`arn:aws:${content}`, `arn:aws:${container}`, `arn:aws:${beside}`, `arn:aws:${ofType}`] as const,
);

describe("what lies in a resource", () => {
  for (const [content, container, beside, ofType] of ROWS) {
    test(`${content} in ${container}`, () => {
      assert.equal(everythingBeside(content, container), beside);
      assert.equal(everythingOfType(content, container, TEMPLATES), ofType);
    });

    test(`${ofType} is read off the container and back`, () => {
      assert.ok(TEMPLATES.some((template) => everythingIn(container, template) === ofType));
      assert.ok(TEMPLATES.some((template) => containerOf(ofType, template) === container));
    });
  }

  for (const [what, content, container] of [
    ["a name that begins as another", "arn:aws:s3:::alphabet/x", "arn:aws:s3:::alpha"],
    ["an ARN in itself", "arn:aws:s3:::alpha", "arn:aws:s3:::alpha"],
    ["a resource in its account", "arn:aws:sqs:eu-west-1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333"],
    ["something in a pattern", "arn:aws:s3:::alpha/*/x", "arn:aws:s3:::alpha/*"],
  ] as const) {
    test(`is not ${what}`, () => {
      assert.equal(everythingBeside(content, container), undefined);
      assert.equal(everythingOfType(content, container, TEMPLATES), undefined);
    });
  }

  test("is of no type that the templates do not have", () => {
    const backup = "arn:aws:dynamodb:eu-west-1:111122223333:table/t/backup/b";
    assert.equal(everythingOfType(backup, "arn:aws:dynamodb:eu-west-1:111122223333:table/t", TEMPLATES), undefined);
  });

  test("a name is none that goes on with what stands between the names of a template", () => {
    assert.equal(holdsTypeWord("orders/index/by-day", TEMPLATES), true);
    assert.equal(holdsTypeWord("jobs:log-stream:one", TEMPLATES), true);
    for (const name of ["orders", "a/b", "orders/index/", "/index/by-day"]) {
      assert.equal(holdsTypeWord(name, TEMPLATES), false, name);
    }
  });
});

test("a word that resources begin with is a type, the name of a bucket is none", () => {
  const words = ["table/", "function:", "stateMachine:", "acme-files/", "index/", "orders:"];
  const types = words.filter((word) => startsWithType(word, TEMPLATES));
  assert.deepEqual(types, ["table/", "function:", "stateMachine:"]);
});
