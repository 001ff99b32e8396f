/**
 * What can be written at a cursor in a policy of YAML, and how it is written there. Of the beginnings of a value, and of what
 * is offered at each, `npm test` of this file takes every tenth, from another one for each place; of what makes a finding every 25th.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf, isFinished, questionAt, textWith } from "../support/completed.ts";
import { codesIn } from "../support/completed-file.ts";
import { fewOf, quarterOf, someOf } from "../support/searching.ts";

const MARK = "<|>";

function offeredAt(marked: string): ReturnType<typeof completeAt> {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0);
  const document = readDocument(
    { path: "template.yaml", languageId: "yaml", text: marked.replace(MARK, "") },
    undefined,
  );
  return completeAt(document, questionAt(offset));
}

/** The text with the label taken at the mark, and where the cursor is then; undefined if the label is not offered. */
function taken(marked: string, label: string): string | undefined {
  const item = offeredAt(marked)?.items.find((one) => one.label === label);
  return item && textWith(marked.replace(MARK, ""), item);
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

const HEAD = "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n";
const inStatement = (rest: string): string =>
  `${HEAD}        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n${indented(rest, 12)}`;
const inFlow = (rest: string): string =>
  `${HEAD.trimEnd()} { Version: "2012-10-17", Statement: [{ Effect: Allow, ${rest} }] }\n`;
const serverless = (rest: string): string =>
  `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n${indented(rest, 10)}`;
const sam = (rest: string): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Statement:\n            - Effect: Allow\n${indented(rest, 14)}`;

describe("a policy of YAML is completed", () => {
  for (const [name, hold, before, label, after] of [
    ["an action", inStatement, "Action: s3:Get<|>\n", "s3:GetObject", "Action: s3:GetObject<|>\n"],
    [
      "an action with a text behind it",
      inStatement,
      "Action: s3:Ge<|>tObj # all\n",
      "s3:GetObject",
      "Action: s3:GetObject<|> # all\n",
    ],
    [
      "an action in a list of lines",
      inStatement,
      "Action:\n  - s3:Get<|>",
      "s3:GetObject",
      "Action:\n  - s3:GetObject<|>",
    ],
    [
      "the next action of such a list",
      inStatement,
      "Action:\n  - s3:GetObject\n  - <|>\n",
      "s3:",
      "Action:\n  - s3:GetObject\n  - s3:<|>\n",
    ],
    [
      "an action between brackets",
      inStatement,
      "Action: [s3:GetObject, s3:Pu<|>]",
      "s3:PutObject",
      "Action: [s3:GetObject, s3:PutObject<|>]",
    ],
    [
      "an action between brackets that are open",
      inStatement,
      "Action: [s3:GetObject, s3:Pu<|>\n",
      "s3:PutObject",
      "Action: [s3:GetObject, s3:PutObject<|>\n",
    ],
    ["an action between quotes", inStatement, 'Action: "s3:Ge<|>tObj"', "s3:GetObject", 'Action: "s3:GetObject"<|>'],
    [
      "an action behind an open quote",
      inStatement,
      "Action: 's3:Ge<|>\n",
      "s3:GetObject",
      "Action: 's3:GetObject'<|>\n",
    ],
    [
      "an effect right behind the colon",
      (rest: string) => inStatement(`Action: s3:GetObject\nSid: x\n`).replace("Effect: Allow", rest),
      "Effect:<|>",
      "Deny",
      "Effect: Deny<|>",
    ],
    ["an element on a new line", inStatement, "Resource: '*'\n<|>", "Action", "Resource: '*'\nAction:\n  - <|>"],
    [
      "an element that is half typed",
      inStatement,
      "Act<|>\nResource: '*'\n",
      "Action",
      "Action:\n  - <|>\nResource: '*'\n",
    ],
    ["an element with its value", inStatement, "Act<|>: s3:GetObject\n", "Action", "Action<|>: s3:GetObject\n"],
    [
      "a resource of an action without one",
      inStatement,
      "Action: s3:ListAllMyBuckets\nRes<|>\n",
      "Resource",
      "Action: s3:ListAllMyBuckets\nResource: '*'<|>\n",
    ],
    [
      "an operator",
      inStatement,
      "Action: s3:ListBucket\nCondition:\n  <|>\n",
      "StringLike",
      "Action: s3:ListBucket\nCondition:\n  StringLike:\n    <|>\n",
    ],
    [
      "a condition key",
      inStatement,
      "Action: s3:ListBucket\nCondition:\n  StringLike:\n    s3:<|>\n",
      "s3:prefix",
      "Action: s3:ListBucket\nCondition:\n  StringLike:\n    s3:prefix: <|>\n",
    ],
    [
      "a value of a condition",
      inStatement,
      "Action: s3:PutObject\nCondition:\n  StringEquals:\n    s3:x-amz-acl: <|>\n",
      "private",
      "Action: s3:PutObject\nCondition:\n  StringEquals:\n    s3:x-amz-acl: private<|>\n",
    ],
    ["a type of principal", inStatement, "Principal:\n  <|>\n", "Service", "Principal:\n  Service: <|>\n"],
    ["an element between braces", inFlow, "Act<|>", "Action", "Action: [<|>]"],
    ["an action in braces", inFlow, "Action: [s3:Ge<|>]", "s3:GetObject", "Action: [s3:GetObject<|>]"],
    [
      "an action of the Serverless Framework",
      serverless,
      "Action:\n  - s3:Ge<|>\n",
      "s3:GetObject",
      "Action:\n  - s3:GetObject<|>\n",
    ],
    [
      "an element of the Serverless Framework",
      serverless,
      "Resource: '*'\n<|>\n",
      "Action",
      "Resource: '*'\nAction:\n  - <|>\n",
    ],
    [
      "an action of SAM",
      sam,
      "Action: s3:Ge<|>\nResource: '*'\n",
      "s3:GetObject",
      "Action: s3:GetObject<|>\nResource: '*'\n",
    ],
    [
      "nothing under a function that names things",
      inStatement,
      "Action: s3:GetObject\nResource: !GetAtt s3<|>\n",
      "*",
      undefined,
    ],
    ["nothing in a comment", inStatement, "Action: s3:GetObject # s3:Ge<|>\n", "s3:GetObject", undefined],
  ] as const) {
    test(name, () => assert.equal(taken(hold(before), label), after && hold(after)));
  }

  test("a new statement of a list", () => {
    const marked = `${inStatement("Action: s3:GetObject\nResource: '*'\n")}          - <|>\n`;
    assert.match(taken(marked, "Effect") ?? "", /\n {10}- Effect: <\|>\n$/);
  });

  test("in the statement of an event bus", () => {
    assert.match(taken(`${EVENT_BUS}        <|>\n`, "Action") ?? "", /\n {8}Action:\n/);
  });

  test("nothing outside of policies", () => {
    for (const marked of [
      `${inStatement("Action: s3:GetObject\n")}    <|>\n`,
      `${inStatement("Action: s3:GetObject\n")}  Q:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: <|>\n`,
      `${EVENT_BUS}      <|>\n`,
      `${EVENT_BUS}      Eve<|>\n`,
      "a: <|>\n",
    ])
      assert.deepEqual(offeredAt(marked)?.items ?? [], [], marked);
  });
});

const EVENT_BUS = `Resources:
  P:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: one
      Statement:
        Effect: Allow
        Principal: { AWS: "111122223333" }
`;

describe("whatever is taken, wherever it is offered, the text parses no worse", () => {
  const places: readonly (readonly [string, string])[] = [
    ["an element", "Resource: '*'\n@\n"],
    ["an element below a list", "Action:\n  - s3:GetObject\n  @\n"],
    ["an action", "Action: @\nResource: '*'\n"],
    ["an action of a list", "Action:\n  - s3:GetObject\n  - @\nResource: '*'\n"],
    ["an action between brackets", "Action: [s3:GetObject, @]\nResource: '*'\n"],
    ["a resource", "Action: s3:GetObject\nResource: @\n"],
    ["a principal", "Principal: @\n"],
    ["a type of principal", "Principal:\n  @\n"],
    ["a caller", "Principal:\n  AWS: @\n"],
    ["an operator", "Action: s3:ListBucket\nCondition:\n  @\n"],
    ["a condition key", "Action: s3:ListBucket\nCondition:\n  StringEquals:\n    @\n"],
    ["a value", "Action: s3:PutObject\nCondition:\n  StringEquals:\n    s3:x-amz-acl: @\n"],
  ];
  const forms = ["<|>", '"<|>"', "'<|>'", '"<|>', "a<|>", '"a<|>"', "'a<|>b'", "a<|>b", "s3:<|>"];
  for (const [number, [name, place]] of places.entries()) {
    test(name, () => {
      for (const form of someOf(forms, number)) {
        const marked = inStatement(place.replace("@", form));
        const text = marked.replace(MARK, "");
        const before = readYaml(text).problems.length;
        for (const item of fewOf(offeredAt(marked)?.items ?? [], number)) {
          const after = applyEdits(text, editsOf(item));
          // Behind a service's prefix the action is still to be typed: `Action: s3:` alone is no YAML.
          if (item.label.endsWith(":")) continue;
          assert.ok(readYaml(after).problems.length <= before, `${item.label} at ${form}:\n${after}`);
        }
      }
    });

    test(`${name}: it makes no finding of its own`, () => {
      const marked = inStatement(place.replace("@", "<|>"));
      const before = codesIn("template.yaml", marked.replace(MARK, ""));
      for (const item of fewOf((offeredAt(marked)?.items ?? []).filter(isFinished), number)) {
        const after = applyEdits(marked.replace(MARK, ""), editsOf(item));
        const made = codesIn("template.yaml", after).filter((code) => !before.includes(code));
        assert.deepEqual(made, [], `${item.label}:\n${after}`);
      }
    });
  }
});

test("where editors put whoever presses Enter, an element makes a text that is read as it is meant", () => {
  for (const [rest, hold] of [
    ["Action:\n  - s3:GetObject\n  @\n", inStatement],
    ["Action:\n- s3:GetObject\n@\n", inStatement],
    ["@\n", (rest: string) => inStatement("").trimEnd() + `\n          ${rest}`],
  ] as const) {
    for (const [at, form] of ["<|>", "R<|>", "Re<|>"].entries()) {
      const marked = hold(rest.replace("@", form));
      const items = offeredAt(marked)?.items ?? [];
      assert.ok(items.length > 3, marked);
      for (const item of quarterOf(items, at)) {
        const after = applyEdits(marked.replace(MARK, ""), editsOf(item));
        assert.deepEqual(readYaml(after).problems, [], `${item.label}:\n${after}`);
        const { policies } = readDocument({ path: "template.yaml", languageId: "yaml", text: after }, undefined);
        const own = policies[0]?.policy.statements[0]?.object.members.map(({ key }) => key) ?? [];
        assert.ok(own.includes(item.label), `${item.label}: ${own.join()}\n${after}`);
      }
    }
  }
});
