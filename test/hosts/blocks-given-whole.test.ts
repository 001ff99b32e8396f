/** Roles and tables that go from module to module as a whole, in an object. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { explainedIn } from "../support/explained.ts";

const GLOBAL = `resource "aws_iam_role" "worker" {
  name = "worker-live"
}
output "roles" {
  value = { worker = aws_iam_role.worker }
}
`;
const MAIN = `module "global" {
  source = "./global"
}
resource "aws_dynamodb_table" "orders" {
  name = "orders"
}
module "region" {
  source = "./region"
  roles  = module.global.roles
  tables = { orders = aws_dynamodb_table.orders }
}
`;
const REGION = `variable "roles" {}
variable "tables" {}
module "worker" {
  source = "./worker"
  role   = var.roles.worker
  table  = var.tables.orders
}
`;
const WORKER = `variable "role" {}
variable "table" {}
resource "aws_iam_role_policy" "worker" {
  name = "orders-of-worker"
  role = var.role.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = var.table.arn }]
  })
}
`;
const OTHER = `resource "aws_iam_role_policy" "other" {
  name = "orders-of-other"
  role = "other"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:Scan", "dynamodb:Query"], Resource = "*" }]
  })
}
`;

test("a policy is that of a role that an object of another module holds", () => {
  const message =
    "User: arn:aws:sts::111122223333:assumed-role/worker-live/job is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/orders because no identity-based policy allows the dynamodb:Query action";
  const { fixes, nearMisses } = explainedIn(message, [
    { path: "main.tf", text: MAIN },
    { path: "other.tf", text: OTHER },
    { path: "global/main.tf", text: GLOBAL },
    { path: "region/main.tf", text: REGION },
    { path: "region/worker/main.tf", text: WORKER },
  ]);
  assert.equal(nearMisses[0]?.place.basis, "declared");
  assert.equal(nearMisses[0].place.policyName, "orders-of-worker");
  assert.match(fixes[0] ? fixTitleText(fixes[0]) : "", /orders-of-worker.* dynamodb:Query/);
});
