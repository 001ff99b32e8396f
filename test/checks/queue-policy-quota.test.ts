import { queuePolicyQuota } from "../../server/src/checks/rules/queue-policy-quota.ts";
import { describeCheck } from "../support/describe-check.ts";

const ACTIONS = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListQueueTags",
  "sqs:PurgeQueue",
  "sqs:ReceiveMessage",
];
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";
const statement = (actions: readonly string[]): object => ({
  Effect: "Allow",
  Principal: { AWS: "111122223333" },
  Action: actions,
  Resource: QUEUE,
});
const accounts = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(111122223333 + index));
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);

describeCheck(queuePolicyQuota, {
  fires: [
    {
      name: "eight actions",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "111122223333" },
    "Action": ["sqs:SendMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags", "sqs:PurgeQueue", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"],
    ^^^^^^^^ queue-policy-quota: This statement has 8 actions, and SQS rejects the policy of a queue with more than 7 in one statement. Move the others to a statement of their own, or write 'sqs:*' where all are meant.
    "Resource": "${QUEUE}"
  }
}
`,
    },
    {
      name: "twenty-one statements",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [${Array.from({ length: 21 }, () => JSON.stringify(statement(["sqs:SendMessage"]))).join(", ")}]
  ^^^^^^^^^^^ queue-policy-quota: This policy has 21 statements, and SQS rejects the policy of a queue with more than 20. Put statements that differ only in their principals into one.
}
`,
    },
    {
      name: "fifty-one principals",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": ${JSON.stringify({ ...statement(["sqs:SendMessage"]), Principal: { AWS: accounts(51) } })}
  ^^^^^^^^^^^ queue-policy-quota: This policy names 51 principals, and SQS rejects the policy of a queue with more than 50. Name whole accounts, or write '*' with a condition on 'aws:PrincipalOrgID'.
}
`,
    },
  ],
  silent: [
    {
      name: "fifty principals, some of them in two statements",
      kind: "resource",
      policy: policy(
        { ...statement(["sqs:SendMessage"]), Principal: { AWS: accounts(50) } },
        { ...statement(["sqs:ReceiveMessage"]), Principal: { AWS: accounts(20) } },
      ),
    },
    { name: "seven actions", kind: "resource", policy: policy(statement(ACTIONS)) },
    { name: "one of them twice", kind: "resource", policy: policy(statement([...ACTIONS, "SQS:purgeQueue"])) },
    { name: "a policy of which the kind is not known", policy: policy(statement([...ACTIONS, "sqs:SendMessage"])) },
    {
      name: "a policy of a topic",
      kind: "resource",
      policy: policy({
        ...statement([...ACTIONS, "sqs:SendMessage"]),
        Resource: "arn:aws:sns:eu-west-1:111122223333:t",
      }),
    },
    {
      name: "one of another service beside them",
      kind: "resource",
      policy: policy(statement([...ACTIONS, "logs:PutLogEvents"])),
    },
    { name: "what is filled in later", kind: "resource", policy: policy(statement([...ACTIONS, "${action}"])) },
  ],
  fixes: [],
});
