import { missingSetOperator } from "../../server/src/checks/rules/missing-set-operator.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingSetOperator, {
  fires: [
    {
      name: "tag keys",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:TagKeys": ["team", "cost"] } }
                                        ^^^^^^^^^^^ missing-set-operator: A request can have several values of 'aws:TagKeys', and 'StringEquals' alone does not say how many of them must match. Use 'ForAnyValue:StringEquals' or 'ForAllValues:StringEquals'.
    }
  ]
}
`,
    },
    {
      name: "how a user of Amazon Cognito signed in",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }
                                                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-set-operator: A request can have several values of 'cognito-identity.amazonaws.com:amr', and 'StringEquals' alone does not say how many of them must match. Use 'ForAnyValue:StringEquals' or 'ForAllValues:StringEquals'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "any value",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team", "cost"] } }
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
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "Null": { "aws:TagKeys": "false" } }
    }
  ]
}
`,
    },
    {
      name: "a key with one value",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": "web" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "asks for any",
      title: "Replace 'StringEquals' with 'ForAnyValue:StringEquals'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:TagKeys": ["team", "cost"] } }
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
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team", "cost"] } }
    }
  ]
}
`,
    },
  ],
});
