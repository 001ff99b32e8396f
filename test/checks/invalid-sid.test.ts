import { invalidSid } from "../../server/src/checks/rules/invalid-sid.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(invalidSid, {
  fires: [
    {
      name: "a policy that names nobody, of which the kind is guessed",
      kind: "identity",
      basis: "content",
      picture: `
{ "Statement": [{ "Sid": "allow read-of", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
                          ^^^^^^^^^^^^^ invalid-sid: A Sid of an identity-based policy can have only the letters A-Z and a-z and digits, so AWS rejects 'allow read-of'. Take the other characters out.
`,
    },
    {
      name: "dashes, blanks and underscores",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "allow-read of_reports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
              ^^^^^^^^^^^^^^^^^^^^^ invalid-sid: A Sid of an identity-based policy can have only the letters A-Z and a-z and digits, so AWS rejects 'allow-read of_reports'. Take the other characters out.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "letters and digits, an empty one, one that is filled in later",
      kind: "identity",
      policy: `
{ "Statement": [{ "Sid": "Read1" }, { "Sid": "" }, { "Sid": "\${sid}-x" }] }
`,
    },
    {
      name: "resource policies, whose services allow more",
      kind: "resource",
      policy: `
{ "Statement": [{ "Sid": "allow read-of" }] }
`,
    },
    {
      name: "what only denies, which may be an SCP",
      kind: "identity",
      basis: "content",
      policy: `
{ "Statement": [{ "Sid": "deny leaving", "Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*" }] }
`,
    },
    {
      name: "a guess that a statement contradicts",
      kind: "identity",
      basis: "content",
      policy: `
{ "Statement": [{ "Sid": "allow read-of", "Principal": "*" }] }
`,
    },
  ],
  fixes: [
    {
      name: "leaves the other characters out",
      kind: "identity",
      title: "Replace 'allow-read' with 'allowread'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "allow-read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "allowread", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
  ],
});
