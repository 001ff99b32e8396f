import { rcpUnsupportedService } from "../../server/src/checks/rules/rcp-unsupported-service.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(rcpUnsupportedService, {
  fires: [
    {
      name: "a service that RCPs do not govern",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "ec2:RunInstances"], "Resource": "*" }
                                                              ^^^ rcp-unsupported-service: RCPs do not apply to 'ec2', so 'ec2:RunInstances' denies nothing. Remove it. (AWS list of 2026-09-26)
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "services that they govern, in any case",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": ["S3:*", "sts:AssumeRole"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "SCPs",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "services that do not exist: that is unknown-service",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "frobnicate:*", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
