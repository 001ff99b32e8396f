/**
 * Cursors where people stop while they type: whatever is offered there is taken, and the file parses no worse and has no
 * finding that it had not before. `npm test` of this file takes every 25th of what is offered, from another one for each cursor.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PlacedFinding, SYNTAX_CODE } from "../../server/src/service/index.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { applyEdits, type Edit } from "../../server/src/text/edit.ts";
import { foundIn } from "../support/completed-file.ts";
import { editsOf, isFinished, itemsInFile } from "../support/completed.ts";
import { fewOf, quarterOf } from "../support/searching.ts";

const MARK = "<|>";
const policy = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const allow = (members: string): string => policy(`{ "Effect": "Allow", ${members} }`);
const data = (body: string): string => `data "aws_iam_policy_document" "d" {\n  statement {\n${body}\n  }\n}\n`;
const encoded = (body: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n${body}\n    }]\n  })\n}\n`;
const heredoc = (body: string): string =>
  `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [{ ${body} }]\n}\nEOF\n}\n`;
const template = (body: string): string =>
  `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n${body}\n`;
const inString = (body: string): string => `{ "policy": ${JSON.stringify(body)} }`;
const templateJson = (body: string): string =>
  `{ "Resources": { "P": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyDocument": ${body} } } } }`;
const serverless = (body: string): string =>
  `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${body}\n`;

/** Where people stop, by the kind of file. */
const CURSORS: Readonly<Record<string, readonly string[]>> = {
  "policy.json": [
    allow(`"Action": "s3:GetObject", "Resource": "*", <|>`),
    allow(`"Action": "s3:GetObject", "Resource": "*" <|>`),
    allow(`"Action": "s3:GetObject" "Resource": "*", "Cond<|>`),
    allow(`"Action": ["s3:GetObject", "s3:<|>`),
    allow(`"Action": ["s3:GetObject" "s3:Put<|>"], "Resource": "*"`),
    allow(`"Action": s3:Get<|>, "Resource": "*"`),
    allow(`"Action": [s3:<|>], "Resource": "*"`),
    allow(`'Action': '<|>'`),
    allow(`"Action": , "Resource": <|>`),
    allow(`"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*", "<|>`),
    allow(`"Action": ["s3:GetObject"], "Resource": arn:aws:s3:::<|>`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": { <|>`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": { "aws:Reg<|>" } }`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": { "Str<|> }`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": "<|>" }`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": [ "<|>" ]`),
    allow(`"Action": "ec2:*", "Resource": "*", "Condition": { "ForAllValues:<|>": {} }`),
    allow(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/\${aws:<|>}/*"`),
    allow(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/\${<|>/*"`),
    allow(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/$<|>"`),
    `{ "Version": "2012-10-17", "Statement": [ { "Effect": "Al<|>`,
    `{ "Version": "2012-10-17", "Statement": [ { "Effect": <|>`,
    `{ "Version": 2012-10-1<|>7 }`,
    `{\n  // begun\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Eff<|>\n    },\n    { "Effect": "Deny", "Action": "*", "Resource": "*" }\n  ]\n}`,
    `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": ["<|>`,
    `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Serv<|>": "ec2.amazonaws.com" } } }`,
    `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "<|>", "Action": "sts:AssumeRole" } }`,
    policy(`{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } <|>`),
    policy(`{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { <|>`),
    policy(`{ "Sid": "<|>", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }`),
    `\uFEFF{ "Version": "2012-10-17", "Statement": [{ "<|>" }] }`,
    `{ "Version": "2012-10-17",\r\n\t"Statement": [{\r\n\t\t"Effect": "Allow",\r\n\t\t"<|>\r\n\t}]\r\n}`,
    inString(policy(`{ "Effect": "Allow", "Action": "<|>", "Resource": "*" }`)),
    inString(policy(`{ "Effect": "Allow", "Action": ["s3:GetObject", "<|>"], "Resource": "*" }`)),
  ],
  "template.json": [
    templateJson(allow(`"Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:aws:s3:::\${<|>}/*" }`)),
    templateJson(allow(`"Action": "s3:GetObject", "Resource": [{ "Ref": "B" }, "<|>"]`)),
  ],
  "main.tf": [
    data("    actions = [<|>"),
    data('    actions   = ["s3:GetObject", <|>]\n    resources = ["*"]'),
    data('    actions   = ["s3:GetObject" "<|>"]'),
    data('    effect = <|>\n    actions = ["s3:GetObject"]\n    resources = ["*"]'),
    data('    effect = Al<|>\n    actions = ["s3:GetObject"]\n    resources = ["*"]'),
    data("    act<|>"),
    data('    actions = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::b/&{aws:<|>}"]'),
    data('    actions = ["ec2:RunInstances"]\n    resources = ["*"]\n    condition {\n      <|>\n    }'),
    data('    actions = ["ec2:RunInstances"]\n    resources = ["*"]\n    condition {\n      test = "<|>"\n    }'),
    data(
      '    actions = ["ec2:RunInstances"]\n    resources = ["*"]\n    condition {\n      test = "StringEquals"\n      variable = "<|>"\n      values = [\"x\"]\n    }',
    ),
    data('    principals {\n      type = "<|>"\n      identifiers = []\n    }'),
    data('    principals {\n      type = "Service"\n      identifiers = ["<|>\n    }'),
    encoded(`      Effect = "Allow"\n      Action = <|>\n      Resource = "*"`),
    encoded(`      Effect = "Allow"\n      Action = ["s3:GetObject"<|>]\n      Resource = "*"`),
    encoded(`      Effect = "Allow"\n      "Act<|>`),
    encoded(`      Effect : "Allow",\n      Action : "s3:GetObject",\n      <|>`),
    encoded(`      Effect = "Allow"\n      Action = "s3:GetObject"\n      Resource = "arn:aws:s3:::b/$\${aws:<|>}"`),
    encoded(
      `      Effect = "Allow"\n      Action = "ec2:RunInstances"\n      Resource = "*"\n      Condition = { StringEquals = { "<|>" } }`,
    ),
    heredoc(`"Effect": "Allow", "Action": "<|>", "Resource": "*"`),
    heredoc(`"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "<|>`),
    heredoc(`"Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${<|>}"`),
  ],
  "template.yaml": [
    template("          - Effect: <|>"),
    template("          - Effect: Allow\n            Act<|>"),
    template("          - Effect: Allow\n            Action:\n              - <|>"),
    template(
      "          - Effect: Allow\n            Action:\n            - s3:GetObject\n            - <|>\n            Resource: '*'",
    ),
    template("          - Effect: Allow\n            Action: [s3:GetObject, <|>]\n            Resource: '*'"),
    template("          - Effect: Allow\n            Action: 's3:<|>'\n            Resource: '*'"),
    template(
      "          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Sub 'arn:aws:s3:::b/${<|>}'",
    ),
    template(
      "          - Effect: Allow\n            Action: ec2:RunInstances\n            Resource: '*'\n            Condition:\n              <|>",
    ),
    template(
      "          - Effect: Allow\n            Action: ec2:RunInstances\n            Resource: '*'\n            Condition:\n              StringEquals:\n                <|>",
    ),
    template(
      "          - Effect: Allow\n            Action: ec2:RunInstances\n            Resource: '*'\n            Condition: { StringEquals: { <|> } }",
    ),
    template("          - <|>"),
    template("          <|>"),
    template("          - {Effect: Allow, <|>}"),
    template(
      "          - Effect: Allow # who\n            Action: s3:GetObject\n            Resource: \"<|>\n          - Effect: Deny\n            Action: sqs:SendMessage\n            Resource: '*'",
    ),
    template("          - Effect: Allow\n            Principal:\n              <|>"),
  ],
  "serverless.yml": [
    serverless("        - Effect: Allow\n          Action:\n            - <|>\n          Resource: '*'"),
    serverless("        - Effect: Allow\n          Action: s3:GetObject\n          Resource: <|>"),
    serverless("        - Effect: Allow\n          <|>"),
  ],
};

const LANGUAGES: Readonly<Record<string, string>> = {
  "main.tf": "terraform",
  "template.yaml": "yaml",
  "serverless.yml": "yaml",
};

/** How many places the syntax is complained of, two complaints about one being one; and what else is found. */
function found(path: string, text: string): Found {
  const all = foundIn(path, text);
  const syntax = all.filter(({ code }) => code === SYNTAX_CODE).map(({ span }) => span.start);
  const others = all.filter(({ code }) => code !== SYNTAX_CODE);
  return { syntax: new Set(syntax).size, others, codes: new Set(others.map(({ code }) => code)) };
}

interface Found {
  readonly syntax: number;
  readonly others: readonly PlacedFinding[];
  readonly codes: ReadonlySet<string>;
}

function lengthened({ span, newText }: Edit): number {
  return newText.length - (span.end - span.start);
}

for (const [path, cursors] of Object.entries(CURSORS)) {
  describe(`what is taken in ${path}`, () => {
    for (const [number, marked] of quarterOf([...cursors.entries()], 0)) {
      test(JSON.stringify(marked), () => {
        const text = marked.replace(MARK, "");
        const before = found(path, text);
        for (const item of fewOf(itemsInFile(marked, path, LANGUAGES[path] ?? "json") ?? [], number)) {
          const made = applyEdits(text, editsOf(item));
          const after = found(path, made);
          assert.ok(after.syntax <= before.syntax, `${item.label} parses worse: ${made}`);
          if (!isFinished(item)) continue;
          // What it makes of others, as a wildcard makes the names that it matches, is for the author to weigh.
          const start = item.span.start + Math.min(0, ...item.also.map(lengthened));
          const end = item.span.start + plainText(item.parts).length + Math.max(0, ...item.also.map(lengthened));
          const own = after.others.filter(
            ({ code, span }) => !before.codes.has(code) && span.start >= start && span.end <= end,
          );
          assert.deepEqual(
            own.map(({ code }) => code),
            [],
            `${item.label} makes a finding: ${made}`,
          );
        }
      });
    }
  });
}
