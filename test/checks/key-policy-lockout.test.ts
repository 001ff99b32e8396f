import { keyPolicyLockout } from "../../server/src/checks/rules/key-policy-lockout.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(keyPolicyLockout, {
  fires: [
    {
      name: "a Deny for everybody",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    { "Effect": "Deny", "Principal": "*", "Action": "kms:Put*", "Resource": "*" }
      ^^^^^^^^^^^^^^^^ key-policy-lockout: This Deny takes 'kms:PutKeyPolicy' away from everybody, so nobody could ever change this key policy, and KMS rejects it. Limit it with a condition, or to other actions.
  ]
}
`,
    },
    {
      name: "only use",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ key-policy-lockout: No statement allows 'kms:PutKeyPolicy', so nobody could ever change this key policy, and KMS rejects it. Allow it for the account or for the key's administrators.
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "everything, but only for a service",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ key-policy-lockout: No statement allows 'kms:PutKeyPolicy', so nobody could ever change this key policy, and KMS rejects it. Allow it for the account or for the key's administrators.
    { "Effect": "Allow", "Principal": { "Service": "logs.eu-west-1.amazonaws.com" }, "Action": "kms:*", "Resource": "*" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a service beside who may change it",
      kind: "resource",
      holder: "key",
      policy: `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "logs.eu-west-1.amazonaws.com", "AWS": "111122223333" }, "Action": "kms:*", "Resource": "*" } }`,
    },
    {
      name: "a part of a key's policy",
      kind: "resource",
      holder: "key",
      isPart: true,
      policy: `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" } }`,
    },
    {
      name: "a Deny that leaves somebody",
      kind: "resource",
      holder: "key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    { "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin" } } },
    { "Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "what a tool fills in and nothing but a name makes a key's policy",
      kind: "resource",
      basis: "named",
      holder: "key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "*" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "\${ORG_ID}" } }
    }
  ]
}
`,
    },
    {
      name: "a key policy that allows everything of KMS",
      kind: "resource",
      holder: "key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "actions that are filled in later",
      kind: "resource",
      holder: "key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "\${actions}",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "another policy",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the Deny out",
      kind: "resource",
      holder: "key",
      title: "Remove this statement",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    { "Effect": "Deny", "Principal": "*", "Action": "kms:Put*", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "adds the account",
      kind: "resource",
      holder: "key",
      title: "Add a statement for the account 111122223333, to be replaced by your own",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
