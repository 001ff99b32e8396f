/** What `--format json` prints: one document, whose fields are those that docs/aws.md lists, and all of those. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { commandLine, encoded, VARIABLES } from "./command-line.ts";
import { type Replies, type Reply } from "./server.ts";

const DOCS = readFileSync(join(process.cwd(), "docs", "aws.md"), "utf8");
const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`;
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };

/** By the command as the page names it. */
function documented(): ReadonlyMap<string, ReadonlySet<string>> {
  const table = /<!-- fields -->([^]*)<!-- \/fields -->/.exec(DOCS)?.[1] ?? "";
  const fields = new Map<string, Set<string>>();
  for (const row of table.split("\n").filter((line) => line.startsWith("| `") || line.startsWith("| any"))) {
    const [, commands = "", paths = ""] = row.split("|");
    const charged = commands.includes(", charged");
    const names = commands.includes("any")
      ? ["any"]
      : [...commands.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    for (const name of names.map((one) => (charged ? `${one}, charged` : one))) {
      const known = fields.get(name) ?? new Set();
      for (const [, path = ""] of paths.matchAll(/`([^`]+)`/g)) known.add(path);
      fields.set(name, known);
    }
  }
  return fields;
}

/** AWS's own record, and a failure, whose fields have rows of their own. */
function pathsIn(value: unknown, path = ""): readonly string[] {
  if (path === "denials[].event") return [path];
  if (Array.isArray(value)) {
    const name = path === "failures" ? "failure" : `${path}[]`;
    return [...(path === "failures" ? ["failures[]"] : []), ...value.flatMap((item) => pathsIn(item, name))];
  }
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === "" ? key : `${path}.${key}`));
}

const denied = (call: string): Reply => ({
  error: {
    code: "AccessDeniedException",
    message: `User: ${ROLE} is not authorized to perform: ${call} on resource: ${KEY}`,
    status: 403,
  },
});
const event = { eventTime: "2026-11-26T10:00:00Z", eventSource: "kms.amazonaws.com", eventName: "Decrypt" };
const EVENTS = [{ CloudTrailEvent: JSON.stringify({ ...event, errorCode: "AccessDenied" }) }];
const position = { line: 1, column: 0, offset: 0 };
const FINDING = {
  ...{ findingType: "WARNING", issueCode: "X", findingDetails: "AWS's words.", learnMoreLink: "https://example.com" },
  locations: [{ path: [], span: { start: position, end: position } }],
};
const SIMULATED = {
  ...{ EvalActionName: "kms:Decrypt", EvalDecision: "implicitDeny", MissingContextValues: ["aws:SourceIp"] },
  MatchedStatements: [{ SourcePolicyId: "one", SourcePolicyType: "IAM Policy", StartPosition: { Line: 4, Column: 1 } }],
  OrganizationsDecisionDetail: { AllowedByOrganizations: true },
  PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
};
const BLOB = "aB3_".repeat(60);
const ROLE_REPLIES: Replies = {
  "iam:GetRole": { result: { Role: { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) } } },
  "iam:ListRolePolicies": ({ Marker }) =>
    Marker === undefined
      ? { result: { PolicyNames: ["one"], IsTruncated: true, Marker: "a" } }
      : denied("iam:ListRolePolicies"),
  "iam:GetRolePolicy": denied("iam:GetRolePolicy"),
  "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
  "s3:GetBucketPolicy": { error: { code: "NoSuchBucketPolicy", message: "none", status: 404 } },
};
const SIMULATE = ["simulate", "--principal", ROLE];
const ASK = [...SIMULATE, "--action", "kms:Decrypt", "--resource", KEY, "--context", "aws:SourceVpc=vpc-1"];
const FAIL = { result: "FAIL", message: "New access.", reasons: [{ description: "Here.", statementId: "S" }] };
const WHO = { Arn: ROLE, Account: ACCOUNT, UserId: "AROA" };

/** `name`: as the page calls the command. */
const RUNS: readonly (readonly [name: string, args: readonly string[], replies: Replies, code: number])[] = [
  ["whoami", ["whoami", "--principal", ROLE], { "sts:GetCallerIdentity": { result: WHO } }, 0],
  ["whoami", ["whoami", "--profile", "dev"], { "sts:GetCallerIdentity": { result: WHO } }, 0],
  ["whoami", ["whoami"], { "sts:GetCallerIdentity": denied("sts:GetCallerIdentity") }, 2],
  ["whoami", ["whoami", "--profile", "sso"], {}, 2],
  ["whoami", ["whoami", "--profile", "process"], {}, 2],
  ["decode", ["decode", BLOB], { "sts:DecodeAuthorizationMessage": denied("sts:DecodeAuthorizationMessage") }, 2],
  ["fetch", ["fetch", "--principal", ROLE, "--resource", "arn:aws:s3:::acme"], ROLE_REPLIES, 1],
  ["fetch", ["fetch", "--resource", KEY], { "kms:GetKeyPolicy": denied("kms:GetKeyPolicy") }, 2],
  ["simulate", ASK, { "iam:SimulatePrincipalPolicy": { result: { EvaluationResults: [SIMULATED] } } }, 0],
  ["simulate", ASK, { "iam:SimulatePrincipalPolicy": denied("iam:SimulatePrincipalPolicy") }, 2],
  [
    "simulate --workspace",
    [
      "simulate",
      "--workspace",
      ".",
      "--message",
      `User: ${ROLE} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`,
    ],
    { "iam:SimulatePrincipalPolicy": { result: { EvaluationResults: [{ ...SIMULATED, EvalDecision: "allowed" }] } } },
    0,
  ],
  [
    "simulate --keys",
    [...SIMULATE, "--keys"],
    { "iam:GetContextKeysForPrincipalPolicy": { result: { ContextKeyNames: ["aws:SourceIp"] } } },
    0,
  ],
  ["denials", ["denials"], { "cloudtrail:LookupEvents": { result: { Events: EVENTS } } }, 0],
  [
    "denials",
    ["denials", "--profile", "dev"],
    {
      "cloudtrail:LookupEvents": ({ NextToken }) =>
        NextToken === undefined
          ? { result: { Events: EVENTS, NextToken: "a" } }
          : { raw: { status: 403, type: "text/html", body: "<html>" } },
    },
    1,
  ],
  ["denials", ["denials"], { "cloudtrail:LookupEvents": denied("cloudtrail:LookupEvents") }, 2],
  ["validate", ["validate", "p.json"], { "access-analyzer:ValidatePolicy": { result: { findings: [FINDING] } } }, 1],
  [
    "validate",
    ["validate", "p.json", "--profile", "dev"],
    { "access-analyzer:ValidatePolicy": { result: { findings: [] } } },
    0,
  ],
  [
    "validate",
    ["validate", "p.json"],
    { "access-analyzer:ValidatePolicy": denied("access-analyzer:ValidatePolicy") },
    2,
  ],
  [
    "validate, charged",
    ["validate", "p.json", "--no-new-access", "p.json"],
    { "access-analyzer:CheckNoNewAccess": { result: FAIL } },
    1,
  ],
  [
    "validate, charged",
    ["validate", "p.json", "--not-granted", "s3:*"],
    { "access-analyzer:CheckAccessNotGranted": { result: { result: "PASS", message: "No access." } } },
    0,
  ],
];

const CONFIG = `[profile dev]
region = eu-north-1
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = secret
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile process]
credential_process = sh -c 'echo touch the key >&2; exit 1'
`;

describe("--format json", () => {
  const terminal = commandLine();
  const fields = documented();
  const met = new Map<string, Set<string>>();
  before(() => {
    writeFileSync(join(terminal.folder, "p.json"), JSON.stringify(POLICY));
    writeFileSync(join(terminal.folder, "config"), CONFIG);
    process.env["AWS_CONFIG_FILE"] = join(terminal.folder, "config");
    process.env["AWS_CREDENTIAL_EXPIRATION"] = "2099-01-01T00:00:00Z";
  });
  after(() => {
    Reflect.deleteProperty(process.env, "AWS_CREDENTIAL_EXPIRATION");
    process.env["AWS_CONFIG_FILE"] = VARIABLES["AWS_CONFIG_FILE"];
  });

  for (const [name, args, replies, code] of RUNS) {
    test(`${args.join(" ")}, exit code ${code}: one document, of fields that the page lists`, async () => {
      const ran = await terminal.run(replies, [...args, "--format", "json"]);
      assert.equal(ran.code, code, ran.err);
      for (const path of pathsIn(JSON.parse(ran.out))) {
        const owner = path.startsWith("failure.") ? "any" : name;
        assert.ok(fields.get(owner)?.has(path) === true, `${path} of ${owner} is not on the page`);
        met.set(owner, (met.get(owner) ?? new Set()).add(path));
      }
    });
  }

  test("every field of the page was met", () => {
    const unmet = [...fields].flatMap(([name, paths]) =>
      [...paths].filter((path) => met.get(name)?.has(path) !== true).map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(unmet, []);
  });

  test("what is decoded is printed as AWS writes it, and with a workspace the explanation", async () => {
    const context = { principal: { arn: ROLE }, action: "kms:Decrypt", resource: KEY, conditions: { items: [] } };
    const decoded = { allowed: false, explicitDeny: false, matchedStatements: { items: [] }, context };
    const replies: Replies = {
      "sts:DecodeAuthorizationMessage": { result: { DecodedMessage: JSON.stringify(decoded) } },
    };
    const alone = await terminal.run(replies, ["decode", BLOB, "--format", "json"]);
    assert.deepEqual(JSON.parse(alone.out), decoded);
    const words = `You are not authorized to perform this operation. Encoded authorization failure message: ${BLOB}`;
    const explained = await terminal.run(replies, ["decode", words, "--workspace", ".", "--format", "json"]);
    assert.equal(typeof (JSON.parse(explained.out) as { verdict?: unknown }).verdict, "string");
  });

  test("fetch with a message and a workspace prints the explanation alone", async () => {
    const message = `User: ${ROLE} is not authorized to perform: kms:Decrypt on resource: ${KEY}`;
    const replies: Replies = { ...ROLE_REPLIES, "kms:GetKeyPolicy": denied("kms:GetKeyPolicy") };
    const args = ["fetch", "--message", message, "--workspace", ".", "--format", "json"];
    const { out, err } = await terminal.run(replies, args);
    assert.equal(typeof (JSON.parse(out) as { verdict?: unknown }).verdict, "string");
    assert.match(err, /^saved /m);
  });

  test("what is wrong with the options prints no document", async () => {
    await assert.rejects(terminal.run({}, ["validate", "--format", "json"]), /give one file/);
    await assert.rejects(terminal.run({}, ["simulate", "--format", "json"]), /--principal and --action are needed/);
    await assert.rejects(terminal.run({}, ["whoami", "--format", "yaml"]), /write text or json/);
  });
});
