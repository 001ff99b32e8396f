/** A user, a role and a group may have one name: whose policies are whose is told by what they are, and not by the name alone. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { absentFor } from "../../server/src/workspace/absent-policies.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { possibleCallers } from "../../server/src/workspace/possible-callers.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { selectPolicies } from "../../server/src/workspace/select-policies.ts";
import { readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";

const CALLERS = {
  role: "arn:aws:sts::111122223333:assumed-role/ops/run",
  user: "arn:aws:iam::111122223333:user/ops",
} as const;

const DOCUMENT = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })`;
const MANAGED = `resource "aws_iam_policy" "p" {\n  policy = ${DOCUMENT}\n}\n`;
const inline = (sort: string): string =>
  `resource "aws_iam_${sort}_policy" "p" {\n  ${sort}   = "ops"\n  policy = ${DOCUMENT}\n}\n`;
const attached = (sort: string): string =>
  `${MANAGED}resource "aws_iam_${sort}_policy_attachment" "p" {\n  ${sort}       = "ops"\n  policy_arn = aws_iam_policy.p.arn\n}\n`;
const template = (type: string, properties: string): string => `Resources:
  It:
    Type: AWS::IAM::${type}
    Properties:
      ${properties}
      PolicyName: p
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "s3:*", Resource: "*" }] }
`;
const withOwn = (type: string): string => `Resources:
  It:
    Type: AWS::IAM::${type}
    Properties:
      ${type}Name: ops
      Policies:
        - PolicyName: p
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "s3:*", Resource: "*" }] }
`;

function workspaceOf(path: string, text: string): WorkspacePolicies {
  return readWorkspace([{ path, text }], EMPTY_CONFIG);
}

/** How the one policy of the file is known to be the caller's. */
function basisFor(principal: string, workspace: WorkspacePolicies): string {
  const { identity } = selectPolicies(workspace, {
    ...{ principal, resource: "arn:aws:s3:::a/b", possibleResources: [], resourceAccount: undefined },
    ...{ endpoint: undefined, denying: undefined },
  });
  return identity.map(({ basis }) => basis).join();
}

describe("the policy of", () => {
  const rows: readonly (readonly [what: string, path: string, text: string, role: string, user: string])[] = [
    ["a role", "main.tf", inline("role"), "declared", ""],
    ["a user", "main.tf", inline("user"), "", "declared"],
    ["a group, in which the user may be,", "main.tf", inline("group"), "", "none"],
    ["a role that it is attached to", "main.tf", attached("role"), "declared", ""],
    ["a user that it is attached to", "main.tf", attached("user"), "", "declared"],
    ["a group that it is attached to", "main.tf", attached("group"), "", "none"],
    [
      "a user and a role",
      "main.tf",
      attached("user") + attached("role").replace(MANAGED, "").replace('attachment" "p"', 'attachment" "q"'),
      "declared",
      "declared",
    ],
    ["a role of a template", "ops.yaml", withOwn("Role"), "declared", ""],
    ["a user of a template", "ops.yaml", withOwn("User"), "", "declared"],
    ["a group of a template", "ops.yaml", withOwn("Group"), "", "none"],
    ["the roles that a template names", "ops.yaml", template("Policy", "Roles: [ops]"), "declared", ""],
    ["the users that a template names", "ops.yaml", template("ManagedPolicy", "Users: [ops]"), "", "declared"],
    [
      "all that a template names",
      "ops.yaml",
      template("Policy", "Users: [ops]\n      Roles: [ops]"),
      "declared",
      "declared",
    ],
  ];
  for (const [what, path, text, role, user] of rows) {
    test(`${what} is that of nothing else of its name`, () => {
      const workspace = workspaceOf(path, text);
      assert.deepEqual([basisFor(CALLERS.role, workspace), basisFor(CALLERS.user, workspace)], [role, user]);
    });
  }
});

test("a policy of a role and of a group is that of the group's user of the same name, too", () => {
  const groups = { "arn:aws:iam::111122223333:group/crew": [CALLERS.user] };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ groups }));
  const text = template("Policy", "Roles: [ops]\n      Groups: [crew]");
  const workspace = readWorkspace([{ path: "ops.yaml", text }], config);
  assert.deepEqual([basisFor(CALLERS.role, workspace), basisFor(CALLERS.user, workspace)], ["declared", "declared"]);
});

test("a policy of AWS that a user has is not that of a role", () => {
  const text = `resource "aws_iam_user_policy_attachment" "p" {\n  user       = "ops"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n`;
  const { absent } = workspaceOf("main.tf", text);
  const found = (principal: string): number => absentFor(absent, principal).length;
  assert.deepEqual([found(CALLERS.role), found(CALLERS.user)], [0, 1]);
});

test("a group has asked for nothing", () => {
  const callers = possibleCallers(workspaceOf("main.tf", inline("group")), "aws");
  assert.deepEqual(
    callers.map(({ caller }) => caller.is),
    ["holder-of"],
  );
});
