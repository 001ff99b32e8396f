import { rcpPrincipal } from "../../server/src/checks/rules/rcp-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(rcpPrincipal, {
  fires: [
    {
      name: "an RCP for one account",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "s3:*", "Resource": "*" }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ rcp-principal: The Principal of an RCP must be '*'. To narrow it down, add a condition on 'aws:PrincipalArn' or 'aws:PrincipalAccount'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "everybody, in both forms",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "resource policies",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a principal that is filled in later",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": { "AWS": "\${who}" }, "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes everybody",
      kind: "rcp",
      title: "Replace with '*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "s3:*", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
  ],
});
