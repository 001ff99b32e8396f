import assert from "node:assert/strict";
import { test } from "node:test";
import { invalidEffect } from "../../server/src/checks/rules/invalid-effect.ts";
import { describeCheck } from "../support/describe-check.ts";
import { severitiesIn } from "../support/found-in.ts";

describeCheck(invalidEffect, {
  fires: [
    {
      name: "other case",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "allow", "Action": "s3:GetObject", "Resource": "*" }
                 ^^^^^ invalid-effect: 'allow' is not an effect. Write 'Allow' or 'Deny', in exactly this case.
  ]
}
`,
    },
    {
      name: "another word",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Permit", "Action": "s3:GetObject", "Resource": "*" }
                 ^^^^^^ invalid-effect: 'Permit' is not an effect. Write 'Allow' or 'Deny', in exactly this case.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "the two effects, and what is filled in later",
      policy: `
{ "Statement": [{ "Effect": "Allow" }, { "Effect": "Deny" }, { "Effect": "\${effect}" }] }
`,
    },
  ],
  fixes: [
    {
      name: "takes the effect that was meant",
      title: "Replace 'Alow' with 'Allow'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Alow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
});

test("a form that nobody filled in is one error a statement, not one for each of its empty texts", () => {
  const errorsOf = (Effect: string): readonly string[] => {
    const statement = { Effect, Principal: "", Action: "s3:GetObject", Resource: "" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return severitiesIn("policies/form.json", text).filter((one) => one.endsWith(": error"));
  };
  assert.deepEqual(errorsOf(""), ["invalid-effect: error"]);
  assert.deepEqual(errorsOf("Allow"), ["invalid-principal: error", "invalid-arn: error"]);
});
