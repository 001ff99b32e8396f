import { rcpAllActions } from "../../server/src/checks/rules/rcp-all-actions.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(rcpAllActions, {
  fires: [
    {
      name: "an RCP that denies everything",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": ["*"], "Resource": "*" }
                                                      ^ rcp-all-actions: An RCP cannot have '*' as an action. Name a service, as in 's3:*'.
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
      name: "all actions of a service",
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
    { "Effect": "Deny", "Action": "*", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
