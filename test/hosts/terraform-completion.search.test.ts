/**
 * What can be written at a cursor in a policy of Terraform, and how it is written there. Of what is offered at many cursors
 * `npm test` of this file takes every 25th item, from another one for each place.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completePolicy } from "../../server/src/service/completion/complete-policy.ts";
import { policyAt, readDocument } from "../../server/src/service/document.ts";
import { type CompletionItem } from "../../server/src/service/completion/complete-policy.ts";
import { readHcl } from "../../server/src/syntax/hcl.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf, isFinished, itemsInFile, questionAt, textWith } from "../support/completed.ts";
import { codesIn } from "../support/completed-file.ts";
import { fewOf, quarterOf } from "../support/searching.ts";

const MARK = "<|>";

/** Nothing where the text is no policy there. */
function offeredAt(marked: string): readonly CompletionItem[] {
  const offset = marked.indexOf(MARK);
  const text = marked.replace(MARK, "");
  const document = readDocument({ path: "main.tf", languageId: "terraform", text }, undefined);
  const found = policyAt(document, offset);
  return found === undefined ? [] : completePolicy({ ...found, text }, questionAt(offset)).items;
}

/** The text with the label taken at the mark, and where the cursor is then; undefined if the label is not offered. */
function taken(marked: string, label: string): string | undefined {
  const offset = marked.indexOf(MARK);
  const text = marked.slice(0, offset) + marked.slice(offset + MARK.length);
  const document = readDocument({ path: "main.tf", languageId: "terraform", text }, undefined);
  const found = policyAt(document, offset);
  assert.ok(found, "the cursor is in no policy");
  const { items } = completePolicy({ ...found, text }, questionAt(offset));
  const item = items.find((one) => one.label === label);
  return item && textWith(text, item);
}

const inObject = (statement: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n${statement}\n    }]\n  })\n}\n`;
const inDocument = (statement: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n${statement}\n  }\n}\n`;

const inModule = (statement: string): string =>
  `module "q" {\n  source = "terraform-aws-modules/sqs/aws"\n  create_queue_policy = true\n  queue_policy_statements = {\n    a = {\n${statement}\n    }\n  }\n}\n`;

describe("a reference that is half typed", () => {
  const queue = `resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n`;
  const inList = inDocument('    actions   = ["sqs:SendMessage"]\n    resources = [<|>]');
  const alone = inObject('      Action = "sqs:SendMessage"\n      Resource = <|>');
  for (const [hold, typed] of [
    [inList, "aws"],
    [inList, "aws_sqs_queue."],
    [alone, "aws"],
    [alone, "aws_sqs_queue.jobs."],
  ] as const) {
    test(`${typed} ${hold === alone ? "alone" : "in a list"}`, () => {
      const marked = queue + hold.replace(MARK, typed + MARK);
      const item = itemsInFile(marked, "main.tf", "terraform")?.find(({ label }) => label === "aws_sqs_queue.jobs.arn");
      assert.ok(item !== undefined);
      assert.equal(
        textWith(marked.replace(MARK, ""), item),
        queue + hold.replace(MARK, `aws_sqs_queue.jobs.arn${MARK}`),
      );
    });
  }
});

describe("a policy of Terraform is completed", () => {
  for (const [name, hold, before, label, after] of [
    [
      "an action in a statement of a module",
      inModule,
      '      actions = ["sqs:Send<|>"]',
      "sqs:SendMessage",
      '      actions = ["sqs:SendMessage<|>"]',
    ],
    [
      "an argument of a statement of a module",
      inModule,
      '      effect = "Allow"\n      <|>',
      "actions",
      '      effect = "Allow"\n      actions = ["<|>"]',
    ],
    [
      "a condition in a statement of a module",
      inModule,
      '      effect = "Allow"\n      <|>',
      "condition",
      '      effect = "Allow"\n      condition = [{\n        test     = "<|>"\n        variable = ""\n        values   = []\n      }]',
    ],
    [
      "an action in a list",
      inObject,
      '      Action = ["s3:Get<|>"]',
      "s3:GetObject",
      '      Action = ["s3:GetObject<|>"]',
    ],
    [
      "an action in an open text",
      inObject,
      '      Action = ["s3:Get<|>',
      "s3:GetObject",
      '      Action = ["s3:GetObject"<|>',
    ],
    ["an action where none is", inObject, "      Action = <|>", "*", undefined],
    [
      "the next action of a list",
      inObject,
      '      Action = ["s3:GetObject", <|>]',
      "s3:",
      '      Action = ["s3:GetObject", "s3:<|>"]',
    ],
    ["an effect", inObject, "      Effect = <|>", "Deny", '      Effect = "Deny"<|>'],
    [
      "an element on a new line",
      inObject,
      '      Effect = "Allow"\n      <|>',
      "Action",
      '      Effect = "Allow"\n      Action = ["<|>"]',
    ],
    [
      "an element that is half typed",
      inObject,
      '      Effect = "Allow"\n      Res<|>',
      "Resource",
      '      Effect = "Allow"\n      Resource = ["<|>"]',
    ],
    ["an element with its sign", inObject, '      Ac<|> = "s3:*"', "Action", '      Action<|> = "s3:*"'],
    ["an operator", inObject, "      Condition = { <|> }", "StringLike", "      Condition = { StringLike = { <|> } }"],
    [
      "an element that is an object",
      inObject,
      '      Effect = "Allow"\n      <|>',
      "Condition",
      '      Effect = "Allow"\n      Condition = {\n        <|>\n      }',
    ],
    [
      "a condition key on a line of its own",
      inObject,
      '      Action = "s3:ListBucket"\n      Condition = {\n        StringLike = {\n          <|>\n        }\n      }',
      "s3:prefix",
      '      Action = "s3:ListBucket"\n      Condition = {\n        StringLike = {\n          "s3:prefix" = "<|>"\n        }\n      }',
    ],
    [
      "a condition key",
      inObject,
      '      Action = "s3:ListBucket"\n      Condition = { StringLike = { "<|>" = "x" } }',
      "s3:prefix",
      '      Action = "s3:ListBucket"\n      Condition = { StringLike = { "s3:prefix<|>" = "x" } }',
    ],
    [
      "a condition key in quotes, without its sign",
      inObject,
      '      Action = "s3:ListBucket"\n      Condition = {\n        StringLike = {\n          "s3:<|>"\n        }\n      }',
      "s3:prefix",
      '      Action = "s3:ListBucket"\n      Condition = {\n        StringLike = {\n          "s3:prefix" = "<|>"\n        }\n      }',
    ],
    [
      "a condition behind its sign",
      inObject,
      "      Condition = <|>",
      "StringLike",
      "      Condition = {\n        StringLike = {\n          <|>\n        }\n      }",
    ],
    [
      "the next action on a line of its own, whose comma is missing",
      inObject,
      '      Action = [\n        "s3:GetObject"\n        <|>\n      ]',
      "s3:PutObject",
      undefined,
    ],
    [
      "the service of that action",
      inObject,
      '      Action = [\n        "s3:GetObject"\n        <|>\n      ]',
      "s3:",
      '      Action = [\n        "s3:GetObject",\n        "s3:<|>"\n      ]',
    ],
    [
      "a resource whose name the author writes",
      inObject,
      '      Action = "s3:GetObject"\n      Resource = "<|>"',
      "arn:aws:s3:::bucket/*",
      '      Action = "s3:GetObject"\n      Resource = "arn:aws:s3:::<|>bucket/*"',
    ],
    ["actions, which are a list", inDocument, "    actions = <|>", "s3:", '    actions = ["s3:<|>"]'],
    [
      "identifiers, which are a list",
      inDocument,
      '    principals {\n      type = "Service"\n      identifiers = <|>\n    }',
      "lambda.amazonaws.com",
      '    principals {\n      type = "Service"\n      identifiers = ["lambda.amazonaws.com"]<|>\n    }',
    ],
    [
      "values, which are a list",
      inDocument,
      '    condition {\n      test = "Bool"\n      variable = "aws:SecureTransport"\n      values = <|>\n    }',
      "true",
      '    condition {\n      test = "Bool"\n      variable = "aws:SecureTransport"\n      values = ["true"]<|>\n    }',
    ],
    ["an effect that is half typed", inObject, "      Effect = Den<|>", "Deny", '      Effect = "Deny"<|>'],
    [
      "an action that is half typed without its quotes",
      inObject,
      "      Action = [GetObj<|>]",
      "s3:GetObject",
      '      Action = ["s3:GetObject"<|>]',
    ],
    [
      "what is half typed where a list belongs",
      inDocument,
      "    actions = GetObj<|>",
      "s3:GetObject",
      '    actions = ["s3:GetObject"]<|>',
    ],
    ["nothing within a name", inObject, "      Action = Get<|>Obj", "s3:GetObject", undefined],
    ["nothing in an interpolation", inObject, '      Action = ["${va<|>r.x}"]', "s3:", undefined],
    [
      "an action of a data source",
      inDocument,
      '    actions = ["s3:Get<|>"]',
      "s3:GetObject",
      '    actions = ["s3:GetObject<|>"]',
    ],
    [
      "an argument of a data source",
      inDocument,
      '    effect = "Deny"\n    act<|>',
      "actions",
      '    effect = "Deny"\n    actions = ["<|>"]',
    ],
    [
      "a block of a data source",
      inDocument,
      '    actions = ["s3:ListBucket"]\n    <|>',
      "condition",
      '    actions = ["s3:ListBucket"]\n    condition {\n      test     = "<|>"\n      variable = ""\n      values   = []\n    }',
    ],
    [
      "the effect of a data source, which has a default",
      inDocument,
      '    actions = ["s3:*"]\n    <|>',
      "effect",
      '    actions = ["s3:*"]\n    effect = "<|>"',
    ],
    [
      "the test of a condition",
      inDocument,
      "    condition {\n      <|>\n    }",
      "test",
      '    condition {\n      test     = "<|>"\n    }',
    ],
    [
      "the values of a condition",
      inDocument,
      '    condition {\n      test     = "StringLike"\n      variable = "s3:prefix"\n      val<|>\n    }',
      "values",
      '    condition {\n      test     = "StringLike"\n      variable = "s3:prefix"\n      values   = ["<|>"]\n    }',
    ],
    [
      "no argument twice",
      inDocument,
      '    condition {\n      test = "StringLike"\n      <|>\n    }',
      "test",
      undefined,
    ],
    [
      "the type of principals",
      inDocument,
      "    principals {\n      <|>\n    }",
      "type",
      '    principals {\n      type        = "<|>"\n    }',
    ],
    [
      "whom principals name",
      inDocument,
      '    principals {\n      type = "Service"\n      id<|>\n    }',
      "identifiers",
      '    principals {\n      type = "Service"\n      identifiers = ["<|>"]\n    }',
    ],
    [
      "a variable of a data source",
      inDocument,
      '    actions = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::home/&{<|>/*"]',
      "aws:username",
      '    actions = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::home/&{aws:username}<|>/*"]',
    ],
    [
      "an operator of a data source",
      inDocument,
      '    condition {\n      test = "<|>"\n    }',
      "StringLike",
      '    condition {\n      test = "StringLike<|>"\n    }',
    ],
    [
      "a key of a data source",
      inDocument,
      '    actions = ["s3:ListBucket"]\n    condition {\n      test = "StringLike"\n      variable = "<|>"\n    }',
      "s3:prefix",
      '    actions = ["s3:ListBucket"]\n    condition {\n      test = "StringLike"\n      variable = "s3:prefix<|>"\n    }',
    ],
    [
      "a type of principal of a data source",
      inDocument,
      '    principals {\n      type = "<|>"\n    }',
      "Service",
      '    principals {\n      type = "Service<|>"\n    }',
    ],
  ] as const) {
    test(name, () => assert.equal(taken(hold(before), label), after && hold(after)));
  }

  test("a statement in a list", () => {
    const hold = (statements: string): string =>
      `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [${statements}]\n  })\n}\n`;
    assert.equal(
      taken(hold("<|>"), "Deny …"),
      hold('{\n      Effect   = "Deny"\n      Action   = ["<|>"]\n      Resource = [""]\n    }'),
    );
  });

  test("an action in a heredoc", () => {
    const hold = (action: string): string =>
      `resource "aws_iam_policy" "p" {\n  policy = <<-E\n    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "${action}", "Resource": "\${var.x}"}]}\n  E\n}\n`;
    assert.equal(taken(hold("s3:Get<|>"), "s3:GetObject"), hold("s3:GetObject<|>"));
  });

  test("nowhere outside of policies", () => {
    const text = 'resource "aws_s3_bucket" "b" {\n  bucket = ""\n}\n';
    const document = readDocument({ path: "main.tf", languageId: "terraform", text }, undefined);
    assert.equal(policyAt(document, text.indexOf('""') + 1), undefined);
  });
});

/** Where something may be typed: `@` is what is typed. */
const PLACES: readonly (readonly [name: string, hold: (statement: string) => string, place: string])[] = [
  ["an element", inObject, '      Effect = "Allow"\n      @'],
  ["an effect", inObject, "      Effect = @"],
  ["an action", inObject, '      Effect = "Allow"\n      Action = @\n      Resource = "*"'],
  ["an action of a list", inObject, '      Effect = "Allow"\n      Action = ["s3:GetObject", @]\n      Resource = "*"'],
  ["a resource", inObject, '      Effect = "Allow"\n      Action = "s3:GetObject"\n      Resource = @'],
  ["a type of principal", inObject, '      Effect = "Allow"\n      Principal = { @ }'],
  ["a caller", inObject, '      Effect = "Allow"\n      Principal = { AWS = @ }'],
  ["an operator", inObject, '      Action = "s3:ListBucket"\n      Condition = { @ }'],
  ["a condition key", inObject, '      Action = "s3:ListBucket"\n      Condition = { StringEquals = { @ } }'],
  ["a value", inObject, '      Action = "s3:PutObject"\n      Condition = { StringEquals = { "s3:x-amz-acl" = @ } }'],
  ["an argument of a data source", inDocument, '    effect = "Allow"\n    @'],
  ["an argument of a condition", inDocument, '    actions = ["s3:ListBucket"]\n    condition {\n      @\n    }'],
  ["an argument of principals", inDocument, '    actions = ["s3:ListBucket"]\n    principals {\n      @\n    }'],
  ["an action of a data source", inDocument, '    actions = [@]\n    resources = ["*"]'],
  ["a resource of a data source", inDocument, '    actions = ["s3:GetObject"]\n    resources = [@]'],
];

describe("whatever is taken, wherever it is offered in Terraform", () => {
  const forms = ["<|>", '"<|>"', '"<|>', "a<|>", '"a<|>"', '"a<|>b"', "a<|>b", '"s3:<|>"'];
  for (const [number, [name, hold, place]] of PLACES.entries()) {
    test(`${name}: it parses no worse`, () => {
      for (const [at, form] of quarterOf([...forms.entries()], number)) {
        const marked = hold(place.replace("@", form));
        const text = marked.replace(MARK, "");
        const before = readHcl(text).problems.length;
        for (const item of fewOf(offeredAt(marked), number + at)) {
          const after = applyEdits(text, editsOf(item));
          assert.ok(readHcl(after).problems.length <= before, `${item.label} at ${form}:\n${after}`);
        }
      }
    });

    test(`${name}: it makes no finding of its own`, () => {
      const marked = hold(place.replace("@", '"<|>"'));
      const before = codesIn("main.tf", marked.replace(MARK, ""));
      for (const item of fewOf(offeredAt(marked).filter(isFinished), number)) {
        const after = applyEdits(marked.replace(MARK, ""), editsOf(item));
        const made = codesIn("main.tf", after).filter((code) => !before.includes(code));
        assert.deepEqual(made, [], `${item.label}:\n${after}`);
      }
    });
  }
});
