/** Places within a file where a policy belongs and none is yet: what is offered there, and what becomes of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { POLICY_STARTS } from "../../server/src/service/completion/whole-policies.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf, questionAt } from "../support/completed.ts";
import { findingsIn } from "../support/found-in.ts";
import { MARK, offeredAt, taken } from "../support/offered.ts";
import { eighthOf } from "../support/searching.ts";

const resource = (type: string, argument: string, rest = ""): string =>
  `resource "${type}" "x" {\n  name = "x"\n  ${argument} = ${rest}\n}\n`;
const data = (rest: string): string => `data "aws_iam_policy_document" "d" {${rest}}\n`;
const template = (type: string, rest: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  R:\n    Type: ${type}\n    Properties:\n${rest}\n`;
const jsonTemplate = (rest: string): string =>
  `{\n  "Resources": {\n    "R": {\n      "Type": "AWS::IAM::Role",\n      "Properties": {\n        "AssumeRolePolicyDocument": ${rest}\n      }\n    }\n  }\n}\n`;
const serverless = (rest: string): string => `service: orders\nprovider:\n  name: aws\n${rest}\n`;

/** The kind that the place says, and the service whose resource it is; `all` where nobody says the kind. */
const PLACES: readonly (readonly [path: string, marked: string, offered: readonly string[]])[] = [
  ["a.tf", resource("aws_iam_policy", "policy", MARK), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `Iden${MARK}`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode(${MARK})`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode( ${MARK} )`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode(Ide${MARK})`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode({${MARK}})`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode({ ${MARK} })`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode({\n    ${MARK}\n  })`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `jsonencode({\n${MARK}\n  })`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `<<EOF\n${MARK}\nEOF`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `<<EOF\n{${MARK}}\nEOF`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `<<-EOF\n    {\n      ${MARK}\n    }\n  EOF`), ["identity"]],
  ["a.tf", resource("aws_iam_policy", "policy", `<<-EOF\n\n    ${MARK}\n  EOF`), ["identity"]],
  ["a.tf", resource("aws_iot_policy", "policy", `<<EOF\n${MARK}\nEOF`), ["iot"]],
  ["a.tf", resource("aws_iam_role", "assume_role_policy", MARK), ["trust"]],
  ["a.json", jsonTemplate(`{${MARK}}`), ["trust"]],
  ["a.json", jsonTemplate(`{ ${MARK} }`), ["trust"]],
  ["a.json", jsonTemplate(`{\n          ${MARK}\n        }`), ["trust"]],
  ["bucket-policy.json", MARK, ["resource", "s3"]],
  ["key-policy.json", `{\n  ${MARK}\n}\n`, ["resource", "kms"]],
  ["bucket-policy.json", `\n{${MARK}}\n`, ["resource", "s3"]],
  ["queue-policy.json", MARK, ["resource", "sqs"]],
  ["topic-policy.json", MARK, ["resource", "sns"]],
  ["ecr-repository-policy.json", MARK, ["resource", "ecr"]],
  ["scp.json", MARK, ["scp"]],
  ["rcp.json", MARK, ["rcp"]],
  ["permissions-boundary.json", MARK, ["boundary"]],
  ["vpc-endpoint-policy.json", MARK, ["vpc-endpoint"]],
  ["secret-policy.json", MARK, ["all"]],
  ["lambda-policy.json", MARK, ["all"]],
  ["registry-policy.json", MARK, ["all"]],
  ["a.tf", resource("aws_ecr_registry_policy", "policy", MARK), ["resource", "none"]],
  ["a.tf", resource("aws_secretsmanager_secret_policy", "policy", MARK), ["resource", "secretsmanager"]],
  ["a.tf", resource("aws_sqs_queue_policy", "policy", MARK), ["resource", "sqs"]],
  ["a.yaml", template("AWS::ECR::RegistryPolicy", `      PolicyText:\n        ${MARK}`), ["resource", "none"]],
  ["deploy-permissions.json", MARK, ["all"]],
  ["a.tf", resource("aws_s3_bucket_policy", "policy", MARK), ["resource", "s3"]],
  ["a.tf", resource("aws_vpc_endpoint", "policy", MARK), ["vpc-endpoint"]],
  ["a.tf", resource("aws_organizations_policy", "content", MARK), ["scp"]],
  [
    "a.tf",
    `resource "aws_organizations_policy" "x" {\n  type    = "RESOURCE_CONTROL_POLICY"\n  content = ${MARK}\n}\n`,
    ["rcp"],
  ],
  ["a.tf", `resource "aws_iam_role" "r" {\n  inline_policy {\n    policy = ${MARK}\n  }\n}\n`, ["identity"]],
  ["a.tf", `module "m" {\n  bucket_policy = jsonencode(${MARK})\n}\n`, ["all"]],
  ["a.tf", data(MARK), ["all"]],
  ["a.tf", data(`\n  ${MARK}\n`), ["all"]],
  ["a.tf", data(`\n  Trust${MARK}\n`), ["all"]],
  [
    "a.tf",
    `${data(`\n  ${MARK}\n`)}resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`,
    ["trust"],
  ],
  ["a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument:${MARK}`), ["identity"]],
  ["a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument: ${MARK}`), ["identity"]],
  ["a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument: Id${MARK}`), ["identity"]],
  ["a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument:\n      ${MARK}`), ["identity"]],
  ["a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument:\n        ${MARK}`), ["identity"]],
  [
    "a.yaml",
    template("AWS::IAM::ManagedPolicy", `      PolicyDocument:\n          Id${MARK}\n      Path: /`),
    ["identity"],
  ],
  ["a.yaml", template("AWS::IAM::Role", `      AssumeRolePolicyDocument:\n        ${MARK}`), ["trust"]],
  ["a.yaml", template("AWS::KMS::Key", `      KeyPolicy:\n        ${MARK}`), ["resource", "kms"]],
  [
    "a.yaml",
    template("AWS::S3::BucketPolicy", `      PolicyDocument:\n        ${MARK}\n      Bucket: amzn-s3-demo-bucket`),
    ["resource", "s3"],
  ],
  ["a.yaml", template("AWS::EC2::VPCEndpoint", `      PolicyDocument:\n        ${MARK}`), ["vpc-endpoint"]],
  [
    "a.yaml",
    template(
      "AWS::IAM::Role",
      `      Policies:\n        - PolicyName: x\n          PolicyDocument:\n            ${MARK}`,
    ),
    ["identity"],
  ],
  [
    "a.yaml",
    template("AWS::IAM::Role", `      Policies:\n      - PolicyDocument:\n          ${MARK}\n        PolicyName: x`),
    ["identity"],
  ],
  ["serverless.yml", serverless(`  iam:\n    role:\n      statements:\n        ${MARK}`), ["identity"]],
  ["serverless.yml", serverless(`  iamRoleStatements:${MARK}`), ["identity"]],
];

describe("where a policy belongs, whole ones are offered", () => {
  for (const [number, [path, marked, [kind, service]]] of PLACES.entries()) {
    test(marked, () => {
      const text = marked.replace(MARK, "");
      const ofKind = POLICY_STARTS.filter((start) => kind === "all" || start.kind === kind);
      const starts = ofKind.filter((start) => service === undefined || (start.service ?? service) === service);
      const items = offeredAt(path, marked).filter((item) => item.kind === "policy");
      assert.deepEqual(
        items.map(({ label }) => label),
        starts.map(({ label }) => label),
      );
      for (const item of eighthOf(items, number)) {
        const after = applyEdits(text, editsOf(item));
        const { policies } = readDocument({ path, languageId: undefined, text: after }, undefined);
        assert.deepEqual([policies.length, policies[0]?.site.broken], [1, false], after);
        // Which kind a document is for is said by what uses it.
        if (kind !== "all") assert.deepEqual(findingsIn(path, after), [], after);
      }
    });
  }
});

describe("none is offered", () => {
  for (const [name, path, marked] of [
    ["in other arguments", "a.tf", resource("aws_iam_policy", "description", MARK)],
    ["in documents of another language", "a.tf", resource("aws_sns_topic_subscription", "filter_policy", MARK)],
    ["in what is encoded for something else", "a.tf", `module "m" {\n  settings = jsonencode(${MARK})\n}\n`],
    ["where a policy is begun", "a.tf", data(`\n  statement {\n  }\n  ${MARK}\n`)],
    ["in a comment", "a.tf", `# ${MARK}\n`],
    ["between braces of anything", "settings.json", `{${MARK}}`],
    ["in a heredoc of another language", "a.tf", resource("aws_iam_policy", "description", `<<EOF\n${MARK}\nEOF`)],
    ["in a heredoc that says something", "a.tf", resource("aws_iam_policy", "policy", `<<EOF\nx y\n${MARK}\nEOF`)],
    ["beside an interpolation", "a.tf", resource("aws_iam_policy", "policy", `<<EOF\n\${var.p}${MARK}\nEOF`)],
    ["between blocks of Terragrunt", "a.hcl", `${data("")}\n${MARK}\n`],
    ["in other properties", "a.yaml", template("AWS::IAM::ManagedPolicy", `      Description: ${MARK}`)],
    [
      "of a property with a value",
      "a.yaml",
      template("AWS::IAM::ManagedPolicy", `      PolicyDocument:\n      ${MARK}\n        Version: x`),
    ],
    [
      "of a type that has no such property",
      "a.yaml",
      template("AWS::S3::Bucket", `      PolicyDocument:\n        ${MARK}`),
    ],
    ["in a file of something else", "a.yaml", `spec:\n  PolicyDocument:\n    ${MARK}\n`],
    [
      "of a property that takes a single statement",
      "a.yaml",
      template("AWS::Events::EventBusPolicy", `      Statement:\n        ${MARK}`),
    ],
    [
      "of the same in JSON",
      "a.json",
      `{ "Resources": { "R": { "Type": "AWS::Events::EventBusPolicy", "Properties": { "Statement": {${MARK}} } } } }`,
    ],
    ["behind a text", "a.yaml", template("AWS::IAM::ManagedPolicy", `      PolicyDocument: !Ref ${MARK}`)],
  ] as const) {
    test(name, () =>
      assert.deepEqual(
        offeredAt(path, marked).filter(({ kind }) => kind === "policy"),
        [],
      ),
    );
  }
});

describe("how it is written", () => {
  for (const [name, path, marked, label, after] of [
    [
      "an argument becomes a call of jsonencode",
      "a.tf",
      resource("aws_iam_role", "assume_role_policy", MARK),
      "Trust policy for an AWS service",
      resource(
        "aws_iam_role",
        "assume_role_policy",
        'jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect = "Allow"\n      Principal = {\n        Service = "<|>lambda.amazonaws.com"\n      }\n      Action = "sts:AssumeRole"\n    }]\n  })',
      ),
    ],
    [
      "a data source becomes its statements",
      "a.tf",
      data(MARK),
      "Bucket policy that requires TLS",
      data(
        '\n  statement {\n    sid       = "DenyWithoutTls"\n    effect    = "Deny"\n    actions   = ["s3:*"]\n    resources = ["arn:aws:s3:::<|>amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"]\n\n    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n\n    condition {\n      test     = "Bool"\n      variable = "aws:SecureTransport"\n      values   = ["false"]\n    }\n  }\n',
      ),
    ],
    [
      "between braces on lines of their own, only members are written",
      "trust-policy.json",
      `{\n\t${MARK}\n}`,
      "Trust policy for an AWS service",
      '{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t{\n\t\t\t"Effect": "Allow",\n\t\t\t"Principal": {\n\t\t\t\t"Service": "<|>lambda.amazonaws.com"\n\t\t\t},\n\t\t\t"Action": "sts:AssumeRole"\n\t\t}\n\t]\n}',
    ],
    [
      "and nothing is left before the brace",
      "trust-policy.json",
      `\n\n  ${MARK}\n`,
      "Trust policy for an AWS service",
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Principal": {\n        "Service": "<|>lambda.amazonaws.com"\n      },\n      "Action": "sts:AssumeRole"\n    }\n  ]\n}\n',
    ],
    [
      "a heredoc gets JSON",
      "a.tf",
      resource("aws_iam_policy", "policy", `<<EOF\n${MARK}\nEOF`),
      "Identity policy",
      resource(
        "aws_iam_policy",
        "policy",
        '<<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": ["s3:GetObject"],\n      "Resource": ["arn:aws:s3:::<|>amzn-s3-demo-bucket/*"]\n    }\n  ]\n}\nEOF',
      ),
    ],
    [
      "in which Terraform fills nothing in",
      "a.tf",
      resource("aws_iot_policy", "policy", `<<EOF\n{${MARK}}\nEOF`),
      "AWS IoT Core policy",
      resource(
        "aws_iot_policy",
        "policy",
        '<<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": ["iot:Connect"],\n      "Resource": ["arn:aws:iot:<|>us-east-1:111122223333:client/$${iot:Connection.Thing.ThingName}"],\n      "Condition": {\n        "Bool": {\n          "iot:Connection.Thing.IsAttached": "true"\n        }\n      }\n    },\n    {\n      "Effect": "Allow",\n      "Action": ["iot:Publish"],\n      "Resource": ["arn:aws:iot:us-east-1:111122223333:topic/$${iot:Connection.Thing.ThingName}/*"]\n    }\n  ]\n}\nEOF',
      ),
    ],
    [
      "a statement of a data source",
      "a.tf",
      data(`\n  st${MARK}\n`),
      "statement",
      data('\n  statement {\n    actions   = ["<|>"]\n    resources = [""]\n  }\n'),
    ],
    [
      "another one",
      "a.tf",
      data(`\n  statement {\n    actions = ["s3:*"]\n  }\n  ${MARK}\n`),
      "statement",
      data(
        '\n  statement {\n    actions = ["s3:*"]\n  }\n  statement {\n    actions   = ["<|>"]\n    resources = [""]\n  }\n',
      ),
    ],
    [
      "a document of the file",
      "a.tf",
      `${data('\n  statement {\n    actions = ["s3:*"]\n  }\n')}${resource("aws_iam_policy", "policy", MARK)}`,
      "data.aws_iam_policy_document.d.json",
      `${data('\n  statement {\n    actions = ["s3:*"]\n  }\n')}${resource("aws_iam_policy", "policy", "data.aws_iam_policy_document.d.json<|>")}`,
    ],
    [
      "behind a colon with a blank",
      "a.yaml",
      template("AWS::IAM::ManagedPolicy", `      PolicyDocument: ${MARK}`),
      "Identity policy",
      template(
        "AWS::IAM::ManagedPolicy",
        '      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: [s3:GetObject]\n            Resource: [arn:aws:s3:::<|>amzn-s3-demo-bucket/*]',
      ),
    ],
    [
      "in the column of its name it is indented",
      "a.yaml",
      template("AWS::IAM::ManagedPolicy", `      PolicyDocument:\n      ${MARK}`),
      "Version",
      template(
        "AWS::IAM::ManagedPolicy",
        '      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - <|>',
      ),
    ],
    [
      "statements alone",
      "serverless.yml",
      serverless(`  iamRoleStatements:\n    ${MARK}`),
      "Identity policy",
      serverless(
        "  iamRoleStatements:\n    - Effect: Allow\n      Action: [s3:GetObject]\n      Resource: [arn:aws:s3:::<|>amzn-s3-demo-bucket/*]",
      ),
    ],
  ] as const) {
    test(name, () => assert.equal(taken(path, marked, label), after));
  }
});

describe("behind what is finished, the next is offered to whoever asks", () => {
  const bucket = "bucket-policy/a.json";
  for (const [path, marked, label, after] of [
    [bucket, `{"Version": "2012-10-17"${MARK}}`, "Id", '{"Version": "2012-10-17", "Id": "<|>"}'],
    [bucket, `{\n  "Version": "2012-10-17"${MARK}\n}`, "Id", '{\n  "Version": "2012-10-17",\n  "Id": "<|>"\n}'],
    [
      bucket,
      `{"Version": "2012-10-17"${MARK}, "Statement": []}`,
      "Id",
      '{"Version": "2012-10-17", "Id": "<|>", "Statement": []}',
    ],
    [
      bucket,
      `{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"${MARK}]}]}`,
      "s3:",
      '{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:<|>"]}]}',
    ],
    [
      "a.tf",
      resource("aws_s3_bucket_policy", "policy", `jsonencode({ Version = "2012-10-17"${MARK} })`),
      "Id",
      resource("aws_s3_bucket_policy", "policy", 'jsonencode({ Version = "2012-10-17", Id = "<|>" })'),
    ],
    [
      "a.tf",
      resource("aws_s3_bucket_policy", "policy", `jsonencode({\n    Version = "2012-10-17"${MARK}\n  })`),
      "Id",
      resource("aws_s3_bucket_policy", "policy", 'jsonencode({\n    Version = "2012-10-17"\n    Id = "<|>"\n  })'),
    ],
    [
      "a.yaml",
      template(
        "AWS::IAM::ManagedPolicy",
        `      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n          ${MARK}`,
      ),
      "Sid",
      template(
        "AWS::IAM::ManagedPolicy",
        '      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Sid: <|>',
      ),
    ],
    [
      "a.yaml",
      template(
        "AWS::IAM::ManagedPolicy",
        `      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Action:\n              - s3:GetObject\n              Si${MARK}`,
      ),
      "Sid",
      template(
        "AWS::IAM::ManagedPolicy",
        '      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Action:\n              - s3:GetObject\n            Sid: <|>',
      ),
    ],
  ] as const) {
    test(marked, () => assert.equal(taken(path, marked, label), after));
  }

  test("but not because a sign was typed that ends a text", () => {
    const text = '{"Version": "2012-10-17"}';
    const document = readDocument({ path: bucket, languageId: undefined, text }, undefined);
    const question = { ...questionAt(text.length - 1), afterSign: true };
    assert.deepEqual(completeAt(document, question)?.items.filter(({ kind }) => kind === "element") ?? [], []);
  });
});

describe("a policy of a template in JSON that has no Statement yet gets one", () => {
  for (const [begun, label, after] of [
    [`{ "Version": "2012-10-17", ${MARK} }`, "Statement", `{ "Version": "2012-10-17", "Statement": [{ ${MARK} }] }`],
    [
      `{ "Version": "2012-10-17", "State${MARK}" }`,
      "Statement",
      `{ "Version": "2012-10-17", "Statement": [{ ${MARK} }] }`,
    ],
    [`{ "Ver${MARK}" }`, "Version", `{ "Version": "2012-10-17"${MARK} }`],
    [`{ "Version": "2012-10-17", ${MARK} }`, "Version", undefined],
    [`{ ${MARK}"Version": "2012-10-17" }`, "Version", undefined],
    [`{ "Comment": "x", ${MARK} }`, "Statement", undefined],
  ] as const) {
    test(`${label} in ${begun}`, () =>
      assert.equal(taken("a.json", jsonTemplate(begun), label), after && jsonTemplate(after)));
  }
});
