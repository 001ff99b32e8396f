import { alsoWhenAbsent } from "../../server/src/checks/rules/also-when-absent.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(alsoWhenAbsent, {
  fires: [
    {
      name: "a negated operator",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "guests" } }
                                           ^^^^^^^^^^^^^^^^^^^^^ also-when-absent: This Allow also matches requests without 'aws:PrincipalTag/team', because 'StringNotEquals' does. To leave them out, add 'Null' with 'aws:PrincipalTag/team' and 'false'.
    }
  ]
}
`,
    },
    {
      name: "all values of a list that may be missing",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }
                                                     ^^^^^^^^^^^ also-when-absent: This Allow also matches requests without 'aws:TagKeys', because 'ForAllValues:StringEquals' does. To leave them out, add 'Null' with 'aws:TagKeys' and 'false'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a Deny, which takes away more",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "guests" } }
    }
  ]
}
`,
    },
    {
      name: "IfExists, which says so",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalTag/team": "guests" } }
    }
  ]
}
`,
    },
    {
      name: "a key that is always there",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }
    }
  ]
}
`,
    },
    {
      name: "a key that another condition asks for",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "guests" }, "Null": { "aws:PrincipalTag/team": "false" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny beside it that asks for the key",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "guests" } }
    },
    { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Null": { "aws:PrincipalTag/team": "true" } } }
  ]
}
`,
    },
  ],
  fixes: [],
});
