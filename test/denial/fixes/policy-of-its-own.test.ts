/**
 * A role or a user that a file makes, and that has no policy to change: a fix writes one, in the form that the file has for
 * it, and the workspace that is read again allows the request.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../../server/src/denial/explanation.ts";
import { type ExplanationFix } from "../../../server/src/denial/fixes/fix.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { quarterOf } from "../../support/searching.ts";

type Files = Readonly<Record<string, string>>;

const IDENTITY = "because no identity-based policy allows the s3:GetObject action";
const ROLE = "sts::111122223333:assumed-role/task/i-1";

function explain(files: Files, caller = ROLE): Explanation {
  const message = `User: arn:aws:${caller} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::alpha/red ${IDENTITY}`;
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  return explainDenial({
    message,
    workspace: readWorkspace(all, EMPTY_CONFIG),
    facts: new Map(),
    catalog: miniCatalog(),
  });
}

/** Those that write a policy of its own. */
function added({ fixes }: Explanation): readonly ExplanationFix[] {
  return fixes.filter(({ change }) => change.change === "add-policy");
}

function edited(files: Files, { edits }: ExplanationFix): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      applyEdits(
        text,
        edits.filter(({ file }) => file === path),
      ),
    ]),
  );
}

interface Row {
  readonly what: string;
  readonly path: string;
  readonly before: string;
  readonly caller?: string;
  readonly title: string;
  /** What the file has then, behind what it had or in it. */
  readonly holds: string;
}

const TF_ROLE = `resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;
const TRUST = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}`;
const OPEN_ROLE = `resource "aws_iam_role" "each" {
  name = "\${var.sort}ask"
}

resource "aws_iam_role_policy" "each" {
  role   = aws_iam_role.each.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })
}
`;
const HCL_DOCUMENT = (resource: string): string => `  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = ${resource}
      }
    ]
  })
}
`;
const YAML_STATEMENT = (indent: string): string =>
  [`- Effect: Allow`, `  Action: s3:GetObject`, `  Resource: arn:aws:s3:::alpha/red`]
    .map((line) => `${indent}${line}\n`)
    .join("");
const CFN_ROLE = `Resources:
  Task:
    Type: AWS::IAM::Role
    Properties:
      RoleName: task
      AssumeRolePolicyDocument: ${TRUST}
`;
const SAM_ROLE = "sts::111122223333:assumed-role/app-ReaderRole-1ABCDE/app-Reader-XYZ";
const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Handler: reader.handler
`;
const SERVICE_ROLE = "sts::111122223333:assumed-role/app-dev-eu-west-1-lambdaRole/app-dev-reader";
const SERVICE = `service: app
provider:
  name: aws
`;

const ROWS: readonly Row[] = [
  {
    what: "a role of Terraform without a policy",
    path: "main.tf",
    before: TF_ROLE,
    title: "Add a policy to aws_iam_role.task in main.tf that allows s3:GetObject",
    holds: `\n}\n\nresource "aws_iam_role_policy" "task" {\n  name = "AllowS3GetObject"\n  role = aws_iam_role.task.name\n${HCL_DOCUMENT('"arn:aws:s3:::alpha/red"')}`,
  },
  {
    what: "a role of Terraform that has a policy of AWS",
    path: "main.tf",
    before: `${TF_ROLE}
resource "aws_iam_role_policy_attachment" "task" {
  role       = aws_iam_role.task.name
  policy_arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}
`,
    title: "Add a policy to aws_iam_role.task in main.tf that allows s3:GetObject",
    holds: "role = aws_iam_role.task.name\n",
  },
  {
    what: "a role of Terraform beside the bucket, by reference",
    path: "main.tf",
    before: `resource "aws_s3_bucket" "a" {\n  bucket = "alpha"\n}\n\n${TF_ROLE}`,
    title: "Add a policy to aws_iam_role.task in main.tf that allows s3:GetObject",
    holds: HCL_DOCUMENT('"${aws_s3_bucket.a.arn}/red"'),
  },
  {
    what: "a role of Terraform where a policy for others has its label",
    path: "main.tf",
    before: `${TF_ROLE}
resource "aws_iam_role_policy" "task" {
  role   = "other"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
`,
    title: "Add a policy to aws_iam_role.task in main.tf that allows s3:GetObject",
    holds: `resource "aws_iam_role_policy" "task_2" {`,
  },
  {
    what: "a role that a module of the registry makes",
    path: "main.tf",
    before: `module "reader" {\n  source    = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"\n  role_name = "task"\n}\n`,
    title: "Add a policy to module.reader in main.tf that allows s3:GetObject",
    holds: `}\n\nresource "aws_iam_role_policy" "reader" {\n  name = "AllowS3GetObject"\n  role = module.reader.iam_role_name\n`,
  },
  {
    what: "the role of a function that a module of the registry makes",
    path: "main.tf",
    before: `module "task" {\n  source        = "terraform-aws-modules/lambda/aws"\n  function_name = "task"\n}\n`,
    title: "Add a policy to module.task in main.tf that allows s3:GetObject",
    holds: "role = module.task.lambda_role_name\n",
  },
  {
    what: "a role of Terraform beside another role, whose name may come to the same",
    path: "main.tf",
    before: `${TF_ROLE}\n${OPEN_ROLE}`,
    title: "Add a policy to aws_iam_role.task in main.tf that allows s3:GetObject",
    holds: "role = aws_iam_role.task.name\n",
  },
  {
    what: "a user of Terraform, in a file with the line ends of Windows",
    path: "users.tf",
    before: `resource "aws_iam_user" "ci" {\r\n  name = "ci"\r\n}\r\n`,
    caller: "iam::111122223333:user/ci",
    title: "Add a policy to aws_iam_user.ci in users.tf that allows s3:GetObject",
    holds: `}\r\n\r\nresource "aws_iam_user_policy" "ci" {\r\n  name = "AllowS3GetObject"\r\n  user = aws_iam_user.ci.name\r\n`,
  },
  {
    what: "a role of CloudFormation",
    path: "stack.yaml",
    before: CFN_ROLE,
    title: "Add a policy to Task in stack.yaml that allows s3:GetObject",
    holds: `      Policies:\n        - PolicyName: AllowS3GetObject\n          PolicyDocument:\n            Version: 2012-10-17\n            Statement:\n${YAML_STATEMENT("              ")}`,
  },
  {
    what: "a role of CloudFormation beside the bucket, by reference",
    path: "stack.yaml",
    before: `${CFN_ROLE}  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: alpha\n`,
    title: "Add a policy to Task in stack.yaml that allows s3:GetObject",
    holds: "Action: s3:GetObject\n                Resource: !Sub ${Data.Arn}/red\n",
  },
  {
    what: "a role of CloudFormation beside a bucket whose name CloudFormation makes, by the name that it has",
    path: "stack.yaml",
    before: `${CFN_ROLE}  Data:\n    Type: AWS::S3::Bucket\n`,
    title: "Add a policy to Task in stack.yaml that allows s3:GetObject",
    holds: "Resource: arn:aws:s3:::alpha/red\n",
  },
  {
    what: "a role of CloudFormation beside a bucket that is made after others, by its name",
    path: "stack.yaml",
    before: `${CFN_ROLE}  Data:\n    Type: AWS::S3::Bucket\n    DependsOn: Permission\n    Properties:\n      BucketName: alpha\n`,
    title: "Add a policy to Task in stack.yaml that allows s3:GetObject",
    holds: "Resource: arn:aws:s3:::alpha/red\n",
  },
  {
    what: "a user of CloudFormation in JSON, whose name CloudFormation makes",
    path: "stack.json",
    before: `{\n  "Resources": {\n    "Ci": {\n      "Type": "AWS::IAM::User",\n      "Properties": {\n        "Path": "/"\n      }\n    }\n  }\n}\n`,
    caller: "iam::111122223333:user/app-Ci-1ABCDE",
    title: "Add a policy to Ci in stack.json that allows s3:GetObject",
    holds: `        "Path": "/",\n        "Policies": [\n          {\n            "PolicyName": "AllowS3GetObject",\n`,
  },
  {
    what: "a function of SAM",
    path: "template.yaml",
    before: SAM,
    caller: SAM_ROLE,
    title: "Add a policy to Reader in template.yaml that allows s3:GetObject",
    holds: `      Policies:\n        - Version: 2012-10-17\n          Statement:\n${YAML_STATEMENT("            ")}`,
  },
  {
    what: "a function of SAM that has a policy of AWS by its name",
    path: "template.yaml",
    before: `${SAM}      Policies: AWSXRayDaemonWriteAccess\n`,
    caller: SAM_ROLE,
    title: "Add a policy to Reader in template.yaml that allows s3:GetObject",
    holds: `      Policies:\n        - AWSXRayDaemonWriteAccess\n        - Version: 2012-10-17\n`,
  },
  {
    what: "a service of the Serverless Framework",
    path: "serverless.yml",
    before: SERVICE,
    caller: SERVICE_ROLE,
    title: "Add a policy to provider.iam.role in serverless.yml that allows s3:GetObject",
    holds: `  name: aws\n  iam:\n    role:\n      statements:\n${YAML_STATEMENT("        ")}`,
  },
  {
    what: "a service whose role has a policy of AWS",
    path: "serverless.yml",
    before: `${SERVICE}  iam:\n    role:\n      managedPolicies:\n        - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\n`,
    caller: SERVICE_ROLE,
    title: "Add a policy to provider.iam.role in serverless.yml that allows s3:GetObject",
    holds: `AWSXRayDaemonWriteAccess\n      statements:\n${YAML_STATEMENT("        ")}`,
  },
];

describe("a policy of its own is written for", () => {
  for (const { what, path, before, caller, title, holds } of quarterOf(ROWS, 0)) {
    test(what, () => {
      const files = { [path]: before, "trust.json": TRUST };
      const [fix, ...others] = added(explain(files, caller));
      assert.ok(fix);
      assert.deepEqual([fixTitleText(fix), others.length, fix.verified], [title, 0, true]);
      const after = edited(files, fix);
      assert.ok(after[path]?.includes(holds), after[path]);
      const again = explain(after, caller);
      assert.equal(again.verdict, "workspace-allows");
      assert.deepEqual(added(again), []);
    });
  }
});

test("the policy of a role whose name may come to the same is not the caller's, whose own file makes it", () => {
  const placesIn = (text: string): readonly string[] =>
    explain({ "main.tf": text }).nearMisses.map(({ place }) => place.basis);
  assert.deepEqual(placesIn(OPEN_ROLE), ["declared"]);
  assert.deepEqual(placesIn(`${OPEN_ROLE}\n${TF_ROLE}`), []);
});

describe("none is written", () => {
  const inRole = (text: string): Files => ({ "main.tf": TF_ROLE.replace("}\n", `${text}\n}\n`) });
  const inModule = (source: string, more = ""): Files => ({
    "main.tf": `module "a" {\n  source = "${source}"\n  name = "task"\n  function_name = "task"\n  ${more}\n}\n`,
  });
  const rows: readonly (readonly [what: string, files: Files, caller?: string])[] = [
    ["for one of several roles of a block", inRole("  count = 2")],
    ["for a role whose policies stand in its block", inRole("  inline_policy {}")],
    [
      "for a role whose policies are listed elsewhere",
      {
        "main.tf": `${TF_ROLE}resource "aws_iam_role_policies_exclusive" "task" {\n  role_name    = "task"\n  policy_names = []\n}\n`,
      },
    ],
    [
      "for a function of a module that has a role of its own",
      inModule("terraform-aws-modules/lambda/aws", "lambda_role = var.role"),
    ],
    ["for one of several calls of a module", inModule("terraform-aws-modules/lambda/aws", "count = 2")],
    ["for a module that makes users", inModule("terraform-aws-modules/iam/aws//modules/iam-user")],
    ["for a module that is not known", inModule("acme/lambda/aws")],
    ["for a role of another name", { "main.tf": TF_ROLE.replace('"task"\n', '"tasks"\n') }],
    ["for a user of the role's name", { "main.tf": 'resource "aws_iam_user" "task" {\n  name = "task"\n}\n' }],
    ["where two files make a role of the name", { "a/main.tf": TF_ROLE, "b/main.tf": TF_ROLE }],
    ["where nothing is settled of the name", { "main.tf": TF_ROLE.replace('"task"\n', "var.name\n") }],
    ["in a template that the CDK made", { "cdk.out/App.template.json": JSON.stringify(cfn({})) }],
    ["where a function chooses the policies", { "stack.json": JSON.stringify(cfn({ Policies: { "Fn::If": [] } })) }],
    ["where a macro makes the template", { "stack.yaml": `Transform: Mine\n${CFN_ROLE}` }],
    [
      "for a function of SAM with a role of its own",
      { "t.yaml": `${SAM}      Role: arn:aws:iam::1:role/x\n` },
      SAM_ROLE,
    ],
    [
      "where all functions of SAM have one role",
      { "t.yaml": `Globals:\n  Function:\n    Role: !Ref Shared\n${SAM}` },
      SAM_ROLE,
    ],
    [
      "for a service with a role of its own",
      { "serverless.yml": `${SERVICE}  role: arn:aws:iam::1:role/x\n` },
      SERVICE_ROLE,
    ],
    [
      "for a service whose statements stand elsewhere",
      { "serverless.yml": `${SERVICE}  iam:\n    role:\n      statements: \${file(statements.yml)}\n` },
      SERVICE_ROLE,
    ],
    [
      "where the role has a policy to change",
      {
        "stack.json": JSON.stringify(
          cfn({
            Policies: [
              {
                PolicyName: "own",
                PolicyDocument: {
                  Version: "2012-10-17",
                  Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "*" }],
                },
              },
            ],
          }),
        ),
      },
    ],
  ];
  for (const [what, files, caller] of quarterOf(rows, 0))
    test(what, () => assert.deepEqual(added(explain(files, caller)), []));
});

function cfn(more: object): object {
  const properties = { RoleName: "task", AssumeRolePolicyDocument: JSON.parse(TRUST) as unknown, ...more };
  return { Resources: { Task: { Type: "AWS::IAM::Role", Properties: properties } } };
}
