/** Policies of Terraform: where they are, of what kind, and what is known of their values. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { memberNamed, type StringValue, type Value } from "../../server/src/syntax/value.ts";
import { writtenSize } from "../../server/src/policy/written-size.ts";
import { type WorkspaceMemory, workspaceSteps } from "../../server/src/service/workspace.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { said } from "../support/said.ts";

type Files = Readonly<Record<string, string>>;

function sitesIn(files: Files, path = "main.tf"): readonly Site[] {
  const around = sourcesAround(Object.entries(files).map(([name, text]) => ({ path: name, text })));
  return resultOf(readSource({ path, languageId: undefined, text: files[path] ?? "", around })).sites;
}

const read = (text: string): readonly Site[] => sitesIn({ "main.tf": text });

/** The value of `Action` where a policy has the expression there; `rest` stands beside it in the file. */
function valueOf(expression: string, rest = ""): string {
  const [site] = read(
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${expression} }] })\n}\n${rest}`,
  );
  const statement = site?.root.members.find(({ key }) => key === "Statement")?.value;
  assert.ok(statement?.kind === "array");
  const [first] = statement.items;
  assert.ok(first?.kind === "object");
  return said(first.members.find(({ key }) => key === "Action")?.value);
}

function strings(value: Value | undefined): readonly StringValue[] {
  if (value?.kind === "string") return [value];
  if (value?.kind === "array") return value.items.flatMap(strings);
  return value?.kind === "object" ? value.members.flatMap((member) => strings(member.value)) : [];
}

describe("a value of Terraform is what its module settles", () => {
  for (const [expression, rest, expected] of [
    ['"s3:Get*"', "", "s3:Get*"],
    ["var.x", "", "?"],
    ["var.x", 'variable "x" { default = ["a"] }', "([a] | ?)"],
    ['"a${var.x}b"', 'variable "x" { default = "c" }', "a‹${var.x}›b"],
    ["local.x", 'locals { x = ["a", local.y] }\nlocals { y = "b" }', "[a, b]"],
    ["local.x", "locals { x = local.x }", "?"],
    ['"${local.x}-b"', 'locals { x = "a" }', "a-b"],
    ['local.x["a"].b[1]', 'locals { x = { a = { b = ["c", "d"] } } }', "d"],
    ['"${var.x}"', "", "?"],
    ['var.y ? ["a"] : null', "", "([a] | nothing)"],
    ['concat(["a"], var.x, ["b"])', "", "[a, ?, b]"],
    ['flatten([["a"], [["b"]], var.x])', "", "[a, b, ?]"],
    ['compact(["a", ""])', "", "[a]"],
    ['compact(["a", var.x ? "b" : ""])', "", "[a, (b | nothing)]"],
    ["var.x", 'variable "x" { default = "" }', "?"],
    ["var.x", 'variable "x" { default = [] }', "?"],
    ['var.x ? "a" : ""', "", "(a | nothing)"],
    ['[for a in var.x : "s3:${a}"]', "", "[(s3:‹${a}› | nothing), ?]"],
    ['format("s3:%s*%d", "Get", var.x)', "", "s3:Get*‹%d›"],
    ['format("%[2]s:%[1]s", "GetObject", "s3")', "", "s3:GetObject"],
    ['format("%s:%[1]s%s", "s3", var.x)', "", "s3:s3‹%s›"],
    ['format("%s:%05d%%", "s3", 7)', "", "s3:‹%05d›%"],
    ['format("%s:${var.x}", "s3")', "", "‹%s›:‹${var.x}›"],
    ['format("arn:%s:s3:::%s/*", "aws")', "", "arn:aws:s3:::‹%s›/*"],
    ['join(":", ["s3", var.x])', "", "?"],
    ['join(":", ["s3", "a"])', "", "s3:a"],
    ['try(var.x, ["a"])', "", "(? | [a])"],
    ['coalesce(var.x, "a")', "", "(? | a)"],
    ['one(["a"])', "", "a"],
    ["one(var.x)", "", "?"],
    ['one(["a", "b"])', "", "?"],
    ['one(["a", var.x ? "b" : ""])', "", "?"],
    ["aws_x.y.list", 'resource "aws_x" "y" {\n  list = ["a", var.z]\n}', "[a, ?]"],
    ["aws_x.y.list[0]", 'resource "aws_x" "y" {\n  list = ["a"]\n}', "a"],
    ["one(aws_x.y.list)", 'resource "aws_x" "y" {\n  list = ["a"]\n}', "a"],
    ["data.aws_x.y.list", 'data "aws_x" "y" {\n  list = ["a"]\n}', "?"],
    ["aws_x.y.list", 'resource "aws_x" "y" {\n  list = var.z\n}', "?"],
    [
      "local.x.arn",
      'locals { x = aws_s3_bucket.b }\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}',
      "arn:‹${partition}›:s3:::b",
    ],
    ["upper(local.x)", 'locals { x = "a" }', "A"],
    ["upper(var.x)", 'variable "x" { default = "a" }', "?"],
    ['title("a")', "", "?"],
    ['split(",", "s3:a,s3:b")', "", "[s3:a, s3:b]"],
    ['split(",", "s3:a,${var.x}")', "", "?"],
    ['trimprefix("aws:s3", "aws:")', "", "s3"],
    ['trimsuffix(trimspace(" a/* "), "/*")', "", "a"],
    ['replace("a_b_c", "_", "$")', "", "a$b$c"],
    ['replace("a1b", "/[0-9]/", "-")', "", "?"],
    ['replace("s3:_A", "_A", var.x)', "", "?"],
    ["data.aws_caller_identity.c.account_id", "", "‹${account}›"],
    ['"arn:${data.aws_partition.p.partition}:x"', "", "arn:‹${partition}›:x"],
    [
      "aws_sqs_queue.q.arn",
      'resource "aws_sqs_queue" "q" { name = "jobs" }',
      "arn:‹${partition}›:sqs:‹${region}›:‹${account}›:jobs",
    ],
    ["aws_sqs_queue.q[0].arn", "", "arn:‹${partition}›:sqs:‹${region}›:‹${account}›:‹${name}›"],
    [
      '"${aws_s3_bucket.b.arn}/*"',
      'resource "aws_s3_bucket" "b" { bucket_prefix = "x-" }',
      "arn:‹${partition}›:s3:::x-‹${suffix}›/*",
    ],
    [
      "aws_iam_role.r.arn",
      'resource "aws_iam_role" "r" { name = "${var.n}-r" }',
      "arn:‹${partition}›:iam::‹${account}›:role/‹${var.n}›-r",
    ],
    [
      "aws_ssm_parameter.p.arn",
      'resource "aws_ssm_parameter" "p" { name = "/shop/key" }',
      "arn:‹${partition}›:ssm:‹${region}›:‹${account}›:parameter/shop/key",
    ],
    [
      "data.aws_ssm_parameter.p.arn",
      'data "aws_ssm_parameter" "p" { name = "key-${var.n}" }',
      "arn:‹${partition}›:ssm:‹${region}›:‹${account}›:parameter/key-‹${var.n}›",
    ],
    [
      "aws_ssm_parameter.p.arn",
      'resource "aws_ssm_parameter" "p" { name = "${var.n}/key" }',
      "arn:‹${partition}›:ssm:‹${region}›:‹${account}›:parameter‹${path}›",
    ],
    [
      "data.aws_iam_role.r.arn",
      'data "aws_iam_role" "r" { name = "r" }',
      "arn:‹${partition}›:iam::‹${account}›:role‹${path}›r",
    ],
    [
      '"${aws_iam_openid_connect_provider.p.url}:sub"',
      'resource "aws_iam_openid_connect_provider" "p" { url = "https://token.actions.githubusercontent.com" }',
      "token.actions.githubusercontent.com:sub",
    ],
    [
      'replace(aws_iam_openid_connect_provider.p.url, "https://", "")',
      'resource "aws_iam_openid_connect_provider" "p" { url = "https://token.actions.githubusercontent.com" }',
      "token.actions.githubusercontent.com",
    ],
    ["aws_iam_role.r.name", 'resource "aws_iam_role" "r" { name = local.n }\nlocals { n = "app" }', "app"],
    ["aws_vpc.v.id", 'resource "aws_vpc" "v" {}', "vpc-‹${aws_vpc.v.id}›"],
    ["aws_vpc.v.main_route_table_id", 'resource "aws_vpc" "v" {}', "?"],
    ["module.m.x", "", "?"],
    ['formatlist("s3:%s*", ["Get", "Put"])', "", "[s3:Get*, s3:Put*]"],
    ['formatlist("%s:%s", "s3", ["Get", var.x])', "", "[s3:Get, ?]"],
    ['formatlist("%s:%s", ["s3"], ["Get", "Put"])', "", "?"],
    ["local.x[0]", 'locals { x = sort(["b", "a"]) }', "a"],
    ["local.x[0]", 'locals { x = reverse(["b", "a"]) }', "a"],
    ["local.x[0]", 'locals { x = sort(["b", var.x]) }', "?"],
    ['flatten([for a in var.x : ["s3:${a}"]])', "", "[(s3:‹${a}› | nothing), ?]"],
    [
      'flatten([for a in var.x : ["s", var.y == "b" ? ["t"] : []]])',
      "",
      "[(s | nothing), ((t | nothing) | nothing), ?]",
    ],
    ['concat(["a"], local.n == null ? [] : [local.n])', "locals { n = null }", "[a, ?]"],
  ] as const) {
    test(expression, () => assert.equal(valueOf(expression, rest), expected));
  }

  test("and parts of what format makes stand where they are written", () => {
    const text = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = format("s3:%sObject%s", "Got", var.x) }] })\n}\n`;
    const [site] = read(text);
    const action = strings(site?.root).find(({ text: one }) => one.startsWith("s3:"));
    assert.equal(action?.text, "s3:GotObject%s");
    const shown = (part: string): string => {
      const start = action.text.indexOf(part);
      const span = action.map.outerSpan(start, start + part.length);
      return text.slice(span.start, span.end);
    };
    assert.deepEqual(["s3", "Got", "Object", "%s"].map(shown), ["s3", "Got", "Object", "%s"]);
    assert.equal(shown("GotObject"), 'format("s3:%sObject%s", "Got", var.x)');
    assert.equal(action.map.innerOffset(text.indexOf("Object%s")), action.text.indexOf("Object"));
  });

  test("also where it stands in another file of the folder, with the place of what refers to it", () => {
    const files = {
      "a/main.tf": `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = local.s })\n}\n`,
      "a/locals.tf": 'locals { s = [{ Effect = "Allow", Action = var.a }] }\n',
      "a/x.auto.tfvars": 'a = "s3:GetObject"\n',
      "b/locals.tf": 'locals { s = "another module" }\n',
    };
    const [site] = sitesIn(files, "a/main.tf");
    const statement = site?.root.members.at(-1)?.value;
    assert.equal(said(statement), "[{Effect: Allow, Action: (s3:GetObject | ?)}]");
    assert.ok(statement);
    assert.equal(files["a/main.tf"].slice(statement.span.start, statement.span.end), "local.s");
  });

  test("and what a file in JSON gives a variable, where Terraform reads that by itself", () => {
    for (const [path, expected] of [
      ["terraform.tfvars.json", "(s3:GetObject | ?)"],
      ["x.auto.tfvars.json", "(s3:GetObject | ?)"],
      ["prod.tfvars.json", "?"],
    ] as const) {
      const files = {
        "main.tf": `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.a }] })\n}\n`,
        [path]: '{ "a": "s3:GetObject" }\n',
      };
      const [site] = sitesIn(files, "main.tf");
      assert.equal(said(site?.root.members.at(-1)?.value), `[{Effect: Allow, Action: ${expected}}]`, path);
    }
  });

  test("but not without end", () => {
    const rows = Array.from({ length: 40 }, (_, n) => `  a${n} = [local.a${n + 1}, local.a${n + 1}]`);
    const text = valueOf("flatten(local.a0)", `locals {\n${rows.join("\n")}\n  a40 = "x"\n}\n`);
    assert.ok(text.length < 1_000_000);
  });
});

describe("the ARN of a log group ends as the provider has it", () => {
  const group = 'resource "aws_cloudwatch_log_group" "g" { name = "app" }';
  const arn = "arn:‹${partition}›:logs:‹${region}›:‹${account}›:log-group:app";
  const old = `${arn}‹\${:*}›`;
  for (const [version, expected] of [
    ["~> 2.70", old],
    ["= 1.60", old],
    ["2.70.0", old],
    [">= 2.0, < 3.0", old],
    ["<= 2.70", old],
    ["~> 3.0", arn],
    ["~> 2", arn],
    [">= 2.7", arn],
    ["!= 2.7", arn],
    ["< 3.1", arn],
    ["", arn],
  ] as const) {
    test(version, () => {
      for (const stated of [
        `provider "aws" {\n  version = "${version}"\n}`,
        `terraform {\n  required_providers {\n    aws = "${version}"\n  }\n}`,
        `terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "${version}" }\n  }\n}`,
      ]) {
        assert.equal(valueOf("aws_cloudwatch_log_group.g.arn", `${group}\n${stated}`), expected);
      }
    });
  }

  test("in a folder below, too, whose own files do not say", () => {
    const policy = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:*", Resource = aws_cloudwatch_log_group.g.arn }] })\n}\n${group}`;
    const files = { "config.tf": 'provider "aws" {\n  version = "~> 1.51"\n}', "modules/logs/main.tf": policy };
    const [site] = sitesIn(files, "modules/logs/main.tf");
    assert.ok(strings(site?.root).some(({ text }) => text.endsWith("log-group:app${:*}")));
  });
});

describe("a policy of Terraform", () => {
  const statement = '[{ Effect = "Allow", Action = "s3:*", Resource = "*" }]';
  const policy = `jsonencode({ Version = "2012-10-17", Statement = ${statement} })`;
  const json = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }';

  for (const [name, text, kinds] of [
    ["of an IAM policy", `resource "aws_iam_policy" "p" { policy = ${policy} }`, ["identity"]],
    ["that a role is assumed with", `resource "aws_iam_role" "p" { assume_role_policy = ${policy} }`, ["trust"]],
    ["in a block", `resource "aws_iam_role" "p" {\n inline_policy {\n policy = ${policy}\n }\n}`, ["identity"]],
    ["of an organization", `resource "aws_organizations_policy" "p" { content = ${policy} }`, ["scp"]],
    [
      "of an organization's resources",
      `resource "aws_organizations_policy" "p" {\n type = "RESOURCE_CONTROL_POLICY"\n content = ${policy}\n}`,
      ["rcp"],
    ],
    ["of a type that is not known", `resource "x_y" "p" { policy = ${policy} }`, [undefined]],
    ["that is none of IAM's", `resource "aws_cloudformation_stack" "p" { policy_body = ${policy} }`, []],
    ["in a heredoc", `resource "aws_kms_key" "p" {\n policy = <<-E\n  ${json}\n  E\n}`, ["resource"]],
    ["in a text", `resource "aws_kms_key" "p" {\n policy = ${JSON.stringify(json)}\n}`, ["resource"]],
    [
      "in locals that an argument refers to",
      `locals { p = ${policy} }\nresource "aws_sqs_queue" "q" { policy = local.p }`,
      ["resource"],
    ],
    [
      "in locals as an object",
      `locals { p = { Version = "2012-10-17", Statement = ${statement} } }\nresource "aws_sqs_queue" "q" { policy = jsonencode(local.p) }`,
      ["resource"],
    ],
    [
      "in a map that a resource goes through",
      `locals { p = { a = { doc = ${policy} } } }\nresource "aws_iam_policy" "q" {\n for_each = local.p\n policy = each.value.doc\n}`,
      ["identity"],
    ],
    [
      "of a data source",
      `data "aws_iam_policy_document" "d" {\n statement { actions = ["s3:*"] }\n}\nresource "aws_s3_bucket_policy" "q" { policy = data.aws_iam_policy_document.d[0].json }`,
      ["resource"],
    ],
    [
      "of a data source that two kinds of policies are made of",
      `data "aws_iam_policy_document" "d" {\n statement { actions = ["s3:*"] }\n}\nresource "aws_s3_bucket_policy" "q" { policy = data.aws_iam_policy_document.d.json }\nresource "aws_iam_policy" "q" { policy = data.aws_iam_policy_document.d.json }`,
      [undefined],
    ],
    [
      "of a data source that another takes over",
      `data "aws_iam_policy_document" "d" {\n statement { actions = ["s3:*"] }\n}\ndata "aws_iam_policy_document" "e" {\n source_policy_documents = [data.aws_iam_policy_document.d.json]\n}\nresource "aws_kms_key" "q" { policy = data.aws_iam_policy_document.e.json }`,
      ["resource"],
    ],
  ] as const) {
    test(name, () =>
      assert.deepEqual(
        read(text).map(({ kind }) => kind),
        kinds,
      ),
    );
  }

  test("has the kind that a resource in another file gives it", () => {
    const files = {
      "main.tf": 'data "aws_iam_policy_document" "d" {\n  statement { actions = ["sts:AssumeRole"] }\n}\n',
      "role.tf": 'resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.d.json }\n',
    };
    assert.deepEqual(
      sitesIn(files).map(({ kind }) => kind),
      ["trust"],
    );
  });
});

describe("JSON in a text of Terraform", () => {
  const root = (json: string): string => said(read(`locals {\n  p = <<E\n${json}\nE\n}\n`)[0]?.root);

  test("has its interpolations as what they come to, quoted or not", () =>
    assert.equal(
      root(
        '{"Version":"2012-10-17","Statement":{"Action":["s3:${var.x}", ${jsonencode(var.y)}],"Resource":"$${aws:username}/${replace(a, "\\"", ":")}"}}',
      ),
      '{Version: 2012-10-17, Statement: {Action: [s3:‹${var.x}›, ?], Resource: ${aws:username}/‹${replace(a, "\\"", ":")}›}}',
    ));

  test("may have more interpolations than there are characters to stand for them", () => {
    const names = Array.from({ length: 7_000 }, (_, index) => `x${index}`);
    const action = (name: string): string => `"s3:\${var.${name}}"`;
    const found = root(
      `{"Version":"2012-10-17","Statement":{"Action":[${names.map(action).join()}], "Resource":\${var.y}}}`,
    );
    const [first, last] = [names[0] ?? "", names.at(-1) ?? ""];
    assert.match(found, new RegExp(`\\[s3:‹\\$\\{var\\.${first}\\}›, .*s3:‹\\$\\{var\\.${last}\\}›\\], Resource: \\?`));
  });

  test("may have less or more than what stands between directives", () =>
    assert.equal(
      root(
        '{"Version":"2012-10-17","Statement":[\n%{ for a in b ~}\n{"Effect":"Allow","Action":"${a}"},\n%{ endfor ~}\n{"Sid":"%{ if c }x%{ endif }y"}]}',
      ),
      "{Version: 2012-10-17, Statement: [({Effect: Allow, Action: ‹${a}›} | nothing), ?, {Sid: ‹%{ if c }›‹x›‹%{ endif }›y}]}",
    ));

  const WITH_END_OF_ANOTHER: readonly (readonly [about: string, statements: string, is: string])[] = [
    ["one", '{"Sid":"A"\n%{ if c ~}\n},\n{"Sid":"B"\n%{ endif ~}\n}', "{Sid: A}, ({Sid: B} | nothing)"],
    [
      "one behind the other",
      '{"Sid":"A"\n%{ if c }},{"Sid":"B"%{ endif }\n%{ if d }},{"Sid":"C"\n%{ endif }}',
      "{Sid: A}, ({Sid: B} | nothing), ({Sid: C} | nothing)",
    ],
    [
      "with its list",
      '{"Sid":"A","Action":["s3:*"%{ if c }]},{"Sid":"B","Action":["sqs:*"%{ endif }]}',
      "{Sid: A, Action: [s3:*]}, ({Sid: B, Action: [sqs:*]} | nothing)",
    ],
    ["each time", '{"Sid":"A"%{ for b in c }},{"Sid":"${b}"%{ endfor }}', "{Sid: A}, ({Sid: ‹${b}›} | nothing), ?"],
    ["a member", '{"Sid":"A"%{ if c },"Effect":"Allow"%{ endif }}', "{Sid: A, Effect: (Allow | nothing)}"],
    [
      "a member of another value",
      '{"Sid":"A",%{ if c }"Effect":"Allow"%{ else }"Effect":"Deny"%{ endif }}',
      "{Sid: A, Effect: (Allow | Deny | nothing)}",
    ],
    [
      "one or another",
      '%{ if c }{"Sid":"A"}%{ else }{"Sid":"B"}%{ endif }',
      "({Sid: A} | nothing), ({Sid: B} | nothing)",
    ],
  ];
  for (const [about, statements, is] of WITH_END_OF_ANOTHER) {
    test(`may lack a statement that a directive begins with the end of the one before: ${about}`, () =>
      assert.equal(
        root(`{"Version":"2012-10-17","Statement":[\n${statements}\n]}`),
        `{Version: 2012-10-17, Statement: [${is}]}`,
      ));
  }
});

describe("what jsondecode makes", () => {
  const statement = (encoded: string, more = ""): string =>
    said(
      read(
        `locals {\n  p = jsonencode({ Version = "2012-10-17", Statement = [jsondecode(${encoded})] })\n${more}}\n`,
      )[0]?.root,
    );
  for (const [encoded, more, is] of [
    ['jsonencode({ Sid = "A" })', "", "{Sid: A}"],
    ["local.s", '  s = jsonencode({ Sid = "A" })\n', "{Sid: A}"],
    ["local.t", '  t = local.s\n  s = jsonencode({ Sid = "A" })\n', "{Sid: A}"],
    ["local.s", "  s = local.s\n", "?"],
    ["var.s", "", "?"],
    ["local.s.t", '  s = jsonencode({ Sid = "A" })\n', "?"],
  ] as const) {
    test(`of ${encoded}${more === "" ? "" : ` with ${more.trim()}`}`, () =>
      assert.equal(statement(encoded, more), `{Version: 2012-10-17, Statement: [${is}]}`));
  }
});

describe("what a module of the registry gives back", () => {
  const resource = (source: string, inputs: string, output: string): string => {
    const call = `module "m" {\n  source = "terraform-aws-modules/${source}"\n${inputs}\n}\n`;
    const policy = `{ Version = "2012-10-17", Statement = [{ Resource = module.m.${output} }] }`;
    return said(read(`${call}locals {\n  p = jsonencode(${policy})\n}\n`)[0]?.root);
  };
  const CASES: readonly (readonly [source: string, inputs: string, output: string, is: string])[] = [
    ["s3-bucket/aws", 'bucket = "b"', "s3_bucket_arn", "arn:‹${partition}›:s3:::b"],
    ["s3-bucket/aws", 'bucket = "b"', "s3_bucket_id", "b"],
    ["s3-bucket/aws", 'bucket_prefix = "b"', "s3_bucket_arn", "arn:‹${partition}›:s3:::‹${module.m}›"],
    ["s3-bucket/aws", 'bucket = "b"', "s3_bucket_region", "?"],
    ["s3-bucket/aws", 'bucket = "b"\ncreate_bucket = false', "s3_bucket_arn", "?"],
    ["sqs/aws", 'name = "q"', "queue_arn", "arn:‹${partition}›:sqs:‹${region}›:‹${account}›:q"],
    [
      "sqs/aws",
      'name = "q"\nuse_name_prefix = true',
      "queue_arn",
      "arn:‹${partition}›:sqs:‹${region}›:‹${account}›:q-‹${suffix}›",
    ],
    ["sqs/aws", 'name = "q"\nfifo_queue = true', "queue_arn", "?"],
    ["kms/aws", "", "key_arn", "arn:‹${partition}›:kms:‹${region}›:‹${account}›:key/‹${key}›"],
    ["iam/aws//modules/iam-role", 'name = "r"', "name", "r-‹${suffix}›"],
    [
      "iam/aws//modules/iam-role",
      'name = "r"\npath = "/p/"\nuse_name_prefix = false',
      "arn",
      "arn:‹${partition}›:iam::‹${account}›:role/p/r",
    ],
    [
      "iam/aws//modules/iam-assumable-role",
      'role_name = "r"',
      "iam_role_arn",
      "arn:‹${partition}›:iam::‹${account}›:role/r",
    ],
    ["vpc/aws", 'name = "v"', "vpc_arn", "?"],
  ];
  for (const [source, inputs, output, is] of CASES) {
    test(`${output} of ${source} with ${inputs.replaceAll("\n", ", ")}`, () =>
      assert.equal(resource(source, inputs, output), `{Version: 2012-10-17, Statement: [{Resource: ${is}}]}`));
  }
});

describe("a data source aws_iam_policy_document", () => {
  const made = (body: string): string => said(read(`data "aws_iam_policy_document" "d" {\n${body}\n}\n`)[0]?.root);

  test("becomes the policy that the provider makes of it", () =>
    assert.equal(
      made(`  statement {
    sid = ""
    actions = ["s3:GetObject"]
    not_resources = []
    resources = ["arn:aws:s3:::x/&{aws:username}", "$\${aws:userid}"]
    principals {
      type = "AWS"
      identifiers = ["a"]
    }
    principals {
      type = "AWS"
      identifiers = ["b"]
    }
    condition {
      test = "StringLike"
      variable = "\${local.x}:sub"
      values = ["c", var.d]
    }
  }
  statement {
    effect = "Deny"
    not_actions = ["iam:*"]
    principals {
      type = "*"
      identifiers = ["*"]
    }
  }`),
      "{Version: 2012-10-17, Statement: [" +
        "{Effect: Allow, Principal: {AWS: [a, b]}, Action: [s3:GetObject], Resource: [arn:aws:s3:::x/${aws:username}, ${aws:userid}], Condition: {StringLike: {‹${local.x}›:sub: [c, ?]}}}, " +
        "{Effect: Deny, Principal: *, NotAction: [iam:*]}]}",
    ));

  test("has the list that stands in quotes and brackets, as Terraform 0.11 takes it, also through a call", () => {
    const document = `variable "roles" {}\ndata "aws_iam_policy_document" "p" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    resources = ["\${var.roles}"]\n  }\n}\nresource "aws_iam_role_policy" "p" {\n  role = "jobs"\n  policy = "\${data.aws_iam_policy_document.p.json}"\n}\n`;
    const call = `variable "arns" {}\nmodule "jobs" {\n  source = "./jobs"\n  roles = ["\${var.arns}"]\n}\n`;
    const said = sitesIn({ "main.tf": call, "jobs/main.tf": document }).map((site) => JSON.stringify(site.root));
    assert.equal(said.length, 1);
    assert.doesNotMatch(said[0] ?? "", /"items":\[\{"kind":"array"/);
  });

  test("is open where arguments stand in the place of blocks, as Terraform 0.11 takes them", () =>
    assert.equal(
      made(`  statement {
    actions = ["sts:AssumeRole"]
    principals = {
      type = "AWS"
      identifiers = ["*"]
    }
    condition = [{
      test = "Bool"
      variable = "aws:SecureTransport"
      values = ["true"]
    }]
  }`),
      "{Version: 2012-10-17, Statement: [{Effect: Allow, Principal: ?, Action: [sts:AssumeRole], Condition: ?}]}",
    ));

  test("is open where a statement is only begun", () =>
    assert.equal(
      made(
        '  statement {\n    actions = []\n    resources = []\n  }\n  statement {\n    actions = []\n    resources = ["*"]\n  }',
      ),
      "{Version: 2012-10-17, Statement: [{Effect: Allow, Action: ?, Resource: ?}, {Effect: Allow, Resource: [*]}]}",
    ));

  test("is open where a loop or another document may add to it", () =>
    assert.equal(
      made(`  override_policy_documents = [var.x]
  dynamic "statement" {
    for_each = var.y
    content {
      actions = statement.value
    }
  }`),
      "{Version: 2012-10-17, Statement: [?, ({Effect: Allow, Action: (? | nothing)} | nothing), ?]}",
    ));
});

describe("what a module declares of its policies", () => {
  const declared = (text: string): readonly unknown[] =>
    read(text).flatMap(({ uses }) => uses.map(({ kind, stated }) => [kind, stated.declared]));
  /** `held`: `role app`. */
  const of = (held: readonly string[], resources: readonly string[] = [], targets: readonly string[] = []) => {
    const holders = held.map((one) => one.split(" ") as [sort: string, name: string]);
    const sorts = new Map(holders.map(([sort, name]) => [name, new Set([sort])]));
    return { holders: holders.map(([, name]) => name), ...(held.length > 0 && { sorts }), resources, targets };
  };
  const policy = 'policy = jsonencode({ Version = "2012-10-17", Statement = [] })';

  for (const [name, text, expected] of [
    [
      "the role of an inline policy",
      `resource "aws_iam_role" "r" { name = "app" }\nresource "aws_iam_role_policy" "p" {\n role = aws_iam_role.r.id\n ${policy}\n}`,
      [["identity", of(["role app"])]],
    ],
    [
      "a role by a part of its name",
      `resource "aws_iam_role" "r" { name_prefix = "app-" }\nresource "aws_iam_role_policy" "p" {\n role = aws_iam_role.r[0].name\n ${policy}\n}`,
      [["identity", of(["role app-*"])]],
    ],
    [
      "nobody where nothing of the name is known",
      `resource "aws_iam_role_policy" "p" {\n role = module.x.name\n ${policy}\n}`,
      [["identity", of([])]],
    ],
    [
      "whom a managed policy is attached to, and whom it limits",
      `resource "aws_iam_policy" "p" {\n ${policy}\n}\nresource "aws_iam_user_policy_attachment" "a" {\n user = "ann"\n policy_arn = aws_iam_policy.p.arn\n}\nresource "aws_iam_role" "r" {\n name = "r"\n permissions_boundary = aws_iam_policy.p.arn\n}`,
      [
        ["identity", of(["user ann"])],
        ["boundary", of(["role r"])],
      ],
    ],
    [
      "the users of a group",
      `resource "aws_iam_group" "g" { name = "g" }\nresource "aws_iam_group_policy" "p" {\n group = aws_iam_group.g.name\n ${policy}\n}\nresource "aws_iam_user_group_membership" "m" {\n user = "ann"\n groups = [aws_iam_group.g.name]\n}`,
      [["identity", of(["group g", "user ann"])]],
    ],
    [
      "the users of a group whom another block makes one by one",
      `resource "aws_iam_group_policy" "p" {\n group = "g"\n ${policy}\n}\nresource "aws_iam_user" "u" {\n for_each = toset(["ann", "bob"])\n name = each.key\n}\nresource "aws_iam_user_group_membership" "m" {\n for_each = aws_iam_user.u\n user = each.value.name\n groups = ["g"]\n}`,
      [["identity", of(["group g", "user ann", "user bob"])]],
    ],
    [
      "a group of whose users the files name none",
      `resource "aws_iam_group_policy" "p" {\n group = "g"\n ${policy}\n}\nresource "aws_iam_group_membership" "m" {\n group = "other"\n users = ["ann"]\n}`,
      [["identity", { ...of(["group g"]), groups: ["g"] }]],
    ],
    [
      "the bucket of a bucket policy",
      `resource "aws_s3_bucket" "b" { bucket = "data" }\nresource "aws_s3_bucket_policy" "p" {\n bucket = aws_s3_bucket.b.bucket\n ${policy}\n}`,
      [["resource", of([], ["arn:*:s3:::data"])]],
    ],
    [
      "a bucket by its name",
      `resource "aws_s3_bucket_policy" "p" {\n bucket = "data"\n ${policy}\n}`,
      [["resource", of([], ["arn:*:s3:::data"])]],
    ],
    [
      "the role of a trust policy",
      `resource "aws_iam_role" "r" {\n name = "r"\n path = "/p/"\n assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })\n}`,
      [["trust", of([], ["arn:*:iam::*:role/p/r"])]],
    ],
    [
      "the account of an organization's policy",
      `resource "aws_organizations_policy" "p" { content = jsonencode({ Version = "2012-10-17", Statement = [] }) }\nresource "aws_organizations_policy_attachment" "a" {\n policy_id = aws_organizations_policy.p.id\n target_id = "ou-a1b2-11112222"\n}`,
      [["scp", of([], [], ["ou-a1b2-11112222"])]],
    ],
  ] as const) {
    test(name, () => assert.deepEqual(declared(text), expected));
  }
});

describe("a policy in a file of its own", () => {
  const role = (argument: string): string =>
    `resource "aws_iam_role" "r" {\n name = "app"\n assume_role_policy = ${argument}\n}\n`;
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

  for (const [name, files, path, expected] of [
    [
      "is what a module beside it reads it as",
      { "m/main.tf": role('file("${path.module}/doc.json")'), "m/doc.json": policy },
      "m/doc.json",
      ["trust", "arn:*:iam::*:role/app"],
    ],
    [
      "is what a module above it reads it as",
      { "main.tf": role('file("policies/doc.json")'), "policies/doc.json": policy },
      "policies/doc.json",
      ["trust", "arn:*:iam::*:role/app"],
    ],
    [
      "is what a module below it reads by a path from there",
      { "m/n/main.tf": role('file("m/n/doc.json")'), "m/n/doc.json": policy },
      "m/n/doc.json",
      ["trust", "arn:*:iam::*:role/app"],
    ],
    [
      "is not what a module beside another of that name reads",
      { "m/main.tf": role('file("doc.json")'), "m/doc.json": policy, "doc.json": policy },
      "doc.json",
      [undefined, undefined],
    ],
    [
      "is not above the module by path.module",
      { "m/main.tf": role('file("${path.module}/doc.json")'), "doc.json": policy },
      "doc.json",
      [undefined, undefined],
    ],
    [
      "is nothing special where nobody reads it",
      { "main.tf": role('file("other.json")'), "doc.json": policy },
      "doc.json",
      [undefined, undefined],
    ],
  ] as const) {
    test(name, () => {
      const [site] = sitesIn(files, path);
      assert.ok(site);
      assert.deepEqual([site.kind, site.uses[0]?.stated.declared.resources[0]], expected);
    });
  }

  test("is no policy where what reads it has nothing to do with IAM", () => {
    const files = {
      "main.tf": 'resource "aws_cloudformation_stack" "s" { policy_body = file("doc.json") }\n',
      "doc.json": policy,
    };
    assert.deepEqual(sitesIn(files, "doc.json"), []);
  });

  const template =
    '{"Version":"2012-10-17","Statement":[%{ for a in b ~}\n{"Effect":"Allow","Action":"s3:*","Resource":${a}},\n%{ endfor ~}\n{"Effect":"Allow","Action":"s3:*","Resource":"$${aws:username}"}]}';
  const statements =
    "{Version: 2012-10-17, Statement: [({Effect: Allow, Action: s3:*, Resource: ?} | nothing), ?, {Effect: Allow, Action: s3:*, Resource: ${aws:username}}]}";

  test("is a template by its ending", () => {
    const [site] = sitesIn({ "policy.json.tftpl": template }, "policy.json.tftpl");
    assert.equal(said(site?.root), statements);
  });

  test("is a template where it is read as one, or is no JSON without being one", () => {
    const read = 'resource "aws_iam_policy" "p" { policy = templatefile("a.json", { b = var.b }) }\n';
    assert.equal(said(sitesIn({ "main.tf": read, "a.json": template }, "a.json")[0]?.root), statements);
    assert.equal(said(sitesIn({ "a.json": template }, "a.json")[0]?.root), statements);
  });
});

describe("a plan or a state of Terraform", () => {
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const read = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
  });
  const resource = (type: string, values: object) => ({ mode: "managed", type, name: "x", values });
  const said = (json: unknown, path = "plan.json") =>
    sitesIn({ [path]: JSON.stringify(json) }, path).map(({ kind, name, standing, writer, stated: { declared } }) => {
      assert.equal(writer, undefined, "a tool wrote it");
      assert.equal(standing, "copy");
      return [kind, name, ...declared.holders, ...declared.resources];
    });

  test("says what will be: the past and the same once more are left out", () =>
    assert.deepEqual(
      said({
        format_version: "1.2",
        planned_values: {
          root_module: {
            resources: [
              resource("aws_iam_role", {
                name: "app",
                assume_role_policy: trust,
                inline_policy: [{ name: "i", policy: read }],
              }),
            ],
            child_modules: [{ resources: [resource("aws_iam_role_policy", { role: "app", policy: read })] }],
          },
        },
        resource_changes: [
          {
            ...resource("aws_iam_role", {}),
            change: { before: { assume_role_policy: trust }, after: { assume_role_policy: trust } },
          },
        ],
        variables: { policy: { value: read } },
        prior_state: {
          values: { root_module: { resources: [resource("aws_iam_role", { assume_role_policy: trust })] } },
        },
      }),
      [
        ["trust", "app", "arn:*:iam::*:role/app"],
        ["identity", "app", "app"],
        ["identity", "x", "app"],
      ],
    ));

  test("has what changes where it says no more", () =>
    assert.deepEqual(
      said({
        format_version: "1.2",
        resource_changes: [
          {
            ...resource("aws_s3_bucket_policy", {}),
            change: { before: { bucket: "b", policy: read }, after: { bucket: "b", policy: read } },
          },
        ],
      }),
      [["resource", "x", "arn:*:s3:::b"]],
    ));

  test("of resources, not of data sources, nor of what IAM has nothing to do with", () =>
    assert.deepEqual(
      said(
        {
          version: 4,
          terraform_version: "1.9.5",
          resources: [
            { mode: "data", type: "aws_iam_policy_document", name: "d", instances: [{ attributes: { json: trust } }] },
            {
              mode: "managed",
              type: "aws_cloudformation_stack",
              name: "s",
              instances: [{ attributes: { policy_body: read } }],
            },
            {
              mode: "managed",
              type: "aws_sqs_queue_policy",
              name: "q",
              instances: [
                { attributes: { queue_url: "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs", policy: read } },
                { deposed: "a1b2c3d4", attributes: { queue_url: "https://sqs/1/old", policy: read } },
              ],
            },
          ],
        },
        "terraform.tfstate",
      ),
      [["resource", "q", "arn:*:sqs:*:*:jobs"]],
    ));

  test("attaches by ARNs, and says who is limited by what", () => {
    const arn = "arn:aws:iam::111122223333:policy/p";
    const instances = (type: string, ...attributes: readonly object[]) => ({
      mode: "managed",
      type,
      name: "x",
      instances: attributes.map((own) => ({ attributes: own })),
    });
    const usesIn = (...resources: readonly object[]) => {
      const managed = instances("aws_iam_policy", { name: "p", arn, policy: read });
      const state = { version: 4, terraform_version: "1.9.5", resources: [managed, ...resources] };
      const [site] = sitesIn({ "terraform.tfstate": JSON.stringify(state) }, "terraform.tfstate");
      return site?.uses.map(({ kind, stated: { declared } }) => [kind, ...declared.holders].join(" "));
    };
    const limited = instances("aws_iam_role", { name: "app", permissions_boundary: arn });
    const attached = instances("aws_iam_role_policy_attachment", { role: "web", policy_arn: arn });
    const several = instances("aws_iam_policy_attachment", { roles: ["a"], users: ["b"], groups: [], policy_arn: arn });
    const other = instances("aws_iam_user", { name: "ann", permissions_boundary: `${arn}2` }, { name: "bob" });
    assert.deepEqual(usesIn(other), ["identity"]);
    assert.deepEqual(usesIn(limited, other), ["boundary app"]);
    assert.deepEqual(usesIn(attached, several), ["identity web a b"]);
    assert.deepEqual(usesIn(limited, attached), ["identity web", "boundary app"]);
  });

  test("has the targets of an organization's policy", () => {
    const resources = [
      {
        mode: "managed",
        type: "aws_organizations_policy",
        name: "x",
        instances: [{ attributes: { id: "p-1", content: read } }],
      },
      {
        mode: "managed",
        type: "aws_organizations_policy_attachment",
        name: "x",
        instances: [
          { attributes: { policy_id: "p-1", target_id: "ou-1" } },
          { attributes: { policy_id: "p-2", target_id: "ou-2" } },
        ],
      },
    ];
    const state = JSON.stringify({ version: 4, terraform_version: "1.9.5", resources });
    const [site] = sitesIn({ "terraform.tfstate": state }, "terraform.tfstate");
    assert.deepEqual(
      site?.uses.map(({ kind, stated }) => [kind, ...stated.declared.targets]),
      [["scp", "ou-1"]],
    );
  });
});

describe("a module of the workspace", () => {
  const document = (name: string, action: string): string =>
    `data "aws_iam_policy_document" "${name}" {\n  statement {\n    actions = ["${action}"]\n  }\n}\n`;
  const files = {
    "main.tf": `
module "app" {
  source = "./modules/service"
  name   = "app"
  policy = data.aws_iam_policy_document.app.json
}
module "web" {
  source = "./modules/service"
  name   = "web"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = module.app.role }] })
}
resource "aws_iam_role" "r" { assume_role_policy = module.app.trust }
${document("app", "s3:Get*")}`,
    "modules/service/main.tf": `
variable "name" {}
variable "policy" {}
resource "aws_iam_role" "r" { name = "\${var.name}-role" }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = var.policy
}
resource "aws_iam_role_policy" "own" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Statement = [{ Action = aws_iam_role.r.name }] })
}
output "role" { value = aws_iam_role.r.name }
output "trust" { value = data.aws_iam_policy_document.trust.json }
${document("trust", "sts:AssumeRole")}`,
  };
  const inWords = (sites: readonly Site[]): readonly string[] =>
    sites.map(({ kind, root, uses }) => {
      const holders = uses.flatMap(({ stated }) => stated.declared.holders);
      return `${kind} ${said(root)} ${holders.join()}`;
    });

  test("does with a policy what the module does that it is given to", () =>
    assert.deepEqual(inWords(sitesIn(files)), [
      "identity {Statement: [{Effect: Allow, Action: app-role}]} web-role",
      "identity {Version: 2012-10-17, Statement: [{Effect: Allow, Action: [s3:Get*]}]} app-role",
    ]));

  test("has policies for everyone who calls it, of values that nobody settles for all", () =>
    assert.deepEqual(inWords(sitesIn(files, "modules/service/main.tf")), [
      "identity {Statement: [{Action: ‹${var.name}›-role}]} app-role,web-role",
      "trust {Version: 2012-10-17, Statement: [{Effect: Allow, Action: [sts:AssumeRole]}]} ",
    ]));

  test("that calls itself does not do so without end", () => {
    const text = `module "m" { source = "./" }\noutput "o" { value = module.m.o }\nresource "aws_iam_policy" "p" { policy = jsonencode({ Statement = module.m.o }) }\n`;
    assert.equal(said(sitesIn({ "main.tf": text })[0]?.root), "{Statement: ?}");
  });

  test("from the registry is known by its inputs", () => {
    const call = (source: string): string =>
      `module "b" {\n source = "${source}"\n policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}\n`;
    assert.deepEqual(
      read(call("terraform-aws-modules/s3-bucket/aws")).map(({ kind }) => kind),
      ["resource"],
    );
    assert.deepEqual(
      read(call("somebody/s3-bucket/aws")).map(({ kind }) => kind),
      [undefined],
    );
  });
});

describe("statements that a module of the registry is given", () => {
  const call = (statements: string, source = "terraform-aws-modules/lambda/aws"): string =>
    `module "f" {\n  source = "${source}"\n  attach_policy_statements = true\n  policy_statements = ${statements}\n}\n`;
  const saidOf = (text: string): readonly string[] => read(text).map(({ kind, root }) => `${kind} ${said(root)}`);

  test("are a policy of an identity, as the module makes it", () =>
    assert.deepEqual(
      saidOf(
        call(`{
    read = {
      effect    = "Allow"
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::b/&{aws:username}"]
      condition = { one = { test = "Bool", variable = "aws:SecureTransport", values = ["true"] } }
    }
    trust = { sid = "T", actions = ["sts:AssumeRole"], principals = [{ type = "AWS", identifiers = ["*"] }] }
  }`),
      ),
      [
        "identity {Version: 2012-10-17, Statement: [{Effect: Allow, Action: [s3:GetObject], Resource: [arn:aws:s3:::b/${aws:username}], Condition: {Bool: {aws:SecureTransport: [true]}}}, {Sid: T, Effect: Allow, Principal: {AWS: [*]}, Action: [sts:AssumeRole]}]}",
      ],
    ));

  test("stand at what is written in the call", () => {
    const text = call('{ read = { actions = ["s3:Get"], resources = ["*"] } }');
    const statement = memberNamed(read(text)[0]?.root as never, "Statement")?.value as Value;
    assert.ok(statement.kind === "array");
    const [first] = statement.items;
    assert.ok(first?.kind === "object");
    const action = memberNamed(first, "Action")?.value;
    assert.ok(action?.kind === "array");
    const [{ start, end }] = [action.items[0]?.span ?? { start: 0, end: 0 }];
    assert.equal(text.slice(start, end), '"s3:Get"');
  });

  test("stay open where a part is made elsewhere, or is none that the module reads", () => {
    for (const part of [
      "var.x",
      "merge(local.a, {})",
      '{ actions = ["s3:*"], condition = var.x }',
      '{ actions = ["s3:*"], conditions = {} }',
      '{ actions = ["s3:*"], (var.x) = 1 }',
    ]) {
      assert.deepEqual(saidOf(call(`{ a = ${part}, b = { actions = ["s3:Get*"] } }`)), [
        "identity {Version: 2012-10-17, Statement: [?, {Effect: Allow, Action: [s3:Get*]}]}",
      ]);
    }
    assert.deepEqual(saidOf(call("var.statements")), []);
  });

  test("are read where they are written: in local values, in the maps of a merge, where a condition decides", () => {
    const locals = `locals {
  common = { a = { actions = ["s3:Get*"] } }
  more   = { b = { actions = ["s3:List*"] } }
  one    = { actions = ["s3:Put*"] }
}
`;
    const [get, list, put] = ["Get", "List", "Put"].map((name) => `{Effect: Allow, Action: [s3:${name}*]}`);
    for (const [statements, holds] of [
      ["local.common", get],
      ["merge(local.common, local.more)", `${get}, ${list}`],
      ['merge(local.common, { c = { actions = ["s3:Put*"] } })', `${get}, ${put}`],
      ['concat([{ actions = ["s3:Get*"] }], [local.one])', `${get}, ${put}`],
      ["{ a = local.one }", put],
      // Of one key the last map says what it is.
      ['merge(local.common, { a = { actions = ["s3:Put*"] } })', put],
      ['merge({ c = { actions = ["s3:Put*"] } }, var.is_read ? local.common : {})', `(${get} | nothing), ${put}`],
      ["merge(local.common, var.others)", `?, ${get}`],
      ["merge(local.common, local.elsewhere)", `?, ${get}`],
    ] as const)
      assert.deepEqual(
        saidOf(locals + call(statements)),
        [`identity {Version: 2012-10-17, Statement: [${holds ?? ""}]}`],
        statements,
      );
  });

  test("are none where the module makes no policy of them, which is the rule", () => {
    const text = call('{ a = { actions = ["s3:*"] } }');
    const line = "  attach_policy_statements = true\n";
    assert.deepEqual(saidOf(text.replace(line, "")), []);
    assert.deepEqual(saidOf(text.replace("= true", "= false")), []);
    assert.equal(saidOf(text.replace("= true", "= var.attach")).length, 1);
  });

  const given = (source: string, rest: string): string =>
    `module "m" {\n  source = "terraform-aws-modules/${source}"\n${rest}\n}\n`;
  const ONE = '{ a = { actions = ["x:y"] } }';

  for (const [source, rest, expected] of [
    ["sqs/aws", `create_queue_policy = true\nqueue_policy_statements = ${ONE}`, "resource"],
    ["sqs/aws", `queue_policy_statements = ${ONE}`, undefined],
    ["sqs/aws", `create_dlq_queue_policy = true\ndlq_queue_policy_statements = ${ONE}`, "resource"],
    ["sns/aws", `topic_policy_statements = ${ONE}`, "resource"],
    ["sns/aws", `create_topic_policy = false\ntopic_policy_statements = ${ONE}`, undefined],
    ["kms/aws", 'key_statements = [{ actions = ["x:y"] }]', "resource"],
    ["secrets-manager/aws", `create_policy = true\npolicy_statements = ${ONE}`, "resource"],
    ["secrets-manager/aws", `policy_statements = ${ONE}`, undefined],
    ["ecr/aws", `repository_policy_statements = ${ONE}`, "resource"],
    ["ecs/aws//modules/service", `tasks_iam_role_statements = ${ONE}`, "identity"],
    ["eks/aws//modules/karpenter", `iam_policy_statements = ${ONE}`, "identity"],
    ["iam/aws//modules/iam-role", `trust_policy_permissions = ${ONE}`, "trust"],
    ["iam/aws//modules/iam-user", `create_inline_policy = true\ninline_policy_permissions = ${ONE}`, "identity"],
    ["lambda/aws", `assume_role_policy_statements = ${ONE}`, "trust"],
  ] as const) {
    test(`are of the kind that ${source} makes of '${rest.replace(/ =.*/s, "")}'`, () =>
      assert.deepEqual(
        read(given(source, rest)).map(({ kind }) => kind),
        expected === undefined ? [] : [expected],
      ));
  }

  test("are about what the module makes, where they do not say about what", () => {
    const text = given(
      "sqs/aws",
      `  name = "orders"
  create_queue_policy = true
  queue_policy_statements = {
    a = { actions = ["sqs:SendMessage"], conditions = [{ test = "Bool", variable = "aws:SecureTransport", values = ["true"] }] }
  }`,
    );
    assert.deepEqual(saidOf(text), [
      "resource {Version: 2012-10-17, Statement: [{Effect: Allow, Action: [sqs:SendMessage], Resource: arn:‹${partition}›:sqs:‹${region}›:‹${account}›:orders, Condition: {Bool: {aws:SecureTransport: [true]}}}]}",
    ]);
    const [site] = read(text);
    assert.deepEqual(
      site?.uses.map(({ holder, stated }) => [holder, stated.declared.resources]),
      [["queue", ["arn:*:sqs:*:*:orders"]]],
    );
  });

  test("are changed in their texts and lists, and not as the blocks that they become", () => {
    const text = given(
      "kms/aws",
      'key_statements = [{ actions = ["x:y"], condition = [{ test = "Bol", variable = "a:b", values = ["c"] }] }]',
    );
    const [site] = read(text);
    const statement = site && memberNamed(site.root, "Statement")?.value;
    const [first] = statement?.kind === "array" ? statement.items : [];
    assert.ok(site?.writer && first?.kind === "object");
    const [actions, condition] = ["Action", "Condition"].map((name) => memberNamed(first, name)?.value);
    assert.ok(actions?.kind === "array" && condition?.kind === "object" && condition.members[0]);
    const edits = site.writer.edits([
      { change: "add-item", to: actions, after: actions.items[0], value: "x:z" },
      { change: "rename", member: condition.members[0], to: "Bool" },
    ]);
    assert.equal(
      edits && applyEdits(text, edits),
      text.replace('["x:y"]', '["x:y", "x:z"]').replace('"Bol"', '"Bool"'),
    );
    assert.equal(
      site.writer.edits([{ change: "add-member", to: first, after: undefined, key: "Sid", value: "S" }]),
      undefined,
    );
  });

  test("are none of a module that nobody knows", () =>
    assert.deepEqual(saidOf(call('{ a = { actions = ["s3:*"] } }', "somebody/lambda/aws")), []));
});

describe("a configuration of Terraform in JSON", () => {
  const encoded = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${local.b}/*"}]}';
  const files = {
    "main.tf.json": JSON.stringify({
      "//": { resource: 1 },
      locals: { b: "arn:aws:s3:::b" },
      data: {
        aws_iam_policy_document: {
          d: {
            statement: {
              actions: ["sts:AssumeRole"],
              principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
              dynamic: { condition: { for_each: "${var.c}", content: { test: "StringEquals", values: ["a"] } } },
            },
          },
        },
      },
      resource: [
        {
          aws_iam_policy: {
            text: { policy: encoded },
            call: { policy: '${jsonencode({ Statement = [{ Action = "s3:Get*" }] })}' },
          },
        },
        {
          aws_iam_role: {
            r: [{ assume_role_policy: "${data.aws_iam_policy_document.d.json}", tags: { "//": "x", a: 1 } }],
          },
        },
        { aws_organizations_policy: { o: { content: encoded, type: "RESOURCE_CONTROL_POLICY" } } },
      ],
    }),
    "outputs.tf": 'output "b" { value = local.b }\n',
  };

  test("has the policies that the same would have in HCL, with what they come to", () =>
    assert.deepEqual(
      sitesIn(files, "main.tf.json").map(({ kind, root }) => `${kind} ${said(root)}`),
      [
        "trust {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: [ec2.amazonaws.com]}, Action: [sts:AssumeRole], Condition: ({StringEquals: {‹${...}›: [a]}} | ? | nothing)}]}",
        "identity {Version: 2012-10-17, Statement: [{Effect: Allow, Action: s3:*, Resource: arn:aws:s3:::b/*}]}",
        "identity {Statement: [{Action: s3:Get*}]}",
        "rcp {Version: 2012-10-17, Statement: [{Effect: Allow, Action: s3:*, Resource: arn:aws:s3:::b/*}]}",
      ],
    ));

  test("has them at their characters, also in texts", () => {
    const text = files["main.tf.json"];
    const [trust, , call] = sitesIn(files, "main.tf.json");
    assert.equal(wordAt(trust?.root, text, ["Statement", 0, "Action", 0]), '"sts:AssumeRole"');
    assert.equal(wordAt(call?.root, text, ["Statement", 0, "Action"]), '\\"s3:Get*\\"');
  });

  test("belongs to its module: what it has is known in other files, and the other way round", () => {
    const sites = sitesIn(
      {
        ...files,
        "more.tf": `resource "aws_iam_policy" "p" {\n policy = jsonencode({ Statement = [{ Action = local.b }] })\n}\n`,
      },
      "more.tf",
    );
    assert.equal(said(sites[0]?.root), "{Statement: [{Action: arn:aws:s3:::b}]}");
  });
});

function wordAt(value: Value | undefined, text: string, [step, ...others]: readonly (string | number)[]): string {
  if (step === undefined) return value === undefined ? "missing" : text.slice(value.span.start, value.span.end);
  if (value?.kind === "array") return wordAt(value.items[Number(step)], text, others);
  return wordAt(value?.kind === "object" ? memberNamed(value, String(step))?.value : undefined, text, others);
}

describe("what an override file says anew", () => {
  const document = (action: string): string =>
    `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["${action}"]\n  }\n}\n`;
  const policy = (action: string): string =>
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}" }] })\n}\n`;
  const files = {
    "main.tf": document("s3:Old") + policy("s3:Old"),
    "new_override.tf": document("s3:New") + policy("s3:New"),
    "override.tf": 'resource "aws_iam_policy" "other" {\n  name = "x"\n}\n',
    "use.tf": 'resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.d.json }',
  };

  test("counts in the place of what the other files say", () => {
    assert.deepEqual(sitesIn(files), []);
    assert.deepEqual(
      sitesIn(files, "new_override.tf").map(({ kind }) => kind),
      ["trust", "identity"],
    );
  });

  test("leaves what it does not name", () =>
    assert.equal(sitesIn({ "main.tf": files["main.tf"], "override.tf": files["override.tf"] }).length, 2));
});

describe("no policy is found", () => {
  const statement = '[{ Effect = "Allow", Action = "oss:*", Resource = "acs:oss:*:*:b" }]';
  for (const [name, text] of [
    [
      "in what another cloud calls one",
      `resource "alicloud_ram_policy" "p" {\n policy_document = jsonencode({ Version = "1", Statement = ${statement} })\n}`,
    ],
    [
      "in a template of CloudFormation",
      `resource "aws_cloudformation_stack" "s" {\n template_body = jsonencode({ P = { Version = "2012-10-17", Statement = ${statement} } })\n}`,
    ],
    ["where an object may be part of one", `locals {\n base = { Statement = ${statement} }\n}`],
    ["where a document begins empty", 'data "aws_iam_policy_document" "none" {}'],
  ] as const) {
    test(name, () => assert.deepEqual(read(text), []));
  }

  test("but an object that is used as one is one", () =>
    assert.equal(
      read(
        `locals {\n p = { Statement = ${statement} }\n}\nresource "aws_iam_policy" "p" {\n policy = jsonencode(local.p)\n}`,
      ).length,
      1,
    ));
});

test("a text that is filled in by format or replace is open there", () =>
  assert.equal(
    said(
      read(
        `locals {\n  p = ${JSON.stringify('{"Statement":[{"Effect":"Allow","Action":"s3:%s","Resource":["%[2]s/*","__QUEUE__"]}]}')}\n}`,
      )[0]?.root,
    ),
    "{Statement: [{Effect: Allow, Action: s3:‹%s›, Resource: [‹%[2]s›/*, ‹__QUEUE__›]}]}",
  ));

test("an argument of a data source that may be null may not be there", () => {
  const [site] = read(
    `data "aws_iam_policy_document" "d" {
  statement {
    actions       = try(var.one.actions, null)
    not_actions   = var.other ? ["s3:*"] : []
    resources     = local.all
  }
}
locals {
  all = var.narrow ? var.arns : ["*"]
}
`,
  );
  assert.equal(
    said(site?.root),
    "{Version: 2012-10-17, Statement: [{Effect: Allow, Action: (? | ? | nothing), NotAction: ([s3:*] | nothing), Resource: (? | [*] | nothing)}]}",
  );
});

test("a name that a module replaces later is not settled", () =>
  assert.equal(valueOf('["_S3_BUCKET_ARN_/*", "a_B_c"]'), "[‹_S3_BUCKET_ARN_›/*, a_B_c]"));

test("a list of one text in a data source has no brackets in what is sent to AWS", () => {
  const sizeOf = (actions: string): number => {
    const [site] = read(`data "aws_iam_policy_document" "d" {\n statement { actions = ${actions} }\n}\n`);
    return site === undefined ? 0 : writtenSize(site.root).characters;
  };
  assert.equal(
    sizeOf('["s3:Get"]'),
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get"}]}'.length,
  );
  assert.equal(
    sizeOf('["s3:Get", "s3:Put"]'),
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get","s3:Put"]}]}'.length,
  );
});

describe("a permission for a function is a statement of its policy", () => {
  const permission = (rest: string): string =>
    `resource "aws_lambda_permission" "p" {\n  action = "lambda:InvokeFunction"\n  principal = "s3.amazonaws.com"\n  ${rest}\n}\n`;
  for (const [rest, said_, resources] of [
    [
      'function_name = "resize"\n  source_arn = "arn:aws:s3:::data"\n  source_account = null',
      "Resource: arn:‹${partition}›:lambda:‹${region}›:‹${account}›:function:resize, Condition: {ArnLike: {aws:SourceArn: arn:aws:s3:::data}}",
      ["arn:*:lambda:*:*:function:resize"],
    ],
    [
      "function_name = aws_lambda_function.f.arn\n  source_account = var.account",
      "Resource: arn:‹${partition}›:lambda:‹${region}›:‹${account}›:function:made, Condition: {StringEquals: {aws:SourceAccount: (? | nothing)}}",
      ["arn:*:lambda:*:*:function:made"],
    ],
    ['function_name = "resize"\n  qualifier = "live"', "Resource: ?", ["arn:*:lambda:*:*:function:resize"]],
    ["function_name = var.name", "Resource: ?", []],
  ] as const) {
    test(rest, () => {
      const [site] = read(`${permission(rest)}resource "aws_lambda_function" "f" {\n  function_name = "made"\n}\n`);
      const elements = "Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: lambda:InvokeFunction";
      assert.equal(said(site?.root), `{Version: 2012-10-17, Statement: {${elements}, ${said_}}}`);
      assert.equal(site?.kind, "resource");
      assert.deepEqual(
        site.uses.flatMap(({ stated }) => stated.declared.resources),
        resources,
      );
    });
  }
});

describe("of a workspace that changes", () => {
  const policy = 'jsonencode({ Version = "2012-10-17", Statement = [] })';
  const files: Files = {
    "environments/prod/main.tf": 'module "app" {\n  source = "../../modules/app"\n  name = "prod"\n}\n',
    "main.tf": `resource "aws_iam_policy" "p" { policy = ${policy} }\n`,
    "modules/app/main.tf": `variable "name" {}\nresource "aws_iam_role_policy" "p" {\n  role = var.name\n  policy = ${policy}\n}\n`,
    "modules/app/more.tf": "locals { a = 1 }\n",
    "policies/read.json": '{"Version":"2012-10-17","Statement":[]}',
    "roles/main.tf": 'resource "aws_iam_role" "r" { assume_role_policy = file("../policies/read.json") }\n',
  };
  const readAll = (all: Files, kept: WorkspaceMemory) => {
    const named = Object.entries(all).map(([path, text]) => ({ path, text }));
    return resultOf(workspaceSteps(named, EMPTY_CONFIG, kept, [])).files;
  };

  /** The files that are read again after a change of one, or after one is taken away. */
  const readAgain = (change: Readonly<Record<string, string | undefined>>): readonly string[] => {
    const kept: WorkspaceMemory = new Map();
    const before = readAll(files, kept);
    const changed = Object.entries({ ...files, ...change }).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, text] as const],
    );
    const after = readAll(Object.fromEntries(changed), kept);
    return after.filter((file) => !before.includes(file)).map(({ path }) => path);
  };

  test("a module has what its callers give it, wherever they are", () => {
    assert.deepEqual(
      sitesIn(files, "modules/app/main.tf").map(({ uses }) => uses.flatMap(({ stated }) => stated.declared.holders)),
      [["prod"]],
    );
    assert.equal(sitesIn(files, "policies/read.json")[0]?.kind, "trust");
  });

  for (const [name, change, again] of [
    ["nothing changed", {}, []],
    [
      "a caller gives something else",
      { "environments/prod/main.tf": files["environments/prod/main.tf"]?.replace('"prod"', '"x"') },
      ["environments/prod/main.tf", "modules/app/main.tf"],
    ],
    ["a caller is gone", { "environments/prod/main.tf": undefined }, ["modules/app/main.tf"]],
    [
      "a file of the same folder changed",
      { "modules/app/more.tf": "locals { a = 2 }\n" },
      ["environments/prod/main.tf", "modules/app/main.tf", "modules/app/more.tf"],
    ],
    ["a module changed that calls nobody", { "main.tf": "\n" }, ["main.tf"]],
    ["another module came that calls nobody", { "other/main.tf": "locals { module = 1 }\n" }, ["other/main.tf"]],
    [
      "what reads a file changed",
      { "roles/main.tf": files["roles/main.tf"]?.replace("assume_role_policy", "x") },
      ["policies/read.json", "roles/main.tf"],
    ],
  ] as const) {
    test(`only what rests on it is read again: ${name}`, () => assert.deepEqual(readAgain(change).toSorted(), again));
  }
});

test("an interpolation that cannot be read ends with its own brace, not with that of one inside", () => {
  const first = `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${var.all ? "arn:aws:s3:::a/\${aws:username}/*" : "*"}" }`;
  const second = `{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }`;
  const text = `resource "aws_iam_policy" "p" {\n  policy = <<E\n{ "Statement": [${first}, ${second}] }\nE\n}\n`;
  const [site] = resultOf(readSource({ path: "main.tf", languageId: undefined, text })).sites;
  assert.ok(site);
  const { statements, misplaced } = readPolicy(site.root);
  assert.deepEqual(
    [statements.map(({ action }) => action?.entries[0]?.text), misplaced],
    [["s3:GetObject", "s3:ListAllMyBuckets"], []],
  );
});

describe("what is no JSON in a text of HCL is mended there", () => {
  const policy = (rest: string): string =>
    `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"${rest}`;
  const held = (text: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${text}\n}\n`;
  for (const [name, before, after] of [
    ["in a heredoc", `<<EOT\n${policy(",}]}")}\nEOT`, `<<EOT\n${policy("}]}")}\nEOT`],
    ["in quotes", JSON.stringify(policy(",}]}")), JSON.stringify(policy("}]}"))],
    [
      "with its line",
      `<<-EOT\n    {\n      // Read.\n      ${policy("}]}").slice(1)}\n  EOT`,
      `<<-EOT\n    {\n      ${policy("}]}").slice(1)}\n  EOT`,
    ],
    ["quotes in quotes", `"${policy("}]}").replaceAll('"', "'")}"`, JSON.stringify(policy("}]}"))],
    ["white space", `<<EOT\n\n ${policy("}]}")}\nEOT`, `<<EOT\n${policy("}]}")}\nEOT`],
  ] as const) {
    test(name, () => {
      const { departures } = resultOf(readSource({ path: "main.tf", languageId: undefined, text: held(before) }));
      const [departure, ...others] = departures;
      assert.deepEqual(others, []);
      assert.equal(applyEdits(held(before), departure?.repair ?? []), held(after));
    });
  }
});

describe("what a reference stands for gets what the action acts on", () => {
  const rest = `variable "stage" {}
variable "any" {}
resource "aws_s3_bucket" "b" {
  bucket = "intake-\${var.stage}"
}
locals {
  intake = aws_s3_bucket.b.arn
}
`;
  const policy = (resource: string): string =>
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = ${resource} }] })\n}\n`;
  const document = (resource: string): string =>
    `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:PutObject"]\n    resources = [${resource}]\n  }\n}\nresource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
  for (const [resource, ...expected] of [
    ["aws_s3_bucket.b.arn", '"${aws_s3_bucket.b.arn}/*"'],
    ['"${aws_s3_bucket.b.arn}"', '"${aws_s3_bucket.b.arn}/*"'],
    // Others refer to the local value as well.
    ["local.intake"],
    // It may be everything in the bucket already.
    ["var.any"],
    ['"arn:aws:s3:::intake-${var.stage}"'],
  ] as const) {
    for (const [form, make] of Object.entries({ policy, document })) {
      test(`${resource}, in a ${form}`, () => {
        const text = make(resource) + rest;
        const [site] = read(text);
        assert.ok(site !== undefined);
        const found = findingsAbout(subjectFrom(site.root, false, { kind: "identity" }), ALL_CHECKS);
        const fixed = found
          .flatMap((finding) => finding.fixes?.() ?? [])
          .map(({ changes }) => applyEdits(text, site.writer?.edits(changes) ?? []));
        assert.deepEqual(
          fixed,
          expected.map((one) => make(one) + rest),
        );
      });
    }
  }
});
