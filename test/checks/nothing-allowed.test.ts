import { nothingAllowed } from "../../server/src/checks/rules/nothing-allowed.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(nothingAllowed, {
  fires: [
    {
      name: "an endpoint policy",
      kind: "vpc-endpoint",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ nothing-allowed: No statement of this endpoint policy allows anything, so it denies every request through the endpoint. Add an 'Allow' for the requests that may go through.
    { "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a permissions boundary",
      kind: "boundary",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ nothing-allowed: No statement of this permissions boundary allows anything, so whoever has it can do nothing. Add an 'Allow' for the most that they may do.
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a session policy",
      kind: "session",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ nothing-allowed: No statement of this session policy allows anything, so the session can do nothing. Add an 'Allow' for what the session needs.
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an SCP, which stands beside FullAWSAccess",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an identity-based policy",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a kind that is guessed",
      kind: "boundary",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an effect that is filled in later",
      kind: "boundary",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "\${effect}", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a boundary with an Allow",
      kind: "boundary",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "allows everything else",
      kind: "boundary",
      title: "Add a statement that allows everything else",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" },
    { "Effect": "Allow", "Action": "*", "Resource": "*" }
  ]
}
`,
    },
  ],
});
