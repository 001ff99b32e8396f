/** What somebody expects at a cursor, written down before it was tried: what is offered first, what is not, and the text after. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startServerHere, type TestServer } from "../support/language-server.ts";
import { listAt } from "../support/shown-list.ts";
import { quarterOf } from "../support/searching.ts";

interface Expected {
  readonly at: string;
  /** Among the first eight. */
  readonly offers?: readonly string[];
  readonly lacks?: readonly string[];
  /** An item, and what the text then is; or a part of it that stands alone. */
  readonly makes?: readonly [label: string, text: string];
}

const policy = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const allow = (members: string): string => policy(`{ "Effect": "Allow", ${members} }`);
const trust = (members: string): string => allow(`"Action": "sts:AssumeRole", ${members}`);
const data = (body: string): string => `data "aws_iam_policy_document" "d" {\n  statement {\n${body}\n  }\n}\n`;
const encoded = (body: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n${body}\n    }]\n  })\n}\n`;
const heredoc = (body: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [{ ${body} }]\n}\nEOF\n}\n`;
const template = (body: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n${body}\n`;
const templateJson = (body: string): string =>
  `{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": ${body} } } } }`;
const sam = (body: string): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Statement:\n${body}\n`;

const CURSORS: Readonly<Record<string, readonly Expected[]>> = {
  "identity-policy/a.json": [
    { at: "<|>", offers: ["Identity policy"] },
    { at: "{<|>}", offers: ["Version", "Statement"] },
    { at: '{ "Version": "2012-10-17", <|> }', offers: ["Statement"], lacks: ["Version"] },
    { at: '{ "Version": "2012-10-17",\n  St<|>\n}', offers: ["Statement"] },
    { at: policy("{<|>}"), offers: ["Effect", "Action", "Resource", "Condition", "Sid"], lacks: ["Principal"] },
    {
      at: policy('{ "Effect": "Allow", Res<|> }'),
      offers: ["Resource"],
      makes: ["Resource", policy('{ "Effect": "Allow", "Resource": ["<|>"] }')],
    },
    {
      at: policy('{ "Effect": "Allow", "Res<|>" }'),
      makes: ["Resource", policy('{ "Effect": "Allow", "Resource": ["<|>"] }')],
    },
    {
      at: policy('{ "Effect": "Allow", Action<|> }'),
      makes: ["Action", policy('{ "Effect": "Allow", "Action": ["<|>"] }')],
    },
    { at: allow('"Action": <|>'), offers: ["s3:"] },
    { at: allow('"Action": [<|>]'), offers: ["s3:"] },
    {
      at: allow('"Action": "s3:Get<|>"'),
      offers: ["s3:GetObject"],
      makes: ["s3:Get*", allow('"Action": "s3:Get*<|>"')],
    },
    { at: allow('"Action": ["s3:GetObject", "s3:Get<|>"]'), lacks: ["s3:GetObject"] },
    { at: allow('"Action": ["s3:GetObject", <|>]'), offers: ["s3:"] },
    { at: allow('"Action": ["s3:GetObject",<|>\n]'), offers: ["s3:"] },
    {
      at: allow('"Action": ["GetObj<|>"]'),
      offers: ["s3:GetObject"],
      makes: ["s3:GetObject", allow('"Action": ["s3:GetObject<|>"]')],
    },
    { at: allow('"Action": [GetObj<|>]'), makes: ["s3:GetObject", allow('"Action": ["s3:GetObject"<|>]')] },
    { at: allow('"Action": "dynamo<|>"'), offers: ["dynamodb:"] },
    {
      at: allow('"Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:<|>"'),
      offers: ["arn:aws:dynamodb:*:*:table/table"],
    },
    { at: allow('"Action": "dynamodb:Query", "Resource": <|>'), offers: ["arn:aws:dynamodb:*:*:table/table"] },
    { at: allow('"Action": "s3:ListAllMyBuckets", "Resource": "<|>"'), offers: ["*"], lacks: ["arn:aws:s3:::bucket"] },
    { at: allow('"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${<|>}/*"'), offers: ["aws:username"] },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:user<|>}/*"'),
      makes: ["aws:username", allow('"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}<|>/*"')],
    },
    { at: allow('"Action": "s3:GetObject", "Resource": "*", "Condition": { <|> }'), offers: ["StringEquals"] },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:Pr<|>" } }'),
      offers: ["aws:PrincipalOrgID"],
    },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:Sec<|>" } }'),
      offers: ["aws:SecureTransport"],
    },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "<|>" } }'),
      offers: ["true", "false"],
    },
    {
      at: allow(
        '"Action": "s3:PutObject", "Resource": "*", "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption": <|> } }',
      ),
      offers: ["aws:kms", "AES256"],
    },
    {
      at: allow(
        '"Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "<|>"] } }',
      ),
      offers: ["eu-central-1"],
      lacks: ["eu-west-1"],
    },
    {
      at: allow(
        '"Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "lam<|>" } }',
      ),
      offers: ["lambda.amazonaws.com"],
    },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "<|>" } }'),
      offers: ["aws:SourceIp"],
      lacks: ["aws:PrincipalOrgID"],
    },
    {
      at: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, <|>] }`,
      offers: ["Allow …", "Deny …"],
    },
    {
      at: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "De<|>" }] }`,
      makes: [
        "Deny",
        `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Deny<|>" }] }`,
      ],
    },
    {
      at: '{\r\n\t"Version": "2012-10-17",\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Effect": "Allow",\r\n\t\t\t<|>\r\n\t\t}\r\n\t]\r\n}',
      makes: [
        "Action",
        '{\r\n\t"Version": "2012-10-17",\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Effect": "Allow",\r\n\t\t\t"Action": ["<|>"]\r\n\t\t}\r\n\t]\r\n}',
      ],
    },
    {
      at: '{\n  "Version": "2012-10-17", // old\n  /* one */ "Statement": [{ "Effect": "Allow", /* what */ "<|>" }]\n}',
      offers: ["Action", "Resource"],
    },
    {
      at: allow('"Action": "s3:GetObject", "Resource": "*"<|>'),
      offers: ["Condition", "Sid"],
      makes: ["Sid", allow('"Action": "s3:GetObject", "Resource": "*", "Sid": "<|>"')],
    },
    { at: allow('"NotAction": "iam:Crea<|>", "Resource": "*"'), offers: ["iam:CreateRole", "iam:CreateUser"] },
    { at: '{ "Version": "<|>" }', offers: ["2012-10-17"] },
  ],
  "trust/a.json": [
    { at: "<|>", offers: ["Trust policy for an AWS service"] },
    {
      at: policy('{ "Effect": "Allow", "<|>" }'),
      offers: ["Principal", "Action", "Condition"],
      lacks: ["Resource", "NotResource"],
    },
    { at: trust('"Principal": { "<|>" }'), offers: ["Service", "AWS", "Federated"] },
    { at: trust('"Principal": { "Service": "<|>" }'), offers: ["lambda.amazonaws.com", "ec2.amazonaws.com"] },
    {
      at: trust('"Principal": { "Service": ["lambda.amazonaws.com", "ec<|>"] }'),
      offers: ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"],
      lacks: ["lambda.amazonaws.com"],
    },
    { at: trust('"Principal": { "AWS": "<|>" }'), offers: ["arn:aws:iam::111122223333:root"] },
    { at: allow('"Action": "<|>"'), offers: ["sts:AssumeRole"], lacks: ["s3:GetObject", "s3:"] },
    {
      at: allow('"Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "<|>" }'),
      offers: ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"],
    },
    {
      at: allow(
        '"Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Condition": { "StringEquals": { "<|>" } }',
      ),
      offers: ["token.actions.githubusercontent.com:aud", "token.actions.githubusercontent.com:sub"],
    },
    {
      at: allow(
        '"Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "<|>" } }',
      ),
      offers: ["sts.amazonaws.com"],
    },
  ],
  "bucket-policy/a.json": [
    { at: policy('{ "Effect": "Deny", "Pr<|>" }'), offers: ["Principal"] },
    { at: policy('{ "Effect": "Deny", "Principal": "<|>" }'), offers: ["*"] },
    { at: policy('{ "Effect": "Deny", "Principal": <|> }'), offers: ["*"] },
    { at: policy('{ "Effect": "Deny", "Principal": "*", "Action": "<|>" }'), offers: ["s3:"], lacks: ["ec2:"] },
  ],
  "scp/a.json": [
    { at: policy('{ "Effect": "Deny", "<|>" }'), offers: ["Action", "Resource", "Condition"], lacks: ["Principal"] },
  ],
  "a.iam-policy.json": [
    { at: "<|>", offers: ["Identity policy"] },
    { at: '{ "Version": "2012-10-17", "Statement": <|> }', offers: ["Allow …", "Deny …"] },
  ],
  "main.tf": [
    { at: data("    <|>"), offers: ["actions", "resources", "effect", "condition", "sid"] },
    { at: data("    act<|>"), makes: ["actions", data('    actions = ["<|>"]')] },
    { at: data('    actions = [\n      "s3:GetObject",\n      "s3:Put<|>",\n    ]'), offers: ["s3:PutObject"] },
    { at: data('    actions = [\n      "s3:GetObject",\n      <|>\n    ]'), offers: ["s3:"], lacks: ["s3:GetObject"] },
    { at: data('    actions   = ["s3:GetObject"]\n    resources = ["<|>"]'), offers: ["arn:aws:s3:::bucket/*"] },
    {
      at: data('    actions   = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::b/&{<|>}"]'),
      offers: ["aws:username"],
    },
    { at: data('    effect = "<|>"'), offers: ["Allow", "Deny"] },
    {
      at: data('    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "<|>"\n    }'),
      offers: ["Service", "AWS", "Federated"],
    },
    {
      at: data(
        '    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "Service"\n      identifiers = ["lam<|>"]\n    }',
      ),
      offers: ["lambda.amazonaws.com"],
    },
    {
      at: data('    actions = ["s3:GetObject"]\n    resources = ["*"]\n    condition {\n      test     = "<|>"\n    }'),
      offers: ["StringEquals"],
    },
    {
      at: data(
        '    actions = ["s3:GetObject"]\n    resources = ["*"]\n    condition {\n      test     = "Bool"\n      variable = "<|>"\n    }',
      ),
      offers: ["aws:SecureTransport"],
      lacks: ["aws:PrincipalOrgID"],
    },
    {
      at: data(
        '    actions = ["s3:GetObject"]\n    resources = ["*"]\n    condition {\n      test     = "Bool"\n      variable = "aws:SecureTransport"\n      values   = ["<|>"]\n    }',
      ),
      offers: ["true", "false"],
    },
    {
      at: encoded('      Effect = "Allow"\n      <|>'),
      offers: ["Action", "Resource", "Condition"],
      lacks: ["Effect"],
    },
    {
      at: encoded('      Effect = "Allow"\n      Act<|>'),
      makes: ["Action", encoded('      Effect = "Allow"\n      Action = ["<|>"]')],
    },
    { at: encoded('      Effect = "Allow"\n      Action = ["s3:Get<|>"]'), offers: ["s3:GetObject"] },
    {
      at: encoded('      Effect = "Allow"\n      Action = "s3:GetObject"\n      Resource = "arn:aws:s3:::b/$${<|>}"'),
      offers: ["aws:username"],
    },
    {
      at: encoded(
        '      Effect = "Allow"\n      Action = "s3:GetObject"\n      Resource = "*"\n      Condition = {\n        <|>\n      }',
      ),
      offers: ["StringEquals"],
    },
    { at: heredoc('"Effect": "Allow", "Action": "s3:Get<|>"'), offers: ["s3:GetObject"] },
    {
      at: heredoc('"Effect": "Allow", <|>'),
      offers: ["Action", "Resource"],
      makes: ["Action", heredoc('"Effect": "Allow", "Action": ["<|>"]')],
    },
    {
      at: 'resource "aws_iam_role" "r" {\n  assume_role_policy = <|>\n}\n',
      offers: ["Trust policy for an AWS service"],
    },
  ],
  "template.yaml": [
    { at: template("          - <|>"), offers: ["Effect"] },
    {
      at: template("          - Effect: Allow\n            <|>"),
      offers: ["Action", "Resource", "Condition"],
      lacks: ["Effect", "Principal"],
    },
    {
      at: template("          - Effect: Allow\n            Act<|>"),
      makes: ["Action", template("          - Effect: Allow\n            Action:\n              - <|>")],
    },
    {
      at: template("          - Effect: Allow\n            Action: s3:Get<|>"),
      offers: ["s3:GetObject"],
      makes: ["s3:GetObject", template("          - Effect: Allow\n            Action: s3:GetObject<|>")],
    },
    {
      at: template(
        "          - Effect: Allow\n            Action:\n              - s3:GetObject\n              - s3:<|>",
      ),
      offers: ["s3:ListBucket"],
      lacks: ["s3:GetObject"],
    },
    {
      at: template("          - Effect: Allow\n            Action: [s3:GetObject, s3:Pu<|>]"),
      makes: [
        "s3:PutObject",
        template("          - Effect: Allow\n            Action: [s3:GetObject, s3:PutObject<|>]"),
      ],
    },
    {
      at: template("          - Effect: Allow\n            Action: s3:GetObject\n            Resource: <|>"),
      offers: ["arn:aws:s3:::bucket/*"],
    },
    {
      at: template(
        "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Sub 'arn:aws:s3:::${!<|>}'",
      ),
      offers: ["aws:username"],
    },
    { at: template("          - {Effect: Allow, Action: s3:GetObject, <|>}"), offers: ["Resource", "Condition"] },
    {
      at: template(
        "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: '*'\n            Condition:\n              Bool:\n                aws:Sec<|>",
      ),
      offers: ["aws:SecureTransport"],
    },
    {
      at: template(
        "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: '*'\n            Condition:\n              Bool:\n                aws:SecureTransport: <|>",
      ),
      offers: ["true", "false"],
    },
  ],
  "template.json": [
    { at: templateJson(allow('"Action": "s3:GetObject", "Resource": "<|>"')), offers: ["arn:aws:s3:::bucket/*"] },
    { at: templateJson(policy('{ "Effect": "Allow", <|> }')), offers: ["Action", "Resource"], lacks: ["Principal"] },
    {
      at: templateJson(allow('"Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:aws:s3:::b/${!<|>}" }')),
      offers: ["aws:username"],
    },
  ],
  "sub.yaml": [
    {
      at: template(
        "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Sub 'arn:aws:s3:::b/${<|>}'",
      ),
      makes: [
        "aws:username",
        template(
          "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Sub 'arn:aws:s3:::b/${!aws:username}<|>'",
        ),
      ],
    },
  ],
  "sam.yaml": [
    { at: sam("            - Effect: Allow\n              Action: dynamodb:Get<|>"), offers: ["dynamodb:GetItem"] },
    { at: sam("            - Effect: Allow\n              <|>"), offers: ["Action", "Resource"], lacks: ["Principal"] },
  ],
};

const LANGUAGES: Readonly<Record<string, string>> = {
  "a.iam-policy.json": "iam-policy",
  "main.tf": "terraform",
  "template.yaml": "yaml",
  "sam.yaml": "yaml",
  "sub.yaml": "yaml",
};

const FIRST = 8;

describe("what is expected at a cursor", () => {
  let server: TestServer;
  before(async () => {
    server = await startServerHere({ files: {}, snippets: true });
  });
  after(() => server.stop());

  for (const [number, [path, cursors]] of Object.entries(CURSORS).entries()) {
    describe(path, () => {
      for (const { at, offers = [], lacks = [], makes } of quarterOf(cursors, number)) {
        test(at, async () => {
          const list = await listAt(server, path, LANGUAGES[path] ?? "json", at);
          const first = list.labels.slice(0, FIRST);
          assert.deepEqual(
            offers.filter((label) => !first.includes(label)),
            [],
            `not among ${first.join(", ")}`,
          );
          assert.deepEqual(
            lacks.filter((label) => list.labels.includes(label)),
            [],
          );
          if (makes !== undefined) assert.equal(list.taken(makes[0]), makes[1]);
        });
      }
    });
  }
});
