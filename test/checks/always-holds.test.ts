import { alwaysHolds } from "../../server/src/checks/rules/always-holds.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(alwaysHolds, {
  fires: [
    {
      name: "a key that need not be there",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringLikeIfExists": {
          "aws:PrincipalTag/team": "*"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition: '*' matches every value, and 'StringLikeIfExists' also matches requests without the key. Name the values that are meant, or remove the condition.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "all values of a list that may be empty",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringLike": {
          "aws:TagKeys": [
          ^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition: '*' matches every value, and 'ForAllValues:StringLike' also matches requests without the key. Name the values that are meant, or remove the condition.
            "team",
            "*"
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
      name: "a key that has to be there",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringLike": {
          "aws:PrincipalTag/team": "*"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a pattern that says more",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringLikeIfExists": {
          "aws:PrincipalTag/team": "web-*"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "one of several values",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAnyValue:StringLike": {
          "aws:TagKeys": "*"
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
