import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyList } from "../../server/src/checks/rules/empty-list.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(emptyList, {
  fires: [
    {
      name: "nobody in a trust policy",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": [] }, "Action": "sts:AssumeRole" }
                                      ^^^^^^^^^^^^^ empty-list: 'Principal' is empty, and IAM rejects a trust policy in which a statement names nobody. Add a principal.
  ]
}
`,
    },
    {
      name: "a policy without statements, which IAM rejects",
      kind: "identity",
      picture: `
{ "Version": "2012-10-17", "Statement": [] }
                                        ^^ empty-list: 'Statement' is empty, and IAM rejects such a policy. Add a statement.
`,
    },
    {
      name: "a bucket policy without statements, which S3 rejects",
      kind: "resource",
      holder: "bucket",
      picture: `
{ "Version": "2012-10-17", "Statement": [] }
                                        ^^ empty-list: 'Statement' is empty, and S3 rejects such a policy. Add a statement.
`,
    },
    {
      name: "no statements",
      picture: `
{ "Version": "2012-10-17", "Statement": [] }
                                        ^^ empty-list: 'Statement' is empty, so this policy does not allow or deny anything. Add a statement.
`,
    },
    {
      name: "no actions and no resources",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": [], "Resource": [] },
                                   ^^ empty-list: 'Action' and 'Resource' are empty, and IAM rejects such a policy. Add an action and an ARN.
    { "Effect": "Allow", "Action": [], "Resource": "*" },
                                   ^^ empty-list: 'Action' is empty, and IAM rejects such a policy. Add an action.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": [] }
                                                               ^^ empty-list: 'Resource' is empty, and IAM rejects such a policy. Add an ARN.
  ]
}
`,
    },
    {
      name: "no actions in a policy of a resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": [], "Resource": "*" }
                                                    ^^ empty-list: 'Action' is empty, so this statement matches no request. Add an action.
  ]
}
`,
    },
    {
      name: "no principals",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": {}, "Action": "s3:*", "Resource": "*" },
                                     ^^ empty-list: 'Principal' is empty, so this statement matches nobody. Add a principal.
    { "Effect": "Deny", "Principal": { "AWS": [] }, "Action": "s3:*", "Resource": "*" }
                                     ^^^^^^^^^^^^^ empty-list: 'Principal' is empty, so this statement matches nobody. Add a principal.
  ]
}
`,
    },
    {
      name: "no values under ForAnyValue",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": [] } }
                                                                  ^^ empty-list: This list is empty, but 'ForAnyValue:StringEquals' needs a value that matches, so this statement matches no request. Add a value.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "negated elements and other operators, where nothing is certain",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": [], "NotResource": [], "Condition": { "StringEquals": { "aws:TagKeys": [] } } }
  ]
}
`,
    },
    {
      name: "lists that are filled in later",
      policy: `
{ "Statement": [{ "Action": { "Ref": "A" }, "Resource": [{ "Ref": "B" }], "Principal": { "AWS": { "Ref": "C" } } }] }
`,
    },
    {
      name: "a list that is being typed",
      policy: `
{
  "Statement": [
    { "Action": [
  ]
}
`,
    },
  ],
  fixes: [],
});

test("where no statement names a resource, whatever stands around the file, it is a template that a program fills in", () => {
  const severities = (resources: readonly (readonly string[])[], isPlain: boolean): readonly string[] =>
    findingsIn(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: resources.map((one) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: one })),
      }),
      { kind: "identity", basis: "content", isPlain },
    ).map(({ code, severity }) => `${severity} ${code}`);
  for (const isPlain of [true, false]) {
    assert.deepEqual(severities([[], []], isPlain), ["info empty-list", "info empty-list"]);
    assert.deepEqual(severities([[]], isPlain), ["error empty-list"]);
    assert.deepEqual(severities([[], ["arn:aws:s3:::reports/*"]], isPlain), ["error empty-list"]);
  }
});
