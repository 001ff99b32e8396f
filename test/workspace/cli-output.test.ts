import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { type CandidatePolicies } from "../../server/src/policy/attached-policy.ts";
import { selectPolicies } from "../../server/src/workspace/select-policies.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/app`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const GROUP = `arn:aws:iam::${ACCOUNT}:group/devs`;
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/Read`;
const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/Limit`;

const allow = (sid: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Sid: sid, Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const trust = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Trust", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const encoded = (policy: object): string =>
  encodeURIComponent(JSON.stringify(policy)).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

const DETAILS = {
  UserDetailList: [
    {
      UserName: "alice",
      Arn: USER,
      UserPolicyList: [{ PolicyName: "own", PolicyDocument: allow("OfAlice") }],
      GroupList: ["devs"],
      AttachedManagedPolicies: [],
      PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: LIMIT },
    },
  ],
  GroupDetailList: [
    {
      GroupName: "devs",
      Arn: GROUP,
      GroupPolicyList: [{ PolicyName: "team", PolicyDocument: allow("OfGroup") }],
      AttachedManagedPolicies: [{ PolicyName: "Read", PolicyArn: MANAGED }],
    },
  ],
  RoleDetailList: [
    {
      RoleName: "app",
      Arn: ROLE,
      AssumeRolePolicyDocument: encoded(trust),
      RolePolicyList: [{ PolicyName: "inline", PolicyDocument: encoded(allow("OfRole")) }],
      AttachedManagedPolicies: [{ PolicyName: "Read", PolicyArn: MANAGED }],
    },
  ],
  Policies: [
    {
      PolicyName: "Read",
      Arn: MANAGED,
      DefaultVersionId: "v2",
      PolicyVersionList: [
        { VersionId: "v2", IsDefaultVersion: true, Document: allow("ReadNow") },
        { VersionId: "v1", IsDefaultVersion: false, Document: allow("ReadBefore") },
      ],
    },
    {
      PolicyName: "Limit",
      Arn: LIMIT,
      DefaultVersionId: "v1",
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: allow("Limited") }],
    },
  ],
};

function selected(
  files: Readonly<Record<string, object | string>>,
  principal: string,
  resource = "arn:aws:s3:::acme/x",
): CandidatePolicies {
  const read = Object.entries(files).map(([path, content]) => ({
    path,
    text: typeof content === "string" ? content : JSON.stringify(content, null, 4),
  }));
  return selectPolicies(readWorkspace(read, EMPTY_CONFIG), {
    principal,
    resource,
    possibleResources: [],
    resourceAccount: ACCOUNT,
    endpoint: undefined,
    denying: undefined,
  });
}

/** The Sids of a layer's policies with how each is known to apply. */
function sids(policies: CandidatePolicies[keyof CandidatePolicies]): readonly string[] {
  return policies.map(({ policy, basis }) => `${policy.statements[0]?.sid?.text ?? "?"} ${basis}`).sort();
}

describe("output of get-account-authorization-details in the workspace", () => {
  const files = { "account.json": DETAILS };

  test("binds inline, managed and group policies and the boundary to a user", () => {
    const { identity, boundary } = selected(files, USER);
    assert.deepEqual(sids(identity), ["OfAlice stated", "OfGroup stated", "ReadNow stated"]);
    assert.deepEqual(sids(boundary), ["Limited stated"]);
  });

  test("binds inline and managed policies to the sessions of a role, percent-encoded or not", () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1`;
    const { identity, boundary } = selected(files, session);
    assert.deepEqual(
      sids(identity).filter((one) => one.endsWith("stated")),
      ["OfRole stated", "ReadNow stated"],
    );
    assert.deepEqual(sids(boundary), []);
  });

  test("binds the trust policy to the role", () => {
    assert.deepEqual(sids(selected(files, USER, ROLE).resource), ["Trust stated"]);
    assert.deepEqual(sids(selected(files, USER, `arn:aws:iam::${ACCOUNT}:role/other`).resource), []);
  });

  test("names policies by their names and marks them as copies", () => {
    const { identity } = selected(files, USER);
    assert.deepEqual(identity.map(({ name, isCopy }) => `${name} ${isCopy ? "copy" : "source"}`).sort(), [
      "Read copy",
      "own copy",
      "team copy",
    ]);
  });

  test("binds across files: the policies in one, the roles in another", () => {
    const { Policies, ...rest } = DETAILS;
    const { identity, boundary } = selected({ "a.json": { Policies }, "b.json": rest }, USER);
    assert.deepEqual(sids(identity), ["OfAlice stated", "OfGroup stated", "ReadNow stated"]);
    assert.deepEqual(sids(boundary), ["Limited stated"]);
  });
});

describe("output of one command in the workspace", () => {
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1`;

  test("get-role: the trust policy and the boundary", () => {
    const role = {
      Role: {
        RoleName: "app",
        Arn: ROLE,
        AssumeRolePolicyDocument: trust,
        PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: LIMIT },
      },
    };
    const files = { "role.json": role, "policies.json": { Policies: DETAILS.Policies } };
    assert.deepEqual(sids(selected(files, session).boundary), ["Limited stated"]);
    assert.deepEqual(sids(selected(files, USER, ROLE).resource), ["Trust stated"]);
  });

  test("get-user: the boundary, although the file holds no policy", () => {
    const user = { User: { UserName: "alice", Arn: USER, PermissionsBoundary: { PermissionsBoundaryArn: LIMIT } } };
    const files = { "user.json": user, "policies.json": { Policies: DETAILS.Policies } };
    assert.deepEqual(sids(selected(files, USER).boundary), ["Limited stated"]);
  });

  test("get-role-policy and get-user-policy: the policy of that name's holder", () => {
    const files = {
      "a.json": { RoleName: "app", PolicyName: "inline", PolicyDocument: allow("Inline") },
      "b.json": { UserName: "alice", PolicyName: "inline", PolicyDocument: allow("OfUser") },
    };
    assert.deepEqual(sids(selected(files, session).identity), ["Inline stated"]);
    assert.deepEqual(sids(selected(files, USER).identity), ["OfUser stated"]);
  });

  test("get-group: its users", () => {
    const files = {
      "group.json": { Group: { GroupName: "devs", Arn: GROUP }, Users: [{ UserName: "alice", Arn: USER }] },
      "account.json": { GroupDetailList: DETAILS.GroupDetailList },
    };
    assert.deepEqual(sids(selected(files, USER).identity), ["OfGroup stated"]);
  });

  test("get-policy-version: the document in force, named by its file", () => {
    const version = (sid: string, isDefault: boolean): object => ({
      PolicyVersion: { Document: allow(sid), VersionId: "v3", IsDefaultVersion: isDefault },
    });
    const files = { "alice/read.json": version("Now", true), "alice/read-v1.json": version("Before", false) };
    assert.deepEqual(sids(selected(files, USER).identity), ["Now named"]);
  });

  test("describe-policy: an SCP or RCP with its ARN, attached where list-policies-for-target says", () => {
    const arn = "arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/p-guard";
    const summary = { Id: "p-guard", Arn: arn, Name: "Guard", Type: "SERVICE_CONTROL_POLICY" };
    const described = { Policy: { PolicySummary: summary, Content: JSON.stringify(allow("Guard")) } };
    const rcp = { Policy: { PolicySummary: { ...summary, Type: "RESOURCE_CONTROL_POLICY" }, Content: "{}" } };
    const files = { "guard.json": described, [`policies-${ACCOUNT}.json`]: { Policies: [summary] }, "rcp.json": rcp };
    const { scp } = selected(files, USER);
    assert.deepEqual(
      scp.map(({ name, basis, level, isCopy }) => [name, basis, level, isCopy]),
      [["Guard", "stated", ACCOUNT, true]],
    );
    assert.deepEqual(sids(selected({ "guard.json": described }, USER).scp), ["Guard none"]);
  });

  test("describe-organization and list-parents: the levels above an account, and who manages them", () => {
    const arn = "arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/p-guard";
    const summary = { Id: "p-guard", Arn: arn, Name: "Guard", Type: "SERVICE_CONTROL_POLICY" };
    const files = {
      "guard.json": { Policy: { PolicySummary: summary, Content: JSON.stringify(allow("Guard")) } },
      "organization.json": { Organization: { Id: "o-acme", MasterAccountId: "999988887777" } },
      [`parents-of-${ACCOUNT}.json`]: { Parents: [{ Id: "ou-ab12-cdefgh34", Type: "ORGANIZATIONAL_UNIT" }] },
      "parents-of-ou-ab12-cdefgh34.json": { Parents: [{ Id: "r-ab12", Type: "ROOT" }] },
    };
    const attached = (target: string) =>
      selected({ ...files, [`policies-${target}.json`]: { Policies: [summary] } }, USER).scp.map(
        ({ basis, level }) => `${basis} ${level ?? ""}`,
      );
    assert.deepEqual(attached("r-ab12"), ["stated r-ab12"]);
    assert.deepEqual(attached("ou-ab12-cdefgh34"), ["stated ou-ab12-cdefgh34"]);
    // Of another unit it is nobody's culprit here.
    assert.deepEqual(attached("ou-ab12-zzzzzzzz"), []);
    // Unless nobody saved what is above the unit: the other one may be.
    const brokenOff = Object.entries(files).filter(([name]) => name !== "parents-of-ou-ab12-cdefgh34.json");
    const listed = { ...Object.fromEntries(brokenOff), "policies-ou-ab12-zzzzzzzz.json": { Policies: [summary] } };
    assert.deepEqual(
      selected(listed, USER).scp.map(({ basis }) => basis),
      ["none"],
    );
  });

  test("get-repository-policy: bound to its repository, whatever the Region", () => {
    const policyText = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "Pull", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
    });
    const files = { "saved.json": { registryId: ACCOUNT, repositoryName: "team/app", policyText } };
    const of = (repository: string) =>
      sids(selected(files, USER, `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/${repository}`).resource);
    assert.deepEqual(of("team/app"), ["Pull declared"]);
    assert.deepEqual(of("team/other"), []);
  });

  const bucketPolicy = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Bucket", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" },
    ],
  };

  test("get-bucket-policy: bound by the ARNs of its Resource elements", () => {
    const files = { "saved.json": { Policy: JSON.stringify(bucketPolicy) } };
    assert.deepEqual(sids(selected(files, USER).resource), ["Bucket content"]);
    assert.deepEqual(sids(selected(files, USER, "arn:aws:s3:::other/x").resource), []);
  });

  const anyPrincipal = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Own", Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "*", Resource: "*" }],
  };
  const policy = JSON.stringify(anyPrincipal);
  const key = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/0d1e2f3a-1111-2222-3333-444455556666`;
  const queue = `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`;
  const topic = `arn:aws:sns:eu-central-1:${ACCOUNT}:news`;
  const secret = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-AbCdEf`;
  for (const { command, path, content, resource, basis } of [
    {
      command: "get-key-policy",
      path: "0d1e2f3a-1111-2222-3333-444455556666.json",
      content: { Policy: policy, PolicyName: "default" },
      resource: key,
      basis: "named",
    },
    {
      command: "get-queue-attributes",
      path: "q.json",
      content: { Attributes: { Policy: policy, QueueArn: queue } },
      resource: queue,
      basis: "stated",
    },
    {
      command: "get-topic-attributes",
      path: "t.json",
      content: { Attributes: { Policy: policy, TopicArn: topic } },
      resource: topic,
      basis: "stated",
    },
    {
      command: "get-resource-policy",
      path: "s.json",
      content: { ARN: secret, Name: "db", ResourcePolicy: policy },
      resource: secret,
      basis: "stated",
    },
  ]) {
    test(`${command}: the policy of that resource`, () => {
      assert.deepEqual(sids(selected({ [path]: content }, USER, resource).resource), [`Own ${basis}`]);
      if (basis === "stated") assert.deepEqual(sids(selected({ [path]: content }, USER, `${resource}x`).resource), []);
    });
  }
});
