import { invalidCharacter } from "../../server/src/checks/rules/invalid-character.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(invalidCharacter, {
  fires: [
    {
      name: "a dash that a word processor made",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports–2026/*" }
                                                                                    ^ invalid-character: IAM rejects a policy that contains the character U+2013. Only tabs, line ends and the characters from U+0020 to U+00FF are allowed. Replace or remove it.
  ]
}
`,
    },
    {
      name: "an emoji",
      kind: "identity",
      basis: "content",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/mood": "🙂" } } }
                                                                                                                             ^^ invalid-character: IAM rejects a policy that contains the character U+1F642. Only tabs, line ends and the characters from U+0020 to U+00FF are allowed. Replace or remove it.
  ]
}
`,
    },
    {
      name: "a character of a file that is not UTF-8",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b\uFFFDro/*" }
                                                                              ^ invalid-character: IAM rejects a policy that contains U+FFFD, the sign for a character that could not be read. Write the character anew, and save the file as UTF-8.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "letters up to U+00FF",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/büro/*" }
  ]
}
`,
    },
    {
      name: "policies of other services",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:Get–Object",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "text that is filled in later",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${bucket}/–" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes plain characters",
      kind: "identity",
      title: "Replace with plain characters",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports–2026/“a”/*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports-2026/'a'/*" }
  ]
}
`,
    },
  ],
});
