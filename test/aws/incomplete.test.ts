/** What AWS answers in part, for another account, or late: what came is kept, and what is missing is said. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { proxyFor } from "../../server/src/aws/proxy.ts";
import { commandLine, encoded, paged } from "./command-line.ts";
import { type Replies, type Reply } from "./server.ts";
import { awsWithoutWaits } from "./without-waits.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };
const caller = (account: string): Replies => ({
  "sts:GetCallerIdentity": { result: { Arn: `arn:aws:iam::${account}:user/me`, Account: account, UserId: "AIDA" } },
});
const throttled: Reply = { error: { code: "Throttling", message: "Rate exceeded", status: 400 } };

describe("lists of AWS that do not come whole", () => {
  const terminal = commandLine();
  const { run } = terminal;

  const saved = (folder: string): readonly Record<string, unknown>[] =>
    readdirSync(join(terminal.folder, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(terminal.folder, folder, name), "utf8")) as Record<string, unknown>);

  const role = (lists: Replies): Replies => ({
    "iam:GetRole": {
      result: {
        Role: { RoleName: "app", Path: "/", RoleId: "AROA", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) },
      },
    },
    "iam:ListRolePolicies": paged("PolicyNames", ["one", "two"], "Marker"),
    "iam:GetRolePolicy": ({ PolicyName }) => ({
      result: { RoleName: "app", PolicyName, PolicyDocument: encoded(POLICY) },
    }),
    "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
    ...lists,
  });

  /** The first page, then what `then` answers. */
  const afterOnePage =
    (then: Reply) =>
    ({ Marker }: Readonly<Record<string, unknown>>): Reply =>
      Marker === undefined ? { result: { PolicyNames: ["one"], IsTruncated: true, Marker: "a" } } : then;
  const turning =
    (next: Readonly<Record<string, string>>) =>
    ({ Marker }: Readonly<Record<string, unknown>>): Reply => ({
      result: { PolicyNames: ["one"], IsTruncated: true, Marker: next[typeof Marker === "string" ? Marker : ""] },
    });

  for (const [name, reply, words] of [
    ["throttled on the second page", afterOnePage(throttled), /AWS throttled iam:ListRolePolicies/],
    [
      "a page that says there is more, and not where",
      afterOnePage({ result: { PolicyNames: [], IsTruncated: true } }),
      /What answered iam:ListRolePolicies is not AWS/,
    ],
    ["a token that comes again", turning({ "": "a", a: "a" }), /does not come to an end/],
    ["tokens that lead in a circle", turning({ "": "a", a: "b", b: "a" }), /does not come to an end/],
  ] as const) {
    test(`fetch: ${name}: what came is kept, and the rest is said to be missing`, async () => {
      const to = name.replaceAll(" ", "-");
      const { code, err } = await run(role({ "iam:ListRolePolicies": reply }), [
        "fetch",
        "--principal",
        ROLE,
        "--to",
        to,
      ]);
      assert.equal(code, 1);
      assert.match(err, words);
      assert.match(err, /came before and is kept: the first .* of iam:ListRolePolicies \(app\)\. There may be more\./);
      const [{ RoleDetailList } = {}] = saved(to) as {
        RoleDetailList?: { RolePolicyList: { PolicyName: string }[] }[];
      }[];
      assert.equal(RoleDetailList?.[0]?.RolePolicyList[0]?.PolicyName, "one");
    });
  }

  const details = (account: string): Reply => ({
    result: {
      RoleDetailList: [{ RoleName: "app", Path: "/", Arn: `arn:aws:iam::${account}:role/app` }],
      UserDetailList: [],
      GroupDetailList: [],
      Policies: [],
      IsTruncated: false,
    },
  });

  test("fetch --account: each account has its file", async () => {
    for (const account of ["111122223333", "444455556666"]) {
      const replies = { "iam:GetAccountAuthorizationDetails": details(account) };
      assert.equal((await run(replies, ["fetch", "--account", "--to", "accounts"])).code, 0);
    }
    assert.equal(saved("accounts").length, 2);
  });

  test("fetch --account: nothing is kept of another account than that of the principal", async () => {
    const replies = { "iam:GetAccountAuthorizationDetails": details("444455556666") };
    const { code, err } = await run(replies, ["fetch", "--account", "--principal", ROLE, "--to", "other"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /The credentials are those of account 444455556666, and what is asked for is in account 111122223333/,
    );
  });

  test("fetch --account: a policy that cannot be read takes nothing else with it", async () => {
    const Policies = [
      ["bad", "no JSON"],
      ["good", encoded(POLICY)],
    ].map(([PolicyName, Document]) => ({
      ...{ PolicyName, Arn: `arn:aws:iam::111122223333:policy/${PolicyName ?? ""}`, DefaultVersionId: "v1" },
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document }],
    }));
    const replies: Replies = {
      ...caller("111122223333"),
      "iam:GetAccountAuthorizationDetails": { result: { Policies, IsTruncated: false } },
    };
    const { code, err } = await run(replies, ["fetch", "--account", "--to", "half"]);
    assert.equal(code, 1);
    assert.match(err, /What answered iam:GetAccountAuthorizationDetails is not AWS/);
    const [file = {}] = saved("half") as { Policies?: { PolicyName: string }[] }[];
    assert.deepEqual(
      file.Policies?.map(({ PolicyName }) => PolicyName),
      ["good"],
    );
  });

  const event = (at: number): object => ({
    CloudTrailEvent: JSON.stringify({
      eventTime: "2026-11-26T10:00:00Z",
      eventName: `Get${at}`,
      errorCode: "AccessDenied",
    }),
  });
  const events = (count: number): readonly object[] => Array.from({ length: count }, (_, at) => event(at));

  test("denials: what came before a failure is printed, and the failure is said", async () => {
    const { code, out, err } = await run(
      {
        "cloudtrail:LookupEvents": ({ NextToken }) =>
          NextToken === undefined ? { result: { Events: events(2), NextToken: "a" } } : throttled,
      },
      ["denials"],
    );
    assert.equal(code, 1);
    assert.equal(out.match(/AccessDenied/g)?.length, 2);
    assert.match(err, /AWS throttled cloudtrail:LookupEvents/);
    assert.match(
      err,
      /This came before and is kept: the first 2 entries of cloudtrail:LookupEvents\. There may be more\./,
    );
  });

  test("denials: an event that comes on two pages is printed once", async () => {
    const { code, out } = await run(
      {
        "cloudtrail:LookupEvents": ({ NextToken }) =>
          NextToken === undefined
            ? { result: { Events: [event(1), event(2)], NextToken: "a" } }
            : { result: { Events: [event(2), event(3)] } },
      },
      ["denials"],
    );
    assert.equal(code, 0);
    assert.deepEqual(
      [...out.matchAll(/:(Get\d)/g)].map(([, name]) => name),
      ["Get1", "Get2", "Get3"],
    );
  });

  test("denials: where more than are printed are there, that is said; where not, it is not", async () => {
    const lookup = (count: number): Replies => ({ "cloudtrail:LookupEvents": { result: { Events: events(count) } } });
    const more = await run(lookup(51), ["denials"]);
    assert.equal(more.out.match(/AccessDenied/g)?.length, 50);
    assert.match(more.err, /These are the newest 50; older ones were not looked for\./);
    assert.doesNotMatch((await run(lookup(50), ["denials"])).err, /the newest 50/);
  });
});

describe("an organization that is not there whole", () => {
  const terminal = commandLine();
  const { run } = terminal;

  const POLICY_ARN = "arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/p-guard";
  const SUMMARY = { Id: "p-guard", Arn: POLICY_ARN, Name: "Guard", Type: "SERVICE_CONTROL_POLICY" };
  const denied: Reply = {
    error: { code: "AccessDeniedException", message: "You don't have permissions to access this resource." },
  };
  const lacking: Reply = {
    error: {
      code: "AccessDeniedException",
      message:
        "User: arn:aws:iam::999988887777:user/me is not authorized to perform: organizations:ListParents on resource: *",
    },
  };
  const organization = (account: string): Replies => ({
    ...caller(account),
    "iam:GetRole": { result: { Role: { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) } } },
    "iam:ListRolePolicies": { result: { PolicyNames: [], IsTruncated: false } },
    "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
    "organizations:DescribeOrganization": {
      result: { Organization: { Id: "o-acme", MasterAccountId: "999988887777" } },
    },
    "organizations:ListParents": ({ ChildId }) => ({
      result: {
        Parents:
          ChildId === "111122223333"
            ? [{ Id: "ou-ab12-cdefgh34", Type: "ORGANIZATIONAL_UNIT" }]
            : [{ Id: "r-ab12", Type: "ROOT" }],
      },
    }),
    "organizations:ListPoliciesForTarget": ({ Filter }) => ({
      result: { Policies: Filter === "SERVICE_CONTROL_POLICY" ? [SUMMARY] : [] },
    }),
    "organizations:DescribePolicy": {
      result: { Policy: { PolicySummary: SUMMARY, Content: JSON.stringify(POLICY) } },
    },
  });

  interface Saved {
    readonly Parents?: readonly unknown[];
    readonly Targets: readonly { readonly TargetId: string; readonly Policies?: readonly unknown[] }[];
  }

  let runs = 0;
  async function fetched(replies: Replies): Promise<{ readonly err: string; readonly saved: Saved | undefined }> {
    const to = `organization-${runs++}`;
    const { err } = await run(replies, ["fetch", "--principal", ROLE, "--organization", "--to", to]);
    const folder = join(terminal.folder, to);
    const name = readdirSync(folder).find((one) => one.startsWith("organization-"));
    return {
      err,
      saved: name === undefined ? undefined : (JSON.parse(readFileSync(join(folder, name), "utf8")) as Saved),
    };
  }

  test("whole: the levels up to the root, and the policies of each", async () => {
    const { err, saved } = await fetched(organization("999988887777"));
    assert.equal(err, "");
    assert.deepEqual(saved?.Parents, [
      { Id: "ou-ab12-cdefgh34", ChildId: "111122223333" },
      { Id: "r-ab12", ChildId: "ou-ab12-cdefgh34" },
    ]);
    assert.deepEqual(
      saved.Targets.map(({ TargetId, Policies }) => [TargetId, Policies?.length]),
      [
        ["111122223333", 1],
        ["ou-ab12-cdefgh34", 1],
        ["r-ab12", 1],
      ],
    );
  });

  for (const [name, reply] of [
    ["denied", lacking],
    ["answered with nothing", { result: { Parents: [] } }],
    ["answered with {}", { result: {} }],
  ] as const satisfies readonly (readonly [string, Reply])[]) {
    test(`levels that break off (${name}) are not saved as if they were all`, async () => {
      const { err, saved } = await fetched({
        ...organization("999988887777"),
        "organizations:ListParents": ({ ChildId }) =>
          ChildId === "111122223333"
            ? { result: { Parents: [{ Id: "ou-ab12-cdefgh34", Type: "ORGANIZATIONAL_UNIT" }] } }
            : reply,
      });
      assert.match(err, /organizations:ListParents/);
      assert.equal(saved?.Parents, undefined);
      assert.deepEqual(
        saved?.Targets.map(({ TargetId }) => TargetId),
        ["111122223333", "ou-ab12-cdefgh34"],
      );
    });
  }

  test("a child has one parent: what is behind it in the list is not waited for", async () => {
    const { err, saved } = await fetched({
      ...organization("999988887777"),
      "organizations:ListParents": ({ NextToken }) =>
        NextToken === undefined ? { result: { Parents: [{ Id: "r-ab12", Type: "ROOT" }], NextToken: "a" } } : denied,
    });
    assert.equal(err, "");
    assert.deepEqual(saved?.Parents, [{ Id: "r-ab12", ChildId: "111122223333" }]);
  });

  test("a target whose policies could not be listed is saved without a list", async () => {
    const { saved } = await fetched({
      ...organization("999988887777"),
      "organizations:ListPoliciesForTarget": ({ TargetId }) =>
        TargetId === "r-ab12" ? lacking : { result: { Policies: [] } },
    });
    assert.deepEqual(
      saved?.Targets.map(({ Policies }) => Policies),
      [[], [], undefined],
    );
  });

  test("an organization without an id, and a policy without its text, are not AWS's", async () => {
    const none = await fetched({
      ...organization("999988887777"),
      "organizations:DescribeOrganization": { result: {} },
    });
    assert.match(none.err, /What answered organizations:DescribeOrganization is not AWS/);
    assert.equal(none.saved, undefined);
    const { err } = await fetched({ ...organization("999988887777"), "organizations:DescribePolicy": { result: {} } });
    assert.match(err, /What answered organizations:DescribePolicy is not AWS/);
  });

  for (const call of [
    "organizations:ListParents",
    "organizations:ListPoliciesForTarget",
    "organizations:DescribePolicy",
  ]) {
    test(`${call} is denied: the cause depends on whose credentials these are`, async () => {
      const member = await fetched({ ...organization("111122223333"), [call]: denied });
      assert.match(member.err, /Only the management account, 999988887777, .* those of account 111122223333\./);
      const management = await fetched({ ...organization("999988887777"), [call]: denied });
      assert.doesNotMatch(management.err, /Only the management account/);
      assert.match(management.err, new RegExp(`Missing permission: ${call}`));
      const unknown = await fetched({
        ...organization("999988887777"),
        [call]: denied,
        "sts:GetCallerIdentity": denied,
      });
      assert.match(unknown.err, new RegExp(`AWS denied ${call}`));
      assert.match(unknown.err, /If these are not credentials of the management account/);
    });
  }
});

describe("time and proxies", () => {
  const terminal = commandLine();

  const session = async (limit: number): Promise<aws.Session> =>
    await awsWithoutWaits.openSession({
      profile: undefined,
      region: undefined,
      cancel: new AbortController().signal,
      limit,
    });

  test("a call without an answer ends by itself, and nobody is said to have cancelled it", async () => {
    await terminal.serve({ "sts:GetCallerIdentity": { never: true } });
    const answer = await aws.whoAmI(await session(50));
    assert.equal(answer.ok ? "" : answer.failure.cause, "timeout");
  });

  test("an answer that begins and never ends is ended as well", async () => {
    await terminal.serve({ "sts:GetCallerIdentity": { begins: "<GetCallerIdentityResponse>" } });
    const answer = await aws.whoAmI(await session(200));
    assert.equal(answer.ok ? "" : answer.failure.cause, "timeout");
  });

  const setting = { url: "http://setting:1", excepted: ["s3.amazonaws.com"] };
  for (const [name, variables, given, host, proxy] of [
    ["that of the settings first", { HTTPS_PROXY: "http://env:1" }, setting, "sts.amazonaws.com", "http://setting:1"],
    [
      "that of the settings, also before https_proxy",
      { https_proxy: "http://env:1" },
      setting,
      "sts.amazonaws.com",
      "http://setting:1",
    ],
    [
      "that of the settings, also before ALL_PROXY",
      { ALL_PROXY: "http://env:1" },
      setting,
      "sts.amazonaws.com",
      "http://setting:1",
    ],
    [
      "the environment's where nothing is set",
      { HTTPS_PROXY: "http://env:1" },
      undefined,
      "sts.amazonaws.com",
      "http://env:1",
    ],
    [
      "none for a host that NO_PROXY names",
      { HTTPS_PROXY: "http://env:1", NO_PROXY: ".kms.eu-west-1.amazonaws.com,sts.amazonaws.com" },
      setting,
      "sts.amazonaws.com",
      "",
    ],
    [
      "one for the other hosts",
      { HTTPS_PROXY: "http://env:1", NO_PROXY: "sts.amazonaws.com" },
      setting,
      "iam.amazonaws.com",
      "http://setting:1",
    ],
    ["that of the settings", {}, setting, "sts.amazonaws.com", "http://setting:1"],
    ["none for a host that the settings except", {}, setting, "s3.amazonaws.com", ""],
    [
      "none for a host that NO_PROXY excepts, whatever the settings",
      { NO_PROXY: "sts.amazonaws.com" },
      setting,
      "sts.amazonaws.com",
      "",
    ],
    [
      "none for a host that the settings except, whatever the environment",
      { HTTPS_PROXY: "http://env:1" },
      { url: "", excepted: ["s3.amazonaws.com"] },
      "s3.amazonaws.com",
      "",
    ],
    [
      "the environment's where the settings only except",
      { HTTPS_PROXY: "http://env:1" },
      { url: "", excepted: ["s3.amazonaws.com"] },
      "sts.amazonaws.com",
      "http://env:1",
    ],
    ["none where nobody names one", {}, undefined, "sts.amazonaws.com", ""],
    [
      "none for a host below one that NO_PROXY names, without a dot in front",
      { HTTPS_PROXY: "http://env:1", NO_PROXY: "localhost, amazonaws.com:443" },
      undefined,
      "sts.eu-west-1.amazonaws.com",
      "",
    ],
    [
      "one for a host that only ends in the same letters",
      { HTTPS_PROXY: "http://env:1", NO_PROXY: "amazonaws.com" },
      undefined,
      "sts.not-amazonaws.com",
      "http://env:1",
    ],
    [
      "none where NO_PROXY excepts all",
      { HTTPS_PROXY: "http://env:1", NO_PROXY: "*" },
      setting,
      "sts.amazonaws.com",
      "",
    ],
  ] as const) {
    test(`proxy: ${name}`, () => {
      const before = { ...process.env };
      for (const variable of ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"]) {
        Reflect.deleteProperty(process.env, variable);
      }
      Object.assign(process.env, variables);
      const found = proxyFor(`https://${host}:443`, given);
      const after = { ...process.env };
      process.env = before;
      assert.equal(found, proxy);
      for (const name of ["NO_PROXY", "no_proxy", "HTTPS_PROXY", "https_proxy"]) {
        assert.equal(after[name], (variables as Readonly<Record<string, string>>)[name]);
      }
    });
  }
});
