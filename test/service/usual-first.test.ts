/** What somebody who writes policies every week expects at a cursor stands among the first of the list. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { usualActions } from "../../scripts/usual-actions.mjs";
import { valuesOfClaim } from "../../server/src/service/completion/claim-values.ts";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { OF_PROGRAMS } from "../../server/src/catalog/usual-actions.ts";
import { COMMON_KEYS, KEYS_OF_SERVICE } from "../../server/src/service/completion/usual-keys.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { questionAt, textWith } from "../support/completed.ts";
import { findingsIn } from "../support/found-in.ts";

const MARK = "<|>";
/** So many are seen without looking further down. */
const SEEN = 5;

function labelsIn(path: string, marked: string): readonly string[] {
  const document = readDocument({ path, languageId: undefined, text: marked.replace(MARK, "") }, undefined);
  const question = questionAt(marked.indexOf(MARK), { catalog: realCatalog() });
  return completeAt(document, question)?.items.map(({ label }) => label) ?? [];
}

const json = (members: string): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      ${members}\n    }\n  ]\n}\n`;
const encoded = (members: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{ ${members} }]\n  })\n}\n`;
const data = (members: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    ${members}\n  }\n}\n`;
const yaml = (members: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - ${members}\n`;

const IDENTITY = "identity-policy/a.json";
const TRUST = "trust/role.json";
const BUCKET = "bucket-policy/b.json";
const KEY = "key-policy/k.json";
const QUEUE = "queue-policy/q.json";
const SCP = "scp/s.json";
const RCP = "rcp/r.json";
const ENDPOINT = "vpc-endpoint/e.json";

const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const federated = (provider: string, condition: string): string =>
  json(
    `"Effect": "Allow", "Principal": { "Federated": "${provider}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { ${condition} }`,
  );
const allowed = (action: string, rest: string): string => json(`"Effect": "Allow", "Action": "${action}", ${rest}`);

const ROWS: readonly (readonly [title: string, path: string, marked: string, wanted: readonly string[]])[] = [
  [
    "items of a table before the table itself",
    IDENTITY,
    json(`"Effect": "Allow", "Action": "dynamodb:<|>", "Resource": "*"`),
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
  ],
  [
    "what a program logs with",
    IDENTITY,
    json(`"Effect": "Allow", "Action": ["logs:<|>"], "Resource": "*"`),
    ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  ],
  [
    "what pulls an image",
    "main.tf",
    data(`actions = ["ecr:<|>"]`),
    ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  ],
  [
    "objects before buckets",
    "main.tf",
    encoded(`Effect = "Allow", Action = ["s3:<|>"]`),
    ["s3:GetObject", "s3:PutObject"],
  ],
  ["in a template, too", "t.yaml", yaml(`Effect: Allow\n            Action: ssm:<|>`), ["ssm:GetParameter"]],
  [
    "of a service that nobody has put in order, what AWS's policies name",
    IDENTITY,
    json(`"Effect": "Allow", "Action": "rds:<|>", "Resource": "*"`),
    ["rds:DescribeDBInstances"],
  ],
  ["the actions of the bucket's service at once", BUCKET, json(`"Principal": "*", "Action": "<|>"`), ["s3:GetObject"]],
  ["those of a key", KEY, json(`"Action": ["<|>"], "Resource": "*"`), ["kms:Decrypt", "kms:GenerateDataKey"]],
  ["in the policy of a key, the key", KEY, json(`"Action": "kms:*", "Resource": "<|>"`), ["*"]],
  ["services that RCPs began with", RCP, json(`"Effect": "Deny", "Action": "<|>"`), ["s3:", "sts:", "kms:"]],
  ["everybody in an endpoint's policy", ENDPOINT, json(`"Principal": "<|>"`), ["*"]],
  [
    "to whom a role may be passed",
    IDENTITY,
    allowed("iam:PassRole", `"Resource": "*", "Condition": { "StringEquals": { "<|>" } }`),
    ["iam:PassedToService"],
  ],
  [
    "the folder in a bucket",
    IDENTITY,
    allowed("s3:ListBucket", `"Resource": "*", "Condition": { "StringLike": { "<|>" } }`),
    ["s3:prefix"],
  ],
  [
    "how an object is encrypted",
    BUCKET,
    json(`"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Condition": { "StringNotEquals": { "<|>" } }`),
    ["s3:x-amz-server-side-encryption"],
  ],
  [
    "what an instance is",
    IDENTITY,
    allowed("ec2:RunInstances", `"Resource": "*", "Condition": { "StringEquals": { "<|>" } }`),
    ["ec2:InstanceType", "aws:RequestTag/${TagKey}"],
  ],
  [
    "the Region in an SCP",
    SCP,
    json(`"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "<|>" } }`),
    ["aws:RequestedRegion"],
  ],
  [
    "the organization in an RCP",
    RCP,
    json(
      `"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "<|>" } }`,
    ),
    ["aws:PrincipalOrgID"],
  ],
  [
    "who and what is behind an endpoint",
    ENDPOINT,
    json(
      `"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "<|>" } }`,
    ),
    ["aws:PrincipalOrgID", "aws:ResourceOrgID"],
  ],
  [
    "the external ID of another account",
    TRUST,
    json(
      `"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "<|>" } }`,
    ),
    ["sts:ExternalId"],
  ],
  [
    "the claims of a provider, in a statement on one line",
    TRUST,
    federated(GITHUB, `"StringEquals": { "<|>" }`),
    ["token.actions.githubusercontent.com:aud", "token.actions.githubusercontent.com:sub"],
  ],
  [
    "any workflow of a repository, where a wildcard is one",
    TRUST,
    federated(GITHUB, `"StringLike": { "token.actions.githubusercontent.com:sub": "<|>" }`),
    ["repo:my-org/my-repo:ref:refs/heads/main", "repo:my-org/my-repo:*"],
  ],
  [
    "a service account of Kubernetes",
    TRUST,
    federated(`arn:aws:iam::111122223333:oidc-provider/${EKS}`, `"StringEquals": { "${EKS}:sub": "<|>" }`),
    ["system:serviceaccount:namespace:service-account"],
  ],
  [
    "what denies the unencrypted",
    BUCKET,
    json(
      `"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": { "Bool": { "aws:SecureTransport": "<|>" } }`,
    ),
    ["false"],
  ],
  [
    "the topics that a queue hears of",
    QUEUE,
    json(
      `"Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "<|>" } }`,
    ),
    ["arn:aws:sns:*:111122223333:topic"],
  ],
  [
    "the topic that the module makes",
    "main.tf",
    data(
      `actions = ["sqs:SendMessage"]\n    resources = ["*"]\n    principals {\n      type = "Service"\n      identifiers = ["sns.amazonaws.com"]\n    }\n    condition {\n      test = "ArnLike"\n      variable = "aws:SourceArn"\n      values = [<|>]\n    }`,
    ) + `resource "aws_sns_topic" "news" {}\nresource "aws_sqs_queue" "jobs" {}\n`,
    ["aws_sns_topic.news.arn", "arn:aws:sns:*:111122223333:topic"],
  ],
  [
    "a role of each account in an SCP",
    SCP,
    json(
      `"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "<|>" } }`,
    ),
    ["arn:aws:iam::*:role/role"],
  ],
];

describe("among the first of the list", () => {
  for (const [title, path, marked, wanted] of ROWS) {
    test(title, () => {
      const labels = labelsIn(path, marked);
      const missing = wanted.filter((label) => !labels.slice(0, SEEN).includes(label));
      assert.deepEqual(missing, [], labels.slice(0, 2 * SEEN).join(", "));
    });
  }
});

describe("what a template makes is offered first", () => {
  const made = (resource: string, action: string): string =>
    yaml(`Effect: Allow\n            Action: ${action}\n            Resource: ${resource}`).replace(
      "Resources:\n",
      "Resources:\n  Reports:\n    Type: AWS::S3::Bucket\n  Jobs:\n    Type: AWS::SQS::Queue\n  News:\n    Type: AWS::SNS::Topic\n  App:\n    Type: AWS::IAM::Role\n  Log:\n    Type: AWS::Logs::LogGroup\n",
    );
  const rows: readonly (readonly [action: string, typed: string, label: string, written: string])[] = [
    ["s3:ListBucket", MARK, "!GetAtt Reports.Arn", "!GetAtt Reports.Arn"],
    ["s3:GetObject", MARK, "!Sub ${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["s3:GetObject", `"${MARK}"`, "!Sub ${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["s3:GetObject", `Rep${MARK}`, "!Sub ${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["s3:GetObject", `!Sub ${MARK}`, "${Reports.Arn}/*", "!Sub ${Reports.Arn}/*"],
    ["s3:GetObject", `!Sub "${MARK}"`, "${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["s3:GetObject", `!Sub "\${Rep${MARK}"`, "${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["s3:GetObject", `!Sub "\${Reports.${MARK}}"`, "${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["sqs:SendMessage", `!${MARK}`, "!GetAtt Jobs.Arn", "!GetAtt Jobs.Arn"],
    ["sqs:SendMessage", `!Get${MARK}`, "!GetAtt Jobs.Arn", "!GetAtt Jobs.Arn"],
    ["sqs:SendMessage", `[!Get${MARK}]`, "!GetAtt Jobs.Arn", "[!GetAtt Jobs.Arn]"],
    ["s3:GetObject", `!Su${MARK}`, "!Sub ${Reports.Arn}/*", '!Sub "${Reports.Arn}/*"'],
    ["sqs:SendMessage", `!GetAtt ${MARK}`, "!GetAtt Jobs.Arn", "!GetAtt Jobs.Arn"],
    ["sqs:SendMessage", `[${MARK}]`, "!GetAtt Jobs.Arn", "[!GetAtt Jobs.Arn]"],
    ["sns:Publish", MARK, "!Ref News", "!Ref News"],
    ["iam:PassRole", MARK, "!GetAtt App.Arn", "!GetAtt App.Arn"],
    // Its ARN ends in what stands for its streams.
    ["logs:PutLogEvents", MARK, "!GetAtt Log.Arn", "!GetAtt Log.Arn"],
  ];
  for (const [action, typed, label, written] of rows) {
    test(`${action} at ${typed}`, () => {
      const marked = made(typed, action);
      const text = marked.replace(MARK, "");
      const document = readDocument({ path: "t.yaml", languageId: undefined, text }, undefined);
      const items = completeAt(document, questionAt(marked.indexOf(MARK), { catalog: realCatalog() }))?.items ?? [];
      const [first] = items;
      assert.equal(first?.label, label, items.map((item) => item.label).join(", "));
      const after = textWith(text, first).replace(MARK, "");
      assert.equal(after, made(written, action));
      assert.deepEqual(findingsIn("t.yaml", after), []);
    });
  }
});

test("a service asks for a bucket, and not for an object in it", () => {
  const marked =
    data(
      `actions = ["sqs:SendMessage"]\n    resources = ["*"]\n    principals {\n      type = "Service"\n      identifiers = ["s3.amazonaws.com"]\n    }\n    condition {\n      test = "ArnLike"\n      variable = "aws:SourceArn"\n      values = ["<|>"]\n    }`,
    ) + `resource "aws_s3_bucket" "inbox" {}\nresource "aws_sqs_queue" "jobs" {}\n`;
  const made = labelsIn("main.tf", marked).filter((label) => /aws_/.test(label));
  assert.deepEqual(made, ["aws_s3_bucket.inbox.arn"]);
});

describe("the tables behind it", () => {
  test("name actions that there are, each once", () => {
    for (const [prefix, text] of Object.entries(OF_PROGRAMS)) {
      const names = text.split(" ");
      const known = realCatalog().service(prefix)?.actionNames ?? [];
      assert.deepEqual(
        names.filter((name) => !known.includes(name)),
        [],
        prefix,
      );
      assert.equal(new Set(names).size, names.length, prefix);
    }
  });

  test("name condition keys that there are", () => {
    const names = [...Object.values(KEYS_OF_SERVICE).flat(), ...COMMON_KEYS];
    assert.deepEqual(
      names.filter((name) => realCatalog().conditionKey(name)?.name !== name),
      [],
    );
  });

  test("have subjects in which nothing is found to be impossible", () => {
    const hosts = [
      "token.actions.githubusercontent.com",
      "gitlab.com",
      "app.terraform.io",
      "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
    ];
    for (const host of hosts) {
      const [audience] = valuesOfClaim(`${host}:aud`, false).map(plainText);
      assert.ok(audience !== undefined);
      for (const subject of valuesOfClaim(`${host}:sub`, true).map(plainText)) {
        const isWild = subject.includes("*");
        const conditions = [
          `"StringEquals": { "${host}:aud": "${audience}"${isWild ? "" : `, "${host}:sub": "${subject}"`} }`,
          ...(isWild ? [`"StringLike": { "${host}:sub": "${subject}" }`] : []),
        ];
        const policy = federated(`arn:aws:iam::111122223333:oidc-provider/${host}`, conditions.join(", "));
        assert.deepEqual(findingsIn(TRUST, policy), [], policy);
      }
    }
  });

  test("are counted by policy, not by statement, and patterns are left out", () => {
    const document = (...actions: readonly string[]): { readonly document: { readonly Statement: unknown } } => ({
      document: { Statement: actions.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })) },
    });
    const policies = [
      ...Array.from({ length: 5 }, () => document("s3:GetObject", "S3:getobject", "s3:List*")),
      ...Array.from({ length: 6 }, () => document("s3:PutObject")),
      document("s3:DeleteObject", "sqs:SendMessage"),
    ];
    const names: Readonly<Record<string, readonly string[]>> = { s3: ["DeleteObject", "GetObject", "PutObject"] };
    assert.deepEqual(
      usualActions(policies, (prefix) => names[prefix] ?? []),
      { s3: ["PutObject", "GetObject"] },
    );
  });
});
