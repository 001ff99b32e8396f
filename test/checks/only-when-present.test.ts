import { onlyWhenPresent } from "../../server/src/checks/rules/only-when-present.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(onlyWhenPresent, {
  fires: [
    {
      name: "any value",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalTag/team": "*" } }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only-when-present: '*' matches every value, so this condition asks only whether the request has 'aws:PrincipalTag/team'. Write 'Null' with 'false', which says so.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a pattern that says more",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalTag/team": "web-*" } }
    }
  ]
}
`,
    },
    {
      name: "Null",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:PrincipalTag/team": "false" } }
    }
  ]
}
`,
    },
    {
      name: "a condition for requests that have the key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": "*" } }
    }
  ]
}
`,
    },
    {
      name: "a value that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalTag/team": "\${team}" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes Null",
      title: "Replace with 'Null' and 'false', which means the same",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalTag/team": "*" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:PrincipalTag/team": "false" } }
    }
  ]
}
`,
    },
  ],
});
