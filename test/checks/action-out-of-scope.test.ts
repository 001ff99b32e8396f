import { actionOutOfScope } from "../../server/src/checks/rules/action-out-of-scope.ts";
import { describeCheck } from "../support/describe-check.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

describeCheck(actionOutOfScope, {
  fires: [
    {
      name: "what acts on no table, in the policy of one",
      kind: "resource",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": ["dynamodb:Query", "dynamodb:ListTables"], "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders" }
                                                                                                                 ^^^^^^^^^^^^^^^^^^^ action-out-of-scope: 'dynamodb:ListTables' does not act on a table, and DynamoDB rejects a policy with it. Allow it in an identity-based policy instead.
  ]
}
`,
    },
    {
      name: "an action that no repository's policy is asked for",
      kind: "resource",
      holder: "repository",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"]
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^ action-out-of-scope: 'ecr:GetAuthorizationToken' does not act on a repository, so it has no effect in the policy of one. Allow it in an identity-based policy instead.
    }
  ]
}
`,
    },
    {
      name: "an action of another service in the policies of a key and of a secret",
      kind: "resource",
      holder: "key",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["kms:*", "s3:GetObject"], "Resource": "*" } }
                                                                                                                          ^^^^^^^^^^^^ action-out-of-scope: 's3:GetObject' is an action of another service, so it has no effect in the policy of a key. Remove it.
`,
    },
    {
      name: "the same of a secret",
      kind: "resource",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": ["secretsmanager:GetSecretValue", "kms:Decrypt"], "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf" } }
                                                                                                                           ^^^^^^^^^^^ action-out-of-scope: 'kms:Decrypt' is an action of another service, so it has no effect in the policy of a secret. Remove it.
`,
    },
    {
      name: "a wildcard in the policy of a vault",
      kind: "resource",
      holder: "vault",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["backup:DeleteRecoveryPoint", "backup:Update*"],
                                                ^^^^^^^^^^^^^^ action-out-of-scope: AWS Backup supports no wildcard in the actions of a vault's policy, so 'backup:Update*' does not belong here. Name each action.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the policy of a topic",
      kind: "resource",
      holder: "topic",
      picture: `
{ "Statement": [{ "Effect": "Allow", "Action": "SNS:*", "Resource": "arn:aws:sns:eu-west-1:111122223333:orders", "Principal": "*" }] }
                                                ^^^^^ action-out-of-scope: The actions that SNS documents for the policy of a topic have no wildcard, so SNS may reject 'SNS:*' as out of its scope. Name each action.
`,
    },
    {
      name: "an action of another service in the policy of a topic",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sns:Publish", "s3:GetObject"], "Resource": "arn:aws:sns:eu-west-1:111122223333:orders" } }
                                                                                                                                ^^^^^^^^^^^^ action-out-of-scope: 's3:GetObject' is an action of another service, and SNS rejects a policy with it. Remove it.
`,
    },
    {
      name: "what is about one subscription",
      kind: "resource",
      holder: "topic",
      picture: `
{ "Statement": [{ "Action": ["sns:Publish", "sns:SetSubscriptionAttributes"], "Resource": "arn:aws:sns:eu-west-1:111122223333:orders", "Principal": "*" }] }
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ action-out-of-scope: 'sns:SetSubscriptionAttributes' does not act on a topic, and SNS rejects a policy with it. Allow it in an identity-based policy instead.
`,
    },
    {
      name: "what makes a topic",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sns:Publish", "sns:CreateTopic"], "Resource": "arn:aws:sns:eu-west-1:111122223333:orders" } }
                                                                                                                                ^^^^^^^^^^^^^^^ action-out-of-scope: 'sns:CreateTopic' makes a topic, and SNS rejects the policy of a topic with it. Allow it in an identity-based policy instead.
`,
    },
    {
      name: "in the policy of a queue",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["sqs:SendMessage", "sqs:ListQueues", "s3:GetObject"],
                                     ^^^^^^^^^^^^^^ action-out-of-scope: 'sqs:ListQueues' does not act on a queue, and SQS rejects a policy with it. Allow it in an identity-based policy instead.
                                                       ^^^^^^^^^^^^ action-out-of-scope: 's3:GetObject' is an action of another service, so it has no effect in the policy of a queue. Remove it.
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}
`,
    },
    {
      name: "in a bucket policy",
      kind: "resource",
      holder: "bucket",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:ListAllMyBuckets", "sns:Publish", "s3:ListBucket"],
                  ^^^^^^^^^^^^^^^^^^^ action-out-of-scope: 's3:ListAllMyBuckets' does not act on a bucket, and S3 rejects a policy with it. Allow it in an identity-based policy instead.
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "what SQS lets only the account of the queue do",
      kind: "resource",
      holder: "queue",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": ["444455556666", "arn:aws:iam::444455556666:role/app"] }, "Action": ["sqs:SendMessage", "sqs:TagQueue"], "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" }
                                                                                                                                        ^^^^^^^^^^^^ action-out-of-scope: SQS lets only the account of the queue use 'sqs:TagQueue', so this gives account '444455556666' nothing. Remove it, and have the caller assume a role of the queue's account.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "what may be of the key's service, or is about another resource",
      kind: "resource",
      holder: "key",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["KMS:*", "*", "\${Service}:Get", "nosuch:Get"], "Resource": "*" },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::docs/*" },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "NotAction": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "the account of the queue, everybody, several accounts, and a Deny",
      kind: "resource",
      holder: "queue",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" },
    { "Effect": "Allow", "Principal": { "AWS": ["111122223333", "444455556666"] }, "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" },
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" },
    { "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" },
    { "Effect": "Deny", "Principal": { "AWS": "444455556666" }, "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" }
  ]
}
`,
    },
    {
      name: "actions of buckets, objects and patterns of them in a bucket policy",
      kind: "resource",
      holder: "bucket",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["s3:*", "s3:ListBucket", "s3:Put*"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
    {
      name: "what acts on a queue",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["sqs:SendMessage", "sqs:Receive*"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}
`,
    },
    {
      name: "a policy of which nobody says whose it is",
      kind: "resource",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "sqs:ListQueues",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}
`,
    },
    {
      name: "a policy of a service that takes other actions",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:kms:eu-west-1:111122223333:key/a"
    }
  ]
}
`,
    },
    {
      name: "the policy of a key, with a bucket as its resource",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "a policy that names a bucket beside what is still to be filled in",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:GetObject", "sqs:SendMessage"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:eu-west-1:<account>:jobs"]
    }
  ]
}
`,
    },
    {
      name: "an identity-based policy",
      kind: "identity",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }] }
`,
    },
  ],
  fixes: [
    {
      name: "takes the action out",
      kind: "resource",
      title: "Remove 'sqs:ListQueues'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["sqs:SendMessage", "sqs:ListQueues"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
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
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["sqs:SendMessage"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}
`,
    },
  ],
});
