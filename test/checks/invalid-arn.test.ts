import assert from "node:assert/strict";
import { test } from "node:test";
import { type Finding } from "../../server/src/checks/check.ts";
import { invalidArn } from "../../server/src/checks/rules/invalid-arn.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";
import { reading } from "../support/reading-policy.ts";

describeCheck(invalidArn, {
  fires: [
    {
      name: "an ARN for the name of a state machine, an access point without its Region, and a user without the type",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "states:DescribeExecution", "Resource": "arn:aws:states:eu-west-1:111122223333:execution:arn:aws:states:eu-west-1:111122223333:stateMachine:jobs:*" },
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:states:eu-west-1:111122223333:execution:arn:aws:states:eu-west-1:111122223333:stateMachine:jobs:*' has a whole ARN in the place of a name, so it matches no resource. Write only the name there.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::accesspoint/reports/object/*" },
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: The ARN of an access point has its Region and account ID, so 'arn:aws:s3:::accesspoint/reports/object/*' is about a bucket called 'accesspoint'. Write both before 'accesspoint/'.
    { "Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::111122223333:\${aws:username}" }
                                                                                                 ^^^^^^^^^^^^^^^ invalid-arn: The ARN of a user has 'user/' before the name, so 'arn:aws:iam::111122223333:\${aws:username}' matches no user. Write 'arn:aws:iam::111122223333:user/\${aws:username}'.
  ]
}
`,
    },
    {
      name: "a directory bucket and the alias of an access point as buckets",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs--euw1-az1--x-s3/*" },
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:s3:::logs--euw1-az1--x-s3/*' has the name of a directory bucket, whose ARN is one of 's3express', so it matches no bucket. Write 'arn:aws:s3express:*:*:bucket/logs--euw1-az1--x-s3', with actions of 's3express'.
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reader-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias" }
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:s3:::reader-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias' has the alias of an access point in the place of a bucket name, and policies know no aliases. Write the ARN of the bucket. For the access point, write 'arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME'.
] }
`,
    },
    {
      name: "ARNs of IAM without their service, or without the word for a role",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws::111122223333:policy/app" },
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws::111122223333:policy/app' has five of the six fields of an ARN, so it matches no resource. Write 'arn:aws:iam::111122223333:policy/app'.
  { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333/app" },
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:iam::111122223333/app' has five of the six fields of an ARN, so it matches no resource. Write 'arn:aws:iam::111122223333:role/app'.
  { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333/role/app" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:iam::111122223333/role/app' has five of the six fields of an ARN, so it matches no resource. Write 'arn:aws:iam::111122223333:role/app'.
] }
`,
    },
    {
      name: "a list that is one text",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "[\\"arn:aws:s3:::a\\", \\"arn:aws:s3:::b\\"]" }
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: This is a list that is written as one text, so AWS rejects it as a resource. Remove the quotes around the brackets.
  ]
}
`,
    },
    {
      name: "white space in front of the type",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "es:*", "Resource": "arn:aws:es:us-west-2:111122223333: domain/logs/*" }
                                                                                          ^ invalid-arn: 'arn:aws:es:us-west-2:111122223333: domain/logs/*' has white space in front of its last part, where no ARN has any, so it matches no resource. Remove it.
  ]
}
`,
    },
    {
      name: "white space in front of the account ID",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": ["arn:aws:dynamodb:us-east-1: 111122223333:table/orders", "arn:aws:s3:::reports/a b"] }
                                                                                                ^^^^^^^^^^^^^ invalid-arn: 'arn:aws:dynamodb:us-east-1: 111122223333:table/orders' has white space in front of its last part, where no ARN has any, so it matches no resource. Remove it.
  ]
}
`,
    },
    {
      name: "white space behind an ARN",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/* ", "arn:aws:s3:::reports/\\tx y"]
                    ^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:s3:::reports/* ' ends in white space, so it matches only names that do as well. Remove the white space.
    }
  ]
}
`,
    },
    {
      name: "the URL of a queue, whose ARN is known from it",
      kind: "identity",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo" } }
                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo' is the URL of a queue, not its ARN, so AWS rejects it as a resource. Write 'arn:aws:sqs:eu-west-1:111122223333:jobs.fifo'.
`,
    },
    {
      name: "a type that IAM does not have",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:GetRole", "Resource": ["arn:aws:iam::111122223333:roles/app", "arn:aws:iam::111122223333:assumed-role/app"] }
                                                                                          ^^^^^^^^^ invalid-arn: The last field of an ARN of IAM is '*' or starts with a type such as 'role/', so AWS rejects a policy with 'arn:aws:iam::111122223333:roles/app'. Write the type.
                                                                                                                                 ^^^^^^^^^^^^^^^^ invalid-arn: The last field of an ARN of IAM is '*' or starts with a type such as 'role/', so AWS rejects a policy with 'arn:aws:iam::111122223333:assumed-role/app'. Write the type.
  ]
}
`,
    },
    {
      name: "a wildcard in the service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3*:::reports/*", "arn:aws:*:eu-west-1:111122223333:*"] }
                                                                         ^^^ invalid-arn: An ARN cannot have a wildcard in its service, so AWS rejects a policy with 'arn:aws:s3*:::reports/*'. Write the service in full. For every resource, write '*'.
  ]
}
`,
    },
    {
      name: "a wildcard in the service of what may be an SCP, because it only denies",
      kind: "identity",
      basis: "content",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": ["arn:aws:*:*:*:*core*", "arn:aws:*::*:*core*"] }
                                                                        ^ invalid-arn: 'arn:aws:*:*:*:*core*' has a wildcard in its service, and AWS documents that an ARN cannot have one there. Write the service in full. For every resource, write '*'.
  ]
}
`,
    },
    {
      name: "a Region where the service belongs",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ecr:BatchGetImage", "Resource": "arn:aws:eu-west-1:111122223333:repository/app" },
                                                                             ^^^^^^^^^ invalid-arn: 'arn:aws:eu-west-1:111122223333:repository/app' has a Region where its service belongs, so it matches no resource. Write 'arn:aws:ecr:eu-west-1:111122223333:repository/app'.
    { "Effect": "Allow", "Action": ["ecr:BatchGetImage", "s3:GetObject"], "Resource": "arn:aws:eu-west-1:111122223333:repository/app" }
                                                                                               ^^^^^^^^^ invalid-arn: 'arn:aws:eu-west-1:111122223333:repository/app' has a Region where its service belongs, so it matches no resource. Write the service before the Region.
  ]
}
`,
    },
    {
      name: "a colon too many",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws::s3:::reports/*", "arn:aws::s3:eu-west-1:111122223333:accesspoint/reports/object/*"] }
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws::s3:::reports/*' has two colons before its service, so it matches no resource. Write 'arn:aws:s3:::reports/*'.
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws::s3:eu-west-1:111122223333:accesspoint/reports/object/*' has two colons before its service, so it matches no resource. Write 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/object/*'.
  ]
}
`,
    },
    {
      name: "texts that are no ARN",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["reports/*", " arn:aws:s3:::reports", ""]
                    ^^^^^^^^^ invalid-arn: 'reports/*' is not an ARN, so AWS rejects it as a resource. Write 'arn:aws:s3:::reports/*'.
                                 ^^^^^^^^^^^^^^^^^^^^^ invalid-arn: ' arn:aws:s3:::reports' starts with white space, so it matches no resource. Remove the white space.
                                                          ^ invalid-arn: '' is not an ARN, so AWS rejects it as a resource. Write an ARN, as in 'arn:aws:s3:::reports/*'. For every resource, write '*'.
    }
  ]
}
`,
    },
    {
      name: "a bucket in the place of the Region or the account",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:reports/*", "arn:aws:s3::reports/*"]
                    ^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'reports/*' is in the place of the Region. Put three colons before a bucket name: 'arn:aws:s3:::reports/*'.
                                            ^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'reports/*' is in the place of the account ID. Put three colons before a bucket name: 'arn:aws:s3:::reports/*'.
    }
  ]
}
`,
    },
    {
      name: "an account that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": ["arn:aws:sqs:us-east-1:12345:jobs", "arn:aws:sqs:us-east-1:1111-2222-3333:jobs"]
                                          ^^^^^ invalid-arn: '12345' is not an account ID, so 'arn:aws:sqs:us-east-1:12345:jobs' matches no resource. Write 12 digits without dashes.
                                                                              ^^^^^^^^^^^^^^ invalid-arn: '1111-2222-3333' is not an account ID, so 'arn:aws:sqs:us-east-1:1111-2222-3333:jobs' matches no resource. Write 12 digits without dashes.
    }
  ]
}
`,
    },
    {
      name: "a partition and a service that are none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:asw:s3:::reports", "arn::s3:::reports", "arn:aws:S3:::reports"]
                        ^^^ invalid-arn: 'asw' is not an AWS partition. Write 'aws', or a name that starts with 'aws-'.
                                            ^^^^^^^^^^^^^^^^^ invalid-arn: 'arn::s3:::reports' has no partition. Outside of China and GovCloud, write 'aws' after 'arn:'.
                                                                         ^^ invalid-arn: An ARN names its service in lower case, so 'arn:aws:S3:::reports' matches no resource. Write 's3'.
    }
  ]
}
`,
    },
    {
      name: "fewer than six fields in a session policy",
      kind: "session",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs"
                   ^^^^^^^^^^^ invalid-arn: 'arn:aws:sqs' has 3 of the six fields of an ARN, and AWS rejects a session policy with such an ARN. Write all six.
    }
  ]
}
`,
    },
    {
      name: "ARNs of IAM that IAM rejects",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam:us-east-1:111122223333:role/app" },
                                                                            ^^^^^^^^^ invalid-arn: An ARN of IAM has no Region, so AWS rejects a policy with 'arn:aws:iam:us-east-1:111122223333:role/app'. Write 'arn:aws:iam::111122223333:role/app'.
    { "Effect": "Allow", "Action": "iam:ListRoleTags", "Resource": "arn:aws:iam::111122223333:*/*" }
                                                                                              ^^^ invalid-arn: The last field of an ARN of IAM is '*' or starts with a type such as 'role/', so AWS rejects a policy with 'arn:aws:iam::111122223333:*/*'. Write the type.
  ]
}
`,
    },
    {
      name: "a Region of another partition, and several ARNs in one text",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws:ssm:us-gov-east-1:111122223333:parameter/app"
                       ^^^ invalid-arn: 'us-gov-east-1' is a Region of another partition, so 'arn:aws:ssm:us-gov-east-1:111122223333:parameter/app' matches no resource. Write 'arn:aws-us-gov:ssm:us-gov-east-1:111122223333:parameter/app'.
    },
    {
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws-cn:ssm:eu-west-1:111122223333:parameter/app"
                       ^^^^^^ invalid-arn: 'eu-west-1' is a Region of another partition, so 'arn:aws-cn:ssm:eu-west-1:111122223333:parameter/app' matches no resource. Write 'arn:aws:ssm:eu-west-1:111122223333:parameter/app'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*, arn:aws:s3:::invoices/*"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: One string names one resource, so this one matches nothing. Write a list of 'arn:aws:s3:::reports/*' and 'arn:aws:s3:::invoices/*'.
    }
  ]
}
`,
    },
    {
      name: "references to names of resources, which are not their ARNs",
      kind: "identity",
      ownNames: ["${Reports}"],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": [
        "\${Reports}/*",
         ^^^^^^^^^^^^ invalid-arn: '\${Reports}/*' begins with what a resource is called, which is not its ARN, so AWS rejects it. Write the ARN of the resource instead.
        "arn:aws:s3:::\${Reports}/*"
      ]
    }
  ]
}
`,
    },
    {
      name: "the address of a resource that the file refers to",
      kind: "identity",
      ownNames: ["${Reports}"],
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${Reports}.s3.\${domain}/*" }] }
                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: '\${Reports}.s3.\${domain}/*' begins with the address of a resource, which is not its ARN, so AWS rejects it. Write the ARN of the resource instead.
`,
    },
    {
      name: "a name that ends in a domain is not the address of anything",
      kind: "identity",
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "media.\${domain}/*" }] }
                                                                                                     ^^^^^^^^^^^^^^^^^ invalid-arn: 'media.\${domain}/*' is not an ARN, so AWS rejects it as a resource. Write an ARN, as in 'arn:aws:s3:::reports/*'. For every resource, write '*'.
`,
    },
    {
      name: "an address in the policy of a key, which KMS keeps",
      kind: "resource",
      holder: "key",
      ownNames: ["${Reports}"],
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "\${Reports}.s3.\${domain}" }] }
                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: '\${Reports}.s3.\${domain}' begins with what a resource is called, which is not its ARN. In the policy of a key, write '*', which stands for the key.
`,
    },
    {
      name: "a name in the policy of a key, which KMS keeps",
      kind: "resource",
      holder: "key",
      ownNames: ["${Key}"],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "kms:*",
      "Resource": "\${Key}"
                   ^^^^^^ invalid-arn: '\${Key}' begins with what a resource is called, which is not its ARN. In the policy of a key, write '*', which stands for the key.
    }
  ]
}
`,
    },
    {
      name: "a URL",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "https://sqs.eu-west-1.amazonaws.com/\${account}/orders"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'https://sqs.eu-west-1.amazonaws.com/\${account}/orders' is a URL, not an ARN, so AWS rejects it as a resource. Write the ARN of the resource instead.
    }
  ]
}
`,
    },
    {
      name: "an ARN in the place of a name",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::arn:aws:s3:::reports/*"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:s3:::arn:aws:s3:::reports/*' has a whole ARN in the place of a name, so it matches no resource. Write 'arn:aws:s3:::reports/*'.
    }
  ]
}
`,
    },
    {
      name: "the same in the policy of a bucket",
      kind: "resource",
      holder: "bucket",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::arn:aws:s3:::reports/*"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-arn: 'arn:aws:s3:::arn:aws:s3:::reports/*' has a whole ARN in the place of a bucket name, so S3 rejects the policy. Write 'arn:aws:s3:::reports/*'.
    }
  ]
}
`,
    },
    {
      name: "what begins like no ARN, whatever stands behind it",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["/*", "reports*", "reports-\${stage}/*"] }]
                                                                             ^^ invalid-arn: '/*' is not an ARN, so AWS rejects it as a resource. Write an ARN, as in 'arn:aws:s3:::reports/*'. For every resource, write '*'.
                                                                                   ^^^^^^^^ invalid-arn: 'reports*' is not an ARN, so AWS rejects it as a resource. Write an ARN, as in 'arn:aws:s3:::reports/*'. For every resource, write '*'.
                                                                                               ^^^^^^^^^^^^^^^^^^ invalid-arn: 'reports-\${stage}/*' is not an ARN, so AWS rejects it as a resource. Write an ARN, as in 'arn:aws:s3:::reports/*'. For every resource, write '*'.
}
`,
    },
  ],
  silent: [
    {
      name: "an ARN in the key of an object and in a topic of MQTT, what API Gateway tags, and a user by its type",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/arn:aws:s3:::b" },
    { "Effect": "Allow", "Action": "apigateway:PUT", "Resource": "arn:aws:apigateway:eu-west-1::/tags/arn:aws:apigateway:eu-west-1::/apis/a1b2c3d4e5" },
    { "Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:eu-west-1:111122223333:topic/alerts/arn:aws:iot:eu-west-1:111122223333:thing/pump-7" },
    { "Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::111122223333:user/\${aws:username}" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::accesspoint/reports/*" }
  ]
}
`,
    },
    {
      name: "the endings of other buckets in the key of an object, behind a wildcard and inside a name",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/logs--euw1-az1--x-s3", "arn:aws:s3:::*--x-s3", "arn:aws:s3:::reports-*-s3alias"] },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::logs--x-s3-copies/*", "arn:aws:s3:::logs-s3aliases/*", "arn:aws:s3:::\${bucket}--x-s3/*"] },
    { "Effect": "Allow", "Action": "s3express:CreateSession", "Resource": "arn:aws:s3express:eu-west-1:111122223333:bucket/logs--euw1-az1--x-s3" }
  ]
}
`,
    },
    {
      name: "short ARNs of which nobody knows what is meant",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::111122223333/app" },
  { "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws::111122223333:*" },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws::111122223333:reports/*" }
] }
`,
    },
    {
      name: "Regions of their own partition, and names with commas",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ssm:GetParameter", "s3:GetObject"],
      "Resource": [
        "arn:aws-us-gov:ssm:us-gov-east-1:111122223333:parameter/app",
        "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/app",
        "arn:*:ssm:us-gov-west-1:111122223333:parameter/app",
        "arn:aws:ssm:us-*:111122223333:parameter/app",
        "arn:aws:s3:::reports/a,b, c/*"
      ]
    }
  ]
}
`,
    },
    {
      name: "every ARN of IAM, wildcards in the place of a Region, and what a resource-based policy names",
      policy: `
{
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": ["arn:aws:iam::111122223333:*", "arn:aws:iam:*:*:role/a", "arn:aws:iam::*:role*"] }
  ]
}
`,
    },
    {
      name: "every ARN of a Region in the policy of an endpoint, which takes it",
      kind: "vpc-endpoint",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:*:eu-west-1:111122223333:*" }
  ]
}
`,
    },
    {
      name: "services and a partition of a program's own",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["store:GetCheckout", "store:HeadFiles"], "Resource": "arn:lab:store:\${stage}:*:checkout/*" },
    { "Effect": "Allow", "Action": "store:PostSearch", "Resource": "arn:lab:store:\${stage}:*:query" }
  ]
}
`,
    },
    {
      name: "ARNs of all shapes",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["*", "arn:aws:s3:::reports/*", "arn:aws-us-gov:s3:::x", "arn:*:s3:::x", "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:s3:us-east-1:111122223333:accesspoint/x"]
    }
  ]
}
`,
    },
    {
      name: "wildcards in the account, and words in its place",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:sqs:*:*:jobs", "arn:aws:sqs:us-east-1:1111*:jobs", "arn:aws:sqs:us-east-1:ACCOUNT_ID:jobs"]
    }
  ]
}
`,
    },
    {
      name: "fewer fields in an identity policy, where AWS fills them up",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:sqs", "arn:aws:s3:us-east-1", "arn:aws:*"]
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
      "Action": "s3:GetObject",
      "Resource": ["\${bucket_arn}/*", "arn:\${partition}:s3:::x", "arn:aws:sqs:\${region}:12:x", "<bucket-arn>", "[BUCKET_ARN]", "BUCKET_ARN", "\${aws:username}"]
    }
  ]
}
`,
    },
    {
      name: "forms of their own in the policies of some resources",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": ["execute-api:/prod/GET/*", "/111122223333/jobs"]
    }
  ]
}
`,
    },
    {
      name: "the same forms where the place says that it is a resource's policy and its principal is missing",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/GET/*" }]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes the word for a role",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333/app" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/app" }
] }
`,
    },
    {
      name: "writes the service of an IAM ARN",
      title: "Replace with 'arn:aws:iam::111122223333:policy/app'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws::111122223333:policy/app" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws:iam::111122223333:policy/app" }
] }
`,
    },
    {
      name: "takes the white space out",
      title: "Remove the white space",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1: 111122223333:table/orders" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/orders" }
  ]
}
`,
    },
    {
      name: "takes the white space from the end",
      title: "Remove the white space",
      before: reading("arn:aws:s3:::reports/* "),
      after: reading("arn:aws:s3:::reports/*"),
    },
    {
      name: "takes the Region out of an ARN of IAM",
      title: "Remove the Region",
      before: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:us-east-1:111122223333:role/app" }] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/app" }] }
`,
    },
    {
      name: "puts the colons of a bucket's ARN",
      title: "Replace with 'arn:aws:s3:::reports/*'",
      before: reading("arn:aws:s3::reports/*"),
      after: reading("arn:aws:s3:::reports/*"),
    },
    {
      name: "removes the blank",
      title: "Remove the white space",
      before: reading(" arn:aws:s3:::reports/*"),
      after: reading("arn:aws:s3:::reports/*"),
    },
    {
      name: "removes dashes from an account ID",
      title: "Replace with '111122223333'",
      before: reading("arn:aws:sqs:us-east-1:1111-2222-3333:jobs"),
      after: reading("arn:aws:sqs:us-east-1:111122223333:jobs"),
    },
    {
      name: "writes the service in lower case",
      title: "Replace 'S3' with 's3'",
      before: reading("arn:aws:S3:::reports"),
      after: reading("arn:aws:s3:::reports"),
    },
    {
      name: "corrects the partition",
      title: "Set the partition to 'aws'",
      before: reading("arn:asw:s3:::reports"),
      after: reading("arn:aws:s3:::reports"),
    },
    {
      name: "writes an object as its ARN",
      title: "Replace with 'arn:aws:s3:::reports/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "s3://reports/*" }]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}
`,
    },
    {
      name: "takes the ARN that stands inside",
      title: "Replace with 'arn:aws:s3:::reports/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::arn:aws:s3:::reports/*" }]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}
`,
    },
    {
      name: "writes the ARN of the bucket whose name stands there",
      title: "Replace with 'arn:aws:s3:::reports/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["reports/*"] }]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports/*"] }]
}
`,
    },
  ],
});

test("a wildcard in the service is told once of a list, and is an error only in what IAM keeps", () => {
  const found = (kind: PolicyKind, effect: string): readonly Finding[] =>
    findingsIn(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: effect, Action: "s3:GetObject", Resource: ["arn:aws:*:*:*:a*", "arn:aws:*:*:*:b*"] }],
      }),
      { kind, basis: kind === "scp" ? "stated" : "content", checks: [invalidArn] },
    );
  const told = (kind: PolicyKind, effect: string): readonly unknown[] =>
    found(kind, effect).map(({ severity, related }) => [severity, related?.length]);
  assert.deepEqual(told("identity", "Allow"), [["error", 1]]);
  assert.deepEqual(told("identity", "Deny"), [["warning", 1]]);
  assert.deepEqual(told("scp", "Deny"), [["warning", 1]]);
});
