/** `iam-verdict fit` and `iam-verdict needs`: what they print, and what they write. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { runFit } from "../../server/src/cli/fit.ts";
import { runNeeds } from "../../server/src/cli/needs.ts";
import { runCommand } from "../support/command.ts";
import { policyOf } from "../support/sized-policies.ts";

const ALIKE = `{"Version": "2012-10-17",\r\n\t"Statement": [\r\n\t\t{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/\\t\u2028"},\r\n\t\t{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}\r\n]}\r\n`;

describe("iam-verdict fit", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fit-"));
    writeFileSync(join(folder, "alike.json"), ALIKE);
    writeFileSync(join(folder, "long.json"), policyOf(20_000));
    writeFileSync(join(folder, "long-2.json"), "kept");
    writeFileSync(
      join(folder, "iam-verdict.json"),
      `{ "policies": [{ "files": "long.json", "kind": "identity", "attachedTo": ["arn:aws:iam::111122223333:role/r"] }] }`,
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("prints JSON that can be read, whatever the file's line ends, tabs and hidden characters are", async () => {
    const { exitCode, stdout, stderr } = await runCommand(runFit, ["alike.json"], { cwd: folder });
    assert.equal(exitCode, 0);
    assert.deepEqual((JSON.parse(stdout) as { readonly Statement: readonly object[] }).Statement, [
      { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/\t\u2028", "arn:aws:s3:::b/*"] },
    ]);
    assert.match(stderr, /^From \d+ to \d+ of the 6,144 characters/);
  });

  test("writes the file with --write, line ends and all", async () => {
    const { exitCode, stdout } = await runCommand(runFit, ["--write", "alike.json"], { cwd: folder });
    assert.deepEqual([exitCode, stdout], [0, ""]);
    assert.match(readFileSync(join(folder, "alike.json"), "utf8"), /\r\n\t"Statement"/);
  });

  test("writes the parts beside the file, and overwrites nothing", async () => {
    const { exitCode, stdout } = await runCommand(runFit, ["--split", "--write", "long.json"], { cwd: folder });
    assert.equal(exitCode, 0);
    const names = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(":")[0] ?? "");
    assert.deepEqual(names.slice(0, 2), ["long.json", "long-3.json"]);
    assert.equal(readFileSync(join(folder, "long-2.json"), "utf8"), "kept");
    for (const name of names) assert.ok(readdirSync(folder).includes(name));
    const config = JSON.parse(readFileSync(join(folder, "iam-verdict.json"), "utf8")) as {
      readonly policies: readonly { readonly files: string; readonly attachedTo: readonly string[] }[];
    };
    assert.deepEqual(
      config.policies.map(({ files }) => files),
      names,
    );
    assert.ok(config.policies.every(({ attachedTo }) => attachedTo[0] === "arn:aws:iam::111122223333:role/r"));
  });

  test("exits with 1 while it is too long, and refuses what it cannot do", async () => {
    const { exitCode } = await runCommand(runFit, ["--kind", "session", "-"], { stdin: sevenKilobytes() });
    assert.equal(exitCode, 1);
    await assert.rejects(runCommand(runFit, ["--write", "-"], { stdin: "{}" }), /--write needs a file/);
    await assert.rejects(runCommand(runFit, ["--kind", "nonsense", "alike.json"], { cwd: folder }), /write --kind/);
    await assert.rejects(runCommand(runFit, ["--split", "alike.json"], { cwd: folder }), /need not be split/);
    await assert.rejects(runCommand(runFit, []), /name one file/);
  });
});

/** Of statements of which none can be merged with another. */
function sevenKilobytes(): string {
  const statements = Array.from({ length: 50 }, (_, index) => ({
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::bucket-${index}/*`,
    Condition: { StringNotEquals: { "aws:PrincipalTag/team": `team-${index}` } },
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

describe("iam-verdict needs", () => {
  test("prints a policy, and beside it what is needed", async () => {
    const { exitCode, stdout, stderr } = await runCommand(runNeeds, ["aws s3 ls"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /"Action": "s3:ListAllMyBuckets"/);
    assert.match(stderr, /^It needs 's3:ListAllMyBuckets'\. Source: ls \(AWS CLI Command Reference\)/);
  });

  test("prints no policy where none is needed, and refuses what is not known", async () => {
    const { stdout, stderr } = await runCommand(runNeeds, ["eks get-token"]);
    assert.deepEqual([stdout.trim(), /^It needs no permission/.test(stderr)], ["", true]);
    await assert.rejects(runCommand(runNeeds, ["lambda deploy"]), /not known/);
  });
});
