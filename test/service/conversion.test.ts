/** Policies in other forms: what is written says the same, or why it cannot be said. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ConvertedForm } from "../../server/src/service/index.ts";
import { converted, meaning, readBack } from "../support/converted.ts";
import { eighthOf } from "../support/searching.ts";

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

  test("characters that nobody sees, in the escapes of the form", () => {
    const hidden = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a/\u2028\u{e0001}" } }`;
    const pair = /a\/\\u2028\\udb40\\udc01"/;
    const long = /a\/\\u2028\\U000e0001"/;
    for (const form of ["json", "compact", "cdk-typescript"] as const) assert.match(converted(hidden, form), pair);
    for (const form of ["terraform", "jsonencode", "cloudformation", "cdk-python"] as const) {
      assert.match(converted(hidden, form), long);
    }
  });

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
        /^Problem: Only its own file fills in/,
        "main.tf",
      ],
      [
        "a function of CloudFormation",
        "terraform",
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: s3:*\n            Resource: !Sub "arn:aws:s3:::\${Bucket}"\n`,
        /Only its own file fills in 'Resource/,
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
      ...["s3:Get?bject", "s3:Get_Object", "s3"].map(
        (action) =>
          [
            `the action ${action}, at which the CDK throws`,
            "cdk-typescript",
            JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: action, Resource: "*" } }),
            /rejects the action 's3/,
          ] as const,
      ),
      [
        "an element beside its opposite in the CDK",
        "cdk-python",
        `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "NotAction": "s3:*", "Resource": "*" } }`,
        /does not accept NotAction beside Action/,
      ],
      [
        "what the CDK reads as a token of its own",
        "cdk-typescript",
        `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "\${Token[TOKEN.1]}" } }`,
        /one of its tokens/,
      ],
      [
        "an Id in the CDK",
        "cdk-typescript",
        `{ "Version": "2012-10-17", "Id": "x", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }`,
        /no field for 'Id'/,
      ],
    ];
  for (const [name, form, text, problem, path] of rows) {
    test(name, () => assert.match(converted(text, form, undefined, path), problem));
  }
});

describe("odd texts read back as they are", () => {
  const texts: readonly (readonly [name: string, texts: readonly string[]])[] = [
    ["quotes and backslashes", [`b/"a"/'b'/\`c\``, "b\\a\\\\b\\n"]],
    ["dollars and percents", ["$", "$$", "$${x}", "%%{if}", "%{if x}", "${*}${?}${$}", "${aws:PrincipalTag/a, 'x'}"]],
    ["line breaks and tabs", ["a\nb\tc\r\nd", "EOT\nEOF"]],
    [
      "signs of YAML",
      [" a", "a ", "  ", "#x", "- y", "a: b", "a #b", "!x", "*x", "@x", "{a}", "[a]", "? x", "| x", "~"],
    ],
    ["what is no text in YAML", ["yes", "null", "0x10", "1e3", "2001-01-01", ""]],
    ["other scripts", ["é/日本/😀", "\u0000\u0007\u007f\u0085\ufeff", "a\u00a0b\u2028c\u202ed"]],
    ["functions of CloudFormation", ["${Bucket}/${!aws:username}"]],
  ];
  for (const [number, [name, values]] of texts.entries()) {
    test(name, () => {
      const keys = Object.fromEntries(values.map((value) => [`aws:PrincipalTag/${value}`, value]));
      const statement = { Effect: "Allow", Action: "s3:*", Resource: values, Condition: { StringEquals: keys } };
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const forms = ["json", "compact", "terraform", "jsonencode", "cloudformation", "cdk-typescript"] as const;
      for (const form of eighthOf(forms, number)) {
        const written = converted(text, form);
        assert.ok(!written.startsWith("Problem: "), `${form}: ${written}`);
        assert.deepEqual(meaning(readBack(written, form), form), meaning(text, form), form);
      }
    });
  }

  test("empty Sids, of which Terraform's provider takes as many as there are", () => {
    const statement = { Sid: "", Effect: "Allow", Action: "s3:*", Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement, { ...statement, Action: "sqs:*" }] });
    assert.match(converted(text, "terraform"), /^data "aws_iam_policy_document"/);
  });
});
