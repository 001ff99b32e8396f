/** To whose policy a statement is to be added, in words, for each layer that AWS may name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explanationText } from "../../server/src/telling/explanation-report.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { type WorkspaceFile } from "../../server/src/workspace/read-file-policies.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { explained } from "../support/explained.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/etl/nightly";
const USER = "arn:aws:iam::111122223333:user/mia";
const TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/carts";

function denied(caller: string, action: string, resource: string, layer: string): string {
  const refusal = `because no ${layer} allows the ${action} action`;
  return explanationText(
    explained(`User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${refusal}`, {}),
  );
}

describe("the statement to copy goes to", () => {
  for (const [name, text, wanted] of [
    [
      "a policy of the caller",
      denied(USER, "dynamodb:PutItem", TABLE, "identity-based policy"),
      `add this statement to a policy that is attached to ${USER}:`,
    ],
    [
      "the caller's boundary",
      denied(USER, "dynamodb:PutItem", TABLE, "permissions boundary"),
      `add this statement to the permissions boundary of ${USER}:`,
    ],
    [
      "what is passed for a session",
      denied(SESSION, "dynamodb:PutItem", TABLE, "session policy"),
      "add this statement to the session policy that is passed when a session of arn:aws:iam::111122223333:role/etl is created:",
    ],
    [
      "a policy that has a name of its own",
      denied(USER, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:jobs", "resource-based policy"),
      "add this statement to the queue policy of arn:aws:sqs:eu-west-1:444455556666:jobs:",
    ],
    [
      "one that has none",
      denied(USER, "dynamodb:PutItem", TABLE.replace("111122223333", "444455556666"), "resource-based policy"),
      "add this statement to the resource-based policy of arn:aws:dynamodb:eu-west-1:444455556666:table/carts:",
    ],
    [
      "the trust policy of a role",
      denied(USER, "sts:AssumeRole", "arn:aws:iam::444455556666:role/deploy", "role trust policy"),
      "add this statement to the role trust policy of arn:aws:iam::444455556666:role/deploy:",
    ],
  ] as const) {
    test(name, () => {
      assert.ok(text.includes(wanted), text);
    });
  }
});

test("what is attached to a role is shown by two commands", () => {
  const message = `User: ${SESSION} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
  const text = explanationText(
    explained(message, { "roles/etl/policy.json": { Effect: "Allow", Action: "dynamodb:GetItem", Resource: TABLE } }),
  );
  assert.ok(
    text.includes(
      "To see what is in force, run aws iam list-attached-role-policies --role-name etl and aws iam list-role-policies --role-name etl.",
    ),
    text,
  );
});

const LOGS = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }] };
const IAM = "arn:aws:iam::111122223333";

/** As `aws iam get-account-authorization-details` prints them. */
function snapshot(details: Readonly<Record<string, unknown>>): readonly WorkspaceFile[] {
  const empty = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
  return [{ path: "account.json", text: JSON.stringify({ ...empty, ...details }) }];
}

const inlinePolicies = [{ PolicyName: "logs", PolicyDocument: LOGS }];
const role = { RoleName: "etl", Arn: `${IAM}:role/etl` };

describe("a fix of what AWS CLI printed says how to put it in force:", () => {
  for (const [name, files, caller, command] of [
    [
      "a role's inline policy",
      snapshot({ RoleDetailList: [{ ...role, RolePolicyList: inlinePolicies }] }),
      SESSION,
      "aws iam put-role-policy --role-name etl --policy-name logs --policy-document file://policy.json",
    ],
    [
      "a group's inline policy",
      snapshot({
        UserDetailList: [{ UserName: "mia", Arn: USER, GroupList: ["dev"] }],
        GroupDetailList: [{ GroupName: "dev", Arn: `${IAM}:group/dev`, GroupPolicyList: inlinePolicies }],
      }),
      USER,
      "aws iam put-group-policy --group-name dev --policy-name logs --policy-document file://policy.json",
    ],
    [
      "a managed policy",
      snapshot({
        RoleDetailList: [
          { ...role, AttachedManagedPolicies: [{ PolicyName: "logs", PolicyArn: `${IAM}:policy/logs` }] },
        ],
        Policies: [
          {
            PolicyName: "logs",
            Arn: `${IAM}:policy/logs`,
            PolicyVersionList: [{ Document: LOGS, IsDefaultVersion: true }],
          },
        ],
      }),
      SESSION,
      `aws iam create-policy-version --policy-arn ${IAM}:policy/logs --policy-document file://policy.json --set-as-default`,
    ],
    ["but not a file of one's own", [{ path: "roles/etl/logs.json", text: JSON.stringify(LOGS) }], SESSION, undefined],
  ] as const) {
    test(name, () => {
      const message = `User: ${caller} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
      const workspace = readWorkspace(files, EMPTY_CONFIG);
      const { next, fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      assert.equal(fixes.length > 0, true);
      assert.equal(next.find(({ step }) => step === "deploy-copy")?.commands[0], command);
    });
  }
});

test("a policy without a name that is made under a condition is not called after its file", () => {
  const template = `Conditions:
  Live: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Etl:
    Type: AWS::IAM::Role
    Properties:
      RoleName: etl
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [!If [Live, !Ref Carts, !Ref AWS::NoValue]]
  Carts:
    Type: AWS::IAM::ManagedPolicy
    Condition: Live
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: dynamodb:PutItem, Resource: "*" }]
`;
  const message = `User: ${SESSION} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
  const workspace = readWorkspace([{ path: "etl.yaml", text: template }], EMPTY_CONFIG);
  const text = explanationText(explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }));
  assert.ok(text.includes("etl.yaml makes the policy only under a condition, Condition: Live"), text);
});
