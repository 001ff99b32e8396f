import { mfaCondition } from "../../server/src/checks/rules/mfa-condition.ts";
import { describeCheck } from "../support/describe-check.ts";

const when = (effect: string, condition: string): string =>
  `{ "Effect": "${effect}", "Action": "s3:*", "Resource": "*", "Condition": { ${condition} } }`;
const policy = (...statements: readonly string[]): string =>
  `{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }`;

describeCheck(mfaCondition, {
  fires: [
    {
      name: "a Deny that access keys pass",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "NotAction": "iam:*",
    "Resource": "*",
    "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ mfa-condition: This Deny does not deny requests that are signed with a user's access keys: they never have 'aws:MultiFactorAuthPresent'. Write 'BoolIfExists'.
  }
}
`,
    },
    {
      name: "an Allow that access keys pass",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ mfa-condition: This Allow also allows requests without MFA, if they are signed with a user's access keys: they never have 'aws:MultiFactorAuthPresent'. Write 'Bool'.
  }
}
`,
    },
    {
      name: "an Allow for whoever has no MFA",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": { "Bool": { "aws:MultiFactorAuthPresent": false } }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ mfa-condition: This Allow is for requests without MFA, and not for those with it. If MFA is to be asked for, write 'true'.
  }
}
`,
    },
  ],
  silent: [
    {
      name: "the combinations that work",
      policy: policy(
        when("Allow", `"Bool": { "aws:MultiFactorAuthPresent": "true" }`),
        when("Deny", `"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }`),
      ),
    },
    {
      name: "a Deny beside another for what has no key",
      policy: policy(
        when("Deny", `"Bool": { "aws:MultiFactorAuthPresent": "false" }`),
        when("Deny", `"Null": { "aws:MultiFactorAuthPresent": "true" }`),
      ),
    },
    {
      name: "what is filled in later",
      policy: policy(when("Deny", `"Bool": { "aws:MultiFactorAuthPresent": "\${mfa}" }`)),
    },
    { name: "another key", policy: policy(when("Deny", `"Bool": { "aws:SecureTransport": "false" }`)) },
  ],
  fixes: [
    {
      name: "IfExists of a Deny",
      title: "Replace 'Bool' with 'BoolIfExists'",
      before: policy(when("Deny", `"Bool": { "aws:MultiFactorAuthPresent": "false" }`)),
      after: policy(when("Deny", `"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }`)),
    },
    {
      name: "IfExists of an Allow",
      title: "Replace 'BoolIfExists' with 'Bool'",
      before: policy(when("Allow", `"BoolIfExists": { "aws:MultiFactorAuthPresent": "true" }`)),
      after: policy(when("Allow", `"Bool": { "aws:MultiFactorAuthPresent": "true" }`)),
    },
  ],
});
