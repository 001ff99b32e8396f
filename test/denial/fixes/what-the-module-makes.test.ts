/**
 * What a fix writes into a module of Terraform is named by the module's own expression, where the module makes it: in the
 * account of the request, with the variables that the caller's name tells, and never in a circle.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const ROLE = `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({})
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}
`;
const TABLE = `resource "aws_dynamodb_table" "events" {\n  name = "events"\n}\n`;
const ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/events";
/** The queue's policy stands in the queue. */
const QUEUE = `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::111122223333:role/other"] }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:eu-west-1:111122223333:jobs"
    }]
  })
}
`;
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:111122223333:jobs";
const ONLY_ROLE = ROLE.slice(0, ROLE.indexOf('resource "aws_iam_role_policy"'));

interface Row {
  readonly what: string;
  readonly module: string;
  readonly action: string;
  readonly resource: string;
  readonly layer?: string;
  readonly caller?: string;
  /** What the first fix writes. */
  readonly writes: string;
}

const ROWS: readonly Row[] = [
  {
    what: "a table of the module",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: "= aws_dynamodb_table.events.arn",
  },
  {
    what: "an index of the table",
    module: ROLE + TABLE,
    action: "dynamodb:Query",
    resource: `${ARN}/index/by-day`,
    writes: '= "${aws_dynamodb_table.events.arn}/index/by-day"',
  },
  {
    what: "the streams of a log group",
    module: `${ROLE}resource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`,
    action: "logs:CreateLogStream",
    resource: "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:one",
    writes: '"${aws_cloudwatch_log_group.app.arn}:*"',
  },
  {
    what: "a table of the name in another account",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: ARN.replace("111122223333", "444455556666"),
    writes: '= "arn:aws:dynamodb:eu-west-1:444455556666:table/events"',
  },
  {
    what: "a table that another provider makes",
    module: ROLE + TABLE.replace("}", "  provider = aws.backup\n}"),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "one of several tables",
    module: ROLE + TABLE.replace("}", "  count = 2\n}"),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "a table whose name begins with that of another",
    module: ROLE + TABLE,
    action: "dynamodb:PutItem",
    resource: `${ARN}-old`,
    writes: `= "${ARN}-old"`,
  },
  {
    what: "a table that two resources may be",
    module: ROLE + TABLE + TABLE.replace('"events" {', '"again" {'),
    action: "dynamodb:PutItem",
    resource: ARN,
    writes: `= "${ARN}"`,
  },
  {
    what: "a table by the variable that the role's name tells",
    module: `variable "env" {}\n${(ROLE + TABLE).replace('"app"\n', '"${var.env}-app"\n').replace('"events"\n', '"${var.env}-events"\n')}`,
    action: "dynamodb:PutItem",
    resource: ARN.replace("events", "prod-events"),
    caller: "prod-app",
    writes: "= aws_dynamodb_table.events.arn",
  },
  {
    what: "a table of another environment than the role's",
    module: `variable "env" {}\n${(ROLE + TABLE).replace('"app"\n', '"${var.env}-app"\n').replace('"events"\n', '"${var.env}-events"\n')}`,
    action: "dynamodb:PutItem",
    resource: ARN.replace("events", "test-events"),
    caller: "prod-app",
    writes: `= "${ARN.replace("events", "test-events")}"`,
  },
  {
    what: "a role among the principals",
    module: QUEUE + ONLY_ROLE,
    action: "sqs:SendMessage",
    resource: QUEUE_ARN,
    layer: "resource-based",
    writes: 'role/other", aws_iam_role.app.arn]',
  },
  {
    what: "a role that is made after the queue whose policy is to name it",
    module: `${QUEUE}${ONLY_ROLE.replace("}\n", "  description = local.words\n}\n")}locals {\n  words = "of \${aws_sqs_queue.jobs.url}"\n}\n`,
    action: "sqs:SendMessage",
    resource: QUEUE_ARN,
    layer: "resource-based",
    writes: 'role/other", "arn:aws:iam::111122223333:role/app"]',
  },
];

describe("a fix names", () => {
  for (const { what, module, action, resource, layer = "identity-based", caller = "app", writes } of ROWS) {
    test(what, () => {
      const files = [{ path: "main.tf", text: module }];
      const message = `User: arn:aws:sts::111122223333:assumed-role/${caller}/i-1 is not authorized to perform: ${action} on resource: ${resource} because no ${layer} policy allows the ${action} action`;
      const workspace = readWorkspace(files, EMPTY_CONFIG);
      const [first] = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).fixes;
      const written = applyEdits(module, first?.edits ?? []);
      assert.ok(written.includes(writes), written);
    });
  }
});
