/** Policies in other forms: what is written says the same, or why it cannot be said. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ConvertedForm, openService, resultOf } from "../../server/src/service/index.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { WITHOUT_HOLES } from "../../server/src/syntax/value.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { meaningOf, type Plain, plainOf } from "../support/changed-tree.ts";
import { goodPolicies } from "../support/fixture-policies.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

function converted(text: string, form: ConvertedForm, statement?: number, path = "policy.json"): string {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  const written = service.convert(document, { policy: 0, statement }, form);
  return "problem" in written ? `Problem: ${written.problem}` : written.text;
}

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/\${aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%{if}"],
      "Condition": { "Bool": { "aws:SecureTransport": true } }
    },
    { "Effect": "Deny", "Principal": { "AWS": "*", "Service": ["ec2.amazonaws.com"] }, "NotAction": "sts:*", "Resource": "*" }
  ]
}`;

const WRITTEN: Readonly<Record<ConvertedForm, string>> = {
  json: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/\${aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%{if}"],
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        }
      }
    },
    {
      "Effect": "Deny",
      "Principal": {
        "AWS": "*",
        "Service": ["ec2.amazonaws.com"]
      },
      "NotAction": "sts:*",
      "Resource": "*"
    }
  ]
}`,
  compact: `{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::home/\${aws:username}/*","arn:aws:s3:::\\"quoted\\\\\\"/%{if}"],"Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Deny","Principal":{"AWS":"*","Service":["ec2.amazonaws.com"]},"NotAction":"sts:*","Resource":"*"}]}`,
  terraform: `data "aws_iam_policy_document" "policy" {
  statement {
    sid       = "Own"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%%{if}"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }

  statement {
    effect      = "Deny"
    not_actions = ["sts:*"]
    resources   = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}`,
  jsonencode: `jsonencode({
  Version = "2012-10-17"
  Statement = [
    {
      Sid      = "Own"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = ["arn:aws:s3:::home/$\${aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%%{if}"]
      Condition = {
        Bool = {
          "aws:SecureTransport" = "true"
        }
      }
    },
    {
      Effect = "Deny"
      Principal = {
        AWS     = "*"
        Service = ["ec2.amazonaws.com"]
      }
      NotAction = "sts:*"
      Resource  = "*"
    }
  ]
})`,
  cloudformation: `Version: "2012-10-17"
Statement:
  - Sid: "Own"
    Effect: "Allow"
    Action: "s3:GetObject"
    Resource:
      - "arn:aws:s3:::home/\${aws:username}/*"
      - "arn:aws:s3:::\\"quoted\\\\\\"/%{if}"
    Condition:
      Bool:
        aws:SecureTransport: "true"
  - Effect: "Deny"
    Principal:
      AWS: "*"
      Service:
        - "ec2.amazonaws.com"
    NotAction: "sts:*"
    Resource: "*"`,
  "cdk-typescript": `new iam.PolicyDocument({
    statements: [
        new iam.PolicyStatement({
            sid: "Own",
            effect: iam.Effect.ALLOW,
            actions: ["s3:GetObject"],
            resources: ["arn:aws:s3:::home/\${aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%{if}"],
            conditions: {
                "Bool": {
                    "aws:SecureTransport": "true",
                },
            },
        }),
        new iam.PolicyStatement({
            effect: iam.Effect.DENY,
            principals: [new iam.ArnPrincipal("*"), new iam.ServicePrincipal("ec2.amazonaws.com")],
            notActions: ["sts:*"],
            resources: ["*"],
        }),
    ],
})`,
  "cdk-python": `iam.PolicyDocument(
    statements=[
        iam.PolicyStatement(
            sid="Own",
            effect=iam.Effect.ALLOW,
            actions=["s3:GetObject"],
            resources=["arn:aws:s3:::home/\${aws:username}/*", "arn:aws:s3:::\\"quoted\\\\\\"/%{if}"],
            conditions={
                "Bool": {
                    "aws:SecureTransport": "true",
                },
            },
        ),
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            principals=[iam.ArnPrincipal("*"), iam.ServicePrincipal("ec2.amazonaws.com")],
            not_actions=["sts:*"],
            resources=["*"],
        ),
    ],
)`,
};

describe("a policy is written as", () => {
  for (const [form, text] of Object.entries(WRITTEN) as [ConvertedForm, string][]) {
    test(form, () => assert.equal(converted(POLICY, form), text));
  }

  test("one of its statements, in each form", () => {
    assert.equal(
      converted(POLICY, "terraform", 1).split("\n").slice(0, 4).join("\n"),
      `statement {\n  effect      = "Deny"\n  not_actions = ["sts:*"]\n  resources   = ["*"]`,
    );
    assert.equal(converted(POLICY, "cloudformation", 1).split("\n")[0], `- Effect: "Deny"`);
    assert.equal(converted(POLICY, "cdk-python", 1).split("\n")[0], "iam.PolicyStatement(");
    assert.equal(converted(POLICY, "jsonencode", 1).split("\n")[1], `  Effect = "Deny"`);
    assert.equal(converted(POLICY, "json", 1).split("\n")[1], `  "Effect": "Deny",`);
  });
});

describe("what a form cannot say is told", () => {
  const rows: readonly (readonly [name: string, form: ConvertedForm, text: string, problem: RegExp, path?: string])[] =
    [
      [
        "what only Terraform settles",
        "json",
        `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n    resources = [aws_s3_bucket.b.arn]\n  }\n}\n`,
        /^Problem: Only its own file settles/,
        "main.tf",
      ],
      [
        "a function of CloudFormation",
        "terraform",
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: s3:*\n            Resource: !Sub "arn:aws:s3:::\${Bucket}"\n`,
        /Only its own file settles 'Resource/,
        "template.yaml",
      ],
      [
        "two statements of one Sid in a data source",
        "terraform",
        `{ "Version": "2012-10-17", "Statement": [{ "Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, { "Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*" }] }`,
        /same Sid/,
      ],
      [
        "a text that the provider would read as a variable",
        "terraform",
        `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::&{x}" } }`,
        /'&\{'/,
      ],
      [
        "a text that the CDK would make a variable of",
        "cdk-python",
        `{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::\${aws:username}" } }`,
        /Version 2012-10-17/,
      ],
      [
        "an Id in the CDK",
        "cdk-typescript",
        `{ "Version": "2012-10-17", "Id": "x", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }`,
        /no place for 'Id'/,
      ],
    ];
  for (const [name, form, text, problem, path] of rows) {
    test(name, () => assert.match(converted(text, form, undefined, path), problem));
  }
});

/** The classes of the CDK, as far as they make JSON of what they are given. */
function playedByCdk(text: string): unknown {
  const list = (values: readonly string[] | undefined): unknown => (values?.length === 1 ? values[0] : values);
  class Principal {
    readonly json: readonly [string, string];
    constructor(type: string, name: string) {
      this.json = [type, name];
    }
  }
  const principals = (ones: readonly Principal[] | undefined): unknown => {
    if (ones === undefined) return undefined;
    if (ones[0]?.json[0] === "*") return "*";
    const types = new Set(ones.map(({ json }) => json[0]));
    return Object.fromEntries(
      [...types].map((type) => [type, list(ones.filter(({ json }) => json[0] === type).map(({ json }) => json[1]))]),
    );
  };
  const iam = {
    Effect: { ALLOW: "Allow", DENY: "Deny" },
    StarPrincipal: class extends Principal {
      constructor() {
        super("*", "*");
      }
    },
    ArnPrincipal: class extends Principal {
      constructor(name: string) {
        super("AWS", name);
      }
    },
    ServicePrincipal: class extends Principal {
      constructor(name: string) {
        super("Service", name);
      }
    },
    FederatedPrincipal: class extends Principal {
      constructor(name: string) {
        super("Federated", name);
      }
    },
    CanonicalUserPrincipal: class extends Principal {
      constructor(name: string) {
        super("CanonicalUser", name);
      }
    },
    PolicyStatement: class {
      readonly json: unknown;
      constructor(given: Record<string, unknown>) {
        this.json = {
          Sid: given["sid"],
          Effect: given["effect"],
          Principal: principals(given["principals"] as Principal[] | undefined),
          NotPrincipal: principals(given["notPrincipals"] as Principal[] | undefined),
          Action: list(given["actions"] as string[] | undefined),
          NotAction: list(given["notActions"] as string[] | undefined),
          Resource: list(given["resources"] as string[] | undefined),
          NotResource: list(given["notResources"] as string[] | undefined),
          Condition: given["conditions"],
        };
      }
    },
    PolicyDocument: class {
      readonly json: unknown;
      constructor({ statements }: { statements: readonly { readonly json: unknown }[] }) {
        this.json = { Version: "2012-10-17", Statement: statements.map(({ json }) => json) };
      }
    },
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what a program of the CDK would hold
  const run = new Function("iam", `return ${text};`) as (given: typeof iam) => { readonly json: unknown };
  return JSON.parse(JSON.stringify(run(iam).json));
}

/** An empty Sid is none. */
function isNameless(statement: unknown): boolean {
  return (statement as { readonly Sid?: string }).Sid === "";
}

/** With its statements in a list, and every number and Boolean as a text. */
function meaning(json: string, form: ConvertedForm): Plain {
  const policy = JSON.parse(json, (_key, value: unknown) =>
    typeof value === "boolean" || typeof value === "number" ? String(value) : value,
  ) as { Version?: string; Statement: unknown };
  // Without variables it makes no difference, and the CDK has one alone.
  const Version = form === "cdk-typescript" ? "2012-10-17" : (policy.Version ?? "2008-10-17");
  const statements = [policy.Statement]
    .flat()
    .map((one) => ({ ...(one as object), ...(isNameless(one) ? { Sid: undefined } : {}) }));
  const { root } = readJson(JSON.stringify({ ...policy, Version, Statement: statements }), WITHOUT_HOLES);
  return meaningOf(plainOf(root!));
}

const FILES: Readonly<
  Partial<Record<ConvertedForm, (text: string) => { readonly path: string; readonly text: string }>>
> = {
  json: (text) => ({ path: "policy.json", text }),
  terraform: (text) => ({ path: "main.tf", text }),
  jsonencode: (text) => ({ path: "main.tf", text: `resource "aws_iam_policy" "p" {\n  policy = ${text}\n}\n` }),
  cloudformation: (text) => ({
    path: "t.yaml",
    text: `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n${text.replace(/^/gm, "        ")}\n`,
  }),
};

describe("every good policy", () => {
  for (const form of ["json", "terraform", "jsonencode", "cloudformation", "cdk-typescript"] as const) {
    test(`reads from ${form} as it was written`, () => {
      let count = 0;
      for (const { name, text } of goodPolicies()) {
        const written = converted(text, form);
        if (written.startsWith("Problem: ")) {
          assert.match(written, /aws_iam_policy_document|CDK|Only its own file/, name);
          continue;
        }
        count++;
        const file = FILES[form]?.(written);
        const read = file && resultOf(readSource({ ...file, languageId: undefined })).sites[0]?.root;
        const json = read === undefined ? JSON.stringify(playedByCdk(written)) : jsonOf(plainOf(read));
        assert.deepEqual(meaning(json, form), meaning(text, form), name);
      }
      assert.ok(count > 20, `only ${count} policies can be said`);
    });
  }
});

function jsonOf(plain: Plain): string {
  const value = (one: Plain): unknown => {
    if (typeof one === "string") return one;
    if (Array.isArray(one)) return (one as readonly Plain[]).map(value);
    const members = (one as { readonly members?: readonly Plain[] }).members ?? [];
    return Object.fromEntries(
      members.map((member) => [(member as readonly Plain[])[0], value((member as readonly Plain[])[1]!)]),
    );
  };
  return JSON.stringify(value(plain));
}
