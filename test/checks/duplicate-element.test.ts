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
      ^^^^^^^^ duplicate-element: 'Action' stands here a second time, and the policy grammar allows each key once
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
          ^^^^^^^^^^^^^^^ duplicate-element: 'aws:sourceVPC' stands here a second time, and the policy grammar allows each key once
        },
        "StringLike": { "s3:prefix": "a" },
        "StringLike": { "s3:prefix": "b" }
        ^^^^^^^^^^^^ duplicate-element: 'StringLike' stands here a second time, and the policy grammar allows each key once
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
                                            ^^^^^ duplicate-element: 'AWS' stands here a second time, and the policy grammar allows each key once
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
