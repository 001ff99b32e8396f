import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Changes, createCurrentExplanation } from "../../client/src/current-explanation.ts";
import { explanationCopy } from "../../client/src/explanation-copy.ts";
import { messageAt } from "../../client/src/message-at-cursor.ts";
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

describe("while an answer is waited for", () => {
  test("what is shown is marked as old at once, and no longer once there is an answer or none comes", async () => {
    const told: string[] = [];
    const server = slowServer();
    const explanation = createCurrentExplanation(server.ask, NOBODY_LISTENS, (what) => told.push(what));
    const first = explanation.explain(MESSAGE, []);
    assert.deepEqual(told, ["another"]);
    server.answer(BEFORE);
    await first;
    const again = explanation.explainAgain();
    const overtaking = explanation.explain("another message", []);
    assert.deepEqual(told, ["another", "nothing", "again", "another"]);
    server.answer(AFTER);
    await again;
    // The answer to the newest question is still to come.
    assert.equal(told.at(-1), "another");
    server.answer(AFTER);
    await overtaking;
    assert.equal(told.at(-1), "nothing");
  });
});

describe("a question while another is under way", () => {
  test("about the files as they are now does not bring the old message back", async () => {
    const server = slowServer();
    const explanation = createCurrentExplanation(server.ask, NOBODY_LISTENS);
    const first = explanation.explain(MESSAGE, []);
    server.answer(BEFORE);
    await first;
    const another = explanation.explain("another message", []);
    const followed = explanation.explainAgain();
    server.answer(AFTER);
    assert.equal((await another)?.message, "another message");
    await new Promise(setImmediate);
    server.answer(AFTER);
    assert.equal((await followed)?.message, "another message");
    assert.equal(explanation.current?.message, "another message");
  });

  test("about the same message is answered with it, and what was to be said is said", async () => {
    const server = slowServer();
    const explanation = createCurrentExplanation(server.ask, NOBODY_LISTENS);
    const first = explanation.explain(MESSAGE, []);
    server.answer(BEFORE);
    await first;
    const applied = explanation.explainAgain({ notice: "Written." });
    const followed = explanation.explainAgain();
    server.answer(BEFORE);
    server.answer(AFTER);
    assert.equal(await applied, await followed);
    assert.equal(explanation.current?.notice, "Written.");
    assert.equal(explanation.current.result, AFTER);
  });
});

describe("the copy for a ticket", () => {
  test("holds the explanation, the message and the facts, and no text ends its own fence", () => {
    const copy = explanationCopy(
      { message: "denied\n```\n# no heading", facts: [{ key: "aws:SourceIp", value: "203.0.113.7" }], result: BEFORE },
      { message: "The message", facts: "Facts" },
    );
    assert.ok(copy.startsWith(BEFORE.markdown.trimEnd()));
    assert.match(copy, /## The message\n\n````text\ndenied\n```\n# no heading\n````\n/);
    assert.match(copy, /## Facts\n\n```text\naws:SourceIp = 203\.0\.113\.7\n```\n/);
  });
});

describe("the message under the cursor", () => {
  const DENIED = "User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetObject";
  const at = (text: string): string | undefined => {
    const lines = text.split("\n");
    const line = lines.findIndex((one) => one.includes("|"));
    return messageAt(line, (index) => lines[index]?.replace("|", ""));
  };
  const cases: readonly (readonly [text: string, message: string | undefined])[] = [
    ["nothing| of it", undefined],
    ['{ |"Sid": "DenyUnauthorized" }', undefined],
    [`before\n\n|${DENIED}\nbecause of a Deny\n\nafter`, `${DENIED}\nbecause of a Deny`],
    [`12:00 ${DENIED}Acl\n12:01 |${DENIED}\n12:02 done`, `12:01 ${DENIED}`],
    [
      '{\n  |"errorCode": "AccessDenied",\n  "eventName": "GetObject"\n}',
      '{\n  "errorCode": "AccessDenied",\n  "eventName": "GetObject"\n}',
    ],
    [`${DENIED}\n\n|another line`, undefined],
  ];
  for (const [text, message] of cases) {
    test(JSON.stringify(text), () => assert.equal(at(text), message));
  }
});

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
