import { duplicateElement } from "../../server/src/checks/rules/duplicate-element.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(duplicateElement, {
  fires: [
    {
      name: "an element that stands twice",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Action": "s3:PutObject",
      ^^^^^^^^ duplicate-element: 'Action' appears twice in this object, but the policy grammar allows each key only once. Merge the two into one.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "operators, and condition keys in other case",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:SourceVpc": "vpc-11112222",
          "aws:sourceVPC": "vpc-33334444"
          ^^^^^^^^^^^^^^^ duplicate-element: 'aws:sourceVPC' and 'aws:SourceVpc' are the same condition key, and the policy grammar allows each key only once. Merge the two into one.
        },
        "StringLike": { "s3:prefix": "a" },
        "StringLike": { "s3:prefix": "b" }
        ^^^^^^^^^^^^ duplicate-element: 'StringLike' appears twice in this object, but the policy grammar allows each key only once. Merge the two into one.
      }
    }
  ]
}
`,
    },
    {
      name: "types of principal",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333", "AWS": "444455556666" },
                                            ^^^^^ duplicate-element: 'AWS' appears twice in this object, but the policy grammar allows each key only once. Merge the two into one.
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a statement that has lost the beginning of the next",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
      "Effect" "Allow",
      "Action": "s3:PutObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the same key in several objects",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-11112222" }, "StringLike": { "aws:SourceVpc": "vpc-*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
