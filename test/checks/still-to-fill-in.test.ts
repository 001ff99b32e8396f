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
      name: "an example, in which other brackets are left, and an account of examples",
      policy: on(`["arn:aws:sns:<eu-west-1>:999900001111:<topic>", "arn:aws:sns:eu-west-1:<111122223333>:orders"]`),
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
