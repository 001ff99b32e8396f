import { wrongType } from "../../server/src/checks/rules/wrong-type.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(wrongType, {
  fires: [
    {
      name: "statements in a string",
      picture: `
{ "Version": "2012-10-17", "Statement": "[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"*\\"}]" }
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-type: 'Statement' is a string with JSON in it, and AWS rejects a policy with it. Write the statements themselves.
`,
    },
    {
      name: "a statement that is indented into the list of the one before",
      picture: `
Version: "2012-10-17"
Statement:
  - Effect: Allow
    Action: dynamodb:GetItem
    Resource:
      - arn:aws:dynamodb:*:*:table/orders
      - Effect: Allow
        ^ wrong-type: A statement stands in the list of 'Resource', where each item must be a string, so AWS rejects the policy. Move it out to 'Statement'.
        Action: xray:PutTraceSegments
        Resource: "*"
`,
    },
    {
      name: "statements under names of their own, whose elements are read all the same",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
               ^ wrong-type: 'Statement' has names where a list of statements belongs, so AWS rejects the policy. Make it a list without 'Read' and 'Write'.
    "Read": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["*", 7] },
                                                                             ^ wrong-type: Each item of 'Resource' must be a string, not a number.
    "Write": { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }
  }
}
`,
    },
    {
      name: "an action that YAML takes for a key",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": [{ "s3": "GetObject" }], "Resource": "*" } }
                                                                        ^ wrong-type: An object stands where 'Action' must have a string: in YAML, a colon before a space makes a key. Write 's3:GetObject' without the space.
`,
    },
    {
      name: "keys with nothing behind them, in YAML",
      picture: `
Version: "2012-10-17"
Statement:
  - Effect: Allow
    Action: s3:GetObject
    Resource:
    ^^^^^^^^ wrong-type: 'Resource' has no value. Write one, or remove the key.
    Condition:
      StringEquals:
        aws:PrincipalOrgID:
        ^^^^^^^^^^^^^^^^^^ wrong-type: 'aws:PrincipalOrgID' has no value. Write one, or remove the key.
      Bool:
      ^^^^ wrong-type: 'Bool' has no value. Write one, or remove the key.
`,
    },
    {
      name: "elements of the policy",
      picture: `
{ "Version": 2012, "Statement": ["Allow", null] }
             ^^^^ wrong-type: 'Version' must be a string, not a number.
                                 ^^^^^^^ wrong-type: 'Statement' must be an object or a list of objects, not a string.
                                          ^^^^ wrong-type: 'Statement' must be an object or a list of objects, not null.
`,
    },
    {
      name: "elements of a statement",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": ["a"],
             ^ wrong-type: 'Sid' must be a string, not a list.
      "Effect": true,
                ^^^^ wrong-type: 'Effect' must be a string, not a Boolean.
      "Principal": ["*"],
                   ^^^^^ wrong-type: 'Principal' must be '*' or an object such as '{ "AWS": … }'.
      "Action": [["s3:GetObject"], null],
                 ^ wrong-type: Each item of 'Action' must be a string, not a list.
                                   ^^^^ wrong-type: Each item of 'Action' must be a string, not null.
      "Resource": 5,
                  ^ wrong-type: 'Resource' must be a string or a list of strings, not a number.
      "Condition": ["x"]
                   ^ wrong-type: 'Condition' must be an object of condition operators, not a list.
    }
  ]
}
`,
    },
    {
      name: "parts of a principal and of a condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": { "a": "b" } },
                            ^ wrong-type: 'AWS' must be a string or a list of strings, not an object.
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": "x", "Bool": { "aws:SecureTransport": null, "aws:ViaAWSService": [true, null] } }
                                     ^^^ wrong-type: The value of a condition operator must be an object of condition keys, not a string.
                                                                           ^^^^ wrong-type: 'aws:SecureTransport' must have a string, number, Boolean or a list of them, not null.
                                                                                                             ^^^^ wrong-type: Each value of 'aws:ViaAWSService' must be a string, number or Boolean, not null.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a condition key where an operator belongs, which is told by another check",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "aws:SourceIp": "203.0.113.0/24" }
    }
  ]
}
`,
    },
    {
      name: "what a quote too few leaves between the statements",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a" : "x"}", "Sid": "A" }] }
`,
    },
    {
      name: "values of the right types",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Sid": 1,
      "Principal": { "AWS": 111122223333 },
      "Action": ["s3:GetObject"],
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": true }, "NumericEquals": { "s3:max-keys": [5] } }
    }
  ]
}
`,
    },
    {
      name: "functions and text that are filled in later",
      policy: `
{ "Version": { "Ref": "V" }, "Statement": ["\${statements}", { "Ref": "S" }, { "Effect": { "Fn::If": [] }, "Action": { "Ref": "A" }, "Condition": "\${condition}" }] }
`,
    },
  ],
  fixes: [
    {
      name: "writes the statements out of a string",
      title: "Write the statements themselves",
      before: `
{ "Version": "2012-10-17", "Statement": "[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"*\\"}]" }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
`,
    },
    {
      name: "puts a list of principals under its type",
      title: "Write the principals under their types",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": ["arn:aws:iam::111122223333:root", "444455556666"],
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
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
      "Principal": {
        "AWS": ["arn:aws:iam::111122223333:root", "444455556666"]
      },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "makes a list of statements under names",
      title: "Make a list of the statements",
      before: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Read": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    "Write": { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }
  }
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }]
}
`,
    },
    {
      name: "takes a Condition out of a list",
      title: "Remove the list around the object",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": [{ "StringLike": { "s3:prefix": "home/*" } }] }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": "home/*" } } }
  ]
}
`,
    },
  ],
});
