/** Which options of a template are those of the caller's deployment, by the name of the caller. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Policy } from "../../server/src/policy/policy.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { variablesOfCaller } from "../../server/src/workspace/filled-names.ts";
import { asDeployedFor } from "../../server/src/workspace/policies-of-deployment.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { quarterOf } from "../support/searching.ts";

const SECTIONS = `Parameters:
  Stage: { Type: String, AllowedValues: [dev, test, prod] }
  Tier: { Type: String, Default: basic }
  Name: { Type: String }
Mappings:
  Stages:
    dev: { Bucket: red, Key: one }
    test: { Bucket: green, Key: one }
    prod: { Bucket: blue, Key: two }
  Accounts:
    '111122223333': { Bucket: own }
    '444455556666': { Bucket: other }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsOther: !Not [!Condition IsProd]
  IsFull: !Equals [full, !Ref Tier]
  IsBoth: !And [!Condition IsProd, !Equals [!Ref Tier, basic]]
  IsAny: !Or [!Condition IsProd, !Equals [!Ref Stage, test]]
  IsLoop: !Not [!Condition IsLoop]
  IsEmpty: !And []
`;

/** What stands among the resources, with a question mark where it may not be there. */
function resources(name: string, role: string, resource: string): readonly string[] {
  const [policy] = policies(name, role, `          - { Effect: Allow, Action: 's3:*', Resource: ${resource} }`);
  const list = policy?.statements[0]?.resource;
  return [...textsOf(list?.entries ?? []), ...(list?.open ? ["open"] : [])];
}

function textsOf(entries: readonly { readonly text: string; readonly certain: boolean }[]): readonly string[] {
  return entries.map(({ text, certain }) => (certain ? text : `${text} ?`));
}

function policies(name: string, role: string, statements: string): readonly Policy[] {
  const text = `${SECTIONS}Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub ${role}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref Role]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
${statements}
`;
  const workspace = readWorkspace([{ path: "app/template.yaml", text }], EMPTY_CONFIG);
  const principal = `arn:aws:sts::111122223333:assumed-role/${name}/s`;
  const asDeployed = asDeployedFor(
    { principal, resource: undefined },
    {
      ...variablesOfCaller({ principal, resource: undefined }, workspace),
      ofResource: new Map(),
    },
  );
  return workspace.policies.map((one) => asDeployed(one.policy, one));
}

describe("the options of a template, for a caller whose name has a parameter in it", () => {
  const rows = [
    ["!Ref Stage", ["prod"], ["dev"]],
    ["!Sub '${Stage}-in'", ["prod-in"], ["dev-in"]],
    ["!Join ['-', [a, !Ref Stage]]", ["a-prod"], ["a-dev"]],
    ["!FindInMap [Stages, !Ref Stage, Bucket]", ["blue"], ["red"]],
    ["!Sub ['${B}-${Stage}', { B: !FindInMap [Stages, !Ref Stage, Bucket] }]", ["blue-prod"], ["red-dev"]],
    ["!If [IsProd, blue, red]", ["blue"], ["red"]],
    ["!If [IsOther, red, blue]", ["blue"], ["red"]],
    ["!If [IsAny, blue, red]", ["blue"], ["red"]],
    ["[!If [IsProd, blue, !Ref AWS::NoValue], red]", ["blue", "red"], ["red"]],
    ["!FindInMap [Accounts, !Ref AWS::AccountId, Bucket]", ["own"], ["own"]],
    ["!FindInMap [Stages, !Ref Stage, Key]", ["two"], ["one"]],
    ["!If [IsBoth, blue, red]", ["blue ?", "red ?"], ["red"]],
    // What the name does not tell.
    ["!Ref Tier", ["basic ?", "open"], ["basic ?", "open"]],
    ["!If [IsFull, blue, red]", ["blue ?", "red ?"], ["blue ?", "red ?"]],
    ["!If [IsLoop, blue, red]", ["blue ?", "red ?"], ["blue ?", "red ?"]],
    ["!If [IsEmpty, blue, red]", ["blue ?", "red ?"], ["blue ?", "red ?"]],
    ["!If [IsMissing, blue, red]", ["blue ?", "red ?"], ["blue ?", "red ?"]],
    // A list is never left empty: it stays as it is written.
    ["[!If [IsProd, !Ref AWS::NoValue, red]]", ["red ?"], ["red"]],
  ] as const;
  for (const [resource, prod, other] of quarterOf(rows, 0)) {
    test(resource, () => {
      assert.deepEqual(resources("app-prod", "'app-${Stage}'", resource), prod);
      assert.deepEqual(resources("app-dev", "'app-${Stage}'", resource), other);
    });
  }

  test("are all open where the name tells no parameter, or a value that is not allowed", () => {
    const all = ["dev ?", "test ?", "prod ?"];
    assert.deepEqual(resources("app-prod", "'app-prod'", "!Ref Stage"), all);
    assert.deepEqual(resources("app-qa", "'app-${Stage}'", "!Ref Stage"), all);
    assert.deepEqual(resources("app-x", "'app-${Name}'", "!Ref Stage"), all);
  });

  test("are whole statements as well", () => {
    const statements = `          - { Effect: Allow, Action: 's3:*', Resource: '*' }
          - !If
            - IsProd
            - { Sid: Prod, Effect: Deny, Action: '*', Resource: '*' }
            - !Ref AWS::NoValue`;
    for (const [name, sids] of [
      ["app-prod", ["", "Prod"]],
      ["app-dev", [""]],
    ] as const) {
      const [policy] = policies(name, "'app-${Stage}'", statements);
      assert.deepEqual(
        policy?.statements.map(({ sid, certain }) => (certain ? (sid?.text ?? "") : "?")),
        sids,
        name,
      );
    }
  });

  test("conditions that lead to each other a thousand ways are read in time", () => {
    const each = Array.from({ length: 1_000 }, () => "!Condition IsWide").join(", ");
    const wide = `Conditions:\n  IsWide: !And [${each}]\nResources:\n  R:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement: [{ Effect: Allow, Action: !If [IsWide, 'a:b', 'c:d'], Resource: '*' }]\n`;
    const {
      policies: [found],
    } = readWorkspace([{ path: "t.yaml", text: wide }], EMPTY_CONFIG);
    assert.deepEqual(textsOf(found?.policy.statements[0]?.action?.entries ?? []), ["a:b ?", "c:d ?"]);
  });
});

const LOCALS = `variable "env" {}
variable "tier" {}
locals {
  buckets = { dev = "red", test = "green", prod = "blue" }
  all     = { dev = { bucket = "red", keys = ["one"] }, prod = { bucket = "blue", keys = ["one", "two"] } }
  open    = merge(local.buckets, var.more)
  gaps    = { dev = null, prod = "blue" }
  lists   = { dev = ["red", ""], prod = ["blue"] }
  bucket  = local.buckets[var.env]
  own     = local.all[var.env]
}
`;

/** Of a module whose role has the variable in its name. */
function resourcesOfModule(name: string, role: string, resource: string): readonly string[] {
  const text = `${LOCALS}resource "aws_iam_role" "r" {
  name = ${role}
}
resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resource} }]
  })
}
`;
  const workspace = readWorkspace([{ path: "app/main.tf", text }], EMPTY_CONFIG);
  const principal = `arn:aws:sts::111122223333:assumed-role/${name}/s`;
  const asDeployed = asDeployedFor(
    { principal, resource: undefined },
    {
      ...variablesOfCaller({ principal, resource: undefined }, workspace),
      ofResource: new Map(),
    },
  );
  const [policy] = workspace.policies.map((one) => asDeployed(one.policy, one));
  const list = policy?.statements[0]?.resource;
  return [...textsOf(list?.entries ?? []), ...(list?.open ? ["open"] : [])];
}

describe("what a map of Terraform has for a variable, for a caller whose name has it", () => {
  for (const [resource, prod, dev] of [
    ["local.bucket", ["blue"], ["red"]],
    ["local.buckets[var.env]", ["blue"], ["red"]],
    ['"a-${local.bucket}-b"', ["a-blue-b"], ["a-red-b"]],
    ['"${local.bucket}/${local.own.bucket}"', ["blue/blue"], ["red/red"]],
    ["local.own.bucket", ["blue"], ["red"]],
    ["local.own.keys", ["one", "two"], ["one"]],
    ["local.all[var.env].bucket", ["blue"], ["red"]],
    ["compact(local.lists[var.env])", ["blue"], ["red"]],
    // What is empty is left out by what stands around it.
    ["local.gaps[var.env]", ["blue"], ["open"]],
    ['coalesce(local.gaps[var.env], "any")', ["blue ?", "any ?"], ["any ?", "open"]],
    // What the name does not tell.
    ["local.buckets[var.tier]", ["red ?", "green ?", "blue ?"], ["red ?", "green ?", "blue ?"]],
    ["local.open[var.env]", ["open"], ["open"]],
    ['local.buckets["x-${var.env}"]', ["open"], ["open"]],
  ] as const) {
    test(resource, () => {
      assert.deepEqual(resourcesOfModule("app-prod", '"app-${var.env}"', resource), prod);
      assert.deepEqual(resourcesOfModule("app-dev", '"app-${var.env}"', resource), dev);
    });
  }

  test("is open for a name that tells no variable, and for a text that the map does not have", () => {
    const all = ["red ?", "green ?", "blue ?"];
    assert.deepEqual(resourcesOfModule("app-prod", '"app-prod"', "local.bucket"), all);
    assert.deepEqual(resourcesOfModule("app-qa", '"app-${var.env}"', "local.bucket"), all);
  });
});
