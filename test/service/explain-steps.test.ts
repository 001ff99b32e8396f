/**
 * An explanation gives way between its parts, for each of those who may have asked, and for each fix that is tried: a file of
 * thousands of lines is read again for it, and nothing waits for all of them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainSteps } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const SAYS =
  "is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::data-1/x because no identity-based policy allows the s3:PutObject action";
const NAMED = `User: arn:aws:sts::111122223333:assumed-role/svc-1/run ${SAYS}`;

const text = [1, 2, 3]
  .map(
    (id) => `
resource "aws_iam_role" "r${id}" { name = "svc-${id}" }
resource "aws_iam_role_policy" "r${id}" {
  role   = aws_iam_role.r${id}.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::data-${id}/*" }] })
}`,
  )
  .join("");

interface Run {
  readonly steps: number;
  readonly fixes: number;
}

function run(message: string): Run {
  const workspace = readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG);
  const explaining = explainSteps({ message, workspace, facts: new Map(), catalog: realCatalog() });
  for (let steps = 0; ; steps++) {
    const { done, value } = explaining.next();
    if (done === true) return { steps, fixes: value.fixes.length };
  }
}

test("each fix that is offered was tried in a step of its own, beside those of the message, the policies and the statements", () => {
  const { steps, fixes } = run(NAMED);
  assert.ok(fixes >= 2, `${fixes} fixes`);
  assert.ok(steps >= fixes + 3, `${steps} steps for ${fixes} fixes`);
});

test("a message that names nobody takes as many for each of three roles", () => {
  const [named, nameless] = [run(NAMED).steps, run(SAYS).steps];
  assert.ok(nameless >= 3 * (named - 1), `${nameless} steps for three roles, ${named} for one`);
});
