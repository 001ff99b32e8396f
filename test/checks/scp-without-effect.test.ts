import { scpWithoutEffect } from "../../server/src/checks/rules/scp-without-effect.ts";
import { describeCheck } from "../support/describe-check.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const policyWith = (condition: string) => `
{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Deny", "Action": "s3:*", "Resource": "*"${condition} }
}
`;

describeCheck(scpWithoutEffect, {
  fires: [
    {
      name: "an SCP of the management account",
      kind: "scp",
      surroundings: surroundingsOf([], { managementAccount: true }),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }
  ^^^^^^^^^^^ scp-without-effect: This SCP has no effect: it is attached only to the management account, which no SCP restricts. Attach it to other accounts, or remove it.
}
`,
    },
    {
      name: "a Deny for service-linked roles",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {
      "ArnLike": { "aws:PrincipalArn": ["arn:*:iam::*:role/aws-service-role/*", "arn:aws:iam::111122223333:role/aws-service-role/x"] }
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scp-without-effect: This Deny never denies: it applies only to service-linked roles, which no RCP restricts. Remove it, or change its condition.
    }
  }
}
`,
    },
  ],
  silent: [
    { name: "an SCP whose targets are not known", kind: "scp", policy: policyWith("") },
    {
      name: "a Deny for all but service-linked roles",
      kind: "scp",
      policy: policyWith(
        `, "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*" } }`,
      ),
    },
    {
      name: "a Deny for other roles too",
      kind: "scp",
      policy: policyWith(
        `, "Condition": { "ArnLike": { "aws:PrincipalArn": ["arn:aws:iam::*:role/aws-service-role/*", "arn:aws:iam::*:role/app"] } }`,
      ),
    },
    {
      name: "a kind that nobody stated",
      kind: "scp",
      basis: "content",
      surroundings: surroundingsOf([], { managementAccount: true }),
      policy: policyWith(""),
    },
  ],
  fixes: [],
});
