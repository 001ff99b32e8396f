/** What is known of the names of a loop in Terraform, and of files beside its configuration. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { memberNamed, type Value } from "../../server/src/syntax/value.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { said } from "../support/said.ts";

type Files = Readonly<Record<string, string>>;

function sitesIn(files: Files, path = "main.tf"): readonly Site[] {
  const around = sourcesAround(Object.entries(files).map(([name, text]) => ({ path: name, text })));
  return resultOf(readSource({ path, languageId: undefined, text: files[path] ?? "", around })).sites;
}

function statementIn(site: Site | undefined): Value | undefined {
  return site && memberNamed(site.root, "Statement")?.value;
}

const policy = (statement: string): string => `jsonencode({ Version = "2012-10-17", Statement = ${statement} })`;

describe("a loop through what is settled", () => {
  test("has its items one after the other in short values", () => {
    for (const [action, rest, expected] of [
      ['[for a in ["Get", "Put"] : "s3:${a}*"]', "", "[s3:Get*, s3:Put*]"],
      ["[for a in local.a : a]", 'locals { a = ["x", "y"] }', "[x, y]"],
      ['[for k, v in local.a : "${k}:${v}"]', 'locals { a = { s3 = "Get*", sqs = "Send*" } }', "[s3:Get*, sqs:Send*]"],
      ['[for a in ["x", "y"] : a if a != "x"]', "", "[((? | y) | nothing), ?]"],
      ['[for a in concat(["x"], var.y) : a]', "", "[((x | ?) | nothing), ?]"],
      ['values({ for a in ["x", "y"] : a => "s3:${a}" })', "", "[s3:x, s3:y]"],
      ['{ for a in ["x", "y"] : a => "s3:${a}" }["y"]', "", "s3:y"],
      ['lookup({ a = "s3:a" }, "a", "s3:b")', "", "s3:a"],
      ['lookup({ a = "s3:a" }, "c", "s3:b")', "", "s3:b"],
      ['lookup(var.x, "c", "s3:b")', "", "?"],
    ] as const) {
      const [site] = sitesIn({
        "main.tf": `resource "aws_iam_policy" "p" {\n  policy = ${policy(`{ Action = ${action} }`)}\n}\n${rest}`,
      });
      const statement = statementIn(site);
      assert.equal(
        statement?.kind === "object" ? said(memberNamed(statement, "Action")?.value) : "",
        expected,
        `${action} ${rest}`,
      );
    }
  });

  test("is read name by name where it is long, until much has been read so", () => {
    const names = Array.from({ length: 150 }, (_, index) => `"n${index}"`).join(", ");
    const action = '{ Action = [for n in local.names : "s3:${n}"] }';
    const resources = Array.from(
      { length: 60 },
      (_, index) => `resource "aws_iam_policy" "p${index}" {\n  policy = ${policy(action)}\n}\n`,
    );
    const sites = sitesIn({ "main.tf": `locals {\n  names = [${names}]\n}\n${resources.join("")}` });
    const actions = sites.map((site) => {
      const statement = statementIn(site);
      return statement?.kind === "object" ? said(memberNamed(statement, "Action")?.value) : "";
    });
    assert.equal(actions[0]?.split(",").length, 150);
    assert.match(actions.at(-1) ?? "", /\?/);
    assert.ok(actions.filter((one) => one === actions[0]).length < 50);
  });

  test("is read the same in every reading, and beside every other file of the module", () => {
    const names = Array.from({ length: 150 }, (_, index) => `"n${index}"`).join(", ");
    const resources = (file: string): string =>
      Array.from(
        { length: 30 },
        (_, index) =>
          `resource "aws_iam_policy" "${file}${index}" {\n  policy = ${policy('{ Action = [for n in local.names : "s3:${n}"] }')}\n}\n`,
      ).join("");
    const files = { "main.tf": `locals {\n  names = [${names}]\n}\n${resources("a")}`, "other.tf": resources("b") };
    const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
    for (const path of ["main.tf", "other.tf", "main.tf"] as const) {
      const { sites } = resultOf(readSource({ path, languageId: undefined, text: files[path], around }));
      const lengths = sites.map((site) => {
        const statement = statementIn(site);
        return statement?.kind === "object" ? said(memberNamed(statement, "Action")?.value).split(",").length : 0;
      });
      assert.deepEqual(new Set(lengths), new Set([150]), path);
    }
  });

  const looped = (collection: string, rest = ""): string => {
    const [site] = sitesIn({
      "main.tf": `resource "aws_iam_policy" "p" {
  for_each = ${collection}
  policy   = ${policy('{ Action = each.value.actions, Resource = "arn:aws:s3:::${each.key}-${each.value.path}" }')}
}
${rest}`,
    });
    return said(statementIn(site));
  };

  test("has one of them each time, and in a text what belongs together", () =>
    assert.equal(
      looped('{ a = { actions = ["s3:x"], path = "p" }, b = { actions = ["s3:y"], path = "q" } }'),
      "{Action: ([s3:x] | [s3:y]), Resource: (arn:aws:s3:::a-p | arn:aws:s3:::b-q)}",
    ));

  test("is open where others may come", () => {
    assert.equal(
      looped('merge({ a = { actions = ["s3:x"], path = "p" } }, var.more)'),
      "{Action: ([s3:x] | ?), Resource: (arn:aws:s3:::a-p | arn:aws:s3:::‹${each.key}›-‹${each.value.path}›)}",
    );
    assert.match(
      looped("var.all"),
      /^\{Action: \?, Resource: arn:aws:s3:::‹\$\{each.key\}›-‹\$\{each.value.path\}›\}$/,
    );
  });

  test("stands in a dynamic block where its items are written", () => {
    const text = `locals { rules = [{ actions = ["s3:Gett"] }] }
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = local.rules
    iterator = rule
    content {
      actions = rule.value.actions
    }
  }
}
`;
    const [site] = sitesIn({ "main.tf": text });
    const statements = statementIn(site);
    assert.equal(said(statements), "[({Effect: Allow, Action: [s3:Gett]} | nothing), ?]");
    const [first] = statements?.kind === "array" ? statements.items : [];
    const option = first?.kind === "either" ? first.options[0] : undefined;
    const action = option?.kind === "object" ? memberNamed(option, "Action")?.value : undefined;
    assert.ok(action);
    const { start, end } = action.kind === "either" && action.options[0] ? action.options[0].span : action.span;
    assert.equal(text.slice(start, end), '["s3:Gett"]');
  });

  test("stands where it is referred to if that is another file", () => {
    const files = {
      "main.tf": `resource "aws_iam_policy" "p" {\n  for_each = local.p\n  policy = ${policy("{ Action = each.value }")}\n}\n`,
      "locals.tf": 'locals { p = { a = ["s3:x"] } }\n',
    };
    const [site] = sitesIn(files);
    const statement = statementIn(site);
    const action = statement?.kind === "object" ? memberNamed(statement, "Action")?.value : undefined;
    assert.equal(said(action), "[s3:x]");
    assert.equal(files["main.tf"].slice(action?.span.start, action?.span.end), "each.value");
  });
});

describe("a policy of Terraform has its kind", () => {
  test("through white space around jsonencode in a heredoc", () => {
    const text = `resource "aws_kms_key" "k" {\n  policy = <<-E\n    \${${policy("[{ Action = [], Resource = [] }]")}}\n  E\n}\n`;
    assert.deepEqual(
      sitesIn({ "main.tf": text }).map(({ kind }) => kind),
      ["resource"],
    );
  });

  test("through lists of documents that are put together", () => {
    const text = `data "aws_iam_policy_document" "a" {
  statement { actions = ["sts:AssumeRole"] }
}
data "aws_iam_policy_document" "b" {
  source_policy_documents = concat([data.aws_iam_policy_document.a.json], var.more)
}
resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.b.json }
`;
    assert.deepEqual(
      sitesIn({ "main.tf": text }).map(({ kind }) => kind),
      ["trust", "trust"],
    );
  });
});

describe("files beside a configuration", () => {
  test("say what variables are", () => {
    const main = `resource "aws_iam_policy" "p" {\n  policy = ${policy("{ Action = var.a }")}\n}\n`;
    const said1 = (name: string): string =>
      said(statementIn(sitesIn({ "main.tf": main, [name]: 'a = ["s3:x"]\n' })[0]));
    assert.equal(said1("terraform.tfvars"), "{Action: ([s3:x] | ?)}");
    assert.equal(said1("prod.tfvars"), "{Action: ?}");
  });

  test("hold policies of their own", () => {
    const statement = '[{ Effect = "Allow", Action = "s3:x", Resource = "*" }]';
    const files = {
      "terraform.tfvars": `p = { Version = "2012-10-17", Statement = ${statement} }\n`,
      "prod.tfvars": `p = { Version = "2012-10-17", Statement = ${statement} }\n`,
      "terragrunt.hcl": `locals { s = ${statement} }\ninputs = {\n  policy = ${policy("local.s")}\n}\n`,
    };
    for (const name of Object.keys(files)) {
      assert.equal(
        sitesIn(files, name)
          .map((site) => said(statementIn(site)))
          .join(),
        "[{Effect: Allow, Action: s3:x, Resource: *}]",
        name,
      );
    }
  });
});

test("what a loop makes several entries of is told once", () => {
  const text = `resource "aws_iam_policy" "p" {
  policy = ${policy('[{ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = concat(["arn:aws:sqs:*:*:q"], [for b in ["a", "a"] : "arn:aws:s3:::${b}"]) }]')}
}
`;
  assert.deepEqual(
    sitesIn({ "main.tf": text }).flatMap(({ root, broken }) =>
      findingsAbout(subjectFrom(root, broken, { kind: "identity" }), ALL_CHECKS).map(({ code }) => code),
    ),
    ["dead-entry"],
  );
});

test("what a loop makes of one text is without effect only where all of it is", () => {
  const found = (statements: string): readonly string[] =>
    sitesIn({
      "main.tf": `resource "aws_iam_policy" "p" {
  for_each = toset(["eu-west-1", "us-east-1"])
  policy   = ${policy(statements)}
}
`,
    }).flatMap(({ root, broken }) =>
      findingsAbout(subjectFrom(root, broken, { kind: "identity" }), ALL_CHECKS).map(({ code }) => code),
    );
  const allow = (resource: string, action = "sqs:SendMessage"): string =>
    `{ Effect = "Allow", Action = ["${action}"], Resource = ${resource} }`;
  const regional = '"arn:aws:sqs:${each.key}:111122223333:jobs"';
  const deny = (of: string): string => `{ Effect = "Deny", Action = "sqs:*", Resource = "${of}" }`;
  assert.deepEqual(found(`[${allow(regional)}, ${deny("arn:aws:sqs:us-east-1:*:*")}]`), []);
  assert.deepEqual(found(`[${allow(regional)}, ${deny("arn:aws:sqs:*:*:*")}]`), ["shadowed-allow"]);
  assert.deepEqual(found(`[${allow(`["arn:aws:sqs:us-east-1:*:*", ${regional}]`)}]`), []);
  assert.deepEqual(found(`[${allow('[for s in ["sqs", "sns"] : "arn:aws:${s}:us-east-1:111122223333:jobs"]')}]`), []);
  assert.deepEqual(found(`[${allow('["arn:aws:sqs:*:*:q", "arn:aws:sns:us-east-1:111122223333:jobs"]')}]`), [
    "dead-entry",
  ]);
});

describe("a template of templatefile", () => {
  const template = '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "${bucket}/${path}"}]}\n';
  const resourceIn = (files: Files): string => {
    const [site] = sitesIn({ ...files, "p.tftpl": template }, "p.tftpl");
    const statement = statementIn(site);
    const [first] = statement?.kind === "array" ? statement.items : [];
    return first?.kind === "object" ? said(memberNamed(first, "Resource")?.value) : "";
  };
  const used = (name: string, variables: string): string =>
    `resource "aws_iam_role_policy" "${name}" {\n  role = "r"\n  policy = templatefile("p.tftpl", ${variables})\n}\n`;

  test("is filled in with what is settled, where it is used once", () => {
    const once = used("a", '{ bucket = "arn:aws:s3:::b", path = var.path }');
    assert.equal(resourceIn({ "main.tf": once }), "arn:aws:s3:::b/‹${var.path}›");
    const unsettled = used("a", '{ bucket = "arn:aws:s3:::b", path = random_id.r.hex }');
    assert.equal(resourceIn({ "main.tf": unsettled }), "arn:aws:s3:::b/‹${random_id.r.hex}›");
    const made = used("a", '{ bucket = "arn:aws:s3:::b", path = upper(var.path) }');
    assert.equal(resourceIn({ "main.tf": made }), "arn:aws:s3:::b/‹${path}›");
    assert.equal(resourceIn({ "main.tf": once + used("b", '{ bucket = "c" }') }), "‹${bucket}›/‹${path}›");
    assert.equal(resourceIn({ "main.tf": used("a", 'merge(var.x, { bucket = "c" })') }), "‹${bucket}›/‹${path}›");
    assert.equal(resourceIn({}), "‹${bucket}›/‹${path}›");
  });

  test("is filled in with another text each time a loop uses it", () => {
    const looped = used("a", "{ bucket = each.key }").replace("role =", 'for_each = toset(["x", "y"])\n  role =');
    assert.equal(resourceIn({ "main.tf": looped }), "‹${bucket}›/‹${path}›");
  });
});
