/**
 * Terraform that nobody writes: each file is read to an end soon, and a policy that is one is found. What is quadratic takes
 * minutes in a whole search. In `npm test` of this file the files are a 25th as long.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { lengthOf, shareOf } from "../support/searching.ts";

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join("");
}

function policyWith(resource: string): string {
  return `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })\n}\n`;
}

function inJson(resource: string): string {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: resource };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return JSON.stringify({ resource: { aws_iam_policy: { p: { policy } } } });
}

const TEXTS: Readonly<Record<string, readonly [path: string, text: string, policies: number]>> = {
  "a heredoc without end": [
    "main.tf",
    `${policyWith('"*"')}locals {\n  x = <<EOT\n${'{"Statement":['.repeat(lengthOf(20_000))}`,
    1,
  ],
  "heredocs in heredocs": [
    "main.tf",
    `${policyWith('"*"')}locals {\n  x = ${"<<A\n${<<B\n${".repeat(lengthOf(40_000))}`,
    1,
  ],
  "names without end": ["main.tf", policyWith(`"${"${a".repeat(lengthOf(50_000))}"`), 1],
  "brackets without end": ["main.tf", `${policyWith('"*"')}locals { x = ${"(".repeat(lengthOf(100_000))}`, 1],
  "lists without end": ["main.tf", `${policyWith('"*"')}locals { x = ${"[".repeat(lengthOf(100_000))}`, 1],
  "objects without end": ["main.tf", `${policyWith('"*"')}locals { x = ${"{ a = ".repeat(lengthOf(100_000))}`, 1],
  "blocks without end": ["main.tf", `${policyWith('"*"')}${"a {\n".repeat(lengthOf(30_000))}`, 1],
  "conditions without end": ["main.tf", `${policyWith('"*"')}locals { x = ${"a ? ".repeat(lengthOf(50_000))}`, 1],
  "locals that multiply": [
    "main.tf",
    `${policyWith("local.a39")}locals {\n  a0 = ["x"]\n${times(39, (index) => `  a${index + 1} = concat(${times(9, () => `local.a${index}, `)}local.a${index})\n`)}}\n`,
    1,
  ],
  "documents that take each other": [
    "main.tf",
    `${times(
      shareOf(300),
      (index) =>
        `data "aws_iam_policy_document" "d${index}" {\n  source_policy_documents = [data.aws_iam_policy_document.d${(index + 1) % shareOf(300)}.json]\n  statement {\n    actions = ["s3:*"]\n  }\n}\n`,
    )}resource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy_document.d0.json\n}\n`,
    shareOf(300),
  ],
  "many references in one text": ["main.tf", policyWith(`"${"${var.a}".repeat(lengthOf(5_000))}"`), 1],
  "documents that all take each other over": [
    "main.tf",
    policyWith('"*"') +
      Array.from(
        { length: shareOf(40) },
        (_, index) => `data "aws_iam_policy_document" "d${index}" {
  override_policy_documents = [${Array.from({ length: shareOf(40) }, (_one, other) => `data.aws_iam_policy_document.d${other}.json`).join(", ")}]
  statement {
    sid = "S${index}"
  }
}
`,
      ).join(""),
    shareOf(40) + 1,
  ],
  "heredocs within the names of heredocs": [
    "main.tf",
    `${policyWith('"*"')}locals {\n  x = ${"<<EOT\n${".repeat(lengthOf(20_000))}\n`,
    1,
  ],
  "templates in templates": [
    "main.tf",
    policyWith(`"${'${"'.repeat(lengthOf(30_000))}${'"}'.repeat(lengthOf(30_000))}"`),
    1,
  ],
  "directives without end": [
    "main.tf",
    `${policyWith('"*"')}locals { x = "${"%{ if a }".repeat(lengthOf(50_000))}" }`,
    1,
  ],
  "a list of very many": ["main.tf", policyWith(`[${'"arn:aws:s3:::b/*", '.repeat(lengthOf(30_000))}]`), 1],
  "lists in lists of which a condition names a text": [
    "main.tf",
    policyWith(`var.of == "a" ? ${"[".repeat(lengthOf(1_000))}local.a${"]".repeat(lengthOf(1_000))} : "*"`) +
      'locals {\n  a = "a"\n}\n',
    1,
  ],
  "a block for each of many names in a row": [
    "main.tf",
    `${policyWith('"*"')}resource "aws_iam_policy" "each" {\n  for_each = toset(["a"])\n  policy   = "{}"\n  tags     = ${"data.".repeat(lengthOf(200_000))}\n}\n`,
    2,
  ],
  "very many blocks": [
    "main.tf",
    policyWith('"*"') + times(lengthOf(20_000), (index) => `resource "a" "b${index}" {}\n`),
    1,
  ],
  "statements of a module in statements": [
    "main.tf",
    `module "m" {\n  source = "terraform-aws-modules/lambda/aws"\n  attach_policy_statements = true\n  policy_statements = ${"{ a = ".repeat(lengthOf(20_000))}{}${" }".repeat(lengthOf(20_000))}\n}\n`,
    0,
  ],
  "halves of characters": ["main.tf", policyWith('"\ud800arn:aws:s3:::\udc00"'), 1],
  "brackets in a text of JSON": ["main.tf.json", inJson(`\${${"(".repeat(lengthOf(50_000))}}`), 1],
  "escapes in a text of JSON": ["main.tf.json", inJson('\\"'.repeat(lengthOf(10_000))), 1],
  "objects of JSON without end": ["main.tf.json", `{"locals":${'{"a":'.repeat(lengthOf(100_000))}`, 0],
};

describe("a configuration of", () => {
  for (const [name, [path, text, policies]] of Object.entries(TEXTS)) {
    test(name, () => {
      const source = { path, languageId: undefined, text, around: sourcesAround([{ path, text }]) };
      assert.equal(resultOf(readSource(source)).sites.length, policies);
    });
  }
});
