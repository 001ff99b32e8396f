import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { type LintReport } from "../../server/src/service/index.ts";
import { runCli } from "../../server/src/cli/main.ts";
import { runCommand } from "../support/command.ts";

const WRONG = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }
  ]
}
`;
const RIGHT = WRONG.replace("GetObjekt", "GetObject");
const REJECTED = WRONG.replace(`"Allow"`, `"allow"`);

/** As the AWS CLI prints a managed policy and the version in force. */
function managedPolicy(Arn: string): string {
  const passing = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: "*" }] };
  const version = { VersionId: "v1", IsDefaultVersion: true, Document: passing };
  return JSON.stringify({
    Policies: [{ PolicyName: "PassRoles", Arn, DefaultVersionId: "v1", PolicyVersionList: [version] }],
  });
}

const FILES: Readonly<Record<string, string>> = {
  "wrong/policy.json": WRONG,
  "right/policy.json": RIGHT,
  "marked/policy.json": `\ufeff${WRONG}`,
  "rejected/policy.json": REJECTED,
  "nested/template.json": JSON.stringify({ Resources: { P: { PolicyDocument: JSON.parse(WRONG) as unknown } } }),
  "escaped/state.json": JSON.stringify({ policy: WRONG }),
  "shown/README.md": "Do not write:\n\n```json\n" + WRONG + "```\n",
  "broken/policy.json": WRONG.replace(`"Resource": "*"`, `"Resource":`),
  "half/serverless.yml": `service: app
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: 'Allow',
          Action: s3:GetObject
          Resource: "*"
`,
  "half/template.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
             Action: s3:GetObjekt
            Resource: "*"
`,
  "half/chart.yaml": `kind: Role
Type: AWS::IAM::Role
{{- if .Values.reads }}
PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "*" }] }
{{- end }}
`,
  "values/policy.tf": `resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.verbs, Resource = "*" }] })
}
`,
  "values/locals.tf": 'locals {\n  verbs = ["s3:GetObjekt"]\n}\n',
  "other/package.json": `{ "name": "x" }`,
  "notes.txt": "no policy",
  "deep.json": "[".repeat(10_000),
  "ignored/.gitignore": "secret.json\n",
  "ignored/secret.json": WRONG,
  "stated/iam-verdict.json": JSON.stringify({
    policies: [{ files: "org/*.json", kind: "scp" }],
    severity: { "unknown-action": "error" },
  }),
  "stated/org/policy.json": WRONG.replace(`"Action"`, `"Principal": "*", "Action"`),
  "bound/iam-verdict.json": JSON.stringify({
    policies: [
      { files: "app/*.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/app"] },
      { files: "limits/app.json", kind: "boundary", attachedTo: ["arn:aws:iam::111122223333:role/app"] },
      { files: "limits/scp.json", kind: "scp", targets: ["111122223333"] },
    ],
  }),
  "bound/app/read.json": RIGHT,
  "bound/app/send.json": RIGHT.replace("s3:GetObject", "sqs:SendMessage"),
  "bound/limits/app.json": RIGHT.replace("s3:GetObject", "sqs:*"),
  "bound/limits/scp.json": RIGHT.replace(`"Allow"`, `"Deny"`).replace("s3:GetObject", "sqs:Send*"),
  "managed/aws.json": managedPolicy("arn:aws:iam::aws:policy/PassRoles"),
  "managed/own.json": managedPolicy("arn:aws:iam::111122223333:policy/PassRoles"),
  "account/details.json": JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [
      {
        RoleName: "app",
        Arn: "arn:aws:iam::111122223333:role/app",
        RolePolicyList: [{ PolicyName: "read", PolicyDocument: JSON.parse(RIGHT) as unknown }],
        AttachedManagedPolicies: [],
        PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/limit" },
      },
    ],
    Policies: [
      {
        PolicyName: "limit",
        Arn: "arn:aws:iam::111122223333:policy/limit",
        DefaultVersionId: "v1",
        PolicyVersionList: [
          {
            VersionId: "v1",
            IsDefaultVersion: true,
            Document: JSON.parse(RIGHT.replace("s3:GetObject", "sqs:*")) as unknown,
          },
        ],
      },
    ],
  }),
  "attached/iam-verdict.json": JSON.stringify({
    policies: [{ files: "orders.json", kind: "resource", resource: "arn:aws:s3:::orders" }],
  }),
  "attached/orders.json": JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: ["arn:aws:s3:::orders/*", "arn:aws:s3:::o/*"],
      },
    ],
  }),
  "accepted/iam-verdict.json": JSON.stringify({
    suppress: [
      { code: "unknown-action", files: "now.json", statement: "Read", reason: "new", until: "2999-01-01" },
      { code: "unknown-action", files: "over.json", reason: "was new", until: "2020-01-01" },
    ],
  }),
  "mistaken/iam-verdict.json": `{
  "policies": [{ "files": "org/*.json", "kind": "scpp" }, { "files": "gone/*.json" }],
  "severity": { "unknown-acton": "error" },
  "suppress": [{ "code": "unknown-action", "statement": 0 }]
}
`,
  "mistaken/org/policy.json": RIGHT,
  "config/mark.json": `\uFEFF{ "severity": { "unknown-action": "error" } }`,
  "config/half.json": `{ "severity": { "unknown-action": "error" }`,
  "config/prose.json": "severity: unknown-action",
  "config/empty.json": "",
  "config/other.json": `{ "name": "a package", "version": "1.0.0" }`,
  "accepted/now.json": WRONG,
  "accepted/over.json": WRONG,
};

const STATEMENT_ALONE = `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }`;

describe("iam-verdict lint", () => {
  let cwd = "";
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "iam-verdict-"));
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
  });
  after(() => rmSync(cwd, { recursive: true }));

  const lint = (...args: string[]) => runCommand(runLint, args, { cwd });
  const findings = async (...args: string[]) => {
    const { stdout } = await lint(...args, "--format", "json");
    return (JSON.parse(stdout) as LintReport).findings;
  };

  test("does not say of AWS's own policies that they grant too much", async () => {
    const codesOf = async (path: string): Promise<readonly string[]> =>
      (JSON.parse((await lint(path, "--format", "json")).stdout) as LintReport).findings.map(({ code }) => code);
    assert.deepEqual(await codesOf("managed/own.json"), ["passes-any-role"]);
    assert.deepEqual(await codesOf("managed/aws.json"), []);
  });

  test("reads UTF-16, as Windows PowerShell writes it, in both orders of its bytes", async () => {
    const little = Buffer.from(`\uFEFF${WRONG}`, "utf16le");
    mkdirSync(join(cwd, "utf-16"));
    writeFileSync(join(cwd, "utf-16", "little.json"), little);
    writeFileSync(join(cwd, "utf-16", "big.json"), Buffer.from(little).swap16());
    assert.deepEqual(
      (await findings("utf-16")).map(({ code, range }) => [code, range.start.line]),
      Array.from({ length: 2 }, () => ["unknown-action", 4]),
    );
  });

  for (const [args, exitCode] of [
    [["right"], 0],
    [["wrong"], 0],
    [["wrong", "--fail-on", "warning"], 1],
    [["rejected"], 1],
    [["rejected", "--fail-on", "never"], 0],
    [["other"], 0],
  ] as const) {
    test(`lint ${args.join(" ")} exits with ${exitCode}`, async () => {
      assert.equal((await lint(...args)).exitCode, exitCode);
    });
  }

  test("reads the examples of a Markdown file that is named, and of a folder's where that is asked for", async () => {
    const places = async (...args: string[]) =>
      (await findings(...args)).map(({ file, code, severity, range }) => [file, code, severity, range.start.line]);
    const found = [["shown/README.md", "unknown-action", "info", 7]];
    assert.deepEqual(await places("shown/README.md"), found);
    assert.deepEqual(await places("shown", "--markdown"), found);
    assert.deepEqual(await places("shown"), []);
  });

  test("prints a line for a finding, and the data's date", async () => {
    const { stdout } = await lint("wrong");
    assert.match(stdout, /^wrong\/policy\.json\n {2}4:55 +warning +'s3:GetObjekt' is not in .* unknown-action\n/);
    assert.match(stdout, /1 warning in 1 policy, 1 file; reference data of \d{4}-\d\d-\d\d\.\n$/);
  });

  test("prints JSON with places that count from 1, and the fix as an edit", async () => {
    const [finding] = await findings("wrong");
    assert.ok(finding);
    const { range, fixes, ...rest } = finding;
    assert.deepEqual(rest, {
      file: "wrong/policy.json",
      host: "json",
      policy: { name: null, kind: "identity" },
      statement: { index: 0, sid: "Read" },
      code: "unknown-action",
      severity: "warning",
      messageId: "unknown",
      message: rest.message,
      related: [],
      docs: "docs/checks/unknown-action.md",
    });
    assert.deepEqual(range.start, { line: 4, column: 55, offset: WRONG.indexOf("GetObjekt") });
    assert.deepEqual(fixes[0]?.edits, [{ range, newText: "GetObject" }]);
  });

  test("names the file of an edit where it is not that of the finding", async () => {
    for (const [path, named] of [
      ["values", "values/locals.tf"],
      ["values/policy.tf", "values/locals.tf"],
    ] as const) {
      const [finding] = await findings(path);
      assert.equal(finding?.file, "values/policy.tf");
      const start = { line: 2, column: 13, offset: 21 };
      const end = { line: 2, column: 25, offset: 33 };
      assert.deepEqual(finding.fixes[0]?.edits, [{ file: named, range: { start, end }, newText: "s3:GetObject" }]);
    }
  });

  test("finds policies nested in other JSON and inside strings, with their fixes", async () => {
    for (const folder of ["nested", "escaped"]) {
      const [finding] = await findings(folder);
      assert.equal(finding?.code, "unknown-action");
      assert.deepEqual(finding.fixes[0]?.edits, [{ range: finding.range, newText: "GetObject" }]);
    }
  });

  for (const [path, code] of [
    ["bound/app/read.json", "outside-boundary"],
    ["bound/app/send.json", "shadowed-allow"],
    ["account", "outside-boundary"],
  ] as const) {
    test(`holds ${path} against the policies that limit it: ${code}`, async () =>
      assert.deepEqual(
        (await findings(path)).map((finding) => finding.code),
        [code],
      ));
  }

  test("reports a policy's own syntax", async () => {
    assert.equal((await findings("broken"))[0]?.code, "invalid-json");
  });

  test("honours .gitignore", async () => assert.deepEqual(await findings("ignored"), []));

  test("follows the workspace file at or above the path", async () => {
    const codes = (await findings("stated/org")).map(({ code, severity }) => `${code} ${severity}`);
    assert.ok(codes.includes("unknown-action error"), codes.join());
    assert.ok(codes.includes("unsupported-element error"), codes.join());
  });

  test("knows from the workspace file which resource a policy is attached to", async () => {
    const told = (await findings("attached")).map(({ code, message }) => `${code} ${message}`);
    assert.deepEqual(
      told.filter((one) => one.startsWith("resource-of-another")),
      [
        "resource-of-another This is the policy of 'arn:aws:s3:::orders', and S3 rejects a bucket policy that names something else, as 'arn:aws:s3:::o/*' does. Name the bucket that the policy belongs to.",
      ],
    );
  });

  test("leaves out what the workspace file accepts, until its day", async () => {
    assert.deepEqual(
      (await findings("accepted")).map(({ file }) => file),
      ["accepted/over.json"],
    );
  });

  test("tells every mistake of the workspace file once, with its place, and exits with 2", async () => {
    const { exitCode, stderr } = await lint("mistaken", "mistaken/org", "mistaken/org/policy.json");
    assert.deepEqual(stderr.trimEnd().split("\n"), [
      "iam-verdict lint: mistaken/iam-verdict.json:2:49: 'scpp' is not a kind of policy. Did you mean 'scp'?",
      "iam-verdict lint: mistaken/iam-verdict.json:3:17: No check has the code 'unknown-acton'. Did you mean 'unknown-action'?",
      "iam-verdict lint: mistaken/iam-verdict.json:4:57: This file counts statements from 0, as older versions did, because one of its entries says 0. Messages count from 1: write 1 here, and add 1 to every other number in 'suppress'.",
      "iam-verdict lint: mistaken/iam-verdict.json:2:70: No file here matches 'gone/*.json', so this entry has no effect. Correct or remove it. For files in every folder below, write '**/gone/*.json'.",
      "iam-verdict lint: mistaken/iam-verdict.json:4:16: This entry no longer matches any finding 'unknown-action', so it has no effect. Remove it.",
    ]);
    assert.equal(exitCode, 2);
  });

  test("leaves the byte order mark of a file out of its places", async () => {
    const placesIn = async (path: string): Promise<unknown> =>
      (JSON.parse((await lint(path, "--format", "json")).stdout) as LintReport).findings.map(({ range }) => range);
    assert.deepEqual(await placesIn("marked"), await placesIn("wrong"));
  });

  test("takes a workspace file that starts with a byte order mark", async () => {
    const { exitCode, stderr } = await lint("wrong", "--config", "config/mark.json");
    assert.deepEqual([exitCode, stderr], [1, ""]);
  });

  test("says where a template is no YAML, and calls no part of it an unknown element", async () => {
    const { stdout, stderr } = await lint("half");
    const words = "is not valid YAML, so what stands below may not have been checked. Correct it first.";
    assert.deepEqual(
      stderr.split("\n").filter((line) => line.endsWith(words)),
      ["half/serverless.yml:7:26", "half/template.yaml:9:21"].map((place) => `iam-verdict lint: ${place} ${words}`),
    );
    assert.match(stdout, /unknown-action/);
    assert.doesNotMatch(stdout, /unknown-element/);
  });

  test("says of a template that is named no more than where it is no YAML, and exits with 2", async () => {
    const { exitCode, stderr } = await lint("half/serverless.yml");
    const words = "is not valid YAML, so what stands below may not have been checked. Correct it first.";
    assert.deepEqual([exitCode, stderr], [2, `iam-verdict lint: half/serverless.yml:7:26 ${words}\n`]);
  });

  test("says that nothing was checked where a folder holds no policy", async () => {
    const { exitCode, stdout, stderr } = await lint("other");
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Nothing to check in 0 policies, /);
    const words =
      "there is no policy in 'other', so nothing was checked. Give the folders that hold policies, or - for standard input.";
    assert.equal(stderr, `iam-verdict lint: ${words}\n`);
  });

  for (const file of ["notes.txt", "deep.json", "other/package.json"]) {
    test(`says of ${file}, which is named, that it holds no policy, and exits with 2`, async () => {
      const { exitCode, stderr } = await lint(file);
      const words = `${file} holds no policy that can be read. Give a file or a folder with policies.`;
      assert.deepEqual([exitCode, stderr], [2, `iam-verdict lint: ${words}\n`]);
    });
  }

  for (const [what, text, status, words] of [
    ["one statement", STATEMENT_ALONE, 0, /This is one statement, but AWS takes only whole policies/],
    ["elements in lower case", `{ "statement": [{ "effect": "Allow" }] }`, 1, /Did you mean 'Statement'\?/],
    ["comments of a shell", `{ "Statement": [${STATEMENT_ALONE}] # one\n}`, 1, /AWS rejects a policy with comments/],
    ["no braces", `"Statement": [${STATEMENT_ALONE}]`, 1, /has no braces around it, so AWS rejects it/],
    ["a list of statements", `[${STATEMENT_ALONE}]`, 2, /holds a list, but AWS takes only whole policies/],
  ] as const) {
    test(`checks a file that is named, whatever it is called: ${what}`, async () => {
      const file = join(cwd, "named.json");
      writeFileSync(file, text);
      const { exitCode, stdout, stderr } = await lint("named.json");
      rmSync(file);
      assert.match(stdout + stderr, words);
      assert.equal(exitCode, status);
    });
  }

  test("reads standard input, which has no folder of its own", async () => {
    for (const name of ["-", "/dev/stdin"]) {
      const { exitCode, stdout } = await runCommand(runLint, [name, "--fail-on", "warning"], { cwd, stdin: WRONG });
      assert.equal(exitCode, 1);
      assert.match(stdout, /unknown-action/);
    }
  });

  test("goes on after a file that cannot be read, and exits with 2 because it was named", async () => {
    const big = join(cwd, "big.json");
    writeFileSync(big, "");
    truncateSync(big, 51 * 1024 * 1024);
    const { exitCode, stdout, stderr } = await lint("big.json", "wrong");
    rmSync(big);
    assert.equal(exitCode, 2);
    assert.match(stderr, /^iam-verdict lint: big\.json cannot be read: 51\.0 MB is more than the limit of 50\.0 MB\./);
    assert.match(stdout, /wrong\/policy\.json/);
  });

  test("prints SARIF 2.1.0 and workflow commands", async () => {
    const sarif = JSON.parse((await lint("wrong", "--format", "sarif")).stdout) as {
      version: string;
      runs: { results: { ruleId: string }[] }[];
    };
    assert.equal(sarif.version, "2.1.0");
    assert.equal(sarif.runs[0]?.results[0]?.ruleId, "unknown-action");
    const { stdout } = await lint("wrong", "--format", "github");
    assert.match(
      stdout,
      /^::warning file=wrong\/policy\.json,line=4,endLine=4,col=55,title=IAM Verdict%3A unknown-action::/,
    );
  });

  test("prints JUnit's XML, in which what makes the run fail has failed", async () => {
    const { stdout } = await lint("wrong", "--format", "junit");
    const said = /unknown-action at 4:55" file="wrong\/policy\.json">\n *<(system-out|failure)/;
    assert.match(stdout, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites .* failures="0" errors="0">\n/);
    assert.equal(said.exec(stdout)?.[1], "system-out");
    const failed = await lint("wrong", "--format", "junit", "--fail-on", "warning");
    assert.equal(said.exec(failed.stdout)?.[1], "failure");
    assert.equal(failed.exitCode, 1);
    assert.match((await lint("ignored", "--format", "junit")).stdout, /<testsuites [^>]* tests="1" failures="0"/);
  });

  test("what was not looked at is in every form for programs", async () => {
    writeFileSync(join(cwd, "empty.json"), "{}");
    const words = "empty.json holds no policy that can be read. Give a file or a folder with policies.";
    const report = JSON.parse((await lint("empty.json", "--format", "json")).stdout) as Record<string, unknown>;
    assert.deepEqual([report["complete"], report["notices"]], [false, [words]]);
    const sarif = JSON.parse((await lint("empty.json", "--format", "sarif")).stdout) as {
      runs: { invocations: unknown[] }[];
    };
    assert.deepEqual(sarif.runs[0]?.invocations, [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: "warning", message: { text: words } }],
      },
    ]);
    const { stdout } = await lint("empty.json", "--format", "github");
    assert.equal(stdout, `::warning title=IAM Verdict::${words}\n`);
    const junit = await lint("empty.json", "--format", "junit");
    assert.match(junit.stdout, new RegExp(`errors="1">[^]*<error message="${words.replaceAll(".", "\\.")}" />`));
    rmSync(join(cwd, "empty.json"));
  });

  test("a finding's text cannot steer a terminal or a workflow", async () => {
    const hostile = WRONG.replace("GetObjekt", String.raw`Get\u001b[31m\n::error::x`);
    writeFileSync(join(cwd, "hostile.json"), hostile);
    assert.doesNotMatch((await lint("hostile.json")).stdout, /\u001b/);
    const { stdout } = await lint("hostile.json", "--format", "github");
    assert.ok(
      stdout.split("\n").every((line) => line === "" || line.includes("file=hostile.json")),
      stdout,
    );
    const junit = (await lint("hostile.json", "--format", "junit")).stdout;
    assert.ok(
      junit.split("\n").every((line) => /^ *<.*>$|^$/.test(line)),
      junit,
    );
    assert.doesNotMatch(junit, /\u001b/);
  });

  for (const [args, words] of [
    [["missing"], /'missing' cannot be read: it does not exist/],
    [["policies/**/*.json"], /it does not exist\. Patterns are not searched for: give the folder 'policies\/',/],
    [["*.json"], /give the folder '\.', below which every policy is read/],
    [["wrong", "--format", "yaml"], /--format 'yaml' is not known/],
    [["wrong", "--kind", "user"], /--kind 'user' is not a kind of policy/],
    [["wrong", "--config", "none.json"], /none\.json cannot be read/],
    [["wrong", "--config", "config"], /config cannot be read/],
    [["wrong", "--config", "config/half.json"], /config\/half\.json:1:44: This is not valid JSON/],
    [["wrong", "--config", "config/prose.json"], /config\/prose\.json:1:1: This is not valid JSON/],
    [["wrong", "--config", "config/empty.json"], /config\/empty\.json is empty/],
    [
      ["wrong", "--config", "config/other.json"],
      /config\/other\.json:1:1: This is not a workspace file: 'name' and 'version' do not belong in one\./,
    ],
    [["wrong", "--config", "wrong/policy.json"], /wrong\/policy\.json:1:1: This is not a workspace file/],
    [["wrong", "--colour"], /there is no option/],
  ] as const) {
    test(`lint ${args.join(" ")} says what is wrong and exits with 2`, async () => {
      const front = (rest: string[], io: Parameters<typeof runLint>[1]) =>
        runCli(["lint", ...rest], io, [{ name: "lint", summary: "", run: runLint }], "0");
      const { exitCode, stderr, stdout } = await runCommand(front, args, { cwd });
      assert.equal(exitCode, 2);
      assert.match(stderr, words);
      assert.equal(stderr.trim().split("\n").length, 1);
      assert.equal(stdout, "");
    });
  }
});
