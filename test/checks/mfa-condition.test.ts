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
    {
      name: "a Deny of access keys alone",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "NotAction": "iam:*",
    "Resource": "*",
    "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ mfa-condition: This Deny is only for requests that are signed with a user's access keys. Those of a session without MFA have 'aws:MultiFactorAuthPresent', with 'false'. To deny them, too, write 'BoolIfExists' with 'false'.
  }
}
`,
    },
    {
      name: "a Deny of an old MFA, which whoever has none passes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Action": "ec2:TerminateInstances",
    "Resource": "*",
    "Condition": { "NumericGreaterThan": { "aws:MultiFactorAuthAge": "3600" } }
                                            ^^^^^^^^^^^^^^^^^^^^^^ mfa-condition: This Deny does not deny requests without MFA: they never have 'aws:MultiFactorAuthAge'. To deny them, too, write 'NumericGreaterThanIfExists'.
  }
}
`,
    },
  ],
  silent: [
    {
      name: "the age of an MFA that another statement asks for",
      policy: policy(
        when("Deny", `"NumericGreaterThan": { "aws:MultiFactorAuthAge": "3600" }`),
        when("Deny", `"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }`),
      ),
    },
    {
      name: "the age of an MFA in an Allow, and one that is asked for where it lacks",
      policy: policy(
        when("Allow", `"NumericLessThan": { "aws:MultiFactorAuthAge": "3600" }`),
        when("Deny", `"NumericGreaterThanIfExists": { "aws:MultiFactorAuthAge": "3600" }`),
      ),
    },
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
