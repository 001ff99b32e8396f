import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EMPTY_CONFIG, mergeConfigs } from "../../server/src/workspace/config.ts";
import { readPoliciesSetting, readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";

const read = (json: unknown, path = "iam-verdict.json"): ReturnType<typeof readWorkspaceConfig> =>
  readWorkspaceConfig(path, typeof json === "string" ? json : JSON.stringify(json));

describe("the workspace file", () => {
  test("says what files are and what they are attached to", () => {
    const { config, problems } = read({
      policies: [
        { files: "scp/guard.json", kind: "scp", name: "Guard", arn: "arn:x", targets: ["ou-1"] },
        { files: "bucket.json", kind: "resource", resource: "arn:aws:s3:::alpha", account: "111111111111" },
      ],
      organization: { accounts: { "111111111111": ["r-root", "ou-1"] }, managementAccount: "999999999999" },
      facts: { "aws:SourceVpce": "vpce-0123", "aws:TagKeys": ["a", "b"] },
      severity: { "unknown-action": "warning" },
      suppress: [
        { code: "unknown-action", files: "old/**", statement: "Legacy", reason: "retired", until: "2027-01-31" },
      ],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      config.policies.map(({ files, kind, name, targets, resource, account }) => [
        files,
        kind,
        name,
        targets,
        resource,
        account,
      ]),
      [
        ["scp/guard.json", "scp", "Guard", ["ou-1"], undefined, undefined],
        ["bucket.json", "resource", undefined, [], "arn:aws:s3:::alpha", "111111111111"],
      ],
    );
    assert.deepEqual(config.organization.accounts.get("111111111111"), ["r-root", "ou-1"]);
    assert.equal(config.organization.managementAccount, "999999999999");
    assert.deepEqual(
      [...config.facts],
      [
        ["aws:SourceVpce", "vpce-0123"],
        ["aws:TagKeys", ["a", "b"]],
      ],
    );
    assert.deepEqual([...config.severity], [["unknown-action", "warning"]]);
    assert.equal(config.suppress[0]?.statement, "Legacy");
  });

  test("is read as far as it is typed", () => {
    const { config, problems } = read('{ "policies": [ { "files": "a.json", "kind": "scp" }, { "files": ');
    assert.equal(config.policies[0]?.kind, "scp");
    assert.ok(problems.length > 0);
  });

  test("may hold comments and trailing commas", () => {
    const { config, problems } = read('{ // which files\n "policies": [{ "files": "a.json", },], }');
    assert.deepEqual([config.policies.length, problems], [1, []]);
  });

  test("in a folder speaks of the files below that folder", () => {
    assert.equal(
      read({ policies: [{ files: "*.json" }] }, "teams/a/iam-verdict.json").config.policies[0]?.base,
      "teams/a",
    );
  });

  const wrong: readonly (readonly [text: string, message: RegExp])[] = [
    ["[]", /must be an object/],
    ['{"polices": []}', /'polices' is not known here; the known names are .*policies/],
    ['{"policies": [{"kind": "scp"}]}', /needs 'files'/],
    ['{"policies": [{"files": "../x.json"}]}', /leaves its folder/],
    ['{"policies": [{"files": "x.json", "kind": "bucket"}]}', /'bucket' is no kind of policy; write one of identity, /],
    ['{"policies": [{"files": "x.json", "name": {}}]}', /'name' must be a text/],
    ['{"policies": ["x.json"]}', /must be an object/],
    ['{"suppress": [{"reason": "x"}]}', /needs 'code'/],
    ['{"facts": []}', /'facts' must be an object/],
  ];
  for (const [text, message] of wrong) {
    test(`tells what is wrong in ${text}`, () => {
      const { problems } = read(text);
      assert.match(problems.map((problem) => problem.message).join("\n"), message);
    });
  }

  test("takes __proto__ for an ordinary name", () => {
    const { config } = read('{"facts": {"__proto__": "x"}, "organization": {"accounts": {"__proto__": ["r"]}}}');
    assert.equal(config.facts.get("__proto__"), "x");
    assert.deepEqual(config.organization.accounts.get("__proto__"), ["r"]);
  });
});

describe("the setting iamVerdict.policies", () => {
  test("has the entries of the workspace file", () => {
    const { config, problems } = readPoliciesSetting([{ files: "a.json", kind: "trust", resource: "arn:r" }]);
    assert.deepEqual(problems, []);
    assert.equal(config.policies[0]?.kind, "trust");
  });

  test("may be missing or nonsense", () => {
    assert.deepEqual(readPoliciesSetting(undefined), { config: EMPTY_CONFIG, problems: [] });
    assert.equal(readPoliciesSetting("x").problems[0]?.where, "iamVerdict.policies");
  });

  test("comes after the workspace file when both are merged", () => {
    const merged = mergeConfigs([
      read({ policies: [{ files: "a" }] }).config,
      readPoliciesSetting([{ files: "b" }]).config,
    ]);
    assert.deepEqual(
      merged.policies.map(({ files }) => files),
      ["a", "b"],
    );
  });
});
