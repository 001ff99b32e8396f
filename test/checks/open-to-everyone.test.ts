import { openToEveryone } from "../../server/src/checks/rules/open-to-everyone.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(openToEveryone, {
  fires: [
    {
      name: "a search domain",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*" }
                                      ^^^ open-to-everyone: Anyone who can reach it over the network can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "what nobody calls without an AWS account",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] },
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*" },
                                      ^^^^^^^^^^^^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": "arn:aws:events:eu-west-1:111122223333:event-bus/default" }
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "a bucket that everybody may write to",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
                                      ^^^^^^^^^^^^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "a bucket that everybody may read, which may be meant",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "a role",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }
                                      ^^^^^^^^^^^^^^ open-to-everyone: Anyone with an AWS account can assume this role. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a condition on who asks",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
  ]
}
`,
    },
    {
      name: "a Deny beside it",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*" },
    { "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }
  ]
}
`,
    },
    {
      name: "an account",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*" }
  ]
}
`,
    },
    {
      name: "the policy of an endpoint",
      kind: "vpc-endpoint",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*" }
  ]
}
`,
    },
    {
      name: "a principal that is filled in elsewhere",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "\${principal}", "Action": "es:*", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
