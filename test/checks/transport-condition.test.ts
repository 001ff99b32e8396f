import { transportCondition } from "../../server/src/checks/rules/transport-condition.ts";
import { describeCheck } from "../support/describe-check.ts";

const policy = (effect: string, condition: string): string =>
  `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "${effect}", "Action": "s3:GetObject", "Resource": "*", "Condition": ${condition} }
  ]
}`;

describeCheck(transportCondition, {
  fires: [
    {
      name: "a Deny of requests over HTTPS",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "BoolIfExists": { "aws:SecureTransport": "true" } }
                                                               ^^^^ transport-condition: This Deny denies requests over HTTPS, as the tools of AWS make them, and lets those without encryption pass. Write 'false' under 'aws:SecureTransport'.
    }
  ]
}
`,
    },
    {
      name: "an Allow of requests without encryption",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "false" }, "StringEquals": { "aws:PrincipalTag/team": "data" } }
                                                       ^^^^^ transport-condition: This Allow is only for requests without encryption, and the tools of AWS call over HTTPS. Write 'true' under 'aws:SecureTransport'.
    }
  ]
}
`,
    },
  ],
  silent: [
    { name: "what is meant by the key", policy: policy("Deny", `{ "Bool": { "aws:SecureTransport": "false" } }`) },
    { name: "an Allow over HTTPS", policy: policy("Allow", `{ "Bool": { "aws:SecureTransport": "true" } }`) },
    {
      name: "a Deny of an old version of TLS",
      policy: policy(
        "Deny",
        `{ "Bool": { "aws:SecureTransport": "true" }, "NumericLessThan": { "s3:TlsVersion": "1.2" } }`,
      ),
    },
    {
      name: "a value that is filled in later",
      policy: policy("Deny", `{ "Bool": { "aws:SecureTransport": "\${on}" } }`),
    },
    {
      name: "conditions that contradict each other, of which another check tells",
      policy: policy(
        "Allow",
        `{ "Bool": { "aws:SecureTransport": "true" }, "BoolIfExists": { "aws:SecureTransport": "false" } }`,
      ),
    },
    { name: "two values", policy: policy("Deny", `{ "Bool": { "aws:SecureTransport": ["true", "false"] } }`) },
    {
      name: "an effect that is filled in later",
      policy: policy("<effect>", `{ "Bool": { "aws:SecureTransport": "true" } }`),
    },
  ],
  fixes: [
    {
      name: "writes the other value",
      title: "Replace 'true' with 'false'",
      before: policy("Deny", `{ "Bool": { "aws:SecureTransport": "true" } }`),
      after: policy("Deny", `{ "Bool": { "aws:SecureTransport": "false" } }`),
    },
  ],
});
