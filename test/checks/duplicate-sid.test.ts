import { duplicateSid } from "../../server/src/checks/rules/duplicate-sid.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(duplicateSid, {
  fires: [
    {
      name: "statements of a topic's policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" },
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Subscribe", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }
              ^ duplicate-sid: 'a' is already the Sid of an earlier statement, and SNS rejects a topic's policy in which two statements have the same. Choose another Sid.
  ]
}
`,
    },
    {
      name: "statements of a topic's policy that have none",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" },
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Subscribe", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" },
    { "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }
    ^ duplicate-sid: Like an earlier one, this statement has no 'Sid', and SNS rejects a topic's policy in which two statements have none. Add one to each.
  ]
}
`,
    },
    {
      name: "a Sid that stands twice",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }
              ^^^^ duplicate-sid: 'Read' is already the Sid of an earlier statement, and IAM rejects a policy with duplicate Sids. Choose another Sid.
  ]
}
`,
    },
    {
      name: "a Sid of a document that it is merged with",
      kind: "resource",
      takenSids: ["Read"],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }
              ^^^^ duplicate-sid: 'Read' is already the Sid of a statement in another document that is merged with this one, and Sids that are merged must differ. Choose another Sid.
  ]
}
`,
    },
    {
      name: "a policy that looks like one of IAM",
      kind: "identity",
      basis: "content",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }
              ^^^^ duplicate-sid: 'Read' is already the Sid of an earlier statement, and IAM rejects a policy with duplicate Sids. Choose another Sid.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "one statement without a Sid in a topic's policy",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Subscribe", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }
  ]
}
`,
    },
    {
      name: "statements without Sids in a queue's policy",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:alarms" },
    { "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:alarms" }
  ]
}
`,
    },
    {
      name: "statements of a bucket's policy",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" },
    { "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*" }
  ]
}
`,
    },
    {
      name: "Sids that differ in case, empty ones, those that are filled in later",
      kind: "identity",
      policy: `
{ "Statement": [{ "Sid": "a" }, { "Sid": "A" }, { "Sid": "" }, { "Sid": "" }, { "Sid": "\${x}" }, { "Sid": "\${x}" }] }
`,
    },
    {
      name: "resource policies",
      kind: "resource",
      policy: `
{ "Statement": [{ "Sid": "a", "Principal": "*" }, { "Sid": "a", "Principal": "*" }] }
`,
    },
  ],
  fixes: [],
});
