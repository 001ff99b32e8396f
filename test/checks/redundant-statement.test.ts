import { redundantStatement } from "../../server/src/checks/rules/redundant-statement.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(redundantStatement, {
  fires: [
    {
      name: "a narrower Allow",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Sid": "One", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" }
                              ^^^^^^^ redundant-statement: This statement adds nothing: statement 'All' allows everything that it allows. Remove it.
  ]
}
`,
    },
    {
      name: "a narrower Deny",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } },
                ^^^^^^ redundant-statement: This statement adds nothing: statement 2 denies everything that it denies. Remove it.
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "the later of two that are the same",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" },
    { "Effect": "Allow", "Action": ["s3:PutObject", "s3:getObject"], "Resource": ["*"] }
                ^^^^^^^ redundant-statement: This statement adds nothing: statement 1 allows everything that it allows. Remove it.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a role whose account is allowed the same",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:*", "Resource": "arn:aws:s3:::alpha/*" },
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" }
  ]
}
`,
    },
    {
      name: "another effect",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" }
  ]
}
`,
    },
    {
      name: "one that allows what the other's condition does not",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the statement out",
      title: "Remove this statement: statement 'All' covers it",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Sid": "One", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
  ],
});
