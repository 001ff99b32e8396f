/** Where the message hides who asked, what is added to a policy is for whoever else has it, and the fix says so. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const MESSAGE =
  "User: arn:aws:sts::111122223333:assumed-role/***/run is not authorized to perform: sqs:DeleteMessage on resource: arn:aws:sqs:eu-west-1:111122223333:jobs because no identity-based policy allows the sqs:DeleteMessage action";

const POLICY = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "*" }] })`;

function sharedBy(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const workspace = readWorkspace(texts, EMPTY_CONFIG);
  const { fixes } = explainDenial({ message: MESSAGE, workspace, facts: new Map(), catalog: realCatalog() });
  const [fix] = fixes;
  assert.ok(fix);
  return fix.risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : []));
}

const role = (name: string): string => `resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = "{}"
}
`;

describe("a policy of a caller whose name is hidden", () => {
  test("is that of the other role as well", () => {
    const attached = ["sort", "mail"].map(
      (name) => `${role(name)}resource "aws_iam_role_policy_attachment" "${name}" {
  role       = aws_iam_role.${name}.name
  policy_arn = aws_iam_policy.queue.arn
}
`,
    );
    const policy = `resource "aws_iam_policy" "queue" {
  name   = "queue"
  policy = ${POLICY}
}
`;
    assert.deepEqual(sharedBy({ "main.tf": attached.join("") + policy }), ["mail"]);
  });

  test("is that of the role of another call of its module as well", () => {
    const call = (name: string): string => `module "${name}" {
  source = "./job"
  name   = "${name}"
}
`;
    const job = `variable "name" {}
resource "aws_iam_role" "job" {
  name               = var.name
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "job" {
  role   = aws_iam_role.job.id
  policy = ${POLICY}
}
`;
    assert.deepEqual(sharedBy({ "main.tf": call("night") + call("day"), "job/main.tf": job }), ["day"]);
  });

  test("is nobody else's where one role has it", () => {
    const policy = `resource "aws_iam_role_policy" "sort" {
  role   = aws_iam_role.sort.id
  policy = ${POLICY}
}
`;
    assert.deepEqual(sharedBy({ "main.tf": role("sort") + policy }), []);
  });
});
