/** The rule that AWS Step Functions manages: the refusal names neither it nor the job that the state machine waits for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { explained } from "../support/explained.ts";

const refused =
  "AccessDeniedException: 'arn:aws:iam::111122223333:role/flow' is not authorized to create managed-rule.";
const child = "arn:aws:states:eu-west-1:111122223333:stateMachine:child";

describe("a managed rule", () => {
  const answer = (...statements: readonly object[]) =>
    explained(refused, { "roles/flow/p.json": statements.map((one) => ({ Effect: "Allow", ...one })) });
  const written = (...statements: readonly object[]): string =>
    answer(...statements)
      .fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText))
      .join("");

  test("is that of the job which the role starts", () => {
    const { fixes } = answer({ Action: "states:StartExecution", Resource: child });
    assert.deepEqual(fixes.map(fixTitleText), [
      "Add a statement to roles/flow/p.json that allows events:PutRule and what is needed with it (events:PutTargets and events:DescribeRule)",
    ]);
    assert.deepEqual(fixes[0]?.risks[0]?.risk, "only-if-resource");
    const text = written({ Action: "states:StartExecution", Resource: child });
    for (const part of [
      "arn:aws:events:eu-west-1:111122223333:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
      "events:PutTargets",
      "events:DescribeRule",
    ])
      assert.ok(text.includes(part), text);
  });

  test("is in any Region where nothing shows one", () => {
    const text = written({ Action: ["batch:SubmitJob", "batch:TerminateJob"], Resource: "*" });
    assert.ok(text.includes("arn:aws:events:*:111122223333:rule/StepFunctionsGetEventsForBatchJobsRule"), text);
  });

  test("is not known beside jobs of two kinds, or none", () => {
    const two = [
      { Action: "states:StartExecution", Resource: child },
      { Action: "ecs:RunTask", Resource: "*" },
    ];
    assert.equal(written(...two), "");
    assert.equal(written({ Action: "lambda:InvokeFunction", Resource: "*" }), "");
  });
});
