import assert from "node:assert/strict";
import { test } from "node:test";
import { unknownAction } from "../../server/src/checks/rules/unknown-action.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownAction, {
  fires: [
    {
      name: "names that say the same in other words, as information, and methods of HTTP for a call of an API",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["secretsmanager:GetSecret", "s3:ReadObject", "s3:ListObject", "iam:GetRolePolicies", "execute-api:POST"], "Resource": "*" }
                                                    ^^^^^^^^^ unknown-action: 'secretsmanager:GetSecret' is not in AWS's service reference of 2026-09-26. Did you mean 'GetSecretValue'?
                                                                    ^^^^^^^^^^ unknown-action: 's3:ReadObject' is not in AWS's service reference of 2026-09-26. Did you mean 'GetObject'?
                                                                                     ^^^^^^^^^^ unknown-action: 's3:ListObject' is not in AWS's service reference of 2026-09-26. Did you mean 'ListBucket'?
                                                                                                       ^^^^^^^^^^^^^^^ unknown-action: 'iam:GetRolePolicies' is not in AWS's service reference of 2026-09-26. Did you mean 'GetRolePolicy'?
                                                                                                                                      ^^^^ unknown-action: 'execute-api:POST' is not in AWS's service reference of 2026-09-26. Did you mean 'Invoke'?
  ]
}
`,
    },
    {
      name: "one tagging action for all, where each type has its own",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:TagResource", "Resource": "*" } }
                                                                            ^^^^^^^^^^^ unknown-action: 'iam:TagResource' is not in AWS's service reference of ${realCatalog().info.date}. IAM has one for each type of resource, such as 'TagInstanceProfile', 'TagMFADevice', 'TagOpenIDConnectProvider' and 'TagPolicy'. Write those that you need.
`,
    },
    {
      name: "the tagging action of another type",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:TagResource", "Resource": "arn:aws:iam::111122223333:role/app" } }
                                                                            ^^^^^^^^^^^ unknown-action: 'iam:TagResource' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
`,
    },
    {
      name: "a slip in a bucket policy, which S3 rejects",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::reports/*" }
                                                         ^^^^^^^^^ unknown-action: S3 rejects a bucket policy with 's3:GetObjekt', because it has no such permission. An API operation often has another name than its permission. Did you mean 'GetObject'? (AWS data of 2026-01-31)
  ]
}
`,
    },
    {
      name: "a slip in the policy of a topic, which SNS rejects",
      kind: "resource",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publsh", "Resource": "arn:aws:sns:eu-west-1:111122223333:orders" }
                                                                                ^^^^^^ unknown-action: SNS rejects the policy of a topic with 'sns:Publsh', because it has no such permission. An API operation often has another name than its permission. Did you mean 'Publish'? (AWS data of ${realCatalog().info.date})
  ]
}
`,
    },
    {
      name: "no action is offered that S3 does not take in a bucket policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:ListBuckets", "Resource": "arn:aws:s3:::reports" }
                                                         ^^^^^^^^^^^ unknown-action: S3 rejects a bucket policy with 's3:ListBuckets', because it has no such permission. An API operation often has another name than its permission. Did you mean 'ListBucket'? (AWS data of 2026-01-31)
  ]
}
`,
    },
    {
      name: "a misspelled action",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObjekt", "s3:PutObject"],
                     ^^^^^^^^^ unknown-action: 's3:GetObjekt' is not in AWS's service reference of 2026-01-31. Did you mean 'GetObject'?
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an operation that another action authorizes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListObjectsV2",
                    ^^^^^^^^^^^^^ unknown-action: 's3:ListObjectsV2' is the name of an API operation. Its permission is 's3:ListBucket'. Write that instead. (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the name of a condition key",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:MetadataHttpTokens", "Resource": "*" }
                                        ^^^^^^^^^^^^^^^^^^ unknown-action: 'ec2:MetadataHttpTokens' is a condition key, not an action. Remove it, or write a 'Condition' that asks for its value. (AWS data of ${realCatalog().info.date})
  ]
}
`,
    },
    {
      name: "a name beside the one that it was meant to be, which a wildcard may stand for",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:ListBuckets", "S3:listBucket"], "Resource": "arn:aws:s3:::reports" },
                                        ^^^^^^^^^^^ unknown-action: 's3:ListBuckets' is not in AWS's service reference of ${realCatalog().info.date}. 's3:ListBucket' is in this list already. Remove 's3:ListBuckets'.
    { "Effect": "Allow", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "*" },
                                        ^^^^^^^^^ unknown-action: 's3:GetObjekt' is not in AWS's service reference of ${realCatalog().info.date}. 's3:GetObject' is in this list already. Remove 's3:GetObjekt'.
    { "Effect": "Allow", "Action": ["s3:GetObjekt", "s3:Get*"], "Resource": "*" }
                                        ^^^^^^^^^ unknown-action: 's3:GetObjekt' is not in AWS's service reference of ${realCatalog().info.date}. 's3:GetObject' is matched by another entry of this list already. Remove 's3:GetObjekt'.
  ]
}
`,
    },
    {
      name: "a name beside the one that it was meant to be, in a bucket policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }
                                                          ^^^^^^^^^ unknown-action: S3 rejects a bucket policy with 's3:GetObjekt', because it has no such permission. An API operation often has another name than its permission. 's3:GetObject' is in this list already. Remove 's3:GetObjekt'. (AWS data of 2026-01-31)
  ]
}
`,
    },
    {
      name: "an operation whose permission stands beside it",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:ListBucket", "s3:ListObjectsV2"], "Resource": "*" },
                                                         ^^^^^^^^^^^^^ unknown-action: 's3:ListObjectsV2' is an API operation, not a permission. The permission that it needs, 's3:ListBucket', is in this list already. Remove 's3:ListObjectsV2'. (AWS data of 2026-01-31)
    { "Effect": "Allow", "Action": ["s3:CopyObject", "s3:Get*", "s3:PutObject"], "Resource": "*" },
                                        ^^^^^^^^^^ unknown-action: 's3:CopyObject' is an API operation, not a permission. The permissions that it needs, 's3:GetObject' and 's3:PutObject', are in this list already. Remove 's3:CopyObject'. (AWS data of 2026-01-31)
    { "Effect": "Allow", "Action": ["s3:CopyObject", "s3:GetObject"], "Resource": "*" }
                                        ^^^^^^^^^^ unknown-action: 's3:CopyObject' is the name of an API operation. Its permissions are 's3:GetObject' and 's3:PutObject'. Write those that your calls need. (AWS data of 2026-01-31)
  ]
}
`,
    },
    {
      name: "an operation of a bucket on objects, and every version of one",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListObjects", "Resource": ["arn:aws:s3:::reports/*", "arn:\${partition}:s3:::\${name}/*", "\${arn}/*"] },
                                       ^^^^^^^^^^^ unknown-action: 's3:ListObjects' is the name of an API operation. Its permission is 's3:ListBucket', which acts on a bucket and not on objects. Write that in a statement on the bucket. (AWS data of ${realCatalog().info.date})
    { "Effect": "Allow", "Action": "s3:ListObjects", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] },
                                       ^^^^^^^^^^^ unknown-action: 's3:ListObjects' is the name of an API operation. Its permission is 's3:ListBucket'. Write that instead. (AWS data of ${realCatalog().info.date})
    { "Effect": "Allow", "Action": "s3:ListObjects*", "Resource": "arn:aws:s3:::reports" }
                                       ^^^^^^^^^^^^ unknown-action: 's3:ListObjects*' does not match any action of S3 in AWS's service reference of ${realCatalog().info.date}. Did you mean 'ListBucket'?
  ]
}
`,
    },
    {
      name: "an operation that two permissions authorize",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:CopyObject",
                    ^^^^^^^^^^ unknown-action: 's3:CopyObject' is the name of an API operation. Its permissions are 's3:GetObject' and 's3:PutObject'. Write those that your calls need. (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "commands of the AWS CLI and of Docker",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ecr:GetLoginPassword", "ecr:get-login", "ecr:Pull", "s3:sync", "s3:*sync*"],
                      ^^^^^^^^^^^^^^^^ unknown-action: 'ecr:GetLoginPassword' is a command, not a permission. Its permission is 'ecr:GetAuthorizationToken'. Write that instead. (AWS data of ${realCatalog().info.date})
                                              ^^^^^^^^^ unknown-action: 'ecr:get-login' is a command, not a permission. Its permission is 'ecr:GetAuthorizationToken'. Write that instead. (AWS data of ${realCatalog().info.date})
                                                               ^^^^ unknown-action: 'ecr:Pull' is a command, not a permission. Its permissions are 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer' and 'ecr:GetAuthorizationToken'. Write those instead. (AWS data of ${realCatalog().info.date})
                                                                          ^^^^ unknown-action: 's3:sync' is a command, not a permission. Its permissions are 's3:ListBucket', 's3:GetObject' and 's3:PutObject'. Write those instead. (AWS data of ${realCatalog().info.date})
                                                                                     ^^^^^^ unknown-action: 's3:*sync*' does not match any action of S3 in AWS's service reference of ${realCatalog().info.date}. Correct it if it is misspelled.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a pattern that matches no action",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Fetch*", "s3:Get*"],
                     ^^^^^^ unknown-action: 's3:Fetch*' does not match any action of S3 in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an action that was dropped",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "trustedadvisor:CreateEngagement",
                                ^^^^^^^^^^^^^^^^ unknown-action: 'trustedadvisor:CreateEngagement' was once a Trusted Advisor action, but AWS no longer lists it. Remove it. (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a NotAction that excludes nothing",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "s3:GetObjects", "Resource": "*" }
                                         ^^^^^^^^^^ unknown-action: 's3:GetObjects' is not in AWS's service reference of 2026-01-31. Did you mean 'GetObject'?
  ]
}
`,
    },
    {
      name: "no other verb of the service is offered",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetBucket",
                    ^^^^^^^^^ unknown-action: 's3:GetBucket' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "what Amazon SNS writes into the policy of every topic",
      kind: "resource",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": ["SNS:Publish", "SNS:Receive"], "Resource": "arn:aws:sns:eu-west-1:111122223333:orders" }
  ]
}
`,
    },
    {
      name: "actions in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:getobject", "S3:GETOBJECT", "ec2:describe*"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "unknown services: that is unknown-service",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "frobnicate:Foo",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "text that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:\${verb}Object", "s3:<verb>Object"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "an operation on objects becomes its permission on their bucket",
      catalog: realCatalog(),
      title: "Replace 's3:ListObjects' with 's3:ListBucket' in a new statement on 'arn:aws:s3:::reports'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListObjects"],
      "Resource": ["arn:aws:s3:::reports/2026/*", "arn:aws:s3:::reports/2025/*"]
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject"],
      "Resource": ["arn:aws:s3:::reports/2026/*", "arn:aws:s3:::reports/2025/*"]
    },
    {
      "Sid": "Read2",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "and where it stands alone, in its place",
      catalog: realCatalog(),
      title: "Replace 's3:ListObjects' with 's3:ListBucket' on 'arn:aws:s3:::reports'",
      before: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:ListObjects"], "Resource": "arn:aws:s3:::reports/*" } }
`,
      after: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::reports" } }
`,
    },
    {
      name: "takes the near action",
      title: "Replace 'GetObjekt' with 'GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObjekt",
      "Resource": "*"
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
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "takes the action that authorizes the operation",
      title: "Replace 'ListObjectsV2' with 'ListBucket'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListObjectsV2",
      "Resource": "*"
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
      "Action": "s3:ListBucket",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "takes both permissions of an operation",
      title: "Replace 'CopyObject' with 'GetObject' and 'PutObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:CopyObject",
      "Resource": "*"
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
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "takes both into a list",
      title: "Replace 'CopyObject' with 'GetObject' and 'PutObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObjectAcl", "s3:CopyObject"],
      "Resource": "*"
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
      "Action": ["s3:GetObjectAcl", "s3:GetObject", "s3:PutObject"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});

/** What it says was meant, of an action of AWS's service reference; undefined where it says nothing of that. */
function meantBy(action: string): string | undefined {
  const statement = { Effect: "Allow", Action: action, Resource: "*" };
  const [found] = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    kind: "identity",
    catalog: realCatalog(),
  });
  assert.equal(found?.code, "unknown-action");
  return /Did you mean (.*)\?/.exec(phraseToMessage(found.message))?.[1];
}

test("a pattern is put right only where a word of it is misspelled", () => {
  const meant = (actions: readonly string[]): readonly (string | undefined)[] => actions.map(meantBy);
  // Nobody who writes a verb that AWS has means a stretch of another one, such as the start of `RetireGrant`.
  const meantAsWritten = ["execute-api:get*", "sqs:Describe*", "rds-data:Get*", "s3:Read*", "sqs:Puts*"];
  assert.deepEqual(meant([...meantAsWritten, "sqs:SetMessage", "sqs:PutMessage"]), Array(7).fill(undefined));
  assert.deepEqual(meant(["s3:Lsit*", "ec2:Descibe*", "sts:AsumeRole*", "logs:CreatLogStre*"]), [
    "'List*'",
    "'Describe*'",
    "'AssumeRole*'",
    "'CreateLogStre*'",
  ]);
});

test("where a service tags each type with an action of its own, some are named", () => {
  const said = (action: string): readonly string[] =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] }),
      { kind: "identity", catalog: realCatalog() },
    ).map(({ severity, message }) => `${severity} ${phraseToMessage(message)}`);
  assert.match(
    said("iam:TagResource")[0] ?? "",
    /^warning .*one for each type of resource, such as 'TagInstanceProfile'/,
  );
  assert.match(said("iam:UntagResource")[0] ?? "", /^warning .*'UntagInstanceProfile'/);
  assert.match(said("iam:ListTagsForResource")[0] ?? "", /^warning .*'ListInstanceProfileTags'/);
  assert.deepEqual(said("sqs:TagQueue"), []);
});

test("what a call needs, and whose name most services have, is no evident slip", () => {
  const said = (...actions: readonly string[]): readonly string[] =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] }),
      { kind: "identity", catalog: realCatalog(), checks: [unknownAction] },
    ).map(({ severity, message }) => `${severity} ${phraseToMessage(message)}`);
  // Whoever may put an item may need no more for a transaction.
  assert.match(said("dynamodb:PutItem", "dynamodb:TransactWriteItems")[0] ?? "", /^info .*that your calls need/);
  assert.match(said("dynamodb:GetItem", "dynamodb:TransactWriteItems")[0] ?? "", /^warning /);
  assert.match(said("ec2:ListTagsForResource")[0] ?? "", /^info .*Correct it if it is misspelled/);
  assert.match(said("ec2:DescribeTargetGroups")[0] ?? "", /^warning .*'elasticloadbalancing:DescribeTargetGroups'/);
});

test("an operation is a warning without its permission, and could be left out beside it", () => {
  const severitiesOf = (...actions: readonly string[]): readonly (string | undefined)[] =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: actions, Resource: "*" } }),
      { kind: "identity", catalog: realCatalog(), checks: [unknownAction] },
    ).map(({ severity }) => severity);
  assert.deepEqual(severitiesOf("sqs:SendMessageBatch"), ["warning"]);
  assert.deepEqual(severitiesOf("sqs:SendMessageBatch", "sqs:SendMessage"), ["hint"]);
});

test("a name whose correction stands beside it lacks nothing, and is removed", () => {
  const policyWith = (...actions: readonly string[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: actions, Resource: "*" } });
  const found = (...actions: readonly string[]): readonly string[] =>
    findingsIn(policyWith(...actions), { kind: "identity", catalog: realCatalog(), checks: [unknownAction] }).map(
      ({ severity, fixes }) => [severity, ...(fixes?.() ?? []).map(({ title }) => phraseToMessage(title))].join(", "),
    );
  assert.deepEqual(found("s3:GetObjekt", "s3:GetObject"), ["info, Remove 's3:GetObjekt'"]);
  assert.deepEqual(found("ec2:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetGroups"), [
    "info, Remove 'ec2:DescribeTargetGroups'",
  ]);
  assert.deepEqual(found("s3:GetObjekt", "s3:*"), ["info, Remove 's3:GetObjekt'"]);
  assert.deepEqual(found("ec2:DescribeTargetGroups", "elasticloadbalancing:*"), [
    "info, Remove 'ec2:DescribeTargetGroups'",
  ]);
  assert.deepEqual(found("s3:GetObjekt", "s3:Put*"), ["warning, Replace 'GetObjekt' with 'GetObject'"]);
});
