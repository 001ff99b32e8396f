import { stringOperatorOnArn } from "../../server/src/checks/rules/string-operator-on-arn.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(stringOperatorOnArn, {
  fires: [
    {
      name: "a star for the account",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }
                     ^^^^^^^^^^^^ string-operator-on-arn: Under 'StringLike', a '*' in the ARN of 'aws:SourceArn' also matches colons, so it can match ARNs of other accounts or Regions. Use 'ArnLike', which compares the six parts of an ARN one by one.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "ArnLike",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }
    }
  ]
}
`,
    },
    {
      name: "the ARN of a caller, whose name holds no colon",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }
    }
  ]
}
`,
    },
    {
      name: "a star in the last part, which both match alike",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } }
    }
  ]
}
`,
    },
    {
      name: "a key that holds no ARN",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:userid": "arn:*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "uses ArnLike",
      title: "Replace 'StringLike' with 'ArnLike'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }
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
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }
    }
  ]
}
`,
    },
  ],
});
