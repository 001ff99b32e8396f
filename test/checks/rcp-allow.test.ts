import { rcpAllow } from "../../server/src/checks/rules/rcp-allow.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(rcpAllow, {
  fires: [
    {
      name: "an RCP that allows a service",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }
                 ^^^^^ rcp-allow: An RCP of your own can only deny: 'Allow' is for 'RCPFullAWSAccess', which AWS attaches itself. Rewrite this statement as a Deny, or remove it.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "RCPFullAWSAccess",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an RCP that denies",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
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
    { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "actions that are filled in later",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "\${actions}", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
