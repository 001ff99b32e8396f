import { avoidablePrefix } from "../../server/src/checks/rules/avoidable-prefix.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(avoidablePrefix, {
  fires: [
    {
      name: "a Deny of one prefix",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringLike": {
          "s3:prefix": "secret/*"
           ^^^^^^^^^ avoidable-prefix: The caller chooses 's3:prefix' and can list the same keys with a shorter one, which this Deny does not match. Allow only the prefixes that may be listed, or deny every other one with 'StringNotLike'.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an Allow of all other prefixes",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringNotLike": {
          "s3:prefix": [
           ^^^^^^^^^ avoidable-prefix: The caller chooses 's3:prefix' and can list the same keys with a shorter one, which this Allow matches. Name the prefixes that may be listed with 'StringLike'.
            "secret/*"
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a Deny of all other prefixes",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringNotLike": {
          "s3:prefix": "public/*"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an Allow of one prefix",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringLike": {
          "s3:prefix": "public/*"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a Deny of every prefix",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringLike": {
          "s3:prefix": "*"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a Deny of the empty prefix",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringEquals": {
          "s3:prefix": [
            "",
            "secret/"
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
