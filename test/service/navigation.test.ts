/** Definitions, references, links and names of a workspace whose files are in every host. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDocument } from "../../server/src/service/document.ts";
import { definitionsAt } from "../../server/src/service/navigation/definitions.ts";
import { linksOf } from "../../server/src/service/navigation/links.ts";
import { type WrittenPlace } from "../../server/src/service/navigation/named-places.ts";
import { referencesAt } from "../../server/src/service/navigation/references.ts";
import { workspaceSymbols } from "../../server/src/service/navigation/workspace-symbols.ts";
import { type Workspace, workspaceSteps } from "../../server/src/service/workspace.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { readConfigFile } from "../../server/src/service/config-reading.ts";
import { mergeConfigs } from "../../server/src/workspace/config.ts";

const ACCOUNT = "111122223333";

const FILES: Readonly<Record<string, string>> = {
  "main.tf": `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_iam_role" "app" {
  name               = "app"
  path               = "/team/"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${ACCOUNT}:role/ci"]
    }
  }
}
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "ReadData", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::data/*" }]
  })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.read.arn
}
`,
  "stack.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { QueueName: jobs }
  Worker:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ci
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: "arn:aws:iam::${ACCOUNT}:role/team/app" }
            Action: sts:AssumeRole
      PermissionsBoundary: arn:aws:iam::${ACCOUNT}:policy/limits
`,
  "details.json": JSON.stringify(
    {
      UserDetailList: [],
      RoleDetailList: [
        {
          RoleName: "old",
          Arn: `arn:aws:iam::${ACCOUNT}:role/old`,
          AssumeRolePolicyDocument: { Statement: [] },
          AttachedManagedPolicies: [{ PolicyName: "limits", PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/limits` }],
        },
      ],
      Policies: [
        {
          PolicyName: "limits",
          Arn: `arn:aws:iam::${ACCOUNT}:policy/limits`,
          DefaultVersionId: "v1",
          PolicyVersionList: [
            {
              VersionId: "v1",
              IsDefaultVersion: true,
              Document: {
                Statement: [
                  { Effect: "Allow", Action: "sqs:*", Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` },
                  { Effect: "Allow", Action: "sts:AssumeRole", Resource: `arn:aws:iam::${ACCOUNT}:role/old` },
                ],
              },
            },
          ],
        },
      ],
    },
    null,
    1,
  ),
  "logs-policy.json": `{ "Version": "2012-10-17", "Statement": [{ "Sid": "Logs", "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:sts::${ACCOUNT}:assumed-role/app/session" },
    "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*" }] }`,
  "iam-verdict.json": `{ "policies": [{ "files": "logs-policy.json", "resource": "arn:aws:s3:::logs", "account": "${ACCOUNT}" }] }`,
  "inline.json": JSON.stringify({
    PolicyDocument: `{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::data/a/b"]}]}`,
  }),
};

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const { config } = readConfigFile("iam-verdict.json", files["iam-verdict.json"] ?? "{}");
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  return resultOf(workspaceSteps(all, mergeConfigs([config]), new Map(), []));
}

const workspace = workspaceOf(FILES);

function documentAt(path: string) {
  const text = FILES[path] ?? "";
  return readDocument({ path, languageId: undefined, text, around: workspace.around }, undefined);
}

/** `main.tf:4 "app"`: the line, counted from 1, and what stands there up to the line's end. */
function shown({ path, span }: WrittenPlace): string {
  const text = FILES[path] ?? "";
  const [first = ""] = text.slice(span.start, span.end).split("\n", 1);
  return `${path}:${text.slice(0, span.start).split("\n").length} ${first.slice(0, 60)}`;
}

/** `part` stands in the file once, or its first occurrence is meant. */
function offsetIn(path: string, part: string): number {
  const at = (FILES[path] ?? "").indexOf(part);
  assert.ok(at >= 0, `${path} has no ${part}`);
  return at + Math.min(8, part.length - 1);
}

describe("the definition of", () => {
  const cases: readonly (readonly [title: string, path: string, part: string, places: readonly string[]])[] = [
    ["an object's ARN is its bucket", "main.tf", "arn:aws:s3:::data/*", ['main.tf:1 "data"']],
    ["an ARN in a string in JSON is the same", "inline.json", "arn:aws:s3:::data/a", ['main.tf:1 "data"']],
    ["a role's ARN is the template's resource", "main.tf", `arn:aws:iam::${ACCOUNT}:role/ci`, ["stack.yaml:6 Worker"]],
    [
      "a role's ARN with its path is the Terraform resource",
      "stack.yaml",
      `arn:aws:iam::${ACCOUNT}:role/team`,
      ['main.tf:4 "app"'],
    ],
    ["a session's ARN, which has no path, is its role", "logs-policy.json", "arn:aws:sts", ['main.tf:4 "app"']],
    ["a queue's ARN is the queue of the template", "details.json", "arn:aws:sqs", ["stack.yaml:3 Jobs"]],
    [
      "a boundary, outside of any policy, is the managed policy of a snapshot",
      "stack.yaml",
      `arn:aws:iam::${ACCOUNT}:policy/limits`,
      [`details.json:21 arn:aws:iam::${ACCOUNT}:policy/limits`],
    ],
    [
      "a bucket of which only the policy is here is that policy",
      "inline.json",
      "arn:aws:s3:::logs",
      ['logs-policy.json:1 { "Version": "2012-10-17", "Statement": [{ "Sid": "Logs", "E'],
    ],
  ];
  for (const [title, path, part, places] of cases) {
    test(title, () => {
      const found = definitionsAt(documentAt(path), offsetIn(path, part), workspace);
      assert.deepEqual(found?.places.map(shown), places);
    });
  }

  test("an action is nowhere", () => {
    assert.equal(definitionsAt(documentAt("main.tf"), offsetIn("main.tf", "s3:GetObject"), workspace), undefined);
  });

  test("everything is nothing", () => {
    const text = `{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::*", "*"]}]}`;
    const document = readDocument({ path: "policy.json", languageId: undefined, text }, undefined);
    assert.equal(definitionsAt(document, text.indexOf("s3:::*") + 2, workspace), undefined);
  });
});

describe("references", () => {
  const at = (path: string, part: string, declarations: "with" | "without" = "without"): readonly string[] =>
    resultOf(referencesAt({ document: documentAt(path), offset: offsetIn(path, part), workspace, declarations })).map(
      shown,
    );

  test("to a bucket are what names it or its objects, in every host", () => {
    assert.deepEqual(at("inline.json", "arn:aws:s3:::data/a"), [
      "inline.json:1 arn:aws:s3:::data/a/b",
      "main.tf:22 arn:aws:s3:::data/*",
    ]);
  });

  test("from where it is declared are the same, and itself if that is asked for", () => {
    assert.deepEqual(at("main.tf", '"data"', "with"), [
      "inline.json:1 arn:aws:s3:::data/a/b",
      'main.tf:1 "data"',
      "main.tf:22 arn:aws:s3:::data/*",
    ]);
  });

  test("to a managed policy are also outside of policies", () => {
    assert.deepEqual(at("stack.yaml", `arn:aws:iam::${ACCOUNT}:policy/limits`), [
      `details.json:13 arn:aws:iam::${ACCOUNT}:policy/limits`,
      `stack.yaml:15 arn:aws:iam::${ACCOUNT}:policy/limits`,
    ]);
  });

  test("from inside of a policy, on no ARN, are those that it is attached to", () => {
    assert.deepEqual(at("main.tf", "ReadData"), ['main.tf:4 "app"']);
  });
});

test("ARNs lead to the one place where what they name is written, and nowhere from there", () => {
  const links = (path: string): readonly string[] =>
    linksOf(documentAt(path), workspace).map(
      ({ span, to }) => `${(FILES[path] ?? "").slice(span.start, span.end)} → ${shown(to).slice(0, 20)}`,
    );
  assert.deepEqual(links("details.json"), [
    `arn:aws:iam::${ACCOUNT}:policy/limits → details.json:21 arn:`,
    `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs → stack.yaml:3 Jobs`,
    `arn:aws:iam::${ACCOUNT}:role/old → details.json:6 arn:a`,
  ]);
});

describe("the names of a workspace", () => {
  const found = (query: string): readonly string[] =>
    resultOf(workspaceSymbols(query, workspace)).map(({ symbol, name, place }) => `${symbol} ${name} ${place.path}`);

  test("are those of resources, policies and statements", () => {
    assert.deepEqual([...found("")].sort(), [
      "policy app main.tf",
      "policy ci stack.yaml",
      "policy limits details.json",
      "policy read main.tf",
      "resource app main.tf",
      "resource ci stack.yaml",
      "resource data main.tf",
      "resource jobs stack.yaml",
      "resource limits details.json",
      "resource old details.json",
      "resource read main.tf",
      "statement Logs logs-policy.json",
      "statement ReadData main.tf",
    ]);
  });

  test("are found by their letters", () => {
    assert.deepEqual(found("rdata"), ["statement ReadData main.tf"]);
    assert.deepEqual(found("zz"), []);
  });
});
