import { passesAnyRole } from "../../server/src/checks/rules/passes-any-role.ts";
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
                                    ^^^^^^^^^^^^ passes-any-role: This lets the caller pass any role of the account to any service, also a role that may do more than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService' (here 'lambda.amazonaws.com').
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
                 ^^^^^^^^^ passes-any-role: This lets the caller pass any role of the account to any service, also a role that may do more than the caller. Name the roles in 'Resource', or limit the service with a condition on 'iam:PassedToService'.
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
  ],
  silent: [
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
