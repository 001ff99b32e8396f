import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readFilePolicies } from "../../server/src/workspace/read-file-policies.ts";
import { assembleWorkspace, readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";

const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } });

function configOf(policies: readonly object[]): WorkspaceConfig {
  const { config, problems } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies }));
  assert.deepEqual(problems, []);
  return config;
}

function only(workspace: WorkspacePolicies): WorkspacePolicies["policies"][number] {
  assert.equal(workspace.policies.length, 1);
  return workspace.policies[0]!;
}

describe("the policies of a workspace", () => {
  test("are found in every file that holds one", () => {
    const files = [
      { path: "a.json", text: POLICY },
      { path: "package.json", text: '{"name": "x"}' },
      { path: "notes.txt", text: POLICY },
      { path: "broken.json", text: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ' },
    ];
    const workspace = readWorkspace(files, EMPTY_CONFIG);
    assert.deepEqual(
      workspace.policies.map(({ path }) => path),
      ["a.json", "broken.json"],
    );
    assert.deepEqual([...workspace.texts.keys()], ["a.json", "broken.json"]);
  });

  test("keep what is stated of their files", () => {
    const config = configOf([
      { files: "scp/*.json", kind: "scp", targets: ["ou-1"] },
      { files: "scp/guard.json", name: "Guard", arn: "arn:guard" },
    ]);
    const policy = only(readWorkspace([{ path: "scp/guard.json", text: POLICY }], config));
    assert.deepEqual(policy.kind, { kind: "scp", basis: "stated" });
    assert.equal(policy.name, "Guard");
    assert.equal(policy.arn, "arn:guard");
    assert.deepEqual(policy.binding.targets, ["ou-1"]);
  });

  test("follow the later of two entries that say different things", () => {
    const config = configOf([
      { files: "**", kind: "identity", attachedTo: ["arn:one"] },
      { files: "a.json", kind: "boundary" },
    ]);
    const policy = only(readWorkspace([{ path: "a.json", text: POLICY }], config));
    assert.equal(policy.kind.kind, "boundary");
    assert.deepEqual(policy.binding.attachedTo, ["arn:one"]);
  });

  test("add up what entries for the same files say that they are attached to", () => {
    const config = configOf([
      { files: "*.json", kind: "scp", targets: ["ou-3"] },
      { files: "guard.json", targets: ["ou-1"] },
      { files: "guard.json", targets: ["ou-2", "ou-1"] },
    ]);
    const { binding } = only(readWorkspace([{ path: "guard.json", text: POLICY }], config));
    assert.deepEqual(binding.targets, ["ou-1", "ou-2"]);
  });

  test("have the kind that their place in the file says, whatever is stated of the file", () => {
    const text = JSON.stringify({ Role: { RoleName: "app", AssumeRolePolicyDocument: JSON.parse(POLICY) as unknown } });
    const policy = only(
      readWorkspace([{ path: "role.json", text }], configOf([{ files: "*.json", kind: "identity" }])),
    );
    assert.equal(policy.kind.kind, "trust");
    assert.equal(policy.name, "app");
  });

  test("are the same from files that were read before", () => {
    const file = { path: "a.json", text: POLICY };
    const kept = readFilePolicies(file);
    assert.deepEqual(
      assembleWorkspace([kept], EMPTY_CONFIG).policies.map(({ path, kind, name }) => [path, kind, name]),
      readWorkspace([file], EMPTY_CONFIG).policies.map(({ path, kind, name }) => [path, kind, name]),
    );
    assert.equal(assembleWorkspace([kept], EMPTY_CONFIG).policies[0]?.policy, kept.policies[0]?.policy);
  });
});

describe("the names that a path gives", () => {
  const rows: readonly (readonly [path: string, names: readonly string[]])[] = [
    ["build-bot-role.json", ["build-bot-role", "build-bot"]],
    ["roles/Build-Bot/trust-policy.json", ["build-bot"]],
    ["acme-vault-bucket-policy.json", ["acme-vault"]],
    ["app_policy.json", ["app"]],
    ["users/alice.json", ["alice"]],
  ];
  for (const [path, names] of rows) {
    test(`${path}: ${names.join(", ")}`, () => {
      const policy = only(readWorkspace([{ path, text: POLICY }], EMPTY_CONFIG));
      for (const name of names) assert.ok(policy.names.has(name), `${[...policy.names].join(" ")} lacks ${name}`);
    });
  }
});
