import assert from "node:assert/strict";
import { test } from "node:test";
import { missingAction } from "../../server/src/checks/rules/missing-action.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingAction, {
  fires: [
    {
      name: "a statement without actions",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Resource": "*" }
    ^ missing-action: This statement has neither 'Action' nor 'NotAction', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
    {
      name: "a statement of a key policy, which KMS keeps",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Resource": "*" }
    ^ missing-action: This statement has neither 'Action' nor 'NotAction', so it has no effect. Add one of them.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "actions that are there, negated, misspelled or filled in later",
      policy: `
{ "Statement": [{ "Action": "*" }, { "NotAction": "*" }, { "actions": "*" }, { "Action": { "Ref": "A" } }, { "\${rest}": "" }] }
`,
    },
  ],
  fixes: [],
});

test("in Terraform the word of the block is marked, and in YAML the first key", () => {
  const marked = (path: string, text: string): readonly string[] => {
    const { sites } = resultOf(readSource({ path, languageId: undefined, text }));
    return sites.flatMap(({ root }) =>
      findingsAbout(subjectFrom(root, false, { kind: "identity" }), [missingAction]).map(({ span }) =>
        text.slice(span.start, span.end),
      ),
    );
  };
  const block = 'data "aws_iam_policy_document" "a" {\n  statement {\n    resources = ["*"]\n  }\n}\n';
  assert.deepEqual(marked("main.tf", block), ["statement"]);
  const yaml =
    'Resources:\n  A:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Resource: "*"\n';
  assert.deepEqual(marked("a.yaml", yaml), ["Effect"]);
});
