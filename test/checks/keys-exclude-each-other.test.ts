import { keysExcludeEachOther } from "../../server/src/checks/rules/keys-exclude-each-other.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(keysExcludeEachOther, {
  fires: [
    {
      name: "an endpoint and an address from outside",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" },
        "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ keys-exclude-each-other: This Allow never allows: a request has 'aws:SourceVpce' only if it comes through a VPC endpoint, and 'aws:SourceIp' only if it does not. Remove one, or write a statement for each if either is enough. (AWS data of 2026-01-31)
      }
    }
  ]
}
`,
    },
    {
      name: "a service's name and a user's",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalServiceName": "lambda.amazonaws.com", "aws:username": "ana" } }
                                                                                           ^^^^^^^^^^^^^^^^^^^^^ keys-exclude-each-other: This Allow never allows: a request has 'aws:PrincipalServiceName' only if an AWS service makes it, and 'aws:username' only if an IAM user makes it. Remove one, or write a statement for each if either is enough. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "IfExists on one of them",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" }, "IpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`,
    },
    {
      name: "an endpoint and the address behind it",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" }, "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "asks only for what is there",
      title: "Add 'IfExists', so that each of these conditions applies only to requests that have its key",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } }
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
      "Condition": { "IpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" }, "StringEqualsIfExists": { "aws:SourceVpce": "vpce-0a1b2c3d" } }
    }
  ]
}
`,
    },
  ],
});
