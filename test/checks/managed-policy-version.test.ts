import { managedPolicyVersion } from "../../server/src/checks/rules/managed-policy-version.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(managedPolicyVersion, {
  fires: [
    {
      name: "the old version",
      kind: "identity",
      holder: "managed",
      picture: `
{
  "Version": "2008-10-17",
              ^^^^^^^^^^ managed-policy-version: IAM rejects a managed policy whose Version is not '2012-10-17' ("Policy document must be version 2012-10-17 or greater"). Set it.
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a statement without a policy around it, which has a finding of its own",
      kind: "identity",
      holder: "managed",
      policy: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
`,
    },
    {
      name: "the current version",
      kind: "identity",
      holder: "managed",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "the old version around a variable, of which variable-in-old-version says it",
      kind: "identity",
      holder: "managed",
      policy: `
{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${aws:username}/*" }
  ]
}
`,
    },
    {
      name: "an inline policy",
      kind: "identity",
      policy: `
{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "sets the version",
      kind: "identity",
      holder: "managed",
      title: "Set Version to '2012-10-17'",
      before: `
{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
});
