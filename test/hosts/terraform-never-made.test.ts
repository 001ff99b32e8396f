/** What Terraform makes only under a condition, and what it never makes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";

const FLAG = 'variable "flag" {\n  type = bool\n  default = false\n}\nvariable "stage" {}\n';
const ROLE = 'resource "aws_iam_role" "r" {\n  name = "own"\n}\n';
const DOCUMENT =
  'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })';

const inline = (how: string, role = "aws_iam_role.r.id"): string =>
  `resource "aws_iam_role_policy" "p" {\n  ${how}\n  role = ${role}\n  policy = ${DOCUMENT}\n}\n`;

const managed = (how: string, attachment: string): string =>
  `resource "aws_iam_policy" "p" {\n  ${how}\n  name = "p"\n  policy = ${DOCUMENT}\n}\nresource "aws_iam_role_policy_attachment" "a" {\n  ${attachment}\n  role = aws_iam_role.r.name\n  policy_arn = aws_iam_policy.p.arn\n}\n`;

const called = (module: string, more: string): Readonly<Record<string, string>> => ({
  "main.tf": `module "m" {\n  source = "./m"\n  stage = "prod"\n  ${more}\n}\n`,
  "m/main.tf": FLAG + module,
});

type Making = Readonly<Record<string, string | true>>;

/** Of the one policy in the files. */
function makingIn(files: Readonly<Record<string, string>>): Making {
  const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
  const [path = "", text = ""] = Object.entries(files).find(([, one]) => one.includes("jsonencode")) ?? [];
  const { sites } = resultOf(readSource({ path, languageId: undefined, text, around }));
  const [use] = sites.flatMap(({ uses }) => uses);
  const { madeIf, attachedIf, isNeverMade, isMadeWithHolder } = use?.stated.declared ?? {};
  return {
    ...(madeIf && { madeIf }),
    ...(attachedIf && { attachedIf }),
    ...(isNeverMade && { isNeverMade }),
    ...(isMadeWithHolder && { isMadeWithHolder }),
  };
}

const IF_FLAG = "count = var.flag ? 1 : 0";

describe("a policy that may not be made", () => {
  const open: readonly (readonly [string, string, Making])[] = [
    ["never, by a number", ROLE + inline("count = 0"), { madeIf: "count = 0", isNeverMade: true }],
    ["always, by a number", ROLE + inline("count = 1"), {}],
    ["under a flag that whoever runs it gives", FLAG + ROLE + inline(IF_FLAG), { madeIf: IF_FLAG }],
    ["with its role", FLAG + ROLE.replace("{", `{\n  ${IF_FLAG}`) + inline(IF_FLAG, "aws_iam_role.r[0].id"), {}],
    [
      "by a local that is settled",
      `locals {\n  isHere = false\n}\n${ROLE}${inline("count = local.isHere ? 1 : 0")}`,
      { madeIf: "count = local.isHere ? 1 : 0", isNeverMade: true },
    ],
    [
      "by a local that is none",
      `locals {\n  many = var.flag ? 1 : 0\n}\n${FLAG}${ROLE}${inline("count = local.many")}`,
      { madeIf: "count = local.many" },
    ],
    [
      "for what there is nothing of",
      ROLE + inline("for_each = toset([])"),
      { madeIf: "for_each = toset([])", isNeverMade: true },
    ],
    [
      "for nothing or for one",
      FLAG + ROLE + inline('for_each = var.flag ? toset(["own"]) : toset([])'),
      { madeIf: 'for_each = var.flag ? toset(["own"]) : toset([])' },
    ],
    ["attached under a flag", FLAG + ROLE + managed("", IF_FLAG), { attachedIf: IF_FLAG }],
    ["made and attached under a flag", FLAG + ROLE + managed(IF_FLAG, IF_FLAG), { madeIf: IF_FLAG }],
    ["made and attached with the role", FLAG + ROLE.replace("{", `{\n  ${IF_FLAG}`) + managed(IF_FLAG, IF_FLAG), {}],
    ["by one of thousands of questions", FLAG + ROLE + inline(`count = ${"false || ".repeat(6_000)}true ? 1 : 0`), {}],
    [
      "never, and neither is its role",
      ROLE.replace("{", "{\n  count = 0") + inline("count = 0", "aws_iam_role.r[0].id"),
      { madeIf: "count = 0", isNeverMade: true, isMadeWithHolder: true },
    ],
    ["attached by what is never made", ROLE + managed("", "count = 0"), { attachedIf: "count = 0", isNeverMade: true }],
  ];
  for (const [what, text, expected] of open) {
    test(what, () => {
      assert.deepEqual(makingIn({ "main.tf": text }), expected);
    });
  }
  const byCalls: readonly (readonly [string, Readonly<Record<string, string>>, Making])[] = [
    ["left out by its call", called(ROLE + inline(IF_FLAG), "flag = false"), { madeIf: IF_FLAG, isNeverMade: true }],
    ["left out by the default", called(ROLE + inline(IF_FLAG), ""), { madeIf: IF_FLAG, isNeverMade: true }],
    ["asked for by its call", called(ROLE + inline(IF_FLAG), "flag = true"), {}],
    [
      "for another stage",
      called(ROLE + inline('count = var.stage == "dev" ? 1 : 0'), ""),
      { madeIf: 'count = var.stage == "dev" ? 1 : 0', isNeverMade: true },
    ],
    [
      "for every stage but one",
      called(ROLE + inline('count = var.stage != "prod" && var.flag ? 1 : 0'), "flag = true"),
      { madeIf: 'count = var.stage != "prod" && var.flag ? 1 : 0', isNeverMade: true },
    ],
    ["for this stage", called(ROLE + inline('count = !(var.stage == "dev") || var.flag ? 1 : 0'), ""), {}],
    [
      "with its role, by a call that is none",
      called(ROLE + inline(""), "count = 0"),
      { madeIf: "count = 0", isNeverMade: true, isMadeWithHolder: true },
    ],
    [
      "attached to the role of a call that is none",
      called(ROLE + managed("", ""), "count = 0"),
      { madeIf: "count = 0", isNeverMade: true, isMadeWithHolder: true },
    ],
    ["by a call that is none", called(inline("", '"own"'), "count = 0"), { madeIf: "count = 0", isNeverMade: true }],
    [
      "by a call under a condition",
      called(inline("", '"own"'), 'count = terraform.workspace == "prod" ? 1 : 0'),
      { madeIf: 'count = terraform.workspace == "prod" ? 1 : 0' },
    ],
    ["with its role by such a call", called(ROLE + inline(""), 'count = terraform.workspace == "prod" ? 1 : 0'), {}],
  ];
  for (const [what, files, expected] of byCalls) {
    test(what, () => {
      assert.deepEqual(makingIn(files), expected);
    });
  }
});
