import { privateSourceIp } from "../../server/src/checks/rules/private-source-ip.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(privateSourceIp, {
  fires: [
    {
      name: "a Deny outside of a company's network",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"] } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ private-source-ip: Almost every request meets this condition: these ranges are private, and nearly all services see the public address of the caller in 'aws:SourceIp'. Name public ranges, or compare 'aws:VpcSourceIp' for requests through a VPC endpoint.
    }
  ]
}
`,
    },
    {
      name: "an Allow inside of it",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "172.16.0.0/12" } }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ private-source-ip: Almost no request meets this condition: these ranges are private, and nearly all services see the public address of the caller in 'aws:SourceIp'. Name public ranges, or compare 'aws:VpcSourceIp' for requests through a VPC endpoint.
    }
  ]
}
`,
    },
    {
      name: "a Deny of all but a service's actions",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": "iam:*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "10.1.2.3" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ private-source-ip: Almost every request meets this condition: these ranges are private, and nearly all services see the public address of the caller in 'aws:SourceIp'. Name public ranges, or compare 'aws:VpcSourceIp' for requests through a VPC endpoint.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "public ranges beside private ones",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } }
    }
  ]
}
`,
    },
    {
      name: "a range that is filled in later",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "\${Cidr}"] } }
    }
  ]
}
`,
    },
    {
      name: "a policy of a VPC endpoint",
      kind: "vpc-endpoint",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } }
    }
  ]
}
`,
    },
    {
      name: "actions of one service, of which it is proved",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } }
    }
  ]
}
`,
    },
    {
      name: "the address inside a VPC",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" } }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
