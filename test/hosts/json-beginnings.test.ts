/** A policy that is begun in a template in JSON, where a property of a resource holds one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { codesIn } from "../support/completed-file.ts";
import { questionAt, textWith } from "../support/completed.ts";

const MARK = "<|>";

const resource = (type: string, properties: string): string => `{
  "Resources": {
    "Own": {
      "Type": "${type}",
      "Properties": {
        ${properties}
      }
    }
  }
}
`;

function offeredAt(marked: string, path = "template.json"): ReturnType<typeof completeAt> {
  const document = readDocument({ path, languageId: undefined, text: marked.replace(MARK, "") }, undefined);
  return completeAt(document, questionAt(marked.indexOf(MARK)));
}

function labelsAt(marked: string, path?: string): readonly string[] {
  return offeredAt(marked, path)?.items.map(({ label }) => label) ?? [];
}

describe("a policy is begun in a template in JSON", () => {
  test("with its version and a statement", () => {
    const marked = resource("AWS::IAM::ManagedPolicy", `"PolicyDocument": ${MARK}`);
    const item = offeredAt(marked)?.items.find(({ label }) => label === "Version");
    const text = item && textWith(marked.replace(MARK, ""), item);
    const version = `"PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              ${MARK}
            }
          ]
        }`;
    assert.equal(text, resource("AWS::IAM::ManagedPolicy", version));
  });

  for (const [type, before] of [
    ["AWS::IAM::Role", '"AssumeRolePolicyDocument": '],
    ["AWS::IAM::Role", '"Policies": [{ "PolicyName": "p", "PolicyDocument": '],
    ["AWS::S3::BucketPolicy", '"Bucket": "b",\n        "PolicyDocument": '],
    ["AWS::SQS::QueuePolicy", '"PolicyDocument": "'],
    ["AWS::KMS::Key", '"KeyPolicy": '],
  ] as const) {
    test(`of its kind: ${type} ${before}`, () => {
      const marked = resource(type, `${before}${MARK}`);
      const items = offeredAt(marked)?.items ?? [];
      assert.ok(items.some(({ label }) => label === "Version"));
      for (const item of items) assert.doesNotMatch(textWith(marked.replace(MARK, ""), item), /undefined/);
    });
  }

  test("before the next property, with a comma", () => {
    const marked = resource("AWS::IAM::Policy", `"PolicyDocument": ${MARK}\n        "PolicyName": "p"`);
    const item = offeredAt(marked)?.items.find(({ label }) => label === "Version");
    const text = (item && textWith(marked.replace(MARK, ""), item))?.replace(
      MARK,
      '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"',
    );
    assert.deepEqual(codesIn("template.json", text ?? ""), []);
  });

  test("also in a file that is called otherwise", () =>
    assert.ok(
      labelsAt(resource("AWS::IAM::ManagedPolicy", `"PolicyDocument": ${MARK}`), "stack.template").includes("Version"),
    ));

  for (const [what, marked] of [
    ["no document belongs", resource("AWS::IAM::ManagedPolicy", `"Description": ${MARK}`)],
    ["the type is not known", resource("AWS::Made::Up", `"PolicyDocument": ${MARK}`)],
    ["a value stands there", resource("AWS::IAM::ManagedPolicy", `"PolicyDocument": ${MARK} {"Ref": "x"}`)],
    ["a text stands there", resource("AWS::IAM::ManagedPolicy", `"PolicyDocument": "x${MARK}y"`)],
    ["a name is typed", resource("AWS::IAM::ManagedPolicy", `"Policy${MARK}"`)],
    ["the file is no template", `{ "Type": "x", "Properties": { "PolicyDocument": ${MARK} } }`],
  ] as const) {
    test(`not where ${what}`, () => assert.deepEqual(labelsAt(marked), []));
  }
});
