import assert from "node:assert/strict";
import { test } from "node:test";
import { passesAnyRole } from "../../server/src/checks/rules/passes-any-role.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(passesAnyRole, {
  fires: [
    {
      name: "with the services that the policy's other actions pass it to",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
                                    ^^^^^^^^^^^^ passes-any-role: This lets the caller pass any role of the account to any service, including roles with more permissions than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService' (here 'lambda.amazonaws.com').
  ]
}
`,
    },
    {
      name: "a wildcard",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:Pass*",
                 ^^^^^^^^^ passes-any-role: This lets the caller pass any role of the account to any service, including roles with more permissions than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "service-linked roles",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:CreateServiceLinkedRole",
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ passes-any-role: This lets the caller create service-linked roles for every service. Name the role in 'Resource', or limit the service with a condition on 'iam:AWSServiceName'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the service, where a request need not name it",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": { "StringEqualsIfExists": { "iam:PassedToService": "eks.amazonaws.com" } }
                     ^^^^^^^^^^^^^^^^^^^^^^ passes-any-role: 'StringEqualsIfExists' also lets requests without 'iam:PassedToService' pass any role. Use 'StringEquals'.
    }
  ]
}
`,
    },
    {
      name: "once, of everything in IAM",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:*", "Resource": "*" }
                                    ^^^^^ passes-any-role: This lets the caller pass any role of the account to any service, including roles with more permissions than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService'.
  ]
}
`,
    },
    {
      name: "all roles but one",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/admin" }
                                    ^^^^^^^^^^^^ passes-any-role: This lets the caller pass every role that 'NotResource' does not name to any service, including roles with more permissions than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService'.
  ]
}
`,
    },
    {
      name: "all service-linked roles but one",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/*" }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ passes-any-role: This lets the caller create every service-linked role that 'NotResource' does not name. Name the roles in 'Resource', or limit the service with a condition on 'iam:AWSServiceName'.
  ]
}
`,
    },
    {
      name: "all actions but some",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotAction": "organizations:*", "Resource": "*" }
                         ^^^^^^^^^^^ passes-any-role: 'NotAction' does not name 'iam:PassRole', so the caller can pass roles with more permissions than the caller to any service. Add 'iam:PassRole' to it, or name the actions that are meant in 'Action'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "what a topic's policy does not exclude",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "NotAction": "sns:Publish", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "all actions but those of IAM",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "all roles left out",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::*:role/*" }
  ]
}
`,
    },
    {
      name: "all actions but some, for one bucket",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}
`,
    },
    {
      name: "a Deny of the rest",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "organizations:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "named roles",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/app-*"
    }
  ]
}
`,
    },
    {
      name: "a service",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "iam:PassRole",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "what a Deny takes away again",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["lambda:*", "iam:PassRole"], "Resource": "*" },
    { "Effect": "Deny", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/lambda-*" }
  ]
}
`,
    },
    {
      name: "an administrator",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an SCP, which allows nothing by itself",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "asks for the service in every request",
      kind: "identity",
      title: "Replace 'StringEqualsIfExists' with 'StringEquals'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": { "StringEqualsIfExists": { "iam:PassedToService": "eks.amazonaws.com" } }
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
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": { "StringEquals": { "iam:PassedToService": "eks.amazonaws.com" } }
    }
  ]
}
`,
    },
    {
      name: "limits the service",
      kind: "identity",
      title: "Pass roles only to 'lambda.amazonaws.com'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } } }
  ]
}
`,
    },
  ],
});

test("roles that their service controls are information, whatever names them", () => {
  const severitiesOf = (statement: Readonly<Record<string, string>>): readonly (string | undefined)[] =>
    findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }), {
      kind: "identity",
      checks: [passesAnyRole],
    }).map(({ severity }) => severity);
  const others = "arn:aws:iam::111122223333:role/admin";
  assert.deepEqual(severitiesOf({ Action: "iam:PassRole", Resource: "*" }), ["warning"]);
  assert.deepEqual(severitiesOf({ Action: "iam:PassRole", NotResource: others }), ["warning"]);
  assert.deepEqual(severitiesOf({ Action: "iam:CreateServiceLinkedRole", Resource: "*" }), ["info"]);
  assert.deepEqual(severitiesOf({ Action: "iam:CreateServiceLinkedRole", NotResource: others }), ["info"]);
});
