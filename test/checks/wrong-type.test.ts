import { wrongType } from "../../server/src/checks/rules/wrong-type.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(wrongType, {
  fires: [
    {
      name: "elements of the policy",
      picture: `
{ "Version": 2012, "Statement": ["Allow", null] }
             ^^^^ wrong-type: 'Version' takes a text, not a number
                                 ^^^^^^^ wrong-type: 'Statement' takes a statement object or a list of them, not a text
                                          ^^^^ wrong-type: 'Statement' takes a statement object or a list of them, not null
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
             ^ wrong-type: 'Sid' takes a text, not a list
      "Effect": true,
                ^^^^ wrong-type: 'Effect' takes a text, not a Boolean
      "Principal": ["*"],
                   ^^^^^ wrong-type: 'Principal' takes "*" or an object such as { "AWS": … }
      "Action": [["s3:GetObject"], null],
                 ^ wrong-type: Each item of 'Action' is a text, not a list
                                   ^^^^ wrong-type: Each item of 'Action' is a text, not null
      "Resource": 5,
                  ^ wrong-type: 'Resource' takes texts, not a number
      "Condition": ["x"]
                   ^ wrong-type: 'Condition' takes an object of operators, not a list
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
                            ^ wrong-type: 'AWS' takes a text or a list of them, not an object
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": "x", "Bool": { "aws:SecureTransport": null } }
                                     ^^^ wrong-type: A condition operator takes an object of keys, not a text
                                                                           ^^^^ wrong-type: 'aws:SecureTransport' takes a text, number or Boolean or a list of them, not null
    }
  ]
}
`,
    },
  ],
  silent: [
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
  fixes: [],
});
