/** A resource that comes into a statement comes for its other actions as well: this is said, unless none acts on it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FixChange } from "../../../server/src/denial/fixes/fix-change.ts";
import { explained } from "../../support/explained.ts";

const PREFIX = "eu-west-1:111122223333";

function otherActions(action: string, asked: string, statement: object): readonly string[] {
  const message = `User: arn:aws:sts::111122223333:assumed-role/app/run-1 is not authorized to perform: ${action} on resource: ${asked} because no identity-based policy allows the ${action} action`;
  const { fixes } = explained(message, { "roles/app/policy.json": statement });
  const isOfResource = (change: FixChange): boolean =>
    change.change === "add-resource" || change.change === "correct-resource";
  const added = fixes.find(({ change }) => isOfResource(change)) ?? assert.fail("no resource is added");
  return added.risks.flatMap((one) => (one.risk === "other-actions" ? one.actions : []));
}

describe("what else a fix permits", () => {
  test("a stream lies in the group that is corrected to have its :*", () => {
    const group = `arn:aws:logs:${PREFIX}:log-group:/aws/lambda/fn`;
    const statement = { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: group };
    assert.deepEqual(otherActions("logs:PutLogEvents", `${group}:log-stream:a`, statement), ["logs:CreateLogStream"]);
  });

  test("a resource that is corrected", () => {
    const statement = {
      Effect: "Allow",
      Action: ["sqs:SendMessage", "sqs:DeleteQueue", "sns:Publish"],
      Resource: `arn:aws:sqs:${PREFIX}:ordres`,
    };
    assert.deepEqual(otherActions("sqs:SendMessage", `arn:aws:sqs:${PREFIX}:orders`, statement), ["sqs:DeleteQueue"]);
  });

  test("a resource that is corrected comes for the others whom the statement names, too", () => {
    const caller = "arn:aws:iam::111122223333:user/ann";
    const orders = `arn:aws:sqs:${PREFIX}:orders`;
    const message = `User: ${caller} is not authorized to perform: sqs:SendMessage on resource: ${orders} because no resource-based policy allows the sqs:SendMessage action`;
    const othersGiven = (principals: readonly string[]): readonly string[] => {
      const principal = { Effect: "Allow", Principal: { AWS: principals } };
      const policy = [
        { ...principal, Action: "sqs:SendMessage", Resource: orders.replace("orders", "ordres") },
        { ...principal, Action: "sqs:ReceiveMessage", Resource: orders },
      ];
      const fix = explained(message, { "queue.json": policy }).fixes.find(
        ({ change }) => change.change === "correct-resource",
      );
      assert.ok(fix);
      return fix.risks.flatMap((one) => (one.risk === "other-principals" ? one.principals : []));
    };
    assert.deepEqual(othersGiven([caller, "arn:aws:iam::444455556666:root"]), ["arn:aws:iam::444455556666:root"]);
    assert.deepEqual(othersGiven([caller]), []);
  });

  test("an action on tables does not act on an index", () => {
    const table = `arn:aws:dynamodb:${PREFIX}:table/orders`;
    const statement = { Effect: "Allow", Action: ["dynamodb:Query", "dynamodb:GetItem"], Resource: table };
    assert.deepEqual(otherActions("dynamodb:Query", `${table}/index/by-date`, statement), []);
  });
});
