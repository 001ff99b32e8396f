import { aliasAsKey } from "../../server/src/checks/rules/alias-as-key.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(aliasAsKey, {
  fires: [
    {
      name: "an alias beside a key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["kms:Decrypt"],
      "Resource": ["arn:aws:kms:eu-west-1:111122223333:key/1234", "arn:aws:kms:eu-west-1:111122223333:alias/app-*"]
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alias-as-key: For these actions KMS compares the ARN of the key, never that of an alias, so 'arn:aws:kms:eu-west-1:111122223333:alias/app-*' matches nothing. Name the key, or every key under a condition on 'kms:ResourceAliases'.
    }
  ]
}
`,
    },
    {
      name: "in the policy of a key, which decides about the key alone",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:111122223333:alias/app" }
                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alias-as-key: For these actions KMS compares the ARN of the key, never that of an alias, so 'arn:aws:kms:us-east-1:111122223333:alias/app' matches nothing. Name the key, or every key under a condition on 'kms:ResourceAliases'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an action on aliases",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["kms:Decrypt", "kms:CreateAlias"], "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app" }] }
`,
    },
    {
      name: "actions that a template fills in",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:<action>", "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app" }] }
`,
    },
  ],
  fixes: [
    {
      name: "asks for the alias of the key",
      title: "Name the keys that have this alias, by a condition on 'kms:ResourceAliases'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app-*"
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
      "Action": "kms:Decrypt",
      "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*",
      "Condition": {
        "ForAnyValue:StringLike": {
          "kms:ResourceAliases": "alias/app-*"
        }
      }
    }
  ]
}
`,
    },
  ],
});
