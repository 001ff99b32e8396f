/** A message that names nobody: each of those who may have asked is a step of its own, so that nothing waits for all of them. */
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

function stepsOf(message: string): number {
  const workspace = readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG);
  const steps = explainSteps({ message, workspace, facts: new Map(), catalog: realCatalog() });
  let count = 0;
  while (steps.next().done !== true) count++;
  return count;
}

test("there is a step for the message, for anybody, and for each of three roles", () => assert.equal(stepsOf(SAYS), 5));

test("and one where the message says who asked", () => assert.equal(stepsOf(NAMED), 1));
