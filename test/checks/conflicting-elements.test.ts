import { conflictingElements } from "../../server/src/checks/rules/conflicting-elements.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(conflictingElements, {
  fires: [
    {
      name: "each pair of opposites",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "NotPrincipal": { "AWS": "111122223333" },
       ^^^^^^^^^^^^ conflicting-elements: A statement can have 'Principal' or 'NotPrincipal', but not both: AWS rejects the policy. Remove one of them.
      "Action": "s3:*",
      "NotAction": "s3:GetObject",
       ^^^^^^^^^ conflicting-elements: A statement can have 'Action' or 'NotAction', but not both: AWS rejects the policy. Remove one of them.
      "Resource": "*",
      "NotResource": "arn:aws:s3:::reports"
       ^^^^^^^^^^^ conflicting-elements: A statement can have 'Resource' or 'NotResource', but not both: AWS rejects the policy. Remove one of them.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "opposites in several statements",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Allow", "NotAction": "s3:*", "NotResource": "*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
