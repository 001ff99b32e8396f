/** Whom a policy is attached to by the module that it is given to. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const POLICY = `resource "aws_iam_policy" "p" {\n  name = "own"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}\n`;
const ROLE = `variable "name" {}\nvariable "arns" {}\nresource "aws_iam_role" "r" {\n  name_prefix = "\${var.name}-"\n}\n`;
const attached = (loop: string, arn: string): string =>
  `${ROLE}resource "aws_iam_role_policy_attachment" "a" {\n  ${loop}\n  role = aws_iam_role.r.name\n  policy_arn = ${arn}\n}\n`;
const EACH = attached("for_each = toset(var.arns)", "each.value");
const ONE = attached("", "var.arns");
const call = (more: string, source = "./role"): string =>
  `module "m" {\n  source = "${source}"\n  name = "app"\n  ${more}\n}\n`;
const LIST = "arns = [aws_iam_policy.p.arn]";

function holdersIn(files: Readonly<Record<string, string>>): readonly (readonly [readonly string[], boolean])[] {
  const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
  const { sites } = resultOf(
    readSource({ path: "main.tf", languageId: undefined, text: files["main.tf"] ?? "", around }),
  );
  return sites.flatMap(({ uses }) =>
    uses.map(({ stated: { declared } }) => [declared.holders, declared.isRepeated === true] as const),
  );
}

describe("a policy that is given to a module of the workspace", () => {
  for (const [what, files, expected] of [
    ["in a list that it goes through", { "main.tf": POLICY + call(LIST), "role/main.tf": EACH }, [["app-*"], false]],
    ["alone", { "main.tf": POLICY + call("arns = aws_iam_policy.p.arn"), "role/main.tf": ONE }, [["app-*"], false]],
    [
      "in a map",
      {
        "main.tf": POLICY + call("arns = { own = aws_iam_policy.p.arn }"),
        "role/main.tf": attached("for_each = var.arns", "each.value"),
      },
      [["app-*"], false],
    ],
    [
      "by a local",
      {
        "main.tf": `${POLICY}locals {\n  all = [aws_iam_policy.p.arn]\n}\n${call("arns = local.all")}`,
        "role/main.tf": EACH,
      },
      [["app-*"], false],
    ],
    [
      "that gives it on",
      {
        "main.tf": POLICY + call(LIST, "./app"),
        "app/main.tf": `variable "name" {}\nvariable "arns" {}\nmodule "inner" {\n  source = "../role"\n  name = var.name\n  arns = var.arns\n}\n`,
        "role/main.tf": EACH,
      },
      [["app-*"], false],
    ],
    [
      "that is called again and again",
      { "main.tf": POLICY + call(`for_each = toset(["a", "b"])\n  ${LIST}`), "role/main.tf": EACH },
      [["app-*"], true],
    ],
    ["which attaches another", { "main.tf": POLICY + call("arns = []"), "role/main.tf": EACH }, [[], false]],
    [
      "which has one of the same address",
      { "main.tf": POLICY + call("arns = []"), "role/main.tf": `${POLICY}${attached("", "aws_iam_policy.p.arn")}` },
      [[], false],
    ],
  ] as const) {
    test(what, () => assert.deepEqual(holdersIn(files), [expected]));
  }
  test("is not taken for the module's own of the same address", () => {
    const files = { "main.tf": POLICY + call(LIST), "role/main.tf": POLICY + EACH };
    const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
    const { sites } = resultOf(
      readSource({ path: "role/main.tf", languageId: undefined, text: files["role/main.tf"], around }),
    );
    assert.deepEqual(
      sites.flatMap(({ uses }) => uses.map(({ stated }) => stated.declared.holders)),
      [[]],
    );
  });
});

describe("a policy that a module makes", () => {
  const POLICY_MODULE = `${POLICY}output "arn" {\n  value = try(aws_iam_policy.p.arn, null)\n}\n`;
  const IN_A_FILE = `resource "aws_iam_policy" "p" {\n  policy = file("\${path.module}/policy.json")\n}\noutput "arn" {\n  value = aws_iam_policy.p.arn\n}\n`;
  const JSON_POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  const CALL = 'module "p" {\n  source = "./p"\n}\n';
  const attachment = (arn: string, role = '"app"'): string =>
    `resource "aws_iam_role_policy_attachment" "a" {\n  role = ${role}\n  policy_arn = ${arn}\n}\n`;

  for (const [what, files, expected] of [
    ["and its caller attaches", { "main.tf": CALL + attachment("module.p.arn"), "p/main.tf": POLICY_MODULE }, ["app"]],
    [
      "and its caller attaches several times",
      {
        "main.tf": CALL + attachment("module.p.arn") + attachment("module.p.arn", '"web"').replace('"a"', '"b"'),
        "p/main.tf": POLICY_MODULE,
      },
      ["app", "web"],
    ],
    [
      "and its caller gives to a module beside it",
      { "main.tf": CALL + call("arns = [module.p.arn]"), "p/main.tf": POLICY_MODULE, "role/main.tf": EACH },
      ["app-*"],
    ],
    [
      "from a file",
      { "main.tf": CALL + attachment("module.p.arn"), "p/main.tf": IN_A_FILE, "p/policy.json": JSON_POLICY },
      ["app"],
    ],
    ["and nobody attaches", { "main.tf": CALL, "p/main.tf": POLICY_MODULE }, []],
    [
      "beside another of the same address",
      { "main.tf": CALL + POLICY + attachment("aws_iam_policy.p.arn"), "p/main.tf": POLICY_MODULE },
      [],
    ],
    [
      "of which another output is attached",
      { "main.tf": CALL + attachment("module.p.id"), "p/main.tf": POLICY_MODULE },
      [],
    ],
  ] as const) {
    test(what, () => {
      const texts: Readonly<Record<string, string>> = files;
      const around = sourcesAround(Object.entries(texts).map(([path, text]) => ({ path, text })));
      const path = "p/policy.json" in texts ? "p/policy.json" : "p/main.tf";
      const { sites } = resultOf(readSource({ path, languageId: undefined, text: texts[path] ?? "", around }));
      const holders = sites.flatMap(({ uses }) => uses.flatMap(({ stated }) => stated.declared.holders));
      assert.deepEqual([...new Set(holders)].toSorted(), expected);
    });
  }
});

describe("the policy of which calls give the statements", () => {
  const STATEMENT = '{ Effect = "Allow", Action = "s3:*", Resource = "*" }';
  const OWN = '{ Effect = "Allow", Action = "sqs:*", Resource = "*" }';
  const given = (statements: string, ...calls: readonly string[]): boolean => {
    const module = `variable "list" {}\nvariable "more" {}\nresource "aws_iam_role" "r" {\n  name = "r"\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = ${statements} })\n}\n`;
    const main = calls.map((inputs, at) => `module "m${at}" {\n  source = "./m"\n  ${inputs}\n}\n`).join("");
    const files = [
      { path: "main.tf", text: `variable "open" {}\n${main}` },
      { path: "m/main.tf", text: module },
    ];
    const { policies } = readWorkspace(files, EMPTY_CONFIG);
    const own = policies.filter(({ path }) => path === "m/main.tf");
    assert.ok(own.length > 0);
    return own.some(({ policy }) => policy.open);
  };
  for (const [what, isOpen, statements, ...calls] of [
    ["is whole where each call gives a list", false, "var.list", `list = [${STATEMENT}]`, `list = [${OWN}]`],
    ["and where the module adds its own", false, `concat(var.list, [${OWN}])`, `list = [${STATEMENT}]`],
    ["and in lists of lists", false, `flatten([var.list, [${OWN}]])`, `list = [${STATEMENT}]`],
    ["is open where nobody calls it", true, "var.list"],
    ["and where one call gives what is made elsewhere", true, "var.list", `list = [${STATEMENT}]`, "list = var.open"],
    ["and where a second list is", true, "concat(var.list, var.more)", `list = [${STATEMENT}]\n  more = var.open`],
    [
      "and where its own has one of a variable",
      true,
      `concat([${OWN}, var.more], var.list)`,
      `list = [${STATEMENT}]\n  more = var.open`,
    ],
    ["and where one of two is given", true, "var.list", `list = var.open ? [${STATEMENT}] : [${OWN}]`],
    ["and where no statement begins the list", true, "var.list", "list = [var.open]"],
  ] as const) {
    test(what, () => {
      assert.equal(given(statements, ...calls), isOpen);
    });
  }
});
