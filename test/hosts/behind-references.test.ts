/** What a fix writes where a reference stands for a text of another place, or for more than the value that is wrong: nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom, titleOf } from "../support/annotated.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";

const LOCALS = `locals {
  effect    = "allow"
  sids      = ["read-files", "Other"]
  actions   = ["s3:GetObject", "s3:GetObject ", "s3:PutObject"]
  condition = { StringEqual = { "s3:prefix" = "home" } }
  base      = { Effect = "allow", Action = "s3:ListBucket" }
  statement = {
    sid      = "Lower"
    Effect   = "allow"
    Action   = ["s3:GetObject", "s3:GetObject"]
    Resource = "*"
  }
}
`;

/** The fixes of a policy, each as the statements that it leaves. */
function fixesOf(statements: string): readonly string[] {
  const before = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = `;
  return fixesIn({ "main.tf": `${before}${statements} })\n}\n`, "locals.tf": LOCALS }, before.length);
}

/** Those of the policy in the first file: what they leave of it from `from` on. */
function fixesIn(files: Readonly<Record<string, string>>, from: number): readonly string[] {
  const around = sourcesAround(Object.entries(files).map(([path, one]) => ({ path, text: one })));
  const [path = "", text = ""] = Object.entries(files)[0] ?? [];
  const [site, ...others] = resultOf(readSource({ path, languageId: undefined, text, around })).sites;
  assert.ok(site && others.length === 0);
  const found = findingsAbout(subjectFrom(site.root, site.broken, { kind: site.kind ?? "unknown" }), ALL_CHECKS);
  assert.ok(found.length > 0, text);
  return found
    .flatMap(({ fixes }) => fixes?.() ?? [])
    .flatMap((fix) => {
      const edits = site.writer?.edits(fix.changes);
      return edits === undefined ? [] : [`${titleOf(fix)}: ${applyEdits(text, edits).slice(from, -6)}`];
    });
}

test("a reference that stands for the wrong value alone is replaced", () => {
  assert.deepEqual(fixesOf('[{ Effect = local.effect, Action = "s3:ListBucket", Resource = "*" }]'), [
    'Replace \'allow\' with \'Allow\': [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]',
  ]);
  assert.deepEqual(fixesOf('[{ Sid = local.sids[0], Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]'), [
    'Replace \'read-files\' with \'readfiles\': [{ Sid = "readfiles", Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]',
  ]);
});

test("a reference that stands for more is left alone, and so is what holds it", () => {
  for (const statements of [
    "[local.statement]",
    "flatten([local.statement, []])",
    'merge(local.base, { Resource = "*" })',
    '[{ Effect = "Allow", Action = local.actions, Resource = "*" }]',
    '[{ Effect = "Allow", Action = concat(local.actions, ["s3:DeleteObject"]), Resource = "*" }]',
    '[{ Effect = "Allow", Action = flatten([local.actions]), Resource = "*" }]',
    '[{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*", Condition = local.condition }]',
    '[for s in [local.statement] : merge(s, { Resource = "*" })]',
    'var.on ? [{ Statement = { Effect = "Allow", Action = "s3:ListBucket", Resource = "*" } }] : []',
  ]) {
    assert.deepEqual(fixesOf(statements), [], statements);
  }
});

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Action: { Type: String, Default: s3:GetObjects }
  Actions: { Type: CommaDelimitedList, Default: "s3:GetObjects, s3:PutObject" }
Mappings:
  Actions: { all: { read: s3:GetObjects } }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Resource: "*", Action: `;

const JSON_TEMPLATE = `{
  "Parameters": {
    "Action": { "Type": "String", "Default": "s3:GetObjects" },
    "Actions": { "Type": "CommaDelimitedList", "Default": "s3:GetObjects, s3:PutObject" }
  },
  "Mappings": { "Actions": { "all": { "read": "s3:GetObjects" } } },
  "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": {
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Resource": "*", "Action": `;

test("a reference of a template to a text that is written elsewhere is left alone", () => {
  for (const action of [
    "!Ref Action",
    "!Ref Actions",
    "[!Ref Action]",
    "[sqs:SendMessage, !Ref Action]",
    "!FindInMap [Actions, all, read]",
    '!Split [",", "s3:GetObjects,s3:PutObject"]',
    '!Select [0, !Split [",", "s3:GetObjects,s3:PutObject"]]',
  ]) {
    assert.deepEqual(fixesIn({ "t.yaml": `${TEMPLATE}${action} }\n` }, TEMPLATE.length), [], action);
  }
  for (const action of [
    '{ "Ref": "Action" }',
    '{ "Ref": "Actions" }',
    '[{ "Ref": "Action" }]',
    '["sqs:SendMessage", { "Ref": "Action" }]',
    '{ "Fn::FindInMap": ["Actions", "all", "read"] }',
    '{ "Fn::Split": [",", "s3:GetObjects,s3:PutObject"] }',
    '{ "Fn::Split": [",", "s3:GetObject ,s3:GetObject"] }',
    '{ "Fn::Select": [0, { "Fn::Split": [",", "s3:GetObjects,s3:PutObject"] }] }',
  ]) {
    assert.deepEqual(fixesIn({ "t.json": `${JSON_TEMPLATE}${action} } } } } } }\n` }, 0), [], action);
  }
});

test("what a function chooses from is corrected where it is written", () => {
  const select = (action: string): string => `{ "Fn::Select": [0, ["${action}", "s3:PutObject"]] }`;
  const text = (action: string): string => `${JSON_TEMPLATE}${select(action)} } } } } } }\n`;
  assert.deepEqual(fixesIn({ "t.json": text("s3:GetObjects") }, JSON_TEMPLATE.length), [
    `Replace 'GetObjects' with 'GetObject': ${text("s3:GetObject").slice(JSON_TEMPLATE.length, -6)}`,
  ]);
});

test("a list that a function makes of one text is no list of texts to change", () => {
  for (const action of ['split(",", "s3:GetObjects,s3:PutObject")', 'split(",", "s3:GetObject ,s3:GetObject")']) {
    assert.deepEqual(fixesOf(`[{ Effect = "Allow", Action = ${action}, Resource = "*" }]`), [], action);
  }
});

test("what gives variables their values in JSON is corrected there, and takes a variable of IAM as it is", () => {
  const text = (action: string): string =>
    `{ "policy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::a/\${aws:username}/*" } } }\n`;
  const main = 'resource "aws_iam_user_policy" "p" {\n  policy = jsonencode(var.policy)\n}\n';
  for (const path of ["terraform.tfvars.json", "prod.tfvars.json"]) {
    assert.deepEqual(fixesIn({ [path]: text("s3:GetObjects"), "main.tf": main }, 0), [
      `Replace 'GetObjects' with 'GetObject': ${text("s3:GetObject").slice(0, -6)}`,
    ]);
  }
  const inText = `${JSON.stringify({ policy: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/${aws:username}" } }) })}\n`;
  assert.deepEqual(fixesIn({ "a.auto.tfvars.json": inText, "main.tf": main }, 0), [
    `Replace 'allow' with 'Allow': ${inText.replace("allow", "Allow").slice(0, -6)}`,
  ]);
});

test("what a text of JSON has from jsonencode is corrected where that is written, or not at all", () => {
  const before = 'locals {\n  action = "s3:GetObjects"\n}\nresource "aws_iam_policy" "p" {\n  policy = <<EOT\n';
  const policy = (action: string): string =>
    `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ${action}, "Resource": "*" } }\nEOT\n}\n`;
  const fixesOfText = (action: string): readonly string[] =>
    fixesIn({ "main.tf": before + policy(action), "locals.tf": LOCALS }, 0);
  const after = (text: string): readonly string[] => [`Replace 'GetObjects' with 'GetObject': ${text.slice(0, -6)}`];
  for (const action of ["${jsonencode(local.action)}", '["sqs:SendMessage", ${jsonencode(local.action)}]']) {
    const corrected = before.replace("GetObjects", "GetObject") + policy(action);
    assert.deepEqual(fixesOfText(action), after(corrected), action);
  }
  const written = policy('${jsonencode(["s3:GetObjects"])}');
  assert.deepEqual(
    fixesOfText('${jsonencode(["s3:GetObjects"])}'),
    after(before + written.replace("GetObjects", "GetObject")),
  );
  assert.deepEqual(fixesOfText("${jsonencode(local.actions)}"), []);
  const condition = '"s3:ListBucket", "Condition": ${jsonencode(local.condition)}';
  assert.deepEqual(fixesOfText(condition), []);
});
