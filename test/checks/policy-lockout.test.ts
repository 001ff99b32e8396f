import { policyLockout } from "../../server/src/checks/rules/policy-lockout.ts";
import { describeCheck } from "../support/describe-check.ts";

const BUCKET = `["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]`;
const denies = (more: string, resource = BUCKET): string =>
  `{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", ${more}, "Resource": ${resource} } }`;

describeCheck(policyLockout, {
  fires: [
    {
      name: "everybody",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }
                                    ^^^^^^^^^ policy-lockout: Only the account's root user can change this policy again: this Deny covers 's3:PutBucketPolicy' and 's3:DeleteBucketPolicy' for everybody. Add a condition with 'ArnNotEquals' on 'aws:PrincipalArn' that leaves out whoever manages it.
}
`,
    },
    {
      name: "everybody but the root user, and all actions but reading",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:root" },
     ^^^^^^^^^^^^ policy-lockout: Only the account's root user can change this policy again: this Deny covers 's3:PutBucketPolicy' and 's3:DeleteBucketPolicy' for everybody. Add a condition with 'ArnNotEquals' on 'aws:PrincipalArn' that leaves out whoever manages it.
    "NotAction": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports"
  }
}
`,
    },
    {
      name: "a header that only browsers send",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Principal": { "AWS": "*" },
     ^^^^^^^^^ policy-lockout: Only the account's root user can change this policy again with AWS's tools, because they do not send 'aws:Referer' as it asks, and this Deny covers 's3:PutBucketPolicy' and 's3:DeleteBucketPolicy'. Limit it to the actions that it is about, such as 's3:GetObject'.
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
    "Condition": { "StringNotLike": { "aws:Referer": "https://example.com/*" } }
  }
}
`,
    },
    {
      name: "a secret, which the root user cannot get back either",
      kind: "resource",
      resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*" } }
                                                             ^^^^^^^^^ policy-lockout: Nobody can change this policy again: this Deny covers 'secretsmanager:PutResourcePolicy' and 'secretsmanager:DeleteResourcePolicy' for everybody. Add a condition with 'ArnNotEquals' on 'aws:PrincipalArn' that leaves out whoever manages it.
`,
    },
    {
      name: "a vault whose policy may be meant to be final",
      kind: "resource",
      resource: "arn:aws:backup:eu-west-1:111122223333:backup-vault:all",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": ["backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"], "Resource": "*" } }
                                                             ^^^^^^^^^ policy-lockout: Nobody can change this policy again: this Deny covers 'backup:PutBackupVaultAccessPolicy' and 'backup:DeleteBackupVaultAccessPolicy' for everybody. Add a condition with 'ArnNotEquals' on 'aws:PrincipalArn' that leaves out whoever manages it.
`,
    },
    {
      name: "a vault in which nobody can put anything either",
      kind: "resource",
      resource: "arn:aws:backup:eu-west-1:111122223333:backup-vault:all",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "backup:*", "Resource": "*" } }
                                                             ^^^^^^^^^ policy-lockout: Nobody can change this policy again: this Deny covers 'backup:PutBackupVaultAccessPolicy' and 'backup:DeleteBackupVaultAccessPolicy' for everybody. Add a condition with 'ArnNotEquals' on 'aws:PrincipalArn' that leaves out whoever manages it.
`,
    },
    {
      name: "encrypted requests, where others were meant",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"], "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
                                                                                                                                                                             ^^^^ policy-lockout: Only the account's root user can change this policy again with AWS's tools, because they call over HTTPS, and this Deny covers 's3:PutBucketPolicy' and 's3:DeleteBucketPolicy' over HTTPS. Write 'false' under 'aws:SecureTransport' to deny what is not encrypted.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "requests that are not encrypted",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"], "Condition": { "Bool": { "aws:SecureTransport": "false" } } },
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"], "Condition": { "Bool": { "aws:SecureTransport": "true" }, "NumericLessThan": { "s3:TlsVersion": "1.2" } } }
  ]
}
`,
    },
    ...(
      [
        ["other actions", denies(`"Principal": "*", "Action": ["s3:PutBucketPolicy", "s3:DeleteObject"]`)],
        ["objects only", denies(`"Principal": "*", "Action": "s3:*"`, `"arn:aws:s3:::reports/*"`)],
        ["what the file does not settle", denies(`"Principal": "*", "Action": "s3:*"`, `"\${bucket}"`)],
        ["somebody", denies(`"Principal": { "AWS": "111122223333" }, "Action": "s3:*"`)],
        [
          "all but a role",
          denies(
            `"NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/admin"] }, "Action": "s3:*"`,
          ),
        ],
        [
          "all but a network",
          denies(
            `"Principal": "*", "Action": "s3:*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }`,
          ),
        ],
        [
          "requests without TLS",
          denies(`"Principal": "*", "Action": "s3:*", "Condition": { "Bool": { "aws:SecureTransport": "false" } }`),
        ],
        ["an Allow", denies(`"Principal": "*", "Action": "s3:*"`).replace("Deny", "Allow")],
      ] as const
    ).map(([name, policy]) => ({ name, kind: "resource" as const, policy })),
    { name: "a policy of which the kind is not known", policy: denies(`"Principal": "*", "Action": "s3:*"`) },
  ],
  fixes: [
    {
      name: "leaves out whoever manages the bucket",
      kind: "resource",
      title: "Leave out 'arn:aws:iam::111122223333:role/admin', to be replaced by your own role",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports", "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin" } } }
] }
`,
    },
    {
      name: "denies what is not encrypted",
      kind: "resource",
      title: "Replace 'true' with 'false'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": { "Bool": { "aws:SecureTransport": "true" } }
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
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": { "Bool": { "aws:SecureTransport": "false" } }
    }
  ]
}
`,
    },
  ],
});
