/**
 * What a fix writes into a module of Terraform or a template of CloudFormation is named by its own expression, where it makes
 * the thing: in the account of the request, with the variables that the caller's name tells, and never in a circle.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";
import { quarterOf } from "../../support/searching.ts";

const ROLE = `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({})
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}
`;
const TABLE = `resource "aws_dynamodb_table" "events" {\n  name = "events"\n}\n`;
const ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/events";
/** The queue's policy stands in the queue. */
const QUEUE = `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::111122223333:role/other"] }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:eu-west-1:111122223333:jobs"
    }]
  })
}
`;
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:111122223333:jobs";
const ONLY_ROLE = ROLE.slice(0, ROLE.indexOf('resource "aws_iam_role_policy"'));

/** A statement whose list a loop makes: its name means nothing beside it. */
const BUCKETS_OF_LOOP = `${ROLE.replace('"logs:PutLogEvents", Resource = "*"', '"s3:ListBucket", Resource = [for one in aws_s3_bucket.all : one.arn]')}resource "aws_s3_bucket" "all" {
  for_each = toset(["acme-logs", "acme-files"])
  bucket = each.value
}
`;
const SECRET = `resource "aws_secretsmanager_secret" "db" {\n  name = "prod/db"\n}\n`;
const SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db";

interface Row {
  readonly what: string;
  readonly module: string;
  readonly action: string;
  readonly resource: string;
  readonly layer?: string;
  readonly caller?: string;
  /** Which of the fixes. */
  readonly at?: number;
  /** What the first fix writes. */
  readonly writes: string;
}

const ROWS: readonly Row[] = [
  {
    what: "a table of the module",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: "= aws_dynamodb_table.events.arn",
  },
  {
    what: "one of the buckets that a list goes through",
    module: BUCKETS_OF_LOOP,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::acme-files/a.csv",
    writes: '= "${aws_s3_bucket.all["acme-files"].arn}/a.csv"',
  },
  {
    what: "a secret",
    module: ROLE + SECRET,
    action: "secretsmanager:GetSecretValue",
    resource: `${SECRET_ARN}-Ab12Cd`,
    writes: "= aws_secretsmanager_secret.db.arn",
  },
  {
    what: "a secret whose name may go on, without what AWS adds",
    module: ROLE + SECRET,
    action: "secretsmanager:GetSecretValue",
    resource: `${SECRET_ARN}-master`,
    writes: `= "${SECRET_ARN}-master"`,
  },
  {
    what: "an index of the table",
    module: ROLE + TABLE,
    action: "dynamodb:Query",
    resource: `${ARN}/index/by-day`,
    writes: '= "${aws_dynamodb_table.events.arn}/index/by-day"',
  },
  {
    what: "an index of the table that a statement refers to, once",
    module: `${ROLE.replace('"logs:PutLogEvents", Resource = "*"', '"dynamodb:Query", Resource = aws_dynamodb_table.events.arn')}${TABLE}`,
    action: "dynamodb:Query",
    resource: `${ARN}/index/by-day`,
    writes: '[aws_dynamodb_table.events.arn, "${aws_dynamodb_table.events.arn}/index/by-day"]',
  },
  {
    what: "the streams of a log group",
    module: `${ROLE}resource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`,
    action: "logs:CreateLogStream",
    resource: "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:one",
    writes: '"${aws_cloudwatch_log_group.app.arn}:*"',
  },
  {
    what: "a table of the name in another account",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: ARN.replace("111122223333", "444455556666"),
    writes: '= "arn:aws:dynamodb:eu-west-1:444455556666:table/events"',
  },
  {
    what: "a table that another provider makes",
    module: ROLE + TABLE.replace("}", "  provider = aws.backup\n}"),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "one of several tables",
    module: ROLE + TABLE.replace("}", "  count = 2\n}"),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "a table whose name begins with that of another",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: `${ARN}-old`,
    writes: `= "${ARN}-old"`,
  },
  {
    what: "a table that two resources may be",
    module: ROLE + TABLE + TABLE.replace('"events" {', '"again" {'),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "a table by the variable that the role's name tells",
    module: `variable "env" {}\n${(ROLE + TABLE).replace('"app"\n', '"${var.env}-app"\n').replace('"events"\n', '"${var.env}-events"\n')}`,
    action: "dynamodb:PutItem",
    resource: ARN.replace("events", "prod-events"),
    caller: "prod-app",
    writes: "= aws_dynamodb_table.events.arn",
  },
  {
    what: "a table of another environment than the role's",
    module: `variable "env" {}\n${(ROLE + TABLE).replace('"app"\n', '"${var.env}-app"\n').replace('"events"\n', '"${var.env}-events"\n')}`,
    action: "dynamodb:PutItem",
    resource: ARN.replace("events", "test-events"),
    caller: "prod-app",
    writes: `= "${ARN.replace("events", "test-events")}"`,
  },
  {
    what: "a role among the principals, as the message does",
    module: QUEUE + ONLY_ROLE,
    action: "sqs:SendMessage",
    resource: QUEUE_ARN,
    layer: "resource-based",
    writes: 'role/other", "arn:aws:iam::111122223333:role/app"]',
  },
  {
    what: "a bucket whose name stands in the place of its ARN",
    module: `${ROLE.replace('"logs:PutLogEvents", Resource = "*"', '"s3:PutObject", Resource = aws_s3_bucket.acme.id')}resource "aws_s3_bucket" "acme" {\n  bucket = "acme-files"\n}\n`,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::acme-files/a.csv",
    writes: ', Resource = "${aws_s3_bucket.acme.arn}/a.csv"',
  },
  {
    what: "a queue whose address stands in the place of its ARN",
    module: `${ROLE.replace('"logs:PutLogEvents", Resource = "*"', '"sqs:ReceiveMessage", Resource = aws_sqs_queue.jobs.id')}resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n`,
    action: "sqs:ReceiveMessage",
    resource: QUEUE_ARN,
    writes: ", Resource = aws_sqs_queue.jobs.arn }",
  },
  {
    what: "a secret whose name stands in the place of its ARN",
    module: `${ROLE.replace('"logs:PutLogEvents", Resource = "*"', '"secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.db.name')}${SECRET}`,
    action: "secretsmanager:GetSecretValue",
    resource: `${SECRET_ARN}-a1B2c3`,
    writes: ", Resource = aws_secretsmanager_secret.db.arn }",
  },
  {
    what: "a queue that is made after the role's own policy",
    module: `${ONLY_ROLE.replace("}\n", `  inline_policy {\n    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }] })\n  }\n}\n`)}locals {\n  role = aws_iam_role.app.arn\n}\n${QUEUE.replace('"arn:aws:iam::111122223333:role/other"', "local.role")}`,
    action: "sqs:ReceiveMessage",
    resource: QUEUE_ARN,
    writes: `Resource = "${QUEUE_ARN}"`,
  },
];

const template = (properties: string, more = ""): string => `Parameters:
  Env: { Type: String }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${Env}-app"
      Policies:
        - PolicyName: logs
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: logs:PutLogEvents
                Resource: "*"
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      ${properties}
${more}`;
const IN_TEMPLATE = { action: "dynamodb:PutItem", resource: ARN, caller: "prod-app" };

const TEMPLATE_ROWS: readonly Row[] = [
  {
    ...IN_TEMPLATE,
    what: "a table of the template",
    module: template("TableName: events"),
    writes: "Resource: !GetAtt Table.Arn\n",
  },
  {
    ...IN_TEMPLATE,
    what: "an index of a table by the parameter that the role's name tells",
    module: template('TableName: !Sub "${Env}-events"'),
    action: "dynamodb:Query",
    resource: ARN.replace("events", "prod-events/index/by-day"),
    writes: "!Sub ${Table.Arn}/index/by-day\n",
  },
  {
    what: "a version of a function, where what the statement refers to is made after the role",
    module: `Resources:
  Calc:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: calc, Role: !GetAtt Other.Arn }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: calc
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: lambda:InvokeFunction
                Resource: !GetAtt Calc.Arn
`,
    action: "lambda:InvokeFunction",
    resource: "arn:aws:lambda:eu-west-1:111122223333:function:calc:$LATEST",
    writes: "- !Sub ${Calc.Arn}:$LATEST\n",
  },
  {
    ...IN_TEMPLATE,
    what: "a table whose name stands in the place of its ARN",
    module: template("TableName: events").replace(
      'logs:PutLogEvents\n                Resource: "*"',
      "dynamodb:PutItem\n                Resource: !Ref Table",
    ),
    writes: "dynamodb:PutItem\n                Resource: !GetAtt Table.Arn\n",
  },
  {
    ...IN_TEMPLATE,
    what: "one table of another stack, where a statement is about all that the account has",
    module: template("TableName: events").replace(
      'logs:PutLogEvents\n                Resource: "*"',
      "dynamodb:DescribeTable\n                Resource: !Sub arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:*",
    ),
    resource: ARN.replace("events", "bills"),
    at: 1,
    writes: "Resource: !Sub arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/bills\n",
  },
  {
    ...IN_TEMPLATE,
    what: "a table of another stack",
    module: template('TableName: !Sub "${Env}-events"'),
    resource: ARN.replace("events", "test-events"),
    writes: `Resource: ${ARN.replace("events", "test-events")}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table of another account",
    module: template("TableName: events"),
    resource: ARN.replace("111122223333", "444455556666"),
    writes: `Resource: ${ARN.replace("111122223333", "444455556666")}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table that may be made after the role",
    module: template("TableName: events\n      Tags: [{ Key: by, Value: !GetAtt Role.Arn }]"),
    writes: `Resource: ${ARN}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table that is made after something that depends on the role",
    module: template(
      "TableName: events\n      KinesisStreamSpecification: { StreamArn: !GetAtt Stream.Arn }",
      "  Stream:\n    Type: AWS::Kinesis::Stream\n    DependsOn: [Role]\n    Properties: { ShardCount: 1 }\n",
    ),
    writes: `Resource: ${ARN}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table that is made after something of another sort",
    module: template(
      "TableName: events\n      KinesisStreamSpecification: { StreamArn: !GetAtt Stream.Arn }",
      "  Stream:\n    Type: AWS::Kinesis::Stream\n    DependsOn: Other\n    Properties: { ShardCount: 1 }\n",
    ),
    writes: "Resource: !GetAtt Table.Arn\n",
  },
  {
    what: "a key whose policy names the role that SAM makes for the function",
    module: `Transform: AWS::Serverless-2016-10-31
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: jobs
      KmsMasterKeyId: !Ref Key
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: !GetAtt ReaderRole.Arn }
            Action: kms:Decrypt
            Resource: "*"
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: logs:PutLogEvents
              Resource: "*"
`,
    action: "sqs:ReceiveMessage",
    resource: QUEUE_ARN,
    caller: "app-ReaderRole-1A2B3C4D5E6F",
    writes: `Resource: ${QUEUE_ARN}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table with a text that fills in nothing, of braces that nothing closes",
    module: template(`TableName: events\n      Tags: [{ Key: by, Value: !Sub "\${!by}${"${".repeat(30_000)}" }]`),
    writes: "Resource: !GetAtt Table.Arn\n",
  },
  {
    ...IN_TEMPLATE,
    what: "a table that only some stacks of the template have",
    module: template("TableName: events").replace(
      "DynamoDB::Table\n",
      "DynamoDB::Table\n    Condition: IsProduction\n",
    ),
    writes: `Resource: ${ARN}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "one of two tables of the name",
    module: template(
      "TableName: events",
      "  Again:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: events }\n",
    ),
    writes: `Resource: ${ARN}\n`,
  },
  {
    ...IN_TEMPLATE,
    what: "a table beside functions of SAM",
    module: template(
      "TableName: events",
      "  Reader:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: a.b }\n",
    ),
    writes: "Resource: !GetAtt Table.Arn\n",
  },
  {
    ...IN_TEMPLATE,
    what: "a table in a template without tags",
    module: template("TableName: events").replace(/!Sub (".*")/, '{ "Fn::Sub": $1 }'),
    writes: "Fn::GetAtt:",
  },
];

const IN_JSON = JSON.stringify({
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: "prod-app",
        Policies: [
          {
            PolicyName: "logs",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
            },
          },
        ],
      },
    },
    Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "events" } },
  },
});

describe("a fix names", () => {
  const rows = [
    ...ROWS.map((row) => ({ ...row, path: "main.tf" })),
    ...TEMPLATE_ROWS.map((row) => ({ ...row, path: "template.yaml" })),
    {
      ...IN_TEMPLATE,
      what: "a table of a template in JSON",
      path: "template.json",
      module: IN_JSON,
      writes: '{"Fn::GetAtt":["Table","Arn"]}',
    },
  ];
  for (const {
    path,
    what,
    module,
    action,
    resource,
    layer = "identity-based",
    caller = "app",
    at = 0,
    writes,
  } of quarterOf(rows, 0)) {
    test(what, () => {
      const files = [{ path, text: module }];
      const message = `User: arn:aws:sts::111122223333:assumed-role/${caller}/i-1 is not authorized to perform: ${action} on resource: ${resource} because no ${layer} policy allows the ${action} action`;
      const workspace = readWorkspace(files, EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const written = fixes.map(({ edits }) => applyEdits(module, edits));
      assert.ok(written[at]?.includes(writes), written[at]);
      assert.equal(new Set(written).size, written.length, "each fix writes something else");
      const read = fixes.map(({ change, risks }) => JSON.stringify([change, risks]));
      assert.equal(new Set(read).size, read.length, "each fix says something else");
    });
  }
});

test("what has only an ID that AWS makes up is named as the template refers to it", () => {
  const text = `Resources:
  Site:
    Type: AWS::CloudFront::Distribution
    Properties: { DistributionConfig: { Enabled: true } }
  Publisher:
    Type: AWS::IAM::User
    Properties:
      UserName: publisher
      Policies:
        - PolicyName: publish
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:PutObject
                Resource: "arn:aws:s3:::pages/*"
`;
  const action = "cloudfront:CreateInvalidation";
  const message = `User: arn:aws:iam::111122223333:user/publisher is not authorized to perform: ${action} on resource: arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE because no identity-based policy allows the ${action} action`;
  const workspace = readWorkspace([{ path: "site.yaml", text }], EMPTY_CONFIG);
  const [fix] = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).fixes;
  const said = fix === undefined ? [] : (fixRisk(fix) ?? []);
  assert.equal(phraseToPlainText(said), 'It helps only if ${Site} is "E2EXAMPLE".');
});

test("the ID of what a template makes is told with what it begins with", () => {
  const text = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Net:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.20.0.0/16 }
  Splitter:
    Type: AWS::IAM::User
    Properties:
      UserName: splitter
      Policies:
        - PolicyName: networks
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: ec2:DescribeVpcs
                Resource: "*"
`;
  const action = "ec2:CreateSubnet";
  const message = `User: arn:aws:iam::111122223333:user/splitter is not authorized to perform: ${action} on resource: arn:aws:ec2:eu-north-1:111122223333:vpc/vpc-0f1e2d3c because no identity-based policy allows the ${action} action`;
  const workspace = readWorkspace([{ path: "net.yaml", text }], EMPTY_CONFIG);
  const [fix] = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).fixes;
  const said = fix === undefined ? [] : (fixRisk(fix) ?? []);
  assert.equal(phraseToPlainText(said), 'It helps only if ${Net} is "vpc-0f1e2d3c".');
});
