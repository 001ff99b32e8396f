import assert from "node:assert/strict";
import { test } from "node:test";
import { openToEveryone } from "../../server/src/checks/rules/open-to-everyone.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(openToEveryone, {
  fires: [
    {
      name: "a condition that asks nothing",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": {} } }
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
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
    { "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": "arn:aws:ses:eu-west-1:111122223333:identity/example.com" },
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": "arn:aws:events:eu-west-1:111122223333:event-bus/default" },
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "codeartifact:ReadFromRepository", "Resource": "*" },
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": "*" },
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*" }
                                      ^^^ open-to-everyone: Anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "conditions that anyone can meet",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } } },
                                      ^^^ open-to-everyone: Anyone can meet the condition on 's3:x-amz-acl', so anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringLike": { "aws:Referer": "https://shop.example.com/*" } } },
                                      ^^^ open-to-everyone: Anyone can meet the condition on 'aws:Referer', so anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringLike": { "aws:UserAgent": "curl/*" } } },
                                      ^^^ open-to-everyone: Anyone can meet the condition on 'aws:UserAgent', so anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" } } },
                                      ^^^ open-to-everyone: Callers of every account meet the condition on 'aws:VpcSourceIp', so anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } } },
                                      ^^^ open-to-everyone: Callers of every account meet the condition on 'aws:PrincipalArn', so anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders", "Condition": { "Bool": { "aws:SecureTransport": "true" } } },
                                      ^^^ open-to-everyone: Anyone can meet the condition on 'aws:SecureTransport', so anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" }, "StringEquals": { "aws:PrincipalType": "User" } } }
                                      ^^^ open-to-everyone: Callers of every account meet the condition on 'aws:PrincipalType', so anyone with an AWS account can do this. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "conditions on who asks that let in others than they name",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } } },
                                      ^^^ open-to-everyone: Anyone can meet the condition on 'aws:SourceIp', so anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "444455556666" } } },
                                      ^^^ open-to-everyone: This Allow is for everyone who is not named under 'aws:PrincipalAccount', even without an AWS account. To let in only those who are, write 'StringEquals'.
    { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
                                      ^^^ open-to-everyone: This Allow is for everyone with an AWS account who is not named under 'aws:PrincipalOrgID'. To let in only those who are, write 'StringEquals'.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
                                      ^^^ open-to-everyone: Callers without an AWS account have no 'aws:PrincipalOrgID', and 'StringEqualsIfExists' lets them in. Write 'StringEquals'.
    { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:SecureTransport": "true" } } },
                                      ^^^ open-to-everyone: Callers of an account that is in no organization have no 'aws:PrincipalOrgID', and 'StringEqualsIfExists' lets them in. Write 'StringEquals'.
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders", "Condition": { "ArnLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader" } } },
                                      ^^^ open-to-everyone: Callers without an AWS account have no 'aws:PrincipalArn', and 'ArnLikeIfExists' lets them in. Write 'ArnLike'.
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Null": { "aws:PrincipalOrgID": "false" } } },
                                      ^^^ open-to-everyone: This asks only that the caller has 'aws:PrincipalOrgID', and those of other accounts have it, too. Name its values under 'StringEquals'.
    { "Effect": "Allow", "Principal": "*", "Action": "es:ESHttpGet", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                      ^^^ open-to-everyone: Callers of an account that is in no organization have no 'aws:PrincipalOrgID', and 'StringEqualsIfExists' lets them in. Write 'StringEquals'.
  ]
}
`,
    },
    {
      name: "what services do for requests that nobody signed",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*" },
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"], "Resource": "*" },
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
    { "Effect": "Allow", "Principal": "*", "Action": "sns:*", "Resource": "*" }
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "all actions, which are those of the service that keeps the policy: of a bucket,",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::example-bucket/*" }
                                      ^^^ open-to-everyone: Anyone can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "of a file system,",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0123456789abcdef0" }
                                      ^^^ open-to-everyone: Anyone who can reach it over the network can do this, even without an AWS account. Name accounts, users or roles in 'Principal', or add a condition that limits who can.
  ]
}
`,
    },
    {
      name: "and of nobody knows what",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
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
      name: "no action",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "", "Resource": "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1" },
    { "Effect": "Allow", "Principal": "*", "Action": [], "Resource": "*" },
    { "Effect": "Allow", "Principal": "*", "Action": ["PutObject"], "Resource": "*" }
  ]
}
`,
    },
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
      name: "a condition that anyone can meet beside one on who asks, and one that nobody meets",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" }, "StringEquals": { "aws:PrincipalAccount": "111122223333" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEquals": { "aws:Referer": "8d1f0c2b7a6e" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEquals": { "aws:UserAgent": "edge/5c1e9a07-4b2d-4f6a-8e13-90d7c2b4a6f8" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringNotLike": { "aws:UserAgent": "curl/*" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "\${secure}" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEquals": { "s3:x-amz-acl": "private" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringNotEquals": { "aws:PrincipalType": "User" } } }
  ]
}
`,
    },
    {
      name: "conditions on who asks that let in only some, or nobody knows whom",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:PrincipalOrgID": "false" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalAccount": "111122223333" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ArnLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringNotLike": { "aws:PrincipalArn": "*" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "Null": { "aws:PrincipalOrgID": "true" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "Null": { "aws:PrincipalAccount": "false" }, "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": ["0.0.0.0/1", "192.0.0.0/2"] } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example-bucket/*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "\${organization}" } } }
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

test("what is often meant, and what only a network reaches, is information, also if every action is allowed", () => {
  const severityOf = (action: string, resource: string): string | undefined =>
    findingsIn(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: resource }],
      }),
      { kind: "resource", checks: [openToEveryone] },
    ).map(({ severity }) => severity)[0];
  const fileSystem = "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0123456789abcdef0";
  assert.equal(severityOf("s3:GetObject", "arn:aws:s3:::example-bucket/*"), "info");
  assert.equal(severityOf("*", "arn:aws:s3:::example-bucket/*"), "warning");
  assert.equal(severityOf("elasticfilesystem:ClientMount", fileSystem), "info");
  assert.equal(severityOf("*", fileSystem), "info");
  assert.equal(severityOf("*", "*"), "warning");
});
