/** The first workspace file: what it guesses, what it asks, and that it can be read as it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { firstConfigSummary, firstConfigText } from "../../server/src/telling/first-config.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { firstConfigOf } from "../../server/src/workspace/first-config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

type Files = Readonly<Record<string, object>>;

function policy(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

const READ = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-data/*" });
const IN_ONE_ACCOUNT = policy({
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
});
const OF_BUCKET = policy({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"],
});

function drafted(files: Files, config = EMPTY_CONFIG): string {
  const read = Object.entries(files).map(([path, value]) => ({ path, text: JSON.stringify(value) }));
  return firstConfigText(firstConfigOf(readWorkspace(read, config)));
}

function entriesOf(text: string): readonly object[] {
  const { config, problems } = readWorkspaceConfig("iam-verdict.json", text);
  assert.deepEqual(problems, []);
  return config.policies.map(({ files, kind, attachedTo, resource }) => ({ files, kind, attachedTo, resource }));
}

describe("a first workspace file", () => {
  test("is written so that a reader sees what is a guess and what is asked", () => {
    assert.equal(
      drafted({ "roles/app/policy.json": READ, "scps/guard.json": READ, "notes.json": READ }),
      `// What IAM Verdict found in this folder. A guess is marked as such: correct what is wrong.
// An empty list says nothing yet: write what the policy is attached to. Nothing here changes anything in AWS.
{
  "policies": [
    // Guess, from the name of its folder.
    { "files": "roles/app/policy.json", "attachedTo": ["app"] },
    // Which root, organizational units or accounts is it attached to? Write their ids.
    { "files": "scps/guard.json", "kind": "scp", "targets": [] },
    // Which users, groups or roles have it? Write their ARNs. If it is an SCP or a boundary instead, add a "kind".
    { "files": "notes.json", "attachedTo": [] }
  ]
}
`,
    );
  });

  const guessed: readonly (readonly [name: string, files: Files, entry: object])[] = [
    [
      "a role by its folder, in the one account that the policies name",
      { "roles/app/policy.json": IN_ONE_ACCOUNT },
      { attachedTo: ["arn:aws:iam::111122223333:role/app"] },
    ],
    ["a user by its folder", { "Users/dev/policy.json": READ }, { attachedTo: ["dev"] }],
    ["the bucket that all statements name", { "p.json": OF_BUCKET }, { resource: "arn:aws:s3:::acme-data" }],
    ["nobody for a file below roles/ itself", { "roles/policy.json": READ }, { attachedTo: [] }],
    [
      "no resource where there are several",
      {
        "p.json": policy(
          { ...statement("arn:aws:s3:::a"), Principal: "*" },
          { ...statement("arn:aws:s3:::b"), Principal: "*" },
        ),
      },
      { resource: undefined },
    ],
    [
      "no resource with a wildcard in its name",
      { "p.json": policy({ ...statement("arn:aws:s3:::acme-*"), Principal: "*" }) },
      { resource: undefined },
    ],
  ];
  for (const [name, files, entry] of guessed) {
    test(`guesses ${name}`, () => {
      const [only] = entriesOf(drafted(files));
      assert.deepEqual({ ...only, ...entry }, only);
    });
  }

  test("leaves out what is said already, and counts what it cannot list", () => {
    const config = readWorkspaceConfig(
      "iam-verdict.json",
      '{ "policies": [{ "files": "a.json", "attachedTo": "dev" }] }',
    );
    const read = [
      { path: "a.json", text: JSON.stringify(READ) },
      { path: "b.json", text: JSON.stringify(READ) },
      { path: "two.json", text: JSON.stringify({ one: READ, other: READ }) },
    ];
    const found = firstConfigOf(readWorkspace(read, config.config));
    assert.deepEqual(entriesOf(firstConfigText(found)).length, 1);
    assert.match(firstConfigText(found), /2 more policies are not listed here/);
    assert.equal(firstConfigSummary(found), "3 policies in this folder");
  });

  test("can be read whatever the files are called", () => {
    const files = {
      'a"b.json': READ,
      "line\u2028end.json": READ,
      "roles/*/x.json": READ,
      "roles/__proto__/p.json": READ,
    };
    assert.deepEqual(
      entriesOf(drafted(files)).map((one) => (one as { files: string }).files),
      ['a"b.json', "line\u2028end.json", "roles/__proto__/p.json"],
    );
  });
});

function statement(resource: string): object {
  return { Effect: "Allow", Action: "s3:GetObject", Resource: resource };
}
