import { terraformCondition } from "../../server/src/checks/rules/terraform-condition.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(terraformCondition, {
  fires: [
    {
      name: "below an operator",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "variable": "s3:prefix", "values": ["home/*"] } } }
                                                                                                   ^^^^^^^^ terraform-condition: 'test', 'variable' and 'values' are how Terraform's 'aws_iam_policy_document' writes a condition, and AWS rejects them in JSON. Write '"StringLike": { "s3:prefix": … }'.
] }
`,
    },
    {
      name: "one with value for values",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "test": "StringEquals", "variable": "aws:PrincipalTag/team", "value": "a" }
                      ^^^^ terraform-condition: 'test', 'variable' and 'values' are how Terraform's 'aws_iam_policy_document' writes a condition, and AWS rejects them in JSON. Write '"StringEquals": { "aws:PrincipalTag/team": … }'.
    }
  ]
}
`,
    },
    {
      name: "one condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "test": "StringEquals",
         ^^^^ terraform-condition: 'test', 'variable' and 'values' are how Terraform's 'aws_iam_policy_document' writes a condition, and AWS rejects them in JSON. Write '"StringEquals": { "aws:PrincipalOrgID": … }'.
        "variable": "aws:PrincipalOrgID",
        "values": ["o-a1b2c3d4e5"]
      }
    }
  ]
}
`,
    },
    {
      name: "a list of them",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": [{
        "test": "StringEquals",
         ^^^^ terraform-condition: 'test', 'variable' and 'values' are how Terraform's 'aws_iam_policy_document' writes a condition, and AWS rejects them in JSON. Write '"StringEquals": { "aws:PrincipalOrgID": … }'.
        "variable": "aws:PrincipalOrgID",
        "values": ["o-a1b2c3d4e5"]
      }]
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a condition as JSON has it",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:PrincipalOrgID": ["o-a1b2c3d4e5"]
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an operator that is called test, with nothing else of Terraform's",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "test": "StringEquals"
      }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "below an operator",
      title: "Write the condition as JSON has it",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "variable": "s3:prefix", "values": ["home/*"] } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": ["home/*"] } } }
] }
`,
    },
    {
      name: "one condition",
      title: "Write the condition as JSON has it",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "test": "StringEquals",
        "variable": "aws:PrincipalOrgID",
        "values": ["o-a1b2c3d4e5"]
      }
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
      "Condition": {
        "StringEquals": {
          "aws:PrincipalOrgID": ["o-a1b2c3d4e5"]
        }
      }
    }
  ]
}
`,
    },
  ],
});
