/** What can be written in another way where the cursor stands: never what could change what is allowed or denied. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { menuAt, refactored, type RefactoredFile } from "../support/refactored.ts";

/** Statements as they stand in a policy, one a line. */
function policyOf(...statements: readonly string[]): string {
  return `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(",\n    ")}\n  ]\n}\n`;
}

interface Example extends Omit<RefactoredFile, "text"> {
  readonly name: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const EXAMPLES: readonly Example[] = [
  {
    name: "a wildcard as its actions, but for those that are listed",
    title: "Expand 's3:List*' to the 2 actions it matches",
    before: policyOf(`{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:List<|>*"], "Resource": "*" }`),
    after: policyOf(`{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:ListAllMyBuckets"], "Resource": "*" }`),
  },
  {
    name: "a single wildcard as a list",
    title: "Expand 'sqs:List*' to the 2 actions it matches",
    before: policyOf(`{ "Effect": "Deny", "Action": "sqs:List<|>*", "Resource": "*" }`),
    after: policyOf(`{ "Effect": "Deny", "Action": ["sqs:ListQueueTags", "sqs:ListQueues"], "Resource": "*" }`),
  },
  {
    name: "actions as the wildcard for just them",
    title: "Collapse 2 actions to 's3:List*', which will also match actions that AWS adds",
    before: policyOf(
      `{ "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:<|>GetObject", "s3:ListBucket"], "Resource": "*" }`,
    ),
    after: policyOf(`{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:List*"], "Resource": "*" }`),
  },
  {
    name: "a list in order, an action once in whatever case",
    title: "Sort and remove duplicates in 'Action'",
    before: policyOf(`{ "Effect": "Allow", "Action": ["sqs:*", "s3:GetObject", "s3:get<|>object"], "Resource": "*" }`),
    after: policyOf(`{ "Effect": "Allow", "Action": ["s3:GetObject", "sqs:*"], "Resource": "*" }`),
  },
  {
    name: "a value as a list",
    title: "Write 'Resource' as a list",
    before: policyOf(`{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "<|>*" }`),
    after: policyOf(`{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["*"] }`),
  },
  {
    name: "a list of one as its value",
    title: "Write 'AWS' as a single value",
    before: policyOf(
      `{ "Effect": "Allow", "Principal": { "AWS": ["<|>111122223333"] }, "Action": "s3:GetObject", "Resource": "*" }`,
    ),
    after: policyOf(
      `{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*" }`,
    ),
  },
  {
    name: "a statement for each service, with what its actions act on",
    title: "Split into 2 statements, one for each service",
    before: policyOf(
      `{ "Sid": "<|>Use", "Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": ["arn:aws:s3:::b/*", "arn:aws:sqs:eu-west-1:111122223333:q"] }`,
    ),
    after: policyOf(
      `{ "Sid": "Use", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*"] }`,
      `{ "Sid": "UseSqs", "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:eu-west-1:111122223333:q"] }`,
    ),
  },
  {
    name: "a statement for the resources of each kind",
    title: "Split into 2 statements, each with the actions that act on its resources",
    before: policyOf(
      `{ "Sid": "<|>Use", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] }`,
    ),
    after: policyOf(
      `{ "Sid": "Use", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::b"] }`,
      `{ "Sid": "Use2", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*"] }`,
    ),
  },
  {
    name: "statements that differ in their resources as one, with the name that there is",
    title: "Merge with statement 'Write', which differs only in 'Resource'",
    before: policyOf(
      `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::<|>a/*" }`,
      `{ "Sid": "Write", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::a/*"] }`,
    ),
    after: policyOf(
      `{ "Sid": "Write", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] }`,
    ),
  },
  {
    name: "statements that differ in a value of a condition as one",
    title: "Merge with statement 2, which differs only in 'aws:PrincipalTag/team'",
    before: policyOf(
      `{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "<|>a" } } }`,
      `{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "b" } } }`,
    ),
    after: policyOf(
      `{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["a", "b"] } } }`,
    ),
  },
  {
    name: "a name for a statement",
    title: "Add the Sid 'AllowS3GetObject'",
    before: policyOf(`{ "Effect": "<|>Allow", "Action": "s3:GetObject", "Resource": "*" }`),
    after: policyOf(`{ "Sid": "AllowS3GetObject", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }`),
  },
  {
    name: "names for all statements, each another one",
    title: "Add Sids to the 2 statements without one",
    before: policyOf(
      `{ "Effect": "<|>Deny", "NotAction": "iam:*", "Resource": "*" }`,
      `{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "arn:aws:s3:::a" }`,
    ),
    after: policyOf(
      `{ "Sid": "DenyAllButIam", "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" }`,
      `{ "Sid": "DenyAllButIam2", "Effect": "Deny", "NotAction": "iam:*", "Resource": "arn:aws:s3:::a" }`,
    ),
  },
  {
    name: "a Terraform data source, with what the file does not settle",
    path: "main.tf",
    title: "Merge with statement 'Other', which differs only in 'Resource'",
    before: `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.a.arn}/<|>*", var.more]
  }
  statement {
    sid       = "Other"
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.b.arn}/*"]
  }
}
`,
    after: `data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Other"
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.a.arn}/*", var.more, "\${aws_s3_bucket.b.arn}/*"]
  }
}
`,
  },
  {
    name: "jsonencode, whose single statement becomes a list",
    path: "main.tf",
    title: "Split into 2 statements, one for each service",
    before: `resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect   = "Allow"
      Action   = ["s3:GetObject", "sqs:<|>SendMessage"]
      Resource = var.all
    }
  })
}
`,
    after: `resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = var.all
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = var.all
      }
    ]
  })
}
`,
  },
  {
    name: "the YAML of a template",
    path: "template.yaml",
    title: "Merge with statement 2, which differs only in 'Resource'",
    before: `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject # read
            Resource: !Sub "arn:aws:s3:::<|>\${A}/*"
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub "arn:aws:s3:::\${B}/*"
`,
    after: `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject # read
            Resource:
              - !Sub "arn:aws:s3:::\${A}/*"
              - !Sub "arn:aws:s3:::\${B}/*"
`,
  },
];

describe("a refactoring", () => {
  for (const { name, title, before, after, ...file } of EXAMPLES) {
    test(`writes ${name}`, () => assert.equal(refactored({ text: before, ...file }, title), after));
  }
});

const PLAIN = `"Effect": "Allow", "Action": "s3:GetObject"`;

/** Each with the word that no title may begin with. */
const SILENT: readonly (Omit<Example, "after" | "title"> & { readonly verb: string })[] = [
  {
    name: "a list with a comment in it is not sorted",
    verb: "Sort",
    before: policyOf(`{ "Effect": "Allow", "Action": ["s3:PutObject", /* why */ "s3:Get<|>Object"], "Resource": "*" }`),
  },
  {
    name: "a wildcard of NotAction is not expanded: it also leaves out what AWS adds",
    verb: "Expand",
    before: policyOf(`{ "Effect": "Deny", "NotAction": "s3:List<|>*", "Resource": "*" }`),
  },
  {
    name: "statements that each ask for another value are not made one that asks for neither",
    verb: "Merge",
    before: policyOf(
      `{ ${PLAIN}, "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "<|>a" } } }`,
      `{ ${PLAIN}, "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "b" } } }`,
    ),
  },
  {
    name: "statements that differ in two elements are not merged",
    verb: "Merge",
    before: policyOf(
      `{ ${PLAIN}, "Resource": "arn:aws:s3:::<|>a/*" }`,
      `{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*" }`,
    ),
  },
  {
    name: "an Allow and a Deny are not merged",
    verb: "Merge",
    before: policyOf(
      `{ ${PLAIN}, "Resource": "arn:aws:s3:::<|>a/*" }`,
      `{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }`,
    ),
  },
  {
    name: "nothing is offered in a text that is broken",
    verb: "",
    before: policyOf(`{ ${PLAIN}, "Resource": "arn:aws:s3:::<|>a/*" "Condition": {} }`),
  },
  {
    name: "a statement that a loop makes is not split",
    verb: "Split",
    path: "main.tf",
    before: `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = var.all
    content {
      actions   = ["s3:GetObject", "sqs:<|>SendMessage"]
      resources = [statement.value]
    }
  }
}
`,
  },
];

describe("nothing is offered that could change what is allowed or denied", () => {
  for (const { name, verb, before, ...file } of SILENT) {
    test(name, () => {
      const menu = menuAt({ text: before, ...file });
      assert.deepEqual(
        menu.filter((title) => title.startsWith(verb)),
        [],
      );
    });
  }
});
