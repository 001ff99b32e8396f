import { notPrincipalWithDeny } from "../../server/src/checks/rules/not-principal-with-deny.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(notPrincipalWithDeny, {
  fires: [
    {
      name: "a role without its account",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports" },
                         ^^^^^^^^^^^^ not-principal-with-deny: This Deny may also deny those that it names: AWS asks for their account in 'NotPrincipal' as well, and 'arn:aws:iam::111122223333:root' is not there. Use a condition with 'ArnNotEquals' on 'aws:PrincipalArn' instead.
    { "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::444455556666:root"] }, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports" }
                         ^^^^^^^^^^^^ not-principal-with-deny: This Deny may also deny those that it names: AWS asks for their account in 'NotPrincipal' as well, and 'arn:aws:iam::111122223333:root' is not there. Use a condition with 'ArnNotEquals' on 'aws:PrincipalArn' instead.
  ]
}
`,
    },
    {
      name: "a role with its account, and one whose account the file leaves open",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:role/admin", "111122223333"] }, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports" },
                         ^^^^^^^^^^^^ not-principal-with-deny: A Deny with 'NotPrincipal' also denies the users and roles that it names, if they have a permissions boundary. Use a condition with 'ArnNotEquals' on 'aws:PrincipalArn' instead.
    { "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:role/admin", { "Ref": "Account" }] }, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports" }
                         ^^^^^^^^^^^^ not-principal-with-deny: A Deny with 'NotPrincipal' also denies the users and roles that it names, if they have a permissions boundary. Use a condition with 'ArnNotEquals' on 'aws:PrincipalArn' instead.
  ]
}
`,
    },
    {
      name: "everybody excepted",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotPrincipal": "*",
       ^^^^^^^^^^^^ not-principal-with-deny: A Deny with 'NotPrincipal' also denies the users and roles that it names, if they have a permissions boundary. Use a condition with 'ArnNotEquals' on 'aws:PrincipalArn' instead.
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a condition on the caller",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/ann" } }
    }
  ]
}
`,
    },
    {
      name: "Allow, which has a finding of its own",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:root"] },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "asks for the caller",
      kind: "resource",
      title: "Replace 'NotPrincipal' with a condition on 'aws:PrincipalArn'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:root"] },
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "ArnNotEquals": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:user/ann"] } }
    }
  ]
}
`,
    },
  ],
});
