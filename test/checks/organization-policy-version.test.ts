import { organizationPolicyVersion } from "../../server/src/checks/rules/organization-policy-version.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(organizationPolicyVersion, {
  fires: [
    {
      name: "an SCP without a Version",
      kind: "scp",
      picture: `
{
^ organization-policy-version: AWS documents that an SCP must have Version '2012-10-17'. Set it.
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an RCP of the old version",
      kind: "rcp",
      picture: `
{
  "Version": "2008-10-17",
              ^^^^^^^^^^ organization-policy-version: AWS documents that an RCP must have Version '2012-10-17'. Set it.
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "one statement alone, of which another finding says that the policy is missing",
      kind: "scp",
      policy: `
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }
`,
    },
    {
      name: "the current version",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "other kinds",
      kind: "identity",
      policy: `
{
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a Version that is filled in later",
      kind: "scp",
      policy: `
{
  "Version": "\${version}",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an invalid one: that is invalid-version",
      kind: "scp",
      policy: `
{
  "Version": "2020-01-01",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "adds the Version",
      kind: "scp",
      title: "Set Version to '2012-10-17'",
      before: `
{
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    },
  ],
});
