import { missingEffect } from "../../server/src/checks/rules/missing-effect.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingEffect, {
  fires: [
    {
      name: "a statement without an effect",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Action": "s3:GetObject", "Resource": "*" }
    ^ missing-effect: This statement has no 'Effect', so AWS rejects the policy. Add it, with 'Allow' or 'Deny'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "effects that are there, misspelled or filled in later",
      policy: `
{ "Statement": [{ "Effect": "Allow" }, { "effect": "Allow" }, { "Effect": { "Ref": "Effect" } }, { "Fn::Transform": {} }] }
`,
    },
    {
      name: "a text that cannot be read to its end",
      policy: `
{
  "Statement": [
    { "Action": "s3:GetObject", 
  ]
}
`,
    },
  ],
  fixes: [],
});
