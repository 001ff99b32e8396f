import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deadEntry } from "../../server/src/checks/rules/dead-entry.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(deadEntry, {
  fires: [
    {
      name: "principals that the conditions leave nothing",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333", "444455556666"], "Service": "ec2.amazonaws.com" },
                                                                         ^^^^^^^^^^^^^^^^^^^ dead-entry: No request of 'ec2.amazonaws.com' meets the condition on 'aws:PrincipalOrgID', so this entry has no effect. A request has 'aws:PrincipalOrgID' only if neither an AWS service nor an anonymous caller makes it. Move it to its own statement, or remove it. (AWS data of 2026-01-31)
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-aaaaaaaaaa", "aws:PrincipalAccount": "111122223333" } }
    },
    {
      "Effect": "Allow",
      "Principal": { "Federated": ["arn:aws:iam::111122223333:oidc-provider/one.example.com", "arn:aws:iam::111122223333:oidc-provider/two.example.com"] },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dead-entry: No request of 'arn:aws:iam::111122223333:oidc-provider/one.example.com' meets the condition on 'two.example.com:sub', so this entry has no effect. 'two.example.com:sub' is a claim of another identity provider than 'Principal' names. Move it to its own statement, or remove it. (AWS data of 2026-01-31)
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "two.example.com:sub": "ann" } }
    }
  ]
}
`,
    },
    {
      name: "a resource of another service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:us-east-1:111122223333:jobs"]
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dead-entry: No action of this statement acts on an SQS queue, so this entry has no effect. Add such an action, or remove the entry. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a value that another condition excludes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", "us-west-2"] }, "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }
                                                                            ^^^^^^^^^^^ dead-entry: Another condition on 'aws:RequestedRegion' rules out this value, so it has no effect. Change or remove it.
    }
  ]
}
`,
    },
    {
      name: "several actions that lack the same kind of resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"],
                 ^^^^^^^^^^^^^^ dead-entry: 's3:GetObject' and 's3:PutObject' do not act on any resource of this statement, so these entries have no effect. Add a resource that they act on, or remove the entries. (AWS data of 2026-01-31)
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "objects of actions that lack the key of the condition, of which another check tells",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "principals that all can have what is asked for",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333", "444455556666"], "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } }
    }
  ]
}
`,
    },
    {
      name: "entries that all count",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::reports"]
    }
  ]
}
`,
    },
    {
      name: "an entry that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "\${queue_arn}"]
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the entry out",
      title: "Remove 'arn:aws:sqs:us-east-1:111122223333:jobs'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:us-east-1:111122223333:jobs"]
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
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
    {
      name: "adds the objects of the bucket",
      title: "Add 'arn:aws:s3:::reports/*' to 'Resource'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::reports"
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
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
    {
      name: "adds the buckets of the objects, line by line",
      title: "Add 'arn:aws:s3:::reports' and 'arn:aws:s3:::invoices' to 'Resource'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Action": [
      "s3:GetObject",
      "s3:ListBucket"
    ],
    "Resource": [
      "arn:aws:s3:::reports/*",
      "arn:aws:s3:::invoices/2026/*"
    ]
  }
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Action": [
      "s3:GetObject",
      "s3:ListBucket"
    ],
    "Resource": [
      "arn:aws:s3:::reports/*",
      "arn:aws:s3:::invoices/2026/*",
      "arn:aws:s3:::reports",
      "arn:aws:s3:::invoices"
    ]
  }
}
`,
    },
    {
      name: "makes two statements of one",
      title: "Move 's3:ListBucket' to a new statement on 'arn:aws:s3:::reports'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::reports/*"
    },
    {
      "Sid": "Read2",
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
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
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject"],
      "Resource": "arn:aws:s3:::reports/*"
    },
    {
      "Sid": "Read3",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports"
    },
    {
      "Sid": "Read2",
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "makes a list of two statements",
      title: "Move 's3:GetObject' and 's3:PutObject' to a new statement on 'arn:aws:s3:::reports/*'",
      before: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::reports", "Condition": { "Bool": { "aws:SecureTransport": true } } } }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::reports", "Condition": { "Bool": { "aws:SecureTransport": true } } }, { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*", "Condition": { "Bool": { "aws:SecureTransport": true } } }] }
`,
    },
    {
      name: "takes a principal out, with its type",
      kind: "trust",
      title: "Remove 'ec2.amazonaws.com'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333", "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } }
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
      "Principal": { "AWS": "111122223333" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } }
    }
  ]
}
`,
    },
    {
      name: "takes a value out",
      title: "Remove 'us-west-2'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", "us-west-2"] }, "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }
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
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1"] }, "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }
    }
  ]
}
`,
    },
  ],
});

describe("actions on streams beside those on a table", () => {
  const READ = ["BatchGetItem", "GetRecords", "GetShardIterator", "Query", "GetItem", "Scan"];
  const rows: readonly (readonly [what: string, actions: readonly string[], told: number])[] = [
    ["as grantReadData of the AWS CDK writes them", [...READ, "ConditionCheckItem", "DescribeTable"], 0],
    ["as grantReadWriteData writes them", [...READ, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"], 0],
    ["with an action that no grant writes", [...READ, "DeleteTable"], 1],
    ["without the rest of the grant", ["GetItem", "GetRecords", "GetShardIterator"], 1],
  ];
  for (const [what, actions, told] of rows) {
    test(`${what}: ${told === 0 ? "silent" : "told"}`, () => {
      const Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
      const Statement = [{ Effect: "Allow", Action: actions.map((one) => `dynamodb:${one}`), Resource }];
      const found = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement }, null, 1), {
        kind: "identity",
        catalog: realCatalog(),
      });
      assert.equal(found.filter(({ code }) => code === "dead-entry").length, told);
    });
  }
});
