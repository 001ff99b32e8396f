/** What several policies of a file share stands there once, and is told once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const FILE = `locals {
  actions = ["s3:GetObject", "s3:PutObjct"]
}

resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}

resource "aws_iam_policy" "b" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}
`;

const TEMPLATE = `Parameters:
  Verb: { Type: String, AllowedValues: [GetObjct, PutObjct] }
Resources:
  A:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Sub "s3:\${Verb}", Resource: "*" }] }
`;

const SERVICE = `service: orders
plugins: [serverless-iam-roles-per-function]
provider:
  name: aws
  iamRoleStatements:
    - { Effect: Allow, Action: "\${self:custom.actions}", Resource: "*" }
functions:
  save:
    iamRoleStatements:
      - { Effect: Allow, Action: "\${self:custom.actions}", Resource: "*" }
custom:
  actions: ["s3:GetObject", "s3:PutObjct"]
`;

for (const [name, path, file, policies, expected] of [
  ["a wrong action in a local of two policies", "main.tf", FILE, 2, "PutObjct"],
  ["what a parameter allows", "template.yaml", TEMPLATE, 1, "${Verb}"],
  ["a wrong action to which two lists of statements refer", "serverless.yml", SERVICE, 2, "PutObjct"],
] as const) {
  test(name, () => {
    const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const found = (text: string): readonly string[] => {
      const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
      assert.equal(document.policies.length, policies);
      const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
      while (run.step() === "more");
      return run.found.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
    };
    assert.deepEqual(found(file), [`unknown-action ${expected}`]);
    // The statements read as before, and yet mean something else.
    assert.deepEqual(found(file.replace("GetObjct", "GetObject").replace("PutObjct", "PutObject")), []);
  });
}

const USED_TWICE = `locals {
  verbs = ["s3:GetObject", "s3:ListBucket"]
}

resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.verbs, Resource = "arn:aws:s3:::ledger/*" }] })
}
`;

const other = (resource: string): string => `
resource "aws_iam_policy" "b" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.verbs, Resource = ${resource} }] })
}
`;

const ADD = "Add arn:aws:s3:::ledger to Resource";
const MOVE = "Move s3:ListBucket to a new statement on arn:aws:s3:::ledger";
const REMOVE = "Remove s3:ListBucket";
const BOTH = '["arn:aws:s3:::ledger", "arn:aws:s3:::ledger/*"]';

/** What is wrong in one policy may be right in another that refers to it. */
for (const [name, files, titles] of [
  ["one policy alone refers to it", { "main.tf": USED_TWICE }, [[ADD, MOVE, REMOVE]]],
  [
    "it is dead in another as well",
    { "main.tf": USED_TWICE + other('"arn:aws:s3:::ledger/*"') },
    [[ADD, MOVE, REMOVE]],
  ],
  // Then nothing is told.
  ["another needs it", { "main.tf": USED_TWICE + other(BOTH) }, []],
  ["another in a file beside it needs it", { "main.tf": USED_TWICE, "b.tf": other(BOTH) }, [[ADD]]],
] as const) {
  test(`fixes of a list to which several policies may refer: ${name}`, () => {
    const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
    const source = { path: "main.tf", languageId: undefined, text: files["main.tf"], around };
    const document = resultOf(service.read(source, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
    while (run.step() === "more");
    assert.deepEqual(
      run.found.map(({ code, fixes }) => [code, fixes().map(({ title }) => phraseToPlainText(title))]),
      titles.map((each) => ["dead-entry", each]),
    );
  });
}

test("what one policy could do without is not told where it stands for another, too", () => {
  const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const text = `locals {
  verbs = ["s3:GetObject"]
  whole = { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::ledger/a" }
}

resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = concat(local.verbs, ["s3:Get*"]), Resource = "arn:aws:s3:::ledger/*" },
    local.whole
  ] })
}
`;
  const document = resultOf(service.read({ path: "main.tf", languageId: undefined, text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
  while (run.step() === "more");
  assert.deepEqual(
    run.found.map(({ code }) => code),
    [],
  );
});

const TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
const INDEX = `${TABLE}/index/*`;

for (const [name, first, expected] of [
  ["dead in each of the statements that have it", `${TABLE}/index/by-day`, ["redundant-statement", "dead-entry"]],
  ["dead in one of them alone", TABLE, []],
] as const) {
  test(`an entry that statements share is told where it is ${name}`, () => {
    const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const anchored = `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: &read ["dynamodb:GetItem", "dynamodb:Query"], Resource: "${first}" }
        - { Effect: Allow, Action: *read, Resource: "${INDEX}" }
`;
    const statement = (resource: string): string =>
      `{ Effect = "Allow", Action = local.read, Resource = "${resource}" }`;
    const referred = `locals {
  read = ["dynamodb:GetItem", "dynamodb:Query"]
}
resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement(first)}, ${statement(INDEX)}] })
}
`;
    for (const [path, text] of [
      ["serverless.yml", anchored],
      ["main.tf", referred],
    ] as const) {
      const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
      const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
      while (run.step() === "more");
      assert.deepEqual(
        run.found
          .map(({ code }) => code)
          .toSorted()
          .toReversed(),
        expected,
        path,
      );
    }
  });
}
