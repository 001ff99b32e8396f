/** What is offered in Terraform where no policy stands yet, and of what the module makes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { type CompletionItem } from "../../server/src/service/completion/complete-policy.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { readHcl } from "../../server/src/syntax/hcl.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { editsOf, questionAt, textWith } from "../support/completed.ts";

const MARK = "<|>";

const BESIDE = `resource "aws_s3_bucket" "files" {
  bucket = "example-files"
}
resource "aws_sqs_queue" "jobs" {
  name = "\${var.env}-jobs"
}
resource "aws_iam_role" "app" {
  name = "app"
}
resource "aws_s3_bucket" "many" {
  count = 2
}
data "aws_iam_policy_document" "base" {
  statement {
    actions = ["s3:*"]
  }
}
data "aws_iam_policy_document" "each" {
  for_each = var.all
  statement {
    actions = ["s3:*"]
  }
}
`;

function offered(marked: string): readonly CompletionItem[] {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0);
  const text = marked.replace(MARK, "");
  const around = sourcesAround([
    { path: "main.tf", text },
    { path: "beside.tf", text: BESIDE },
  ]);
  const document = readDocument({ path: "main.tf", languageId: "terraform", text, around }, undefined);
  return completeAt(document, questionAt(offset))?.items ?? [];
}

const labels = (marked: string): readonly string[] => offered(marked).map(({ label }) => label);

function taken(marked: string, label: string): string {
  const item = offered(marked).find((one) => one.label === label);
  assert.ok(item, `no ${label} among ${labels(marked).join(", ")}`);
  return textWith(marked.replace(MARK, ""), item);
}

const inResource = (type: string, argument: string): string => `resource "${type}" "p" {\n  ${argument}\n}\n`;
const inDocument = (body: string): string => `data "aws_iam_policy_document" "d" {${body}}\n`;

describe("a data source is begun", () => {
  test("with a statement", () => {
    assert.deepEqual(labels(inDocument("\n  <|>\n")).slice(0, 6), [
      "statement",
      "source_policy_documents",
      "override_policy_documents",
      "policy_id",
      "version",
      "Identity policy",
    ]);
    assert.equal(
      taken(inDocument("\n  st<|>\n"), "statement"),
      inDocument('\n  statement {\n    actions   = ["<|>"]\n    resources = [""]\n  }\n'),
    );
  });

  test("beside its statements, with what it has not", () => {
    const marked = inDocument('\n  version = "2012-10-17"\n  statement {\n    actions = ["s3:*"]\n  }\n  <|>\n');
    assert.deepEqual(labels(marked), [
      "statement",
      "source_policy_documents",
      "override_policy_documents",
      "policy_id",
    ]);
  });

  test("with the documents of the module, but not with itself", () =>
    assert.deepEqual(labels(inDocument("\n  source_policy_documents = [<|>]\n")), [
      "data.aws_iam_policy_document.base.json",
      "data.aws_iam_policy_document.each[each.key].json",
    ]));

  test("in an empty statement", () => {
    const marked = inDocument("\n  statement {\n    <|>\n  }\n");
    for (const name of ["actions", "resources", "effect", "principals", "condition"]) {
      assert.ok(labels(marked).includes(name), name);
    }
    assert.equal(taken(marked, "actions"), inDocument('\n  statement {\n    actions = ["<|>"]\n  }\n'));
  });
});

describe("a policy is begun in the argument of a resource", () => {
  test("with a document of the module, a skeleton, or a whole policy of its kind", () => {
    assert.deepEqual(labels(inResource("aws_iam_role", "assume_role_policy = <|>")), [
      "data.aws_iam_policy_document.base.json",
      "data.aws_iam_policy_document.each[each.key].json",
      "jsonencode({ … })",
      "Trust policy for an AWS service",
      "Trust policy for another account",
      "Trust policy for GitHub Actions",
      "Trust policy for SAML",
    ]);
    assert.equal(
      taken(inResource("aws_iam_role", "assume_role_policy = <|>"), "jsonencode({ … })"),
      inResource(
        "aws_iam_role",
        `assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "<|>"
      }
      Action = "sts:AssumeRole"
    }]
  })`,
      ),
    );
    assert.equal(
      taken(inResource("aws_iam_policy", "policy = <|>"), "data.aws_iam_policy_document.base.json"),
      inResource("aws_iam_policy", "policy = data.aws_iam_policy_document.base.json<|>"),
    );
  });

  test("between the parentheses of jsonencode", () => {
    assert.deepEqual(labels(inResource("aws_ecr_registry_policy", "policy = jsonencode(<|>)")), ["jsonencode({ … })"]);
    assert.deepEqual(labels(inResource("aws_kms_key", "policy = jsonencode(<|>)")), [
      "jsonencode({ … })",
      "Key policy",
    ]);
    assert.match(
      taken(inResource("aws_iam_policy", "policy = jsonencode(<|>)"), "Identity policy"),
      /^resource "aws_iam_policy" "p" \{\n {2}policy = jsonencode\(\{\n {4}Version = "2012-10-17"\n/,
    );
  });

  test("but nowhere else", () => {
    for (const marked of [
      inResource("aws_iam_role", "name = <|>"),
      inResource("aws_ecr_lifecycle_policy", "policy = <|>"),
      inResource("aws_iam_policy", "policy = <|>data.x.json"),
      "locals {\n  policy = <|>\n}\n",
    ]) {
      assert.deepEqual(labels(marked), [], marked);
    }
  });

  test("so that it parses", () => {
    for (const type of ["aws_iam_policy policy", "aws_iam_role assume_role_policy", "aws_s3_bucket_policy policy"]) {
      const [name = "", argument = ""] = type.split(" ");
      for (const value of ["<|>", "jsonencode(<|>)"]) {
        const marked = inResource(name, `${argument} = ${value}`);
        for (const item of offered(marked)) {
          const after = applyEdits(marked.replace(MARK, ""), editsOf(item));
          assert.deepEqual(readHcl(after).problems, [], after);
        }
      }
    }
  });
});

describe("what the module makes is offered first", () => {
  const objects = inDocument('\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = [<|>]\n  }\n');
  const bucket = inDocument('\n  statement {\n    actions   = ["s3:ListBucket"]\n    resources = ["<|>"]\n  }\n');
  const queue = inDocument('\n  statement {\n    actions   = ["sqs:SendMessage"]\n    resources = ["<|>\n  }\n');

  test("as far as the actions act on it", () => {
    assert.equal(labels(objects)[0], "${aws_s3_bucket.files.arn}/*");
    assert.equal(labels(bucket)[0], "aws_s3_bucket.files.arn");
    assert.equal(labels(queue)[0], "aws_sqs_queue.jobs.arn");
    for (const marked of [objects, bucket, queue]) assert.ok(!labels(marked).some((label) => label.includes("many")));
  });

  test("and written as an expression, or as a text with one in it", () => {
    assert.match(
      taken(objects, "${aws_s3_bucket.files.arn}/*"),
      /resources = \["\$\{aws_s3_bucket\.files\.arn\}\/\*"<\|>\]/,
    );
    assert.match(taken(bucket, "aws_s3_bucket.files.arn"), /resources = \[aws_s3_bucket\.files\.arn<\|>\]/);
    const inObject = inResource(
      "aws_iam_policy",
      'policy = jsonencode({\n    Statement = [{\n      Action = "s3:GetObject"\n      Resource = <|>\n    }]\n  })',
    );
    assert.match(
      taken(inObject, "${aws_s3_bucket.files.arn}/*"),
      /Resource = "\$\{aws_s3_bucket\.files\.arn\}\/\*"<\|>\n/,
    );
    const item = offered(bucket).find(({ label }) => label === "aws_s3_bucket.files.arn");
    assert.ok(item);
    assert.equal(item.lead, '"');
    assert.equal(plainText(item.parts), "aws_s3_bucket.files.arn");
  });

  test("but not in JSON in a heredoc, where no expression can stand", () => {
    const marked = inResource(
      "aws_iam_policy",
      'policy = <<-E\n    {"Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "<|>"}]}\n  E',
    );
    assert.ok(!labels(marked).some((label) => label.startsWith("aws_")));
  });

  test("as a principal", () => {
    const marked = inDocument(
      '\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "AWS"\n      identifiers = [<|>]\n    }\n  }\n',
    );
    assert.equal(labels(marked)[0], "aws_iam_role.app.arn");
    assert.match(taken(marked, "aws_iam_role.app.arn"), /identifiers = \[aws_iam_role\.app\.arn<\|>\]/);
  });
});

describe("what is written of the ARN of a bucket that the module makes", () => {
  const edited = (resources: string, value: string): string => {
    const text = `${BESIDE}${inResource("aws_iam_policy", `policy = jsonencode({\n    Statement = [{ Action = "s3:*", Resource = ${resources} }]\n  })`)}`;
    const [policy] = readDocument({ path: "main.tf", languageId: "terraform", text }, undefined).policies.slice(-1);
    const list = policy?.policy.statements[0]?.resource?.node;
    assert.ok(list?.kind === "array");
    const after = list.items.at(-1);
    const edits = policy?.site.writer?.edits([{ change: "add-item", to: list, after, value }]);
    return applyEdits(text, edits ?? []);
  };

  test("is its expression", () => {
    for (const [value, written] of [
      ["arn:aws:s3:::example-files", "aws_s3_bucket.files.arn"],
      ["arn:aws:s3:::example-files/a/*", '"${aws_s3_bucket.files.arn}/a/*"'],
      ["arn:aws:s3:::example-files-2", '"arn:aws:s3:::example-files-2"'],
      ["arn:aws:s3:::example-files*", '"arn:aws:s3:::example-files*"'],
      // Whether a queue of a request is that of the module, the account and the Region decide.
      ["arn:aws:sqs:eu-west-1:111122223333:jobs", '"arn:aws:sqs:eu-west-1:111122223333:jobs"'],
    ] as const) {
      assert.ok(edited('["*"]', value).includes(`Resource = ["*", ${written}]`), written);
    }
  });
});

describe("between the blocks of a file", () => {
  const BLOCKS = [
    'data "aws_iam_policy_document"',
    ...["aws_iam_role", "aws_iam_policy", "aws_s3_bucket_policy", "aws_kms_key", "aws_sqs_queue_policy"].map(
      (type) => `resource "${type}"`,
    ),
    'resource "aws_sns_topic_policy"',
    'resource "aws_secretsmanager_secret_policy"',
  ];
  const OTHER = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';
  for (const [where, marked] of [
    ["in an empty file", MARK],
    ["behind a word in an empty file", `iam${MARK}`],
    ["on an empty line behind a block", `${OTHER}\n${MARK}`],
    ["behind a word before a block", `res${MARK}\n\n${OTHER}`],
    ["behind a word between blocks", `${OTHER}\nres${MARK}\n\n${OTHER}`],
    ["behind a policy", `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [] })\n}\n${MARK}`],
  ] as const) {
    test(`${where}, whole resources with their policies are offered`, () => {
      assert.deepEqual(labels(marked), BLOCKS);
    });
  }

  for (const [where, marked] of [
    ["in a block", `resource "aws_vpc" "main" {\n${MARK}\n}\n`],
    ["in the middle of a heredoc", `locals {\n  a = <<EOT\n${MARK}\nEOT\n}\n`],
    ["behind two words", `resource aws${MARK}`],
    ["in front of a block", `${MARK}${OTHER}`],
  ] as const) {
    test(`${where}, none is`, () => {
      assert.deepEqual(labels(marked), []);
    });
  }

  test("none is in a file of values, or in one of Terragrunt", () => {
    for (const path of ["terraform.tfvars", "terragrunt.hcl"]) {
      const document = readDocument({ path, languageId: undefined, text: "" }, undefined);
      assert.equal(completeAt(document, questionAt(0)), undefined);
    }
  });

  test("the role has a trust policy and a policy, and its name is typed once", () => {
    const text = taken(`${OTHER}\nrole${MARK}\n`, 'resource "aws_iam_role"').slice(OTHER.length);
    assert.equal(
      text,
      `
resource "aws_iam_role" "<|>app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "lambda.amazonaws.com"
      }
      Action = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["arn:aws:s3:::amzn-s3-demo-bucket/*"]
    }]
  })
}
`,
    );
  });

  test("what is offered is HCL with its policies", () => {
    for (const label of BLOCKS) {
      const text = taken(MARK, label).replace(MARK, "");
      assert.deepEqual(readHcl(text).problems, [], text);
      const document = readDocument({ path: "main.tf", languageId: "terraform", text }, undefined);
      assert.equal(document.policies.length, label.startsWith("data") ? 0 : label.includes('_role"') ? 2 : 1, text);
    }
  });

  test("lines end as the file's do", () => {
    const text = taken(`locals {\r\n}\r\n${MARK}`, 'resource "aws_kms_key"');
    assert.equal(text.split("\n").length, text.split("\r\n").length);
  });
});
