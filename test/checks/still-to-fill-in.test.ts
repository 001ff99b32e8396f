import { stillToFillIn } from "../../server/src/checks/rules/still-to-fill-in.ts";
import { describeCheck } from "../support/describe-check.ts";

const on = (resource: string, more = ""): string =>
  `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": ${resource}${more} } }`;

describeCheck(stillToFillIn, {
  fires: [
    {
      name: "brackets around what is filled in; others are of a template",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": ["arn:aws:sns:<eu-west-1>:111122223333:orders", "arn:aws:sns:eu-west-1:111122223333:<topic>"] } }
                                                                                                                ^^^^^^^^^^^ still-to-fill-in: AWS takes the brackets of '<eu-west-1>' for a part of the ARN, so it matches nothing. Write 'eu-west-1' without them.
                                                                                                                                                                                      ^^^^^^^ still-to-fill-in: '<topic>' is still to be filled in. Write the value that it stands for.
`,
    },
    ...[
      "SNS-topic-ARN",
      "dax-cluster-arn",
      "SecretARN",
      "your SNS topic ARN",
      "your-topic",
      "YOUR_TOPIC",
      "{topic}",
      "{$TOPIC}",
      "arn-of-the-topic",
      "ARN of the topic that you read from",
      "topic-arn/*",
      "account",
      "bucket-name",
      "SecretId",
      "<>",
      "<topic>",
      "[TOPIC]",
    ].map((text) => ({
      name: text,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "${text}" } }
${" ".repeat(99)}${"^".repeat(text.length)} still-to-fill-in: '${text}' is still to be filled in. Write the value that it stands for.
`,
    })),
    ...["YOUR-IP/32", "office-cidr", "VPN.IP.ADDRESS", "a.b.c.d/32", "203.0.113.7/xx"].map((text) => ({
      name: `${text} in the place of an address`,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "${text}" } } } }
${" ".repeat(150)}${"^".repeat(text.length)} still-to-fill-in: '${text}' is still to be filled in. Write the value that it stands for.
`,
    })),
    ...[
      "{example-topic}",
      "<topic>",
      "[TOPIC]",
      "[[topic]]",
      "TOPIC_NAME",
      "YOUR-TOPIC",
      "YOUR_SNS_TOPIC",
      "your-topic-name",
    ].map((part) => ({
      name: `${part} in an ARN`,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:${part}" } }
${" ".repeat(134)}${"^".repeat(part.length)} still-to-fill-in: '${part}' is still to be filled in. Write the value that it stands for.
`,
    })),
    {
      name: "in several ARNs of a policy, also of a principal and of a condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::ACCOUNT_ID:role/{role}" },
                                        ^^^^^^^^^^ still-to-fill-in: 'ACCOUNT_ID' and 4 other values of this policy are still to be filled in. Write the values that they stand for.
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:{example-region-1}:your-account-id:orders",
    "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::BUCKET_NAME" } }
  }
}
`,
    },
    {
      name: "brackets of an example with other brackets",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:<eu-west-1>:999900001111:<topic>" } }
                                                                                                               ^^^^^^^^^^^ still-to-fill-in: '<eu-west-1>' and 1 other value of this policy are still to be filled in. Write the values that they stand for.
`,
    },
    {
      name: "a partition, and a bucket",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": ["arn:partition:s3:::reports", "arn:aws:s3:::name/of/the/bucket/that/has/the/results"] } }
                                                                                                                 ^^^^^^^^^ still-to-fill-in: 'partition' and 1 other value of this policy are still to be filled in. Write the values that they stand for.
`,
    },
    {
      name: "what only a tool replaces, in a file that no tool is known to read",
      isPlain: true,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:\${AWS::AccountId}:orders" } }
                                                                                                                         ^^^^^^^^^^^^^^^^^ still-to-fill-in: AWS does not replace '\${AWS::AccountId}' in a policy. Write the value that it stands for, unless a tool does.
`,
    },
    {
      name: "several of them",
      isPlain: true,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:\${Region}:\${AccountId}:orders" } }
                                                                                                               ^^^^^^^^^ still-to-fill-in: AWS does not replace '\${Region}' and 1 other value of this policy. Write the values that they stand for, unless a tool does.
`,
    },
    {
      name: "a function of CloudFormation in a file that no template is known to include",
      isPlain: true,
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sns:Publish", "Resource": { "Fn::Sub": "arn:aws:sns:eu-west-1:\${AWS::AccountId}:orders" } } }
                                                                                                     ^^^^^^^ still-to-fill-in: Only CloudFormation knows 'Fn::Sub', and AWS rejects a policy that has it. Write the value that it stands for, unless a template includes this file.
`,
    },
    {
      name: "functions that give a list, an account and a value",
      isPlain: true,
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": { "Ref": "Account" } },
                             ^^^ still-to-fill-in: Only CloudFormation knows 'Ref' and 2 other values of this policy, and AWS rejects them. Write the values that they stand for, unless a template includes this file.
    "Action": "sns:Publish",
    "Resource": { "Fn::Split": [",", { "Ref": "Topics" }] }
  }
}
`,
    },
    {
      name: "several are one finding",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "account-id" },
                           ^^^^^^^^^^ still-to-fill-in: 'account-id' and 3 other values of this policy are still to be filled in. Write the values that they stand for.
    "Action": "sns:Publish",
    "Resource": "topic-arn",
    "Condition": { "StringEquals": { "aws:PrincipalOrgID": "myOrgId", "aws:SourceVpce": "vpce-xxxxxx" } }
  }
}
`,
    },
  ],
  silent: [
    {
      name: "what a tool fills in, in a part of an ARN",
      policy: on(
        `["arn:aws:sns:\${region}:\${AWS::AccountId}:orders", "arn:aws:sns:{{region}}:$ACCOUNT:orders", "arn:aws:sns:#{region}:%ACCOUNT%:@TOPIC@", "arn:aws:sns:*:*:__TOPIC__"]`,
      ),
    },
    {
      name: "parts of names that only look so, and variables",
      policy: on(
        `["arn:aws:s3:::logs-BUCKET_NAME-x/*", "arn:aws:s3:::logs/[a-z0-9]/*", "arn:aws:sns:eu-west-1:111122223333:\${aws:username}"]`,
      ),
      isPlain: true,
    },
    {
      name: "functions in a template",
      policy: on(`{ "Fn::Sub": "arn:aws:sns:eu-west-1:\${AWS::AccountId}:orders" }`),
    },
    {
      name: "a text that only looks like a function",
      policy: on(`"*"`, `, "Condition": { "StringEquals": { "aws:RequestTag/ref": "{ \\"Ref\\": \\"Topic\\" }" } }`),
      isPlain: true,
    },
    { name: "a value like others", policy: on(`"arn:aws:sns:eu-west-1:111122223333:your-topic"`) },
    { name: "what a tool fills in", policy: on(`["\${topic_arn}", "{{topic}}", "$TOPIC_ARN", "TOPIC_ARN"]`) },
    {
      name: "a word that may be a value, and the name of a tag",
      policy: on(
        `"*"`,
        `, "Condition": { "StringEquals": { "sns:Protocol": ["account", "account-id"], "aws:TagKeys": "account-id", "dynamodb:Attributes": "AccountId", "aws:PrincipalOrgID": "o-exampleorgid" } }`,
      ),
    },
  ],
  fixes: [],
});
