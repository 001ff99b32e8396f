import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mergeConfigs } from "../../server/src/workspace/config.ts";
import {
  readPoliciesSetting,
  readSeveritySetting,
  readWorkspaceConfig,
} from "../../server/src/workspace/read-config.ts";

const read = (json: unknown, path = "iam-verdict.json"): ReturnType<typeof readWorkspaceConfig> =>
  readWorkspaceConfig(path, typeof json === "string" ? json : JSON.stringify(json));

describe("the workspace file", () => {
  test("says what files are and what they are attached to", () => {
    const { config, problems } = read({
      policies: [
        {
          files: "scp/guard.json",
          kind: "scp",
          name: "Guard",
          arn: "arn:aws:organizations::1:policy/p",
          targets: ["ou-1"],
        },
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
    assert.deepEqual(config.suppress[0]?.statement, { sid: "Legacy", index: undefined });
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

  test("may start with a byte order mark, and places stay where they are", () => {
    const text = '\uFEFF{ "policies": [{ "files": "a.json", "kind": "bucket" }] }';
    const { config, problems, usable } = read(text);
    assert.equal(config.policies[0]?.files, "a.json");
    assert.equal(usable, true);
    assert.deepEqual(
      problems.map(({ span }) => text.slice(span.start, span.end)),
      ['"bucket"'],
    );
  });

  const wrong: readonly (readonly [text: string, at: string, message: RegExp])[] = [
    ["[]", "[]", /^The file must be an object in braces\.$/],
    ['{"policies": [], "polices": []}', '"polices"', /^'polices' is not a name .* Did you mean 'policies'\?$/],
    [
      '{"policies": [], "x": []}',
      '"x"',
      /Write one of \$schema, policies, organization, groups, facts, severity, suppress\.$/,
    ],
    ['{"policies": [{"kind": "scp"}]}', '{"kind": "scp"}', /needs 'files': a path such as "identity\/\*\.json"/],
    ['{"policies": [{"files": "../x.json"}]}', '"../x.json"', /leaves its folder/],
    ['{"policies": [{"files": ["x.json"]}]}', '["x.json"]', /'files' must be one string in double quotes, not a list/],
    [
      '{"policies": [{"files": "x.json", "kind": "bucket"}]}',
      '"bucket"',
      /not a kind of policy\. Write one of identity, /,
    ],
    ['{"policies": [{"files": "x.json", "kind": "identiy"}]}', '"identiy"', /Did you mean 'identity'\?$/],
    ['{"policies": [{"files": "x.json", "name": {}}]}', "{}", /^'name' must be a string in double quotes\.$/],
    ['{"policies": [{"files": "x.json", "resource": "dev"}]}', '"dev"', /^'dev' is not an ARN\. Write the whole ARN/],
    [
      '{"policies": [{"files": "x.json", "attachedTo": "role/dev"}]}',
      '"role/dev"',
      /^'role\/dev' is not an ARN\. Write the whole ARN, such as 'arn:aws:iam::111122223333:role\/dev'\.$/,
    ],
    ['{"policies": [{"files": "x.json", "targets": [7]}]}', "7", /'targets' must be a list of strings/],
    [
      '{"policies": [{"files": "x.json", "account": "12"}]}',
      '"12"',
      /^'12' is not an account id\. Write its twelve digits/,
    ],
    [
      '{"policies": [{"files": "x.json", "kind": "scp", "attachedTo": ["111122223333"]}]}',
      '"attachedTo"',
      /^'attachedTo' has no effect on a policy of the kind 'scp'\. Write 'targets' instead\.$/,
    ],
    [
      '{"policies": [{"files": "x.json", "kind": "trust", "targets": ["r"], "resource": "arn:aws:iam::111122223333:role/r"}]}',
      '"targets"',
      /Write 'resource' instead/,
    ],
    ['{"policies": ["x.json"]}', '"x.json"', /must be an object/],
    [
      '{"policies": [], "policies": [{"files": "x"}]}',
      '"policies"',
      /'policies' is written twice, and only the last counts/,
    ],
    ['{"organization": {"accounts": {"prod": ["r"]}}}', '"prod"', /^'prod' is not an account id/],
    ['{"suppress": [{"reason": "x"}]}', '{"reason": "x"}', /needs 'code'/],
    ['{"suppress": [{"code": "a", "until": "31.1.2027"}]}', '"31.1.2027"', /not a day, so this entry accepts nothing/],
    ['{"suppress": [{"code": "a", "statement": -1}]}', "-1", /'statement' must be a Sid .* or the number/],
    ['{"facts": []}', "[]", /'facts' must be an object/],
    ['{"facts": {"aws:SourceIp": null}}', "null", /The value of 'aws:SourceIp' must be a string/],
    ['{"facts": {"SourceIp": "x"}}', '"SourceIp"', /is not a condition key\. Write its full name/],
    ['{"severity": {"unknown-action": 2}}', "2", /'unknown-action' must be a string/],
    ['{"severity": "off"}', '"off"', /'severity' must be an object/],
  ];
  for (const [text, at, message] of wrong) {
    test(`tells what is wrong in ${text}, once and at its place`, () => {
      const [problem, ...others] = read(text).problems;
      assert.match(problem?.message ?? "", message);
      assert.equal(text.slice(problem?.span.start, problem?.span.end), at);
      assert.deepEqual(others, []);
    });
  }

  const unusable: readonly (readonly [title: string, text: string])[] = [
    ["half a file", '{ "policies": [ { "files": "a.json" }, '],
    ["an empty file", ""],
    ["prose", "not JSON at all"],
    ["a list", "[]"],
    ["a policy", '{ "Version": "2012-10-17", "Statement": [] }'],
    ["another tool's settings", '{ "$schema": "https://json.schemastore.org/package", "name": "x" }'],
  ];
  for (const [title, text] of unusable) {
    test(`${title} is not a workspace file`, () => assert.equal(read(text).usable, false));
  }

  test("a file with a mistake in one entry is used for the rest", () => {
    const { config, usable } = read({ policies: [{ files: 1 }, { files: "b.json", kind: "nope" }] });
    assert.deepEqual(
      config.policies.map(({ files, kind }) => [files, kind]),
      [["b.json", undefined]],
    );
    assert.equal(usable, true);
  });

  test("hostile names are shown, not written raw", () => {
    const { problems } = read({ policies: [], "x\u001b[2J\u202e\n::stop-commands::": 1 });
    assert.match(problems[0]?.message ?? "", /^'x\\u\{1b\}\[2J\\u\{202e\}\\n::stop-commands::'/);
  });

  test("takes __proto__ for an ordinary name", () => {
    const { config, problems } = read('{"facts": {"aws:__proto__": "x"}, "severity": {"__proto__": "off"}}');
    assert.equal(config.facts.get("aws:__proto__"), "x");
    assert.equal(config.severity.get("__proto__"), "off");
    assert.deepEqual(problems, []);
    assert.match(read('{"facts": {}, "__proto__": {}}').problems[0]?.message ?? "", /^'__proto__' is not a name/);
  });
});

describe("the setting iamVerdict.policies", () => {
  test("has the entries of the workspace file", () => {
    const { config, problems } = readPoliciesSetting([
      { files: "a.json", kind: "trust", resource: "arn:aws:iam::1:role/r" },
    ]);
    assert.deepEqual(problems, []);
    assert.equal(config.policies[0]?.kind, "trust");
  });

  test("may be missing or nonsense", () => {
    assert.deepEqual(readPoliciesSetting(undefined).config.policies, []);
    assert.deepEqual(readPoliciesSetting(null).problems, []);
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

describe("the setting iamVerdict.severity", () => {
  test("holds severities by code, and tells what is not text", () => {
    const { config, problems } = readSeveritySetting({ "unknown-action": "off", "unknown-service": 1 });
    assert.deepEqual([...config.severity], [["unknown-action", "off"]]);
    assert.deepEqual(
      problems.map(({ where, message }) => `${where}: ${message}`),
      ["iamVerdict.severity: 'unknown-service' must be a string in double quotes."],
    );
  });
});

describe("accepted findings", () => {
  const accepted = (...suppress: readonly object[]): ReturnType<typeof read> => read({ suppress });

  const places: readonly (readonly [title: string, statements: readonly unknown[], indexes: readonly unknown[]])[] = [
    ["statements are counted from 1", [1, 3], [0, 2]],
    ["a number in quotes counts as one", ["2"], [1]],
    ["a Sid is not a place", ["Read"], [undefined]],
    ["a file in which one entry says 0 counts from 0 throughout, as it did when it was written", [2, 0], [2, 0]],
    ["the same in quotes", ["0", 1], [0, 1]],
  ];
  for (const [title, statements, indexes] of places) {
    test(title, () => {
      const { config } = accepted(...statements.map((statement) => ({ code: "unknown-action", statement })));
      assert.deepEqual(
        config.suppress.map(({ statement }) => statement?.index),
        indexes,
      );
    });
  }

  test("a file that counts from 0 is told what to write, at each of its numbers", () => {
    const { problems } = accepted(
      { code: "a", statement: 0 },
      { code: "a", statement: "Sid" },
      { code: "a", statement: 2 },
    );
    assert.deepEqual(
      problems.map(({ sort, message }) => [sort, /write (\d)/.exec(message)?.[1]]),
      [
        ["note", "1"],
        ["note", "3"],
      ],
    );
  });

  test("an entry with a part that cannot be read accepts nothing rather than more", () => {
    const broken = [
      { until: "2027-1-31" },
      { until: "2027-02-29" },
      { until: "2027-01-31T00:00:00Z" },
      { until: "soon" },
      { until: 20270131 },
      { until: null },
      { statement: {} },
      { statement: "" },
      { statement: 1.5 },
      { files: ["a.json"] },
      { files: "" },
    ];
    for (const part of broken) {
      const { config, problems } = accepted({ code: "unknown-action", ...part });
      assert.deepEqual(config.suppress, [], JSON.stringify(part));
      assert.equal(problems.length, 1, JSON.stringify(part));
    }
  });
});
