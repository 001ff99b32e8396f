import { conditionNeverHolds } from "../../server/src/checks/rules/condition-never-holds.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(conditionNeverHolds, {
  fires: [
    {
      name: "a truth value that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "no" } }
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Deny never denies: no request meets its condition on 'aws:SecureTransport'. Change or remove the condition.
    }
  ]
}
`,
    },
    {
      name: "a time that is past",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "DateLessThan": { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: the time that its condition on 'aws:CurrentTime' asks for is over. Set a later time, or remove the statement. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a public address in a private range",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"] } }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:SourceIp'. AWS's APIs see a public IP address in 'aws:SourceIp'. For requests through a VPC endpoint, use 'aws:VpcSourceIp'. Change or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a range that a string operator does not read",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceIp": "203.0.113.0/24" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:SourceIp'. 'aws:SourceIp' is one IP address, and a string operator compares a range as plain text. Use 'IpAddress'. (AWS data of 2026-01-31)
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:VpcSourceIp": ["10.0.0.0/16", "10.1.0.0/16"] } }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:VpcSourceIp'. 'aws:VpcSourceIp' is one IP address, and a string operator compares a range as plain text. Use 'IpAddress'. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a service where true or false belongs",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ViaAWSService": "amplify.amazonaws.com" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:ViaAWSService'. 'aws:ViaAWSService' is 'true' or 'false'. Change or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a key that every request has",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:CurrentTime": "true" } }
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:CurrentTime'. Every request has 'aws:CurrentTime'. Change or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "any of no values",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NumericEquals": { "aws:MultiFactorAuthAge": "soon" } }
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-never-holds: This Allow never allows: no request meets its condition on 'aws:MultiFactorAuthAge'. Change or remove the condition.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a truth value",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "TRUE" } }
    }
  ]
}
`,
    },
    {
      name: "a time to come",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "DateLessThan": { "aws:CurrentTime": "2099-01-01T00:00:00Z" } }
    }
  ]
}
`,
    },
    {
      name: "a range that is partly public",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } }
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
      "Condition": { "Bool": { "aws:SecureTransport": "\${secure}" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "compares addresses as addresses",
      title: "Replace 'StringEquals' with 'IpAddress'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceIp": "203.0.113.0/24" } }
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
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`,
    },
  ],
});
