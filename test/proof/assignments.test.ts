/** What variables stand for in the examples that are tried: nothing that a condition rules out by itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assignments } from "../../server/src/proof/solving/assignments.ts";
import { questionOf } from "../../server/src/proof/solving/question.ts";
import { subjectOf } from "../support/annotated.ts";

const KEY = "aws:principaltag/team";

const CASES = [
  { name: "nothing is said of the key", condition: {}, states: ["absent", "text"] },
  { name: "it is to be absent", condition: { Null: { [KEY]: "true" } }, states: ["absent"] },
  { name: "it is to be there", condition: { Null: { [KEY]: "false" } }, states: ["text"] },
  { name: "either will do", condition: { Null: { [KEY]: ["true", "false"] } }, states: ["absent", "text"] },
  {
    name: "the set operator is not understood",
    condition: { "ForAllValues:Null": { [KEY]: "true" } },
    states: ["absent", "text"],
  },
];

for (const { name, condition, states } of CASES) {
  test(name, () => {
    const statement = {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*",
      Condition: condition,
    };
    const { policy } = subjectOf(JSON.stringify({ Version: "2012-10-17", Statement: statement }), { kind: "identity" });
    const question = questionOf(policy.statements[0]!, "identity", "yes")!;
    const tried = assignments(question, "surest", () => true).map((values) => values.get(KEY)?.state);
    assert.deepEqual([...new Set(tried)].sort(), states);
  });
}

test("of a thousand variables few cases are looked at, and the last variables change first", () => {
  const names = Array.from({ length: 1_000 }, (_, at) => `aws:PrincipalTag/t${at}`);
  const Resource = `arn:aws:s3:::bucket/${names.map((one) => `\${${one}}`).join("/")}`;
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource };
  const { policy } = subjectOf(JSON.stringify({ Version: "2012-10-17", Statement: statement }), { kind: "identity" });
  const tried = assignments(questionOf(policy.statements[0]!, "identity", "yes")!, "surest", () => true);
  assert.ok(tried.length > 1 && tried.length <= 64, `${tried.length} cases`);
  const kept = new Set(tried.map((values) => JSON.stringify([...values].slice(0, 900))));
  assert.equal(kept.size, 1);
  assert.ok(tried.every(({ size }) => size === 1_000));
  assert.equal(new Set(tried.map((values) => JSON.stringify([...values]))).size, tried.length);
});
