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
    {
      name: "a key that none of the requests has that the other condition leaves",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:PutObject"],
      "Resource": "*",
      "Condition": {
        "StringEquals": { "s3:x-amz-acl": "private" },
        "StringNotLike": { "s3:prefix": "internal/*" }
                           ^^^^^^^^^^^^^^^^^^^^^^^^^ always-holds: Every request that meets the other conditions meets this one, so it limits nothing: none has 's3:prefix', and 'StringNotLike' also matches requests without it. Move it to its own statement, or remove it. (AWS data of 2026-01-31)
      }
    }
  ]
}
`,
    },
    {
      name: "a key that no request has",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringEqualsIfExists": { "s3:prefix": "home/" } }
                                               ^^^^^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition, so it limits nothing: no request for these actions has 's3:prefix', and 'StringEqualsIfExists' also matches requests without it. Write a key that they have, or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a Deny with a negated operator on it",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "s3:prefix": "home/" } }
                                          ^^^^^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition, so it does not limit this Deny: no request for these actions has 's3:prefix', and 'StringNotEquals' also matches requests without it. Write a key that they have, or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "private ranges under NotIpAddress",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"] } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition, so it does not limit this Deny: 'aws:SourceIp' is the public address of the caller, and these ranges are private. Name public ranges, or compare 'aws:VpcSourceIp' for requests through a VPC endpoint.
    }
  ]
}
`,
    },
    {
      name: "a range that a string operator does not read",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:SourceIp": "203.0.113.0/24" } }
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ always-holds: Every request meets this condition, so it does not limit this Deny: 'aws:SourceIp' is one IP address, and a string operator compares a range as plain text. Use 'NotIpAddress'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an address as text",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringNotEquals": { "aws:SourceIp": ["203.0.113.7", "198.51.100.0/24"] } }
    }
  ]
}
`,
    },
    {
      name: "ranges one of which is public",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } }
    }
  ]
}
`,
    },
    {
      name: "a key that requests have",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringEqualsIfExists": { "s3:ExistingObjectTag/team": "web" } }
    }
  ]
}
`,
    },
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
