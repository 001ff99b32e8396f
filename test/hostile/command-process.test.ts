/** The command as a shell starts it: what its streams are is decided outside, and it says what it cannot use. */
import assert from "node:assert/strict";
import { spawn, type StdioOptions } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { before, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { runCommand } from "../support/command.ts";
import { buildPrograms } from "../support/language-server.ts";
import { packedMiniCatalog } from "../support/mini-catalog.ts";
import { someOf } from "../support/searching.ts";

const OUTPUT = join(process.cwd(), "out", "command-line");
const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;
const FULL = "/dev/full";
const MANY = 400;
const NOTHING_READ = /^iam-verdict (lint|explain): [^\n]+\n$/;

const readsPipeAs = (path: string) => async () => {
  const { exitCode, stdout, stderr } = await run(["lint", path, "--fail-on", "warning"], { input: POLICY });
  assert.match(stdout, /unknown-action/);
  assert.deepEqual([exitCode, stderr], [1, ""]);
};

/** With a folder in the place of a pipe. */
const saysOfFolder =
  (...args: string[]) =>
  async () => {
    const folder = openSync(tmpdir(), "r");
    const { exitCode, stdout, stderr } = await run(args, { stdio: [folder, "pipe", "pipe"] });
    closeSync(folder);
    assert.match(stderr, NOTHING_READ);
    assert.match(stderr, /standard input cannot be read: it is a folder\./);
    assert.deepEqual([exitCode, stdout], [2, ""]);
  };

const saysOfFullDisk = async () => {
  const full = openSync(FULL, "w");
  const { exitCode, stderr } = await run(["lint", "samples/terraform"], { stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  assert.equal(stderr, "iam-verdict: the output cannot be written: the disk is full. Write it to another place.\n");
  assert.equal(exitCode, 2);
};

const TRIED: Readonly<Record<string, () => Promise<void>>> = {
  "reads a pipe as -": readsPipeAs("-"),

  "reads a pipe as /dev/stdin": readsPipeAs("/dev/stdin"),

  "reads a pipe of the shell as a workspace": async () => {
    const { exitCode, stderr } = await run(["explain", "--workspace", "/dev/stdin", denied()], { input: POLICY });
    assert.deepEqual([exitCode, stderr], [1, ""]);
  },

  "says of a folder as standard input of lint what is wrong, and exits with 2": saysOfFolder("lint", "-"),

  "says it of explain, too": saysOfFolder("explain", "--workspace", "samples/terraform"),

  ...(existsSync(FULL)
    ? { "says of a full disk as standard output that it is full, and exits with 2": saysOfFullDisk }
    : {}),

  "says of many files in two threads what it says in one": async () => {
    const folder = mkdtempSync(join(tmpdir(), "iam-verdict-"));
    for (let number = 0; number < MANY; number++) writeFileSync(join(folder, `${number}.json`), POLICY);
    const args = ["lint", folder, "--format", "json", "--fail-on", "warning"];
    const { exitCode, stdout, stderr } = await run(args, {});
    const alone = await runCommand(runLint, args.slice(1));
    rmSync(folder, { recursive: true });
    assert.deepEqual([exitCode, stdout, stderr], [1, alone.stdout, ""]);
  },

  "is quiet when its reader has gone": async () => {
    const child = spawn(process.execPath, [join(OUTPUT, "cli.js"), "lint", "samples/terraform"]);
    child.stdout.destroy();
    const ended = new Promise((resolve) => child.once("close", resolve));
    assert.deepEqual([await textOf(child.stderr), await ended], ["", 2]);
  },
};

describe("the command as a process", () => {
  before(async () => {
    mkdirSync(OUTPUT, { recursive: true });
    const programs = await buildPrograms();
    for (const name of ["cli.js", "engine.js"]) cpSync(join(programs, name), join(OUTPUT, name));
    const { core, descriptions } = packedMiniCatalog();
    writeFileSync(join(OUTPUT, "catalog-core.json"), core);
    writeFileSync(join(OUTPUT, "catalog-descriptions.json"), descriptions);
  });

  // A process takes as long as a hundred tests.
  for (const [what, tried] of someOf(Object.entries(TRIED), 0)) test(what, tried);
});

function denied(): string {
  const user = "arn:aws:iam::111122223333:user/ana";
  return `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orders/1" because no identity-based policy allows the s3:PutObject action`;
}

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  args: readonly string[],
  { input, stdio = "pipe" }: { readonly input?: string; readonly stdio?: StdioOptions },
): Promise<Ran> {
  const child = spawn(process.execPath, [join(OUTPUT, "cli.js"), ...args], { stdio });
  child.stdin?.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([wholeText(child.stdout), wholeText(child.stderr)]);
  return { exitCode: await ended, stdout, stderr };
}

async function wholeText(stream: Readable | null): Promise<string> {
  return stream === null ? "" : textOf(stream);
}
