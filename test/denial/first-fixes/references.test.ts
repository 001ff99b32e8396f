/** What is offered first where it has to be known what a name means that a template fills in. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explainedIn } from "../../support/explained.ts";
import { ACCOUNT, CALLER, noAllow } from "../../support/refusals.ts";

describe("the one resource that a template refers to", () => {
  const main = (resources: string): string => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_role_policy" "worker" {
  role = "worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:DeleteMessage"], Resource = ${resources} }]
  })
}
`;
  const firstFor = (resources: string) => {
    const [first] = explainedIn(
      "An error occurred (AccessDenied) when calling the ReceiveMessage operation: Access Denied",
      [{ path: "main.tf", text: main(resources) }],
      new Map([["principal", CALLER.replace("app", "worker")]]),
    ).fixes;
    return first && [fixTitleText(first), first.verified, first.risks.map(({ risk }) => risk)];
  };
  test("gets the action, on the condition that the request is for that", () =>
    assert.deepEqual(firstFor("aws_sqs_queue.jobs.arn"), [
      "Add sqs:ReceiveMessage to the actions of statement 1 of worker",
      false,
      ["only-if-resource"],
    ]));
  test("gets it, too, where the statement has all that is in it", () => {
    const text = `resource "aws_s3_bucket" "store" {
  bucket = "acme-store"
}

resource "aws_iam_role_policy" "app" {
  role = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "\${aws_s3_bucket.store.arn}/*" }]
  })
}
`;
    const message = "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied";
    const { fixes } = explainedIn(message, [{ path: "main.tf", text }], new Map([["principal", CALLER]]));
    assert.deepEqual(fixes.map(fixTitleText).slice(0, 1), ["Add s3:PutObject to the actions of statement 1 of app"]);
  });
  for (const resources of ["[aws_sqs_queue.jobs.arn, aws_sqs_queue.other.arn]", '"${aws_sqs_queue.jobs.arn}-*"'])
    test(`is not ${resources}`, () => assert.equal(firstFor(resources), undefined));
});

describe("what begins with a reference in Terraform", () => {
  const resources = `
variable "bucket" { type = string }
variable "region" { type = string }
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "docs" { bucket = var.bucket }
resource "aws_api_gateway_rest_api" "orders" { name = "orders" }
resource "aws_dynamodb_table" "orders" { name = "orders" }
resource "aws_iam_role" "app" { name = "app" }
`;
  const encoded = (action: string, resource: string): string => `${resources}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }]
  })
}`;
  const document = (action: string, resource: string): string => `${resources}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = data.aws_iam_policy_document.app.json
}
data "aws_iam_policy_document" "app" {
  statement {
    actions   = ["${action}"]
    resources = [${resource}]
  }
}`;

  for (const [what, made] of [
    ["jsonencode", encoded],
    ["a data source", document],
  ] as const) {
    for (const [action, written, asked, added] of [
      [
        "s3:GetObject",
        '"${aws_s3_bucket.docs.arn}/in/*"',
        '"arn:aws:s3:::acme/out/a"',
        '"${aws_s3_bucket.docs.arn}/out/a"',
      ],
      [
        "s3:GetObject",
        '"arn:aws:s3:::${var.bucket}/in/*"',
        '"arn:aws:s3:::acme/out/a"',
        '"arn:aws:s3:::${var.bucket}/out/a"',
      ],
      [
        "sns:Publish",
        '"arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:alarms"',
        `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`,
        '"arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:alerts"',
      ],
      [
        "execute-api:Invoke",
        '"${aws_api_gateway_rest_api.orders.execution_arn}/prod/GET/*"',
        `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3d4e5/prod/POST/orders`,
        '"${aws_api_gateway_rest_api.orders.execution_arn}/prod/POST/orders"',
      ],
    ] as const) {
      test(`is written by it for something else behind it: ${action} in ${what}`, () => {
        const files = [{ path: "main.tf", text: made(action, written) }];
        const { fixes } = explainedIn(noAllow(action, asked), files);
        const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
        assert.ok(text.includes(added), text);
        assert.ok(fixes[0]?.risks.some(({ risk }) => risk === "only-if-stands-for"));
      });
    }
  }

  test("is not written by the account of the template for what another account has", () => {
    const written = '"arn:aws:sns:eu-west-1:${data.aws_caller_identity.me.account_id}:alarms"';
    const other = "arn:aws:sns:eu-west-1:444455556666:alerts";
    const files = [{ path: "main.tf", text: encoded("sns:Publish", written) }];
    const { fixes } = explainedIn(noAllow("sns:Publish", other), files);
    const texts = fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText));
    assert.ok(texts.length > 0 && texts.every((text) => text.includes(other)), texts.join("\n"));
  });

  test("is the stream of a table, which is not the table", () => {
    const text = encoded("dynamodb:PutItem", "aws_dynamodb_table.orders.stream_arn");
    const asked = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;
    const { nearMisses } = explainedIn(noAllow("dynamodb:PutItem", asked), [{ path: "main.tf", text }]);
    const resource = nearMisses[0]?.elements.find(({ element }) => element === "resource");
    assert.equal(resource?.truth, "no");
  });
});

describe("what has a name filled in, in CloudFormation", () => {
  for (const [written, added] of [
    ['!Sub "${Docs.Arn}/in/*"', '!Sub "${Docs.Arn}/out/a"'],
    ['!Sub "arn:aws:s3:::${Name}/in/*"', '!Sub "arn:aws:s3:::${Name}/out/a"'],
    ['!Join ["", ["arn:aws:s3:::", !Ref Docs, "/in/*"]]', "!Sub arn:aws:s3:::${Docs}/out/a"],
  ] as const) {
    test(`is written by it for something else behind it: ${written}`, () => {
      const text = `
Parameters:
  Name:
    Type: String
Resources:
  Docs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name
  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: docs
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: ${written}
`;
      const { fixes } = explainedIn(noAllow("s3:GetObject", '"arn:aws:s3:::acme/out/a"'), [{ path: "t.yaml", text }]);
      const edited = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
      assert.ok(edited.includes(added), edited);
      assert.ok(fixes[0]?.risks.some(({ risk }) => risk === "only-if-stands-for"));
    });
  }
});

test("a backup is what is in the table that a parameter names, and not a table whose name has a slash", () => {
  const text = `Parameters:
  Ledger:
    Type: String
Resources:
  Keeper:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: keep
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: dynamodb:CreateBackup
                Resource: !Sub arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/\${Ledger}
`;
  const backup = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/ledger/backup/01700000000000-0a1b2c3d`;
  const [fix] = explainedIn(noAllow("dynamodb:DeleteBackup", backup), [{ path: "keeper.yaml", text }]).fixes;
  assert.ok(fix);
  assert.match(fixTitleText(fix), /^Add a statement to keep that allows dynamodb:DeleteBackup/);
  assert.ok(
    fix.edits.some(({ newText }) => newText.includes("table/${Ledger}/backup/01700000000000-0a1b2c3d")),
    JSON.stringify(fix.edits),
  );
});

test("the Region of a service of the Serverless Framework is where the request went", () => {
  for (const region of ["${opt:region, self:provider.region}", "${self:provider.region}"]) {
    const text = `service: ledger
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - dynamodb:GetItem
          Resource: "arn:aws:dynamodb:${region}:*:table/ledger"
`;
    const message = noAllow("dynamodb:PutItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/ledger`).replaceAll(
      "assumed-role/app",
      "assumed-role/ledger-dev-eu-west-1-lambdaRole",
    );
    const [fix] = explainedIn(message, [{ path: "serverless.yml", text }]).fixes;
    assert.ok(fix);
    assert.equal(fixTitleText(fix), "Add dynamodb:PutItem to the actions of statement 1 of serverless.yml");
    assert.ok(fix.risks.every(({ risk }) => risk !== "only-if-stands-for"));
  }
});
