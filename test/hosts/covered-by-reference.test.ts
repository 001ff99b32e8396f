/** What covers what where partition, account and Region are those of the deployment, and what holds whatever a variable is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";

const terraform = (...statements: readonly string[]): string => `
variable "team" { type = string }
data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
resource "aws_s3_bucket" "docs" { bucket = "docs" }
resource "aws_s3_bucket" "made" { bucket_prefix = "made-" }
resource "aws_s3_bucket" "several" {
  count         = 2
  bucket_prefix = "several-"
}
resource "aws_vpc_endpoint" "s3" { service_name = "com.amazonaws.eu-west-1.s3" }
resource "aws_vpc_endpoint" "api" { service_name = "com.amazonaws.eu-west-1.execute-api" }
resource "aws_kms_alias" "app" {
  name          = "alias/app"
  target_key_id = aws_kms_key.app.id
}
resource "aws_kms_key" "app" {}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })
}
`;
/** The statements of several lists. */
const loops = (...lists: readonly string[]): string => `
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(${lists.join(", ")}) })
}
`;
const allow = (action: string, resource: string, more = ""): string =>
  `{ Effect = "Allow", Action = ${action}, Resource = ${resource}${more} }`;
const queue = (account: string, name: string): string =>
  `"arn:aws:sqs:\${data.aws_region.here.name}:${account}:${name}"`;
const OWN = "${data.aws_caller_identity.me.account_id}";

const ROWS: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    "a part of a bucket that another statement has whole",
    terraform(
      allow(`"s3:GetObject"`, `"\${aws_s3_bucket.docs.arn}/in/*"`),
      allow(`"s3:Get*"`, `"\${aws_s3_bucket.docs.arn}/*"`),
    ),
    ["info redundant-statement"],
  ],
  [
    "another part of it",
    terraform(
      allow(`"s3:GetObject"`, `"\${aws_s3_bucket.docs.arn}/in/*"`),
      allow(`"s3:Get*"`, `"\${aws_s3_bucket.docs.arn}/out/*"`),
    ),
    [],
  ],
  [
    "queues of the account by reference",
    terraform(allow(`"sqs:SendMessage"`, queue(OWN, "orders")), allow(`"sqs:SendMessage"`, queue(OWN, "o*"))),
    ["info redundant-statement"],
  ],
  [
    "the account in digits, which may be another one",
    terraform(
      allow(`"sqs:SendMessage"`, queue(OWN, "orders")),
      allow(`"sqs:SendMessage"`, queue("111122223333", "o*")),
    ),
    [],
  ],
  [
    "a Deny that covers an Allow, and one of an account in digits that may not",
    terraform(
      allow(`"sqs:SendMessage"`, queue(OWN, "orders")),
      `{ Effect = "Deny", Action = "sqs:*", Resource = ${queue("111122223333", "*")} }`,
    ),
    [],
  ],
  [
    "a Deny of the same bucket with a made-up name",
    terraform(
      allow(`"s3:DeleteObject"`, `"\${aws_s3_bucket.made.arn}/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = "\${aws_s3_bucket.made.arn}/*" }`,
    ),
    ["warning shadowed-allow"],
  ],
  [
    "a Deny of all that is in a bucket with a made-up name",
    terraform(
      allow(`"s3:DeleteObject"`, `"\${aws_s3_bucket.made.arn}/in/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = ["\${aws_s3_bucket.made.arn}/*"] }`,
    ),
    ["warning shadowed-allow"],
  ],
  [
    "a Deny of another part of it",
    terraform(
      allow(`"s3:DeleteObject"`, `"\${aws_s3_bucket.made.arn}/in/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = "\${aws_s3_bucket.made.arn}/out/*" }`,
    ),
    [],
  ],
  [
    "a Deny of what is in something of unknown depth",
    terraform(
      allow(`"s3:DeleteObject"`, `"arn:aws:s3:::docs/\${var.team}/in/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = "arn:aws:s3:::docs/\${var.other}/*" }`,
    ),
    [],
  ],
  [
    "a Deny under the condition of the Allow, whose value is the ID of one endpoint",
    terraform(
      allow(`"s3:GetObject"`, `"*"`, `, Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }`),
      `{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } } }`,
    ),
    ["warning shadowed-allow"],
  ],
  [
    "a Deny under a condition on another endpoint",
    terraform(
      allow(`"s3:GetObject"`, `"*"`, `, Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }`),
      `{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.api.id } } }`,
    ),
    [],
  ],
  [
    "a Deny of the same bucket of another module",
    terraform(
      allow(`"s3:DeleteObject"`, `"\${module.data.bucket_arn}/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = "\${module.data.bucket_arn}/*" }`,
    ),
    ["warning shadowed-allow"],
  ],
  [
    "a Deny of another one of several buckets",
    terraform(
      allow(`"s3:DeleteObject"`, `"\${aws_s3_bucket.several[0].arn}/*"`),
      `{ Effect = "Deny", Action = "s3:Delete*", Resource = "\${aws_s3_bucket.several[1].arn}/*" }`,
    ),
    [],
  ],
  [
    "a Deny of what a loop makes another one of each time",
    loops(
      `[for one in var.open : { Effect = "Allow", Action = "s3:GetObject", Resource = "\${one.bucket.arn}/*" }]`,
      `[for one in var.closed : { Effect = "Deny", Action = "s3:*", Resource = "\${one.bucket.arn}/*" }]`,
    ),
    [],
  ],
  [
    "an alias by reference without its key",
    terraform(allow(`"kms:UpdateAlias"`, "aws_kms_alias.app.arn")),
    ["info alias-without-key"],
  ],
  ["an alias and its key", terraform(allow(`"kms:UpdateAlias"`, "[aws_kms_alias.app.arn, aws_kms_key.app.arn]")), []],
  [
    "a negated condition on what a variable gives",
    terraform(
      allow(`"s3:GetObject"`, `"*"`, `, Condition = { StringNotEquals = { "aws:PrincipalTag/team" = var.team } }`),
    ),
    ["info also-when-absent"],
  ],
];

describe("what references leave to be told", () => {
  const findingsIn = findingsOfCases();
  for (const [name, text, expected] of ROWS) {
    test(name, async () => {
      const found = await findingsIn({ about: [name.replaceAll(/\W+/g, "-")], files: new Map([["main.tf", text]]) });
      const known = found.filter(({ code }) => code !== "unknown-action");
      assert.deepEqual(
        known.map(({ code, severity }) => `${severity} ${code}`),
        expected,
      );
    });
  }
});
