import { aliasWithoutKey } from "../../server/src/checks/rules/alias-without-key.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(aliasWithoutKey, {
  fires: [
    {
      name: "on the alias alone",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app-*" }
                                    ^^^^^^^^^^^^^^^ alias-without-key: KMS asks whether 'kms:CreateAlias' is allowed on the alias and on its key, and this policy allows it on no key. Add the ARN of the key to 'Resource', or allow it in the key policy.
  ]
}
`,
    },
    {
      name: "on the key alone",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*" }
                                    ^^^^^^^^^^^^^^^ alias-without-key: KMS asks whether 'kms:CreateAlias' is allowed on the alias and on its key, and this policy allows it on no alias. Add the ARN of the alias to 'Resource'.
  ]
}
`,
    },
    {
      name: "several actions on the alias alone, which are one mistake",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["kms:CreateAlias", "kms:DeleteAlias"], "Resource": "arn:aws:kms:*:*:alias/app-*" }
                                     ^^^^^^^^^^^^^^^ alias-without-key: KMS asks whether 'kms:CreateAlias' and 'kms:DeleteAlias' are allowed on the alias and on its key, and this policy allows them on no key. Add the ARN of the key to 'Resource', or allow them in the key policy.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "both in one statement",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": ["arn:aws:kms:eu-west-1:111122223333:alias/app-*", "arn:aws:kms:eu-west-1:111122223333:key/*"] }
  ]
}
`,
    },
    {
      name: "the key in another statement",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app-*" },
    { "Effect": "Allow", "Action": "kms:*", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*" }
  ]
}
`,
    },
    {
      name: "everything",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a Deny",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "kms:CreateAlias", "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app-*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "adds the aliases of the account and Region",
      kind: "identity",
      title: "Add 'arn:aws:kms:eu-west-1:111122223333:alias/*' to 'Resource'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:CreateAlias",
      "Resource": ["arn:aws:kms:eu-west-1:111122223333:key/*"]
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
      "Action": "kms:CreateAlias",
      "Resource": ["arn:aws:kms:eu-west-1:111122223333:key/*", "arn:aws:kms:eu-west-1:111122223333:alias/*"]
    }
  ]
}
`,
    },
  ],
});
