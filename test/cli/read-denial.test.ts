import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { runReadDenial } from "../../server/src/cli/read-denial.ts";
import { openService } from "../../server/src/service/index.ts";

const SENTENCE = "User: arn:aws:iam::730112940571:user/a is not authorized to perform: sns:Publish";

async function run(
  input: string,
  args: string[] = [],
): Promise<{ exitCode: number; lines: Record<string, unknown>[]; text: string; words: string }> {
  let text = "";
  let words = "";
  const io: CommandIo = {
    stdin: (async function* () {
      // Chunks end anywhere, also inside a line.
      for (let at = 0; at < input.length; at += 7) yield await Promise.resolve(input.slice(at, at + 7));
    })(),
    out: createOutput((raw) => void (text += raw), "plain"),
    err: createOutput((raw) => void (words += raw), "plain"),
    cwd: "/",
    service: () =>
      openService({
        catalog: () => assert.fail("a message that names its action needs no catalog"),
        log: { error: (message) => assert.fail(message) },
      }),
  };
  const exitCode = await runReadDenial(args, io);
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return { exitCode, text, words, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe("read-denial", () => {
  test("answers each line in order, with its id", async () => {
    const input = [
      { id: "b", text: SENTENCE },
      { id: 7, text: "hello" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n");
    const { exitCode, lines } = await run(`${input}\n\n`);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      lines.map(({ id, isAccessDenied, action }) => [id, isAccessDenied, action]),
      [
        ["b", true, "sns:Publish"],
        [7, false, null],
      ],
    );
    assert.equal("span" in (lines[0] ?? {}), false);
  });
  test("a bad line is answered with its error, the others go on", async () => {
    const { exitCode, lines } = await run(`not JSON\n[1]\n{"id":"x"}\n${JSON.stringify({ id: "y", text: SENTENCE })}`);
    assert.equal(exitCode, 2);
    assert.deepEqual(
      lines.map(({ id, error }) => [id, typeof error]),
      [
        [null, "string"],
        [null, "string"],
        ["x", "string"],
        ["y", "undefined"],
      ],
    );
  });
  test("--text takes the whole input as one message", async () => {
    const { lines } = await run(`${SENTENCE}\non resource: arn:aws:sns:eu-north-1:730112940571:t\n`, ["--text"]);
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.["resource"], "arn:aws:sns:eu-north-1:730112940571:t");
  });
  test("several denials are all there", async () => {
    const { lines } = await run(`${SENTENCE}\n${SENTENCE.replace("sns:Publish", "sns:Subscribe")}`, ["--text"]);
    const denials = lines[0]?.["denials"] as { action: string }[];
    assert.deepEqual(
      denials.map(({ action }) => action),
      ["sns:Publish", "sns:Subscribe"],
    );
  });
  test("a message may be the argument, as for explain", async () => {
    for (const args of [[SENTENCE], SENTENCE.split(" ")]) {
      const { exitCode, lines } = await run("", args);
      assert.deepEqual([exitCode, lines.length, lines[0]?.["action"]], [0, 1, "sns:Publish"]);
    }
  });
  test("a message in the place of JSON Lines leads to --text, and one bad line among others does not", async () => {
    const { exitCode, words } = await run(`${SENTENCE}\non resource: t\n`);
    assert.equal(exitCode, 2);
    assert.equal(
      words,
      "iam-verdict read-denial: no line of the input is a JSON object. For one message as plain text, add --text.\n",
    );
    assert.equal((await run(`not JSON\n${JSON.stringify({ id: 1, text: SENTENCE })}`)).words, "");
  });
  test("--help", async () => {
    const { exitCode, text } = await run("", ["--help"]);
    assert.equal(exitCode, 0);
    assert.match(text, /^Usage: iam-verdict read-denial/);
  });
});
