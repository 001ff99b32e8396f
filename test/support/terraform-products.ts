/** Configurations of so many blocks, each of which has to do with as many others. */

export type TextsOf = (count: number) => Readonly<Record<string, string>>;

export const TERRAFORM_PRODUCTS: Readonly<Record<string, TextsOf>> = {
  "calls of a module by its roles": (count) => ({
    "m/main.tf": times(count, (at) => roleNamed(at, `\${var.env}-${at}`)),
    "a/main.tf": times(count, callOf),
  }),
  "calls of a module by its policies": (count) => ({
    "m/main.tf": times(count, (at) => policyOfRole(at, `\${var.env}-${at}`, POLICY)),
    "a/main.tf": times(count, callOf),
  }),
  "folders that call a module by its policies": (count) => ({
    "m/main.tf": times(count, (at) => policyOfRole(at, `\${var.env}-${at}`, POLICY)),
    ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}/main.tf`, callOf(at)])),
  }),
  "policies of groups by their members": (count) => ({
    "main.tf": times(
      count,
      (at) => `resource "aws_iam_group" "g${at}" {
  name = "g${at}"
}
resource "aws_iam_group_policy" "p${at}" {
  group  = aws_iam_group.g${at}.name
  policy = ${POLICY}
}
resource "aws_iam_user_group_membership" "m${at}" {
  user   = "u${at}"
  groups = [aws_iam_group.g${at}.name]
}
`,
    ),
  }),
  "roles with one document": (count) => ({
    "main.tf": `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
${times(count, (at) => policyOfRole(at, `r${at}`, "data.aws_iam_policy_document.d.json"))}`,
  }),
};

const POLICY =
  'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })';

function roleNamed(at: number, name: string): string {
  return `resource "aws_iam_role" "r${at}" {\n  name = "${name}"\n}\n`;
}

function policyOfRole(at: number, role: string, policy: string): string {
  return `resource "aws_iam_role_policy" "r${at}" {\n  role   = "${role}"\n  policy = ${policy}\n}\n`;
}

function callOf(at: number): string {
  return `module "c${at}" {\n  source = "../m"\n  env    = "e${at}"\n}\n`;
}

function times(count: number, text: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => text(at)).join("");
}
