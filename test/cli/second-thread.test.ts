/** Two threads check a folder with many files: the answer is that of one, whatever the second one took, did or failed to do. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runLint } from "../../server/src/cli/lint.ts";
import { lintShare } from "../../server/src/cli/lint-files.ts";
import {
  type FoundInFiles,
  nothingTaken,
  type SecondThread,
  type SharedLint,
} from "../../server/src/cli/second-thread.ts";
import { type CommandRun, runCommand } from "../support/command.ts";
import { quarterOf } from "../support/searching.ts";

const MANY = 300;
/** Of every tenth file but the first, and of the broken one. One is accepted. */
const FINDINGS = MANY / 10 - 1 + 1 - 1;
const WRONG = `{
  "Version": "2012-10-17",
  "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }]
}
`;
const BROKEN = WRONG.replace(`"Resource": "*"`, `"Resource":`);
/** Accepts one finding; the other entry accepts nothing, which is told once all files were checked. */
const ACCEPTED = JSON.stringify({
  suppress: [
    { code: "unknown-action", files: "020.json", reason: "new" },
    { code: "unknown-action", files: "000.json", reason: "was new" },
  ],
});

type Second = (shared: SharedLint, io: CommandIo) => Promise<FoundInFiles>;

const isOdd = (number: number): boolean => number % 2 === 1;

/** It takes those files before the first thread comes to them, and checks them. */
const checking =
  (takes: (number: number) => boolean): Second =>
  (shared, io) => {
    const free = nothingTaken();
    const [taken, left] = [new Uint8Array(shared.taken), new Uint8Array(free).fill(1)];
    for (let number = 0; number < MANY; number++) if (takes(number)) [taken[number], left[number]] = [1, 0];
    return lintShare({ ...shared, taken: free }, io);
  };

const SECONDS: Readonly<Record<string, Second>> = {
  "checks every other file": checking(isOdd),
  "checks all files": checking(() => true),
  "comes too late for any": checking(() => false),
  "takes files and fails": (shared) => {
    new Uint8Array(shared.taken).fill(1, 10, 200);
    return Promise.resolve(new Map());
  },
  "knows a file by another name": async (shared, io) =>
    new Map([...(await checking(isOdd)(shared, io))].map(([name, result]) => [`${name}.old`, result])),
};

describe("lint of a folder with many files", () => {
  let cwd = "";
  const ARGS = ["many", "--format", "json", "--fail-on", "warning"];
  let alone: CommandRun | undefined;
  before(async () => {
    cwd = mkdtempSync(join(tmpdir(), "iam-verdict-"));
    mkdirSync(join(cwd, "many"));
    mkdirSync(join(cwd, "few"));
    for (let number = 0; number < MANY; number++) {
      const text = number === 31 ? BROKEN : number % 10 === 0 && number > 0 ? WRONG : "{}";
      writeFileSync(join(cwd, "many", `${String(number).padStart(3, "0")}.json`), text);
    }
    writeFileSync(join(cwd, "many", "iam-verdict.json"), ACCEPTED);
    writeFileSync(join(cwd, "few", "policy.json"), WRONG);
    alone = await lint(ARGS);
  });
  after(() => rmSync(cwd, { recursive: true }));

  /** Notes in `threads` each thread that is started, and each that is ended. */
  const lint = (args: readonly string[], second?: Second, threads: string[] = []): Promise<CommandRun> => {
    const command = (given: string[], io: CommandIo): Promise<number> => {
      if (second === undefined) return runLint(given, io);
      const secondThread = (shared: SharedLint): SecondThread => {
        threads.push("started");
        return { found: second(shared, io), end: () => void threads.push("ended") };
      };
      return runLint(given, { ...io, secondThread });
    };
    return runCommand(command, args, { cwd });
  };

  test("finds in one thread what is wrong", () => {
    assert.equal(alone?.stdout.match(/"unknown-action"/g)?.length, FINDINGS);
    assert.match(alone.stderr, /no longer matches any finding/);
  });

  // Each checks as many files as all other tests of the command together.
  for (const [does, second] of quarterOf(Object.entries(SECONDS), 0)) {
    test(`says the same where the second thread ${does}`, async () => {
      const threads: string[] = [];
      assert.deepEqual(await lint(ARGS, second, threads), alone);
      assert.deepEqual(threads, ["started", "ended"]);
    });
  }

  for (const args of quarterOf([["few"], ["many/010.json"], ["many", "few"], ["many", "--fix-dry-run"]], 3)) {
    test(`has one thread for lint ${args.join(" ")}`, async () => {
      const threads: string[] = [];
      await lint(args, checking(isOdd), threads);
      assert.deepEqual(threads, []);
    });
  }

  test("ends the thread that it began where it cannot go on", async () => {
    const threads: string[] = [];
    const waiting: Second = () => new Promise(() => undefined);
    await assert.rejects(lint(["many", "--config", "none.json"], waiting, threads), /none\.json cannot be read/);
    assert.deepEqual(threads, ["started", "ended"]);
  });
});
