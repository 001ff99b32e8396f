import { invalidEffect } from "../../server/src/checks/rules/invalid-effect.ts";
import { describeCheck } from "../support/describe-check.ts";

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
