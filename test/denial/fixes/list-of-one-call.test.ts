/** What is added to a list that one call gives a module is for the roles of that call alone, and the fix names no others. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FixRisk } from "../../../server/src/denial/fixes/fix-risk.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const MESSAGE =
  "User: arn:aws:sts::111122223333:assumed-role/job-night/run is not authorized to perform: sqs:DeleteMessage on resource: arn:aws:sqs:eu-west-1:111122223333:jobs because no identity-based policy allows the sqs:DeleteMessage action";

const ROLE = `resource "aws_iam_role" "job" {
  name               = "job-\${var.name}"
  assume_role_policy = "{}"
}
`;

const POLICY = `variable "name" {}
variable "actions" {}
resource "aws_iam_role_policy" "job" {
  role   = aws_iam_role.job.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`;

const OTHER = `resource "aws_iam_role" "watch" {
  name               = "watch-\${var.name}"
  assume_role_policy = "{}"
}
resource "aws_iam_policy" "job" {
  name   = "job-\${var.name}"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "job" {
  role       = aws_iam_role.job.name
  policy_arn = aws_iam_policy.job.arn
}
resource "aws_iam_role_policy_attachment" "watch" {
  role       = aws_iam_role.watch.name
  policy_arn = aws_iam_policy.job.arn
}
variable "name" {}
variable "actions" {}
`;

/** Who else gets what the fix adds to the list. */
function others(main: string, job = ROLE + POLICY): readonly string[] {
  const files = [
    { path: "main.tf", text: main },
    { path: "job/main.tf", text: job },
  ];
  const workspace = readWorkspace(files, EMPTY_CONFIG);
  const { fixes } = explainDenial({ message: MESSAGE, workspace, facts: new Map(), catalog: realCatalog() });
  const fix = fixes.find(({ change }) => change.change === "add-where-written");
  assert.ok(fix, "the fix adds to the list");
  return fix.risks.flatMap((one: FixRisk) => (one.risk === "shared-policy" ? one.holders : []));
}

const call = (name: string, actions: string): string => `module "${name}" {
  source  = "./job"
  name    = "${name}"
  actions = ${actions}
}
`;

describe("what is added to the list of a call", () => {
  test("is for the role of that call", () => {
    assert.deepEqual(others(call("night", '["sqs:ReceiveMessage"]') + call("day", '["sqs:GetQueueUrl"]')), []);
  });

  test("is for the other roles that the same call makes", () => {
    const calls = call("night", '["sqs:ReceiveMessage"]') + call("day", '["sqs:GetQueueUrl"]');
    assert.deepEqual(others(calls, ROLE + OTHER), ["watch-night"]);
  });

  test("is for the role of its entry, where the module is called for each entry of a map", () => {
    const main = `module "job" {
  source   = "./job"
  for_each = {
    night = { actions = ["sqs:ReceiveMessage"] }
    day   = { actions = ["sqs:ReceiveMessage"] }
  }
  name    = each.key
  actions = each.value.actions
}
`;
    assert.deepEqual(others(main), []);
    assert.deepEqual(others(main, ROLE + OTHER), ["watch-night"]);
  });

  test("is for all entries, where the call has one list for them", () => {
    const main = `module "job" {
  source   = "./job"
  for_each = toset(["night", "day"])
  name     = each.key
  actions  = ["sqs:ReceiveMessage"]
}
`;
    assert.notDeepEqual(others(main), []);
  });
});
