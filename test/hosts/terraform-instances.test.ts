/** What is made once for each item of a map, where each has a document of its own. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const DOCUMENTS = {
  "p/one.json": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
  "p/two.json": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}',
};
const MAP =
  'locals {\n  all = {\n    a = { file = "one.json", at = "r-one" }\n    b = { file = "two.json", at = "r-two" }\n  }\n}\n';
const FILE = 'file("${path.module}/p/${each.value.file}")';
const OF_ALL = "for_each = local.all";
const POLICY = `resource "aws_iam_policy" "p" {\n  ${OF_ALL}\n  name = each.key\n  policy = ${FILE}\n}\n`;
const ROLES = `resource "aws_iam_role" "r" {\n  ${OF_ALL}\n  name = each.value.at\n}\n`;

function attachment(forEach: string, role: string, policy: string): string {
  return `resource "aws_iam_role_policy_attachment" "t" {\n  for_each = ${forEach}\n  role = ${role}\n  policy_arn = ${policy}\n}\n`;
}

function organization(forEach: string, policy: string, target: string): string {
  return `resource "aws_organizations_policy" "p" {\n  ${OF_ALL}\n  name = each.key\n  content = ${FILE}\n}\nresource "aws_organizations_policy_attachment" "t" {\n  for_each = ${forEach}\n  policy_id = ${policy}\n  target_id = ${target}\n}\n`;
}

/** By the names of the files: whom each is given to. */
function given(module: string): readonly unknown[] {
  const files = { ...DOCUMENTS, "main.tf": MAP + module };
  const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
  return Object.entries(DOCUMENTS).map(([path, text]) =>
    resultOf(readSource({ path, languageId: undefined, text, around })).sites.flatMap(({ uses }) =>
      uses.map(({ name, stated: { declared } }) => [name, ...declared.holders, ...declared.targets]),
    ),
  );
}

const EACH_ITS_OWN = [[["a", "r-one"]], [["b", "r-two"]]];

describe("of several policies that a block makes, each goes to those that its own instance names", () => {
  for (const [name, module, expected] of [
    [
      "by the key",
      POLICY + ROLES + attachment("local.all", "aws_iam_role.r[each.key].name", "aws_iam_policy.p[each.key].arn"),
      EACH_ITS_OWN,
    ],
    [
      "with a name of the map",
      POLICY + attachment("local.all", "each.value.at", "aws_iam_policy.p[each.key].arn"),
      EACH_ITS_OWN,
    ],
    [
      "one by one",
      POLICY +
        'resource "aws_iam_role_policy_attachment" "t" {\n  role = "r-one"\n  policy_arn = aws_iam_policy.p["a"].arn\n}\n',
      [[["a", "r-one"]], [["b"]]],
    ],
    [
      "all of them where all are meant",
      POLICY + 'resource "aws_iam_role" "r" {\n  name = "r"\n  managed_policy_arns = aws_iam_policy.p[*].arn\n}\n',
      [[["a", "r"]], [["b", "r"]]],
    ],
    [
      "in the role itself",
      `resource "aws_iam_role_policy" "p" {\n  ${OF_ALL}\n  name = each.key\n  role = each.value.at\n  policy = ${FILE}\n}\n`,
      EACH_ITS_OWN,
    ],
    [
      "nobody where a map has the policies",
      `resource "aws_iam_policy" "one" {\n  policy = file("p/one.json")\n}\nresource "aws_iam_policy" "two" {\n  policy = file("p/two.json")\n}\n` +
        attachment("{ r-one = aws_iam_policy.one.arn, r-two = aws_iam_policy.two.arn }", "each.key", "each.value"),
      [[["one"]], [["two"]]],
    ],
    [
      "an organization's",
      organization("local.all", "aws_organizations_policy.p[each.key].id", "each.value.at"),
      EACH_ITS_OWN,
    ],
    [
      "in pairs that a for makes",
      organization(
        '{ for one in flatten([for k, v in local.all : [for t in [v.at] : { k = k, t = t }]]) : "${one.k}-${one.t}" => one }',
        "aws_organizations_policy.p[each.value.k].id",
        "each.value.t",
      ),
      EACH_ITS_OWN,
    ],
    [
      "nobody where the key is not settled",
      POLICY + attachment("var.all", "each.value.at", "aws_iam_policy.p[each.key].arn"),
      [[["a"]], [["b"]]],
    ],
  ] as const) {
    test(name, () => assert.deepEqual(given(module), expected));
  }
});

test("a value is changed where the call gives it that makes the caller, and only where that can help", () => {
  const call = (env: string): string =>
    `module "app" {\n  source = "../../app"\n  env = "${env}"\n  bucket = var.bucket\n}\n`;
  const module = `variable "env" {}
variable "bucket" {}
resource "aws_iam_role" "r" {
  name = "\${var.env}-app"
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::raw-\${var.bucket}/*" }]
  })
}
`;
  const files = [
    { path: "app/main.tf", text: module },
    ...["dev", "prod"].map((env) => ({ path: `envs/${env}/main.tf`, text: call(env) })),
  ];
  const workspace = readWorkspace(files, EMPTY_CONFIG);
  for (const [resource, expected] of [
    ["arn:aws:s3:::raw-a/x", ["envs/prod/main.tf a"]],
    ["arn:aws:s3:::other/x", []],
  ] as const) {
    const message = `User: arn:aws:sts::111122223333:assumed-role/prod-app/s is not authorized to perform: s3:GetObject on resource: ${resource} because no identity-based policy allows the s3:GetObject action`;
    const { next } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
    const there = next.flatMap((one) => (one.step === "change-there" ? [`${one.file} ${one.wanted}`] : []));
    assert.deepEqual(there, expected, resource);
  }
});

test("what Terragrunt calls a module with names its role, where no configuration stands beside the call", () => {
  const module = `variable "name" {}
resource "aws_iam_role_policy" "p" {
  role   = var.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
`;
  const call = (name: string): string =>
    `terraform {\n  source = "../../modules//role"\n}\ninputs = {\n  name = "${name}"\n}\n`;
  const held = (...more: readonly (readonly [path: string, text: string])[]): readonly string[] => {
    const files = [["modules/role/main.tf", module], ...more].map(([path = "", text = ""]) => ({ path, text }));
    const around = sourcesAround(files);
    const read = readSource({ path: "modules/role/main.tf", languageId: undefined, text: module, around });
    return resultOf(read).sites.flatMap(({ uses }) => uses.flatMap(({ stated }) => stated.declared.holders));
  };
  assert.deepEqual(held(["live/dev/terragrunt.hcl", call("dev-app")], ["live/prod/terragrunt.hcl", call("prod-app")]), [
    "dev-app",
    "prod-app",
  ]);
  assert.deepEqual(held(["live/dev/terragrunt.hcl", call("dev-app")], ["live/dev/main.tf", ""]), []);
  assert.deepEqual(held(["live/dev/other.hcl", call("dev-app")]), []);
});

describe("a reference to one of several that a block makes", () => {
  const resourcesOf = (made: string, listed: string): readonly string[] => {
    const text = `${made}resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = [${listed}] }] })\n}\n`;
    const [policy] = readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG).policies;
    return policy?.policy.statements[0]?.resource?.entries.map((one) => one.text.split(":").at(-1) ?? "") ?? [];
  };
  const queues = (forEach: string, name = "each.value"): string =>
    `resource "aws_sqs_queue" "q" {\n  for_each = ${forEach}\n  name = ${name}\n}\n`;
  for (const [what, made, reference, expected] of [
    ["of a map", queues('{ a = "one", b = "two" }'), 'aws_sqs_queue.q["b"].arn', "two"],
    ["of a set", queues('toset(["a", "b"])', '"q-${each.key}"'), 'aws_sqs_queue.q["b"].arn', "q-b"],
    ["in a text", queues('{ a = "one" }'), '"${aws_sqs_queue.q["a"].arn}"', "one"],
    [
      "of a map that is open",
      queues('merge({ a = "one" }, var.more)'),
      'aws_sqs_queue.q["a"].arn',
      "${aws_sqs_queue.q}",
    ],
    ["that is not there", queues('{ a = "one" }'), 'aws_sqs_queue.q["x"].arn', "${aws_sqs_queue.q}"],
    ["that a variable names", queues('{ a = "one" }'), "aws_sqs_queue.q[var.x].arn", "${aws_sqs_queue.q}"],
    ["made of itself", queues('{ a = aws_sqs_queue.q["a"].name }'), 'aws_sqs_queue.q["a"].arn', "${aws_sqs_queue.q}"],
  ] as const) {
    test(what, () => assert.deepEqual(resourcesOf(made, reference), [expected]));
  }
  test("is read as often as it is written", () => {
    const names = Array.from({ length: 200 }, (_, index) => `k${index} = "n${index}"`).join(", ");
    const references = Array.from({ length: 600 }, (_, index) => `aws_sqs_queue.q["k${index % 200}"].arn`);
    const found = resourcesOf(queues(`{ ${names} }`), references.join(", "));
    assert.deepEqual([found.length, found[0], found.at(-1)], [600, "n0", "n199"]);
  });
});
