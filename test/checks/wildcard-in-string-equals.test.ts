import { wildcardInStringEquals } from "../../server/src/checks/rules/wildcard-in-string-equals.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(wildcardInStringEquals, {
  fires: [
    {
      name: "a star under StringEquals",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }
                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wildcard-in-string-equals: Under 'StringEquals', '*' is an ordinary character, so this is the value 'arn:aws:iam::111122223333:role/*' itself, not a pattern. For a pattern, use 'StringLike'.
    }
  ]
}
`,
    },
    {
      name: "a star under the negated and the guarded form",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "s3:prefix": ["home/*", "public"] },
                                            ^^^^^^ wildcard-in-string-equals: Under 'StringNotEquals', '*' is an ordinary character, so this is the value 'home/*' itself, not a pattern. For a pattern, use 'StringNotLike'.
        "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "cost*" }
                                                              ^^^^^ wildcard-in-string-equals: Under 'ForAnyValue:StringEqualsIfExists', '*' is an ordinary character, so this is the value 'cost*' itself, not a pattern. For a pattern, use 'ForAnyValue:StringLikeIfExists'.
      }
    }
  ]
}
`,
    },
    {
      name: "a star alone",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEqualsIgnoreCase": { "s3:prefix": "*" } }
                                                               ^ wildcard-in-string-equals: Under 'StringEqualsIgnoreCase', '*' is an ordinary character, so this is the value '*' itself, not a pattern. For a pattern, use 'StringLike'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "the source of Cost and Usage Reports, which has a star",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "billingreports.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:cur:us-east-1:111122223333:definition/*" } } }] }
`,
    },
    {
      name: "operators that take wildcards",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" }, "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }
    }
  ]
}
`,
    },
    {
      name: "log groups that a rule asks for with a star",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "cloudwatch:PutInsightRule",
      "Resource": "*",
      "Condition": { "ForAllValues:StringEqualsIgnoreCase": { "cloudwatch:requestInsightRuleLogGroups": ["api*"] } }
    }
  ]
}
`,
    },
    {
      name: "the star of a header, which stands for any object",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::example-bucket/*",
      "Condition": { "StringEquals": { "s3:if-none-match": "*" } }
    }
  ]
}
`,
    },
    {
      name: "a star that is written as one",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "s3:prefix": "home/\${*}" } }
    }
  ]
}
`,
    },
    {
      name: "a question mark",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/page": "https://example.com/?q=1" } }
    }
  ]
}
`,
    },
    {
      name: "keys whose values hold stars",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "lambda:Principal": "*" } }
    }
  ]
}
`,
    },
    {
      name: "a value that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "s3:prefix": "\${prefix}*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes StringLike",
      title: "Replace 'StringEquals' with 'StringLike'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "keeps set operator and IfExists",
      title: "Replace 'ForAnyValue:StringNotEqualsIfExists' with 'ForAnyValue:StringNotLikeIfExists'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringNotEqualsIfExists": { "aws:TagKeys": "cost*" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringNotLikeIfExists": { "aws:TagKeys": "cost*" } }
    }
  ]
}
`,
    },
  ],
});
