import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { POLICY_SLOTS } from "../../server/src/policy/slots.ts";
import { type PolicyQuestion, selectPolicies, statedOwner } from "../../server/src/workspace/select-policies.ts";
import { statedRole } from "../../server/src/workspace/stated-role.ts";
import { readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";

const ACCOUNT = "111122223333";
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/job`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/app`;

interface Given {
  /** The entry of the workspace file, without its `files`. */
  readonly entry?: object;
  readonly path?: string;
  /** The Resource of the policy's one statement. */
  readonly resource?: string | readonly string[];
  readonly principal?: unknown;
  readonly organization?: object;
}

function workspaceOf({
  entry,
  path = "policy.json",
  resource = "*",
  principal,
  organization,
}: Given): WorkspacePolicies {
  const statement = { Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: resource };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const policies = entry === undefined ? [] : [{ files: "**", ...entry }];
  const { config, problems } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies, organization }));
  assert.deepEqual(problems, []);
  return readWorkspace([{ path, text }], config);
}

function question(asked: Partial<PolicyQuestion>): PolicyQuestion {
  return {
    principal: SESSION,
    resource: "arn:aws:s3:::alpha/key",
    possibleResources: [],
    resourceAccount: ACCOUNT,
    endpoint: undefined,
    denying: undefined,
    ...asked,
  };
}

/** `slot basis`, or `slot basis level`; nothing if the policy plays no part. */
function selected(given: Given, asked: Partial<PolicyQuestion> = {}): string {
  const found = selectPolicies(workspaceOf(given), question(asked));
  return POLICY_SLOTS.flatMap((slot) =>
    found[slot].map(({ basis, level }) => [slot, basis, level].filter((part) => part !== undefined).join(" ")),
  ).join(", ");
}

describe("a policy of a principal", () => {
  const rows: readonly (readonly [what: string, given: Given, asked: Partial<PolicyQuestion>, expected: string])[] = [
    ["stated to be the role's", { entry: { kind: "identity", attachedTo: [ROLE] } }, {}, "identity stated"],
    ["stated by name", { entry: { kind: "identity", attachedTo: ["app"] } }, {}, "identity stated"],
    ["stated to be another's", { entry: { kind: "identity", attachedTo: [`${ROLE}2`] } }, {}, ""],
    [
      "stated to be one's of another account",
      { entry: { kind: "identity", attachedTo: ["arn:aws:iam::444455556666:role/app"] } },
      {},
      "",
    ],
    [
      "of a caller whose account is masked",
      { entry: { kind: "identity", attachedTo: [ROLE] } },
      { principal: "arn:aws:sts::<account>:assumed-role/app/job" },
      "identity stated",
    ],
    ["in a file of the role's name", { path: "app-role.json" }, {}, "identity named"],
    ["in a folder of the role's name", { path: "roles/app/policy.json" }, {}, "identity named"],
    ["in another role's folder", { path: "roles/other/policy.json" }, {}, ""],
    ["of which nothing is said", { path: "policies/read.json" }, {}, "identity none"],
    [
      "of an unknown principal",
      { entry: { kind: "identity", attachedTo: [ROLE] } },
      { principal: undefined },
      "identity none",
    ],
    [
      "of a group the user may be in",
      { entry: { kind: "identity", attachedTo: [`arn:aws:iam::${ACCOUNT}:group/devs`] } },
      { principal: `arn:aws:iam::${ACCOUNT}:user/alice` },
      "identity none",
    ],
    ["that is the role's boundary", { entry: { kind: "boundary", attachedTo: [ROLE] } }, {}, "boundary stated"],
    ["that is the session's", { entry: { kind: "session", attachedTo: [SESSION] } }, {}, "session stated"],
    ["that is another session's", { entry: { kind: "session", attachedTo: [`${SESSION}2`] } }, {}, ""],
    ["that is every session's", { entry: { kind: "session", attachedTo: [ROLE] } }, {}, "session stated"],
    [
      "of a permission set",
      { path: "permission-sets/Admins.json" },
      { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admins_0123456789abcdef/me` },
      "identity named",
    ],
    [
      "that the message names",
      { path: "managed/ReadData.json" },
      { denying: { slot: "boundary", arn: `arn:aws:iam::${ACCOUNT}:policy/x/ReadData` } },
      "boundary message",
    ],
    [
      "with another ARN than the message names",
      { path: "managed/ReadData.json", entry: { arn: `arn:aws:iam::${ACCOUNT}:policy/y/ReadData` } },
      { denying: { slot: "boundary", arn: `arn:aws:iam::${ACCOUNT}:policy/x/ReadData` } },
      "identity none",
    ],
  ];
  for (const [what, given, asked, expected] of rows) {
    test(`${what}: ${expected === "" ? "no part" : expected}`, () => assert.equal(selected(given, asked), expected));
  }
});

const VAULT = { entry: { kind: "resource", resource: `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:main` } };
const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-0aaa";
const DELETE_POINT = { action: "backup:DeleteRecoveryPoint" };
const DELEGATION = {
  entry: { kind: "resource", resource: "arn:aws:organizations::999988887777:resourcepolicy/o-alpha/rp-1" },
};
const SCP = "arn:aws:organizations::999988887777:policy/o-alpha/service_control_policy/p-1";
const DESCRIBE = { action: "organizations:DescribePolicy" };

describe("several templates make a role of one logical ID", () => {
  const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }];
  const template = {
    Resources: { Save: { Type: "AWS::Serverless::Function", Properties: { Policies: [{ Statement }] } } },
  };
  type Row = readonly [what: string, paths: readonly string[], role: string, applies: readonly string[]];
  const rows: readonly Row[] = [
    [
      "that of the folder after which the stack is called",
      ["stock/template.yaml", "orders/template.yaml"],
      "shop-dev-orders-SaveRole-1A2B",
      ["orders/template.yaml"],
    ],
    [
      "the longer of two such names",
      ["orders/template.yaml", "orders-api/template.yaml"],
      "dev-orders-api-SaveRole-1A2B",
      ["orders-api/template.yaml"],
    ],
    [
      "that of the file after which the stack is called, as the CDK calls it",
      ["cdk.out/Dev-App.template.json", "cdk.out/Prod-App.template.json"],
      "Prod-App-SaveRole-1A2B",
      ["cdk.out/Prod-App.template.json"],
    ],
    ["an underscore of a folder is a hyphen", ["my_app/a.yaml", "b/a.yaml"], "my-app-SaveRole-1A2B", ["my_app/a.yaml"]],
    [
      "all, where nothing tells them apart",
      ["stock/template.yaml", "orders/template.yaml"],
      "shop-dev-SaveRole-1A2B",
      ["stock/template.yaml", "orders/template.yaml"],
    ],
    [
      "all, where a name is only a part of a word",
      ["stock/template.yaml", "order/template.yaml"],
      "shop-orders-SaveRole-1A2B",
      ["stock/template.yaml", "order/template.yaml"],
    ],
    [
      "the only one, whatever the stack is called",
      ["stock/template.yaml"],
      "shop-SaveRole-1A2B",
      ["stock/template.yaml"],
    ],
  ];
  for (const [what, paths, role, applies] of rows) {
    test(what, () => {
      const { config } = readWorkspaceConfig("iam-verdict.json", "{}");
      const files = paths.map((path) => ({ path, text: JSON.stringify(template) }));
      const { identity } = selectPolicies(
        readWorkspace(files, config),
        question({ principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/save` }),
      );
      const declared = identity.filter(({ basis }) => basis === "declared").map(({ file }) => file);
      assert.deepEqual([declared, identity.length], [applies, paths.length]);
    });
  }
});

describe("a policy of a resource", () => {
  const bucket = { entry: { kind: "resource" } };
  const rows: readonly (readonly [what: string, given: Given, asked: Partial<PolicyQuestion>, expected: string])[] = [
    [
      "stated to be the bucket's",
      { entry: { kind: "resource", resource: "arn:aws:s3:::alpha" } },
      {},
      "resource stated",
    ],
    ["stated to be another bucket's", { entry: { kind: "resource", resource: "arn:aws:s3:::alph" } }, {}, ""],
    ["whose text names the bucket", { ...bucket, resource: "arn:aws:s3:::alpha/*" }, {}, "resource content"],
    ["whose text names a longer name", { ...bucket, resource: "arn:aws:s3:::alphabet/*" }, {}, ""],
    ["whose text names any bucket", { ...bucket, resource: "arn:aws:s3:::*" }, {}, "resource none"],
    ["in a file of the bucket's name", { ...bucket, path: "alpha-bucket-policy.json" }, {}, "resource named"],
    ["of which nothing is said", { ...bucket, path: "keys/x.json" }, {}, "resource none"],
    ["of a role, for a bucket", { entry: { kind: "trust" } }, {}, ""],
    [
      "of a role, by its folder",
      { entry: { kind: "trust" }, path: "roles/app/trust.json" },
      { resource: ROLE },
      "resource named",
    ],
    [
      "of a role, which says nothing of who may pass it",
      { entry: { kind: "trust" }, path: "roles/app/trust.json" },
      { resource: ROLE, action: "iam:PassRole" },
      "",
    ],
    ["of a bucket, for a role", bucket, { resource: ROLE }, ""],
    ["of a vault, for a recovery point of its Region", VAULT, { ...DELETE_POINT, resource: SNAPSHOT }, "resource none"],
    [
      "of a vault, for a recovery point of another Region",
      VAULT,
      { ...DELETE_POINT, resource: SNAPSHOT.replace("eu-west-1", "us-east-1") },
      "",
    ],
    ["of a vault, for what EC2 does to a snapshot", VAULT, { action: "ec2:DeleteSnapshot", resource: SNAPSHOT }, ""],
    ["of an organization, for one of its policies", DELEGATION, { ...DESCRIBE, resource: SCP }, "resource stated"],
    ["of an organization, for no resource", DELEGATION, { ...DESCRIBE, resource: "*" }, "resource stated"],
    [
      "of an organization, for a policy of another",
      DELEGATION,
      { ...DESCRIBE, resource: SCP.replace("o-alpha", "o-beta") },
      "",
    ],
  ];
  for (const [what, given, asked, expected] of rows) {
    test(`${what}: ${expected === "" ? "no part" : expected}`, () => assert.equal(selected(given, asked), expected));
  }
});

describe("a policy of the organization", () => {
  const organization = { accounts: { [ACCOUNT]: ["r-1", "ou-1"] }, managementAccount: "999988887777" };
  const rows: readonly (readonly [what: string, given: Given, asked: Partial<PolicyQuestion>, expected: string])[] = [
    ["above the account", { entry: { kind: "scp", targets: ["ou-1"] }, organization }, {}, "scp stated ou-1"],
    [
      "at two levels",
      { entry: { kind: "scp", targets: ["r-1", "ou-1"] }, organization },
      {},
      "scp stated r-1, scp stated ou-1",
    ],
    ["beside the account", { entry: { kind: "scp", targets: ["ou-2"] }, organization }, {}, ""],
    ["at the account itself", { entry: { kind: "scp", targets: [ACCOUNT] } }, {}, `scp stated ${ACCOUNT}`],
    ["at another account", { entry: { kind: "scp", targets: ["444455556666"] } }, {}, ""],
    [
      "at the root, the organization not being told",
      { entry: { kind: "scp", targets: ["r-1"] } },
      {},
      "scp stated r-1",
    ],
    ["at a unit, the organization not being told", { entry: { kind: "scp", targets: ["ou-1"] } }, {}, "scp none ou-1"],
    ["without a target", { path: "scps/guard.json" }, {}, "scp none"],
    [
      "for the management account",
      { entry: { kind: "scp", targets: ["r-1"] }, organization },
      { principal: "arn:aws:iam::999988887777:user/admin" },
      "",
    ],
    [
      "over the resource's account, whoever calls",
      { entry: { kind: "rcp", targets: ["ou-1"] }, organization },
      { principal: "arn:aws:iam::444455556666:user/x" },
      "rcp stated ou-1",
    ],
  ];
  for (const [what, given, asked, expected] of rows) {
    test(`${what}: ${expected === "" ? "no part" : expected}`, () => assert.equal(selected(given, asked), expected));
  }
});

describe("a VPC endpoint's policy", () => {
  const given = { entry: { kind: "vpc-endpoint", endpoint: "vpce-1" } };
  test("applies to the endpoint in use", () =>
    assert.equal(selected(given, { endpoint: "vpce-1" }), "vpc-endpoint stated"));
  test("applies to no other endpoint", () => assert.equal(selected(given, { endpoint: "vpce-2" }), ""));
  test("may apply if the endpoint is not known", () => assert.equal(selected(given), "vpc-endpoint none"));
});

describe("what the configuration tells of a request", () => {
  test("the account that owns a bucket", () => {
    const workspace = workspaceOf({
      entry: { kind: "resource", resource: "arn:aws:s3:::alpha", account: "444455556666" },
    });
    assert.equal(statedOwner(workspace, "arn:aws:s3:::alpha/key"), "444455556666");
    assert.equal(statedOwner(workspace, "arn:aws:s3:::beta/key"), undefined);
  });

  test("the path of the role behind a session", () => {
    const workspace = workspaceOf({ entry: { kind: "identity", attachedTo: [ROLE] } });
    assert.equal(statedRole(workspace, SESSION), ROLE);
    assert.equal(statedRole(workspace, `arn:aws:sts::${ACCOUNT}:assumed-role/other/job`), undefined);
  });
});
