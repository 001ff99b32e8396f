import { oneCallSeveralResources } from "../../server/src/checks/rules/one-call-several-resources.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(oneCallSeveralResources, {
  fires: [
    {
      name: "a Deny of what is not tagged",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This Deny hits every call of 'ec2:CreateSnapshot', with the tag and without it: AWS decides the call once for each of its resources, and 'aws:RequestTag/team' comes only with 'snapshot', not with 'volume'. Limit 'Resource' to 'snapshot'. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow of what is tagged",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This statement alone allows no call of 'ec2:CreateSnapshot': AWS decides the call once for each of its resources, and 'aws:RequestTag/team' comes only with 'snapshot', not with 'volume'. Allow 'volume' in a statement without that condition. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a Deny on what gets the tag",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "arn:aws:ec2:*::snapshot/*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that has another condition as well",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" }, "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow with a second statement for the rest",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } } },
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*:*:volume/*" }
  ]
}
`,
    },
    {
      name: "an action on one resource",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:TerminateInstances",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that asks for the tag",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "limits the Deny",
      kind: "scp",
      title: "Limit 'Resource' to 'arn:aws:ec2:*::snapshot/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "arn:aws:ec2:*::snapshot/*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
  ],
});
