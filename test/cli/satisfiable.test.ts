import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runSatisfiable } from "../../server/src/cli/satisfiable.ts";
import { runCommand } from "../support/command.ts";

type Answer = Readonly<Record<string, unknown>>;

async function answersTo(...rows: readonly (object | string)[]): Promise<{ exitCode: number; answers: Answer[] }> {
  const stdin = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
  const { exitCode, stdout } = await runCommand(runSatisfiable, [], { stdin });
  return {
    exitCode,
    answers: stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer),
  };
}

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::alpha/*" };

describe("satisfiable", () => {
  test("names a request that the statement matches", async () => {
    const { answers, exitCode } = await answersTo({ id: 1, statement });
    const witness = { action: "s3:GetObject", resource: "arn:aws:s3:::alpha/a", context: {} };
    assert.deepEqual(answers, [{ id: 1, verdict: "satisfiable", reason: null, witness, dead: [] }]);
    assert.equal(exitCode, 0);
  });

  test("says neither of what a template fills in", async () => {
    const conditions = [{ "s3:${Key}": "x" }, { "aws:{{key}}": "x" }, { "aws:RequestTag/<tag>": "x" }];
    const rows = conditions.map((asked) => ({ statement: { ...statement, Condition: { StringEquals: asked } } }));
    const { answers } = await answersTo(...rows, { statement: { ...statement, Resource: "arn:aws:s3:::<bucket>/*" } });
    assert.deepEqual(
      answers.map(({ verdict }) => verdict),
      Array.from({ length: 4 }, () => "unknown"),
    );
  });

  test("points at the parts that cannot hold together", async () => {
    const condition = { Null: { "s3:ExistingObjectTag/a": "true" }, StringLike: { "s3:ExistingObjectTag/a": "*" } };
    const { answers } = await answersTo({ id: 1, statement: { ...statement, Condition: condition } });
    assert.deepEqual(answers[0]?.["reason"], {
      code: "conditions-contradict",
      basis: "logic",
      message:
        "This Allow never allows: its conditions on 's3:ExistingObjectTag/a' contradict each other. Change or remove one of them.",
      parts: ["/Condition/Null/s3:ExistingObjectTag~1a", "/Condition/StringLike/s3:ExistingObjectTag~1a"],
    });
  });

  test("points at an entry by its place in a list, and at a value that stands alone by its element", async () => {
    const rest = { Effect: "Allow", Resource: "*" };
    const { answers } = await answersTo(
      { statement: { ...rest, NotAction: ["s3:*", "s3:"] } },
      { statement: { ...rest, NotAction: "s3:" } },
    );
    const pointers = answers.map(({ dead }) => (dead as readonly Answer[]).map(({ pointer }) => pointer));
    assert.deepEqual(pointers, [["/NotAction/1"], ["/NotAction"]]);
  });

  test("goes by logic alone where it is told to", async () => {
    const unknown = { ...statement, Action: "s3:GetObjct" };
    const { answers } = await answersTo(
      { id: 1, statement: unknown },
      { id: 2, statement: unknown, catalog: false },
      { id: 3, statement: unknown, names: "strict" },
    );
    assert.deepEqual(
      answers.map(({ verdict }) => verdict),
      ["unknown", "satisfiable", "never"],
    );
  });

  test("answers a line it cannot use with an error and goes on", async () => {
    const { answers, exitCode } = await answersTo(
      "{",
      { id: 2 },
      { id: 3, statement, kind: "x" },
      { id: 4, statement },
    );
    assert.deepEqual(
      answers.map((answer) => "error" in answer),
      [true, true, true, false],
    );
    assert.equal(exitCode, 2);
  });
});

test("a witness that the evaluation engine does not confirm is not shown", async () => {
  const Principal = { Service: "ops.apigateway.aws.internal" };
  const statement = { Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "*" };
  const { stdout } = await runCommand(runSatisfiable, [], {
    stdin: JSON.stringify({ id: 1, statement, kind: "resource", catalog: false }),
  });
  const { verdict, witness } = JSON.parse(stdout) as { verdict: string; witness: unknown };
  assert.deepEqual({ verdict, witness }, { verdict: "unknown", witness: null });
});
