/** What one click writes into the workspace file, and that it is then known. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { applyEdits } from "../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { type Attachment, stateAttachment } from "../../server/src/workspace/state-attachment.ts";
import { readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
});
const DEV = "arn:aws:iam::111122223333:user/dev";
const DEV_HAS_IT: Attachment = { file: "policy.json", slot: "identity", kind: undefined, holder: DEV };

/** `files` hold one policy each; `configs` are workspace files by their paths. */
function workspaceOf(files: readonly string[], configs: Readonly<Record<string, string>> = {}): WorkspacePolicies {
  const readings = Object.entries(configs).map(([path, text]) => readWorkspaceConfig(path, text));
  const config = {
    ...EMPTY_CONFIG,
    policies: readings.flatMap((one) => one.config.policies),
    sources: readings.flatMap((one) => one.config.sources),
  };
  return readWorkspace(
    files.map((path) => ({ path, text: POLICY })),
    config,
  );
}

/** The workspace file afterwards. */
function stated(workspace: WorkspacePolicies, attachment: Attachment): { file: string; text: string } | undefined {
  const made = stateAttachment(workspace, attachment);
  return made && { file: made.file, text: applyEdits(made.text ?? "", made.edits) };
}

describe("saying what a policy is attached to", () => {
  test("makes the workspace file where there is none", () => {
    const made = stateAttachment(workspaceOf(["policy.json"]), DEV_HAS_IT);
    assert.equal(made?.text, undefined);
    assert.deepEqual(stated(workspaceOf(["policy.json"]), DEV_HAS_IT), {
      file: "iam-verdict.json",
      text: `{
  "policies": [
    {
      "files": "policy.json",
      "attachedTo": ["${DEV}"]
    }
  ]
}
`,
    });
  });

  test("adds an entry behind the others, laid out as they are, and keeps comments", () => {
    const text = `{
\t// ours
\t"policies": [
\t\t{ "files": "other.json", "attachedTo": ["ci"] }
\t],
\t"facts": {}
}
`;
    const made = stated(workspaceOf(["policy.json", "other.json"], { "iam-verdict.json": text }), DEV_HAS_IT);
    assert.equal(
      made?.text,
      text.replace('["ci"] }', `["ci"] },\n\t\t{ "files": "policy.json", "attachedTo": ["${DEV}"] }`),
    );
  });

  const forms: readonly (readonly [name: string, text: string])[] = [
    ["an empty object", "{}"],
    ["no list of policies", '{ "facts": { "aws:SourceVpce": "vpce-0a1b" } }'],
    ["an empty list of policies", '{ "policies": [] }'],
    ["a byte order mark", '\uFEFF{ "policies": [] }'],
    ["line ends of Windows", '{\r\n  "policies": []\r\n}\r\n'],
  ];
  for (const [name, text] of forms) {
    test(`is read back from a file with ${name}`, () => {
      const made = stated(workspaceOf(["policy.json"], { "iam-verdict.json": text }), DEV_HAS_IT);
      const { config, problems } = readWorkspaceConfig("iam-verdict.json", made?.text ?? "");
      assert.deepEqual(problems, []);
      const { policies } = readWorkspace([{ path: "policy.json", text: POLICY }], config);
      assert.deepEqual(policies[0]?.binding.attachedTo, [DEV]);
    });
  }

  test("goes into the innermost workspace file, with the path from there", () => {
    const workspace = workspaceOf(["team/app/policy.json"], {
      "iam-verdict.json": "{}",
      "team/iam-verdict.json": "{}",
      "other/iam-verdict.json": "{}",
    });
    const made = stated(workspace, { ...DEV_HAS_IT, file: "team/app/policy.json" });
    assert.equal(made?.file, "team/iam-verdict.json");
    assert.match(made.text, /"files": ?"app\/policy\.json"/);
  });

  const said: readonly (readonly [slot: Attachment["slot"], holder: string, entry: object])[] = [
    ["boundary", DEV, { kind: "boundary", attachedTo: [DEV] }],
    ["resource", "arn:aws:s3:::acme-data/2026/x", { resource: "arn:aws:s3:::acme-data" }],
    ["scp", "111122223333", { kind: "scp", targets: ["111122223333"] }],
    ["vpc-endpoint", "vpce-0a1b", { kind: "vpc-endpoint", endpoint: "vpce-0a1b" }],
  ];
  for (const [slot, holder, entry] of said) {
    test(`says of a policy of the slot ${slot} what its kind is attached by`, () => {
      const kind = slot === "resource" || slot === "identity" ? undefined : slot;
      const made = stated(workspaceOf(["policy.json"]), { file: "policy.json", slot, kind, holder });
      assert.deepEqual(JSON.parse(made?.text ?? ""), { policies: [{ files: "policy.json", ...entry }] });
    });
  }

  const refused: readonly (readonly [name: string, workspace: WorkspacePolicies, file?: string])[] = [
    ["a workspace file that is not JSON", workspaceOf(["policy.json"], { "iam-verdict.json": '{ "policies": [' })],
    ["policies that are no list", workspaceOf(["policy.json"], { "iam-verdict.json": '{ "policies": 7 }' })],
    ["a file that the workspace does not have", workspaceOf(["other.json"])],
    ["a name that is a pattern", workspaceOf(["{policy}.json"]), "{policy}.json"],
    [
      "a policy of which something is said already",
      workspaceOf(["policy.json"], {
        "iam-verdict.json": '{ "policies": [{ "files": "policy.json", "attachedTo": ["all"] }] }',
      }),
    ],
    [
      "two policies in one file",
      readWorkspace([{ path: "policy.json", text: `{ "a": ${POLICY}, "b": ${POLICY} }` }], EMPTY_CONFIG),
    ],
  ];
  for (const [name, workspace, file = "policy.json"] of refused) {
    test(`writes nothing for ${name}`, () => {
      assert.equal(stateAttachment(workspace, { ...DEV_HAS_IT, file }), undefined);
    });
  }
});
