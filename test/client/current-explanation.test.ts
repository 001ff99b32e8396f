import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Changes, createCurrentExplanation } from "../../client/src/current-explanation.ts";
import { type DoneFix } from "../../client/src/denial-panel/panel-state.ts";
import { type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { denied, policyOf, resultOf } from "./panel-fixture.ts";

const MESSAGE = denied(
  "s3:GetObject",
  "arn:aws:s3:::b/k",
  "because no identity-based policy allows the s3:GetObject action",
);
const BEFORE = resultOf({
  message: MESSAGE,
  files: { "p.json": policyOf({ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" }) },
});
const AFTER = resultOf({
  message: MESSAGE,
  files: {
    "p.json": policyOf({ Effect: "Allow", Action: ["s3:PutObject", "s3:GetObject"], Resource: "arn:aws:s3:::b/*" }),
  },
});

/** A server that answers when the test says so, in the order of the questions. */
function slowServer(): {
  readonly ask: () => Promise<ExplainDenialResult>;
  answer(result: ExplainDenialResult): void;
} {
  const waiting: ((result: ExplainDenialResult) => void)[] = [];
  return {
    ask: () => new Promise((resolve) => waiting.push(resolve)),
    answer: (result) => waiting.shift()?.(result),
  };
}

const NOBODY_LISTENS: Changes = {
  event: () => ({ dispose: () => undefined }),
  fire: () => undefined,
  dispose: () => undefined,
};

describe("the explanation that is shown", () => {
  const fix = BEFORE.denials[0]?.fixes[0];
  assert.ok(fix, "a fix is offered to begin with");
  const done: DoneFix = { denial: 0, title: fix.done, files: ["p.json"] };

  async function explained() {
    const server = slowServer();
    const explanation = createCurrentExplanation(server.ask, NOBODY_LISTENS);
    const first = explanation.explain(MESSAGE, []);
    server.answer(BEFORE);
    await first;
    return { server, explanation };
  }

  test("says what was done although a later question overtakes its answer", async () => {
    const { server, explanation } = await explained();
    const applied = explanation.explainAgain({ done });
    const followed = explanation.explainAgain();
    server.answer(AFTER);
    server.answer(AFTER);
    await Promise.all([applied, followed]);
    assert.deepEqual(explanation.current?.done, [done]);
  });

  test("keeps a fact that was told before the answer came", async () => {
    const { server, explanation } = await explained();
    const fact = { key: "aws:SourceVpce", value: "vpce-1" };
    const told = explanation.explainAgain({ facts: [fact] });
    const followed = explanation.explainAgain();
    server.answer(BEFORE);
    server.answer(BEFORE);
    await Promise.all([told, followed]);
    assert.deepEqual(explanation.current?.facts, [fact]);
  });

  test("takes back what was done once the fix is offered again", async () => {
    const { server, explanation } = await explained();
    const applied = explanation.explainAgain({ done });
    server.answer(AFTER);
    await applied;
    const undone = explanation.explainAgain();
    server.answer(BEFORE);
    await undone;
    assert.deepEqual(explanation.current?.done, []);
  });
});
