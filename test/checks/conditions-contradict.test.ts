import { conditionsContradict } from "../../server/src/checks/rules/conditions-contradict.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(conditionsContradict, {
  fires: [
    {
      name: "a value that must and must not be",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringEquals": { "aws:RequestedRegion": "us-east-1" },
        "StringNotEquals": { "aws:RequestedRegion": ["us-east-1", "us-west-2"] }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ conditions-contradict: This Deny never denies: its conditions on 'aws:RequestedRegion' contradict each other. Change or remove one of them.
      }
    }
  ]
}
`,
    },
    {
      name: "numbers that leave no room",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "300" }, "NumericGreaterThan": { "aws:MultiFactorAuthAge": "3600" } }
                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ conditions-contradict: This Allow never allows: its conditions on 'aws:MultiFactorAuthAge' contradict each other. Change or remove one of them.
    }
  ]
}
`,
    },
    {
      name: "a key that must be absent and have a value",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:TokenIssueTime": "true" }, "DateGreaterThan": { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } }
                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ conditions-contradict: This Allow never allows: its conditions on 'aws:TokenIssueTime' contradict each other. Change or remove one of them.
    }
  ]
}
`,
    },
    {
      name: "a range of addresses that another range excludes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/25" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ conditions-contradict: This Allow never allows: its conditions on 'aws:SourceIp' contradict each other. Change or remove one of them.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "conditions that leave a value",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:RequestedRegion": "us-*" }, "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }
    }
  ]
}
`,
    },
    {
      name: "an absent key that meets both",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" }, "Null": { "aws:MultiFactorAuthPresent": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a value that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": "\${region}" }, "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
