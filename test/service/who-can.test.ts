/** "Who can …?" over a workspace whose policies are in several hosts. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openCheckMemory } from "../../server/src/checks/memory.ts";
import { readConfigFile } from "../../server/src/service/config-reading.ts";
import { type WhoCan, whoCanOptions, whoCanSteps } from "../../server/src/service/who-can.ts";
import { type Workspace, workspaceSteps } from "../../server/src/service/workspace.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { mergeConfigs } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();
const sources = { catalog, memory: openCheckMemory(catalog, 100) };

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const { config } = readConfigFile("iam-verdict.json", files["iam-verdict.json"] ?? "{}");
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  return resultOf(workspaceSteps(all, mergeConfigs([config]), new Map(), []));
}

function answer(question: string, files: Readonly<Record<string, string>>): WhoCan {
  const found = resultOf(whoCanSteps(question, workspaceOf(files), sources));
  assert.ok(!("problem" in found), "problem" in found ? phraseToPlainText(found.problem) : "");
  return found;
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const GET = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };

/** The headings with the places below each. */
function outline({ text }: WhoCan): readonly string[] {
  return text
    .split("\n")
    .filter((line, index, lines) => /^-+$/.test(lines[index + 1] ?? "") || /^[\w./-]+:\d+ {2}/.test(line))
    .map((line) => line.split("  ", 1)[0] ?? "")
    .filter((line) => line !== "What this rests on");
}

test("where there is no policy, that is the answer", () => {
  const { summary, text } = answer("s3:GetObject", { "main.tf": "locals {}" });
  assert.equal(
    summary,
    "No policy was found here, so nothing is known of s3:GetObject. Ask again in the folder that has your policies.",
  );
  assert.doesNotMatch(text, /No statement/);
});

test("what denies comes first, what is certain apart from what is not, and what only limits at the end", () => {
  const found = answer("s3:GetObject arn:aws:s3:::data/a", {
    "reader-policy.json": policy({ Sid: "Read", ...GET }),
    "office-policy.json": policy({ ...GET, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
    "home-policy.json": policy({ ...GET, Resource: "arn:aws:s3:::data/${aws:username}" }),
    "guard.json": policy({
      Effect: "Deny",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    "stop-policy.json": policy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }),
    "scp.json": policy({ Effect: "Allow", Action: "*", Resource: "*" }),
    "other-policy.json": policy({ ...GET, Resource: "arn:aws:s3:::logs/*" }, { ...GET, Action: "s3:PutObject" }),
    "iam-verdict.json": `{"policies": [{"files": "scp.json", "kind": "scp"}, {"files": "reader-policy.json", "attachedTo": "arn:aws:iam::111122223333:role/app"}]}`,
  });
  assert.deepEqual(outline(found), [
    "Denies it",
    "stop-policy.json:1",
    "May deny it",
    "guard.json:1",
    "Allows it",
    "reader-policy.json:1",
    "May allow it",
    "office-policy.json:1",
    "home-policy.json:1",
    "Limits that let it through",
    "scp.json:1",
  ]);
  assert.match(
    found.text,
    /reader-policy\.json:1 {2}Statement Read, identity-based policy, attached to arn:aws:iam::111122223333:role\/app\. Allows s3:GetObject on arn:aws:s3:::data\/\*\./,
  );
  assert.match(found.text, /if aws:SourceIp is in "203\.0\.113\.0\/24"\./);
  assert.match(found.text, /A policy variable decides which resources it covers\./);
  assert.equal(
    found.summary,
    "3 statements allow it, 1 of them in every case. 2 statements deny it, 1 of them in every case.",
  );
});

test("the same in Terraform and in templates, where what is filled in elsewhere is not known", () => {
  const found = answer("s3:GetObject arn:aws:s3:::data/a", {
    "main.tf": `variable "bucket" {}
data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::data/*"]
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = [var.bucket]
  }
}
`,
    "stack.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:Get*
            Resource: !Sub "arn:aws:s3:::data/*"
`,
  });
  assert.deepEqual(outline(found), ["Allows it", "main.tf:3", "stack.yaml:8", "May allow it", "main.tf:7"]);
  assert.match(found.text, /Part of it is filled in elsewhere\./);
});

test("a statement that never matches allows nothing", () => {
  const found = answer("s3:GetObject arn:aws:s3:::data/a", {
    "a-policy.json": policy({
      ...GET,
      Condition: { StringEquals: { "aws:SourceVpce": "a" }, Null: { "aws:SourceVpce": "true" } },
    }),
  });
  assert.deepEqual(outline(found), ["Names it, but never matches any request", "a-policy.json:1"]);
  assert.equal(found.summary, "No statement in this workspace allows s3:GetObject on arn:aws:s3:::data/a.");
});

describe("the policy of a resource", () => {
  const files = {
    "own.json": policy({ ...GET, Principal: "*", Resource: "*" }),
    "foreign.json": policy({ ...GET, Principal: "*", Resource: "*" }),
    "nobodys.json": policy({ ...GET, Principal: "*", Resource: "*" }),
    "iam-verdict.json": `{"policies": [
      {"files": "own.json", "kind": "resource", "resource": "arn:aws:s3:::data"},
      {"files": "foreign.json", "kind": "resource", "resource": "arn:aws:s3:::other"},
      {"files": "nobodys.json", "kind": "resource"}]}`,
  };

  test("counts for that resource alone, and of one of nobody knows which", () => {
    const found = answer("s3:GetObject arn:aws:s3:::data/a", files);
    assert.deepEqual(outline(found), ["Allows it", "own.json:1", "May allow it", "nobodys.json:1"]);
    assert.match(found.text, /It is not known which resource has this policy/);
  });

  test("counts whatever the resource, if that is what is asked", () => {
    assert.deepEqual(outline(answer("s3:GetObject", files)), [
      "Allows it",
      "own.json:1",
      "foreign.json:1",
      "nobodys.json:1",
    ]);
  });
});

test("asked about any resource, a statement on one covers some", () => {
  const found = answer("s3:GetObject *", { "a-policy.json": policy(GET, { ...GET, Resource: "*" }) });
  assert.deepEqual(outline(found), ["Allows it", "a-policy.json:1", "May allow it", "a-policy.json:1"]);
  assert.match(found.text, /It covers only some of these resources\./);
});

test("an action that the reference lacks is asked about all the same, and said to be missing there", () => {
  const found = answer("s3:GetObjekt", { "a-policy.json": policy({ ...GET, Action: "s3:Get*", Resource: "*" }) });
  assert.deepEqual(outline(found), ["Allows it", "a-policy.json:1"]);
  assert.match(
    found.text,
    /s3:GetObjekt is not in AWS's service reference of 2026-01-31\. Did you mean s3:GetObject\?/,
  );
});

describe("a question that is none is answered with what to write:", () => {
  const problems: readonly (readonly [typed: string, words: RegExp])[] = [
    ["", /^Write an action such as/],
    ["GetObject", /^GetObject names no service\. Write it in front of the action/],
    ["s3:Get*", /^Ask about one action/],
    ["s3:GetObject data", /is not an ARN\. Write one as/],
    ["s3:GetObject arn:aws:s3:::a arn:aws:s3:::b", /^Write one action and one ARN/],
    ["__proto__", /^Write an action such as/],
  ];
  for (const [typed, words] of problems) {
    test(JSON.stringify(typed), () => {
      const found = resultOf(whoCanSteps(typed, workspaceOf({}), sources));
      assert.match("problem" in found ? phraseToPlainText(found.problem) : "", words);
    });
  }
});

test("actions are offered by any part of their names, then the resources of this workspace that they are done on", () => {
  const workspace = workspaceOf({
    "a-policy.json": policy(
      GET,
      { ...GET, Resource: "arn:aws:s3:::data/a.csv" },
      { ...GET, Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:111122223333:jobs" },
    ),
  });
  const offered = (typed: string): readonly string[] =>
    whoCanOptions(typed, workspace, catalog).map(({ label }) => label);
  assert.ok(offered("getobj").includes("s3:GetObject"));
  assert.ok(offered("s3:put").every((label) => /^s3:.*put/i.test(label)));
  assert.deepEqual(offered("s3:GetObject "), ["s3:GetObject arn:aws:s3:::data/a.csv"]);
});
