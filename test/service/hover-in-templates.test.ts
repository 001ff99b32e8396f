/** A hover where a template says a statement without writing one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openCheckMemory } from "../../server/src/checks/memory.ts";
import { hoverAt, hoverPolicy } from "../../server/src/service/hover.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const TEXT = `Resources:
  F: {Type: AWS::Lambda::Permission, Properties: {FunctionName: f, Action: "lambda:InvokeFunction", Principal: s3.amazonaws.com, SourceArn: "arn:aws:s3:::logs"}}
  G: {Type: AWS::Serverless::Function, Properties: {Policies: [{S3ReadPolicy: {BucketName: logs}}]}}
`;

for (const [word, span, says] of [
  ["InvokeFunction", '"lambda:InvokeFunction"', /invoke a function/],
  ["SourceArn", "SourceArn", /only if this holds/],
  ["s3.amazonaws.com", "s3.amazonaws.com", /AWS service/],
  ["S3ReadPolicy", "S3ReadPolicy: {BucketName: logs}", /^Allows .*s3:GetObject/],
] as const) {
  test(`on ${word} says what it is about`, () => {
    const { policies } = readDocument({ path: "template.yaml", languageId: undefined, text: TEXT }, undefined);
    const offset = TEXT.indexOf(word) + 2;
    const [found] = policies.flatMap(
      ({ policy, kind }) => hoverPolicy({ policy, kind: kind.kind }, offset, miniCatalog()) ?? [],
    );
    assert.match(found?.markdown ?? "", says);
    assert.equal(TEXT.slice(found?.span.start, found?.span.end), span);
  });
}

const TERRAFORM = `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sts:AssumeRole"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringNotLike"
      variable = "aws:PrincipalArn"
      values   = ["a"]
    }
  }
}
`;

for (const [word, says] of [
  ["type", /The type of principal/],
  ["identifiers", /The principals of that type/],
  ["test", /condition operator/],
  ["variable", /condition key/],
  ["values", /compared with/],
] as const) {
  test(`on the argument ${word} says what it is`, () => {
    const document = readDocument({ path: "main.tf", languageId: undefined, text: TERRAFORM }, undefined);
    const catalog = miniCatalog();
    const found = hoverAt(document, TERRAFORM.indexOf(word) + 2, { catalog, memory: openCheckMemory(catalog, 10) });
    assert.match(found?.markdown ?? "", says);
    assert.equal(TERRAFORM.slice(found?.span.start, found?.span.end), word);
  });
}

test("on the word of a block that has a Version without saying so there is nothing to say", () => {
  const document = readDocument({ path: "main.tf", languageId: undefined, text: TERRAFORM }, undefined);
  const catalog = miniCatalog();
  assert.equal(hoverAt(document, 2, { catalog, memory: openCheckMemory(catalog, 10) }), undefined);
});
