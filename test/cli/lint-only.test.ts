/** `lint --only`: of a folder the files that a list names, as `git diff --name-only` prints one. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { type LintReport } from "../../server/src/service/index.ts";
import { runCommand } from "../support/command.ts";

const WRONG = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }]
}
`;

const FILES: Readonly<Record<string, string>> = {
  "policies/first.json": WRONG,
  "policies/second.json": WRONG,
  "policies/größe.json": WRONG,
  "network.tf": 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n',
  "notes.txt": "no policy",
  "changed.txt": "policies/second.json\r\nnotes.txt\r\n",
};

let cwd = "";
before(() => {
  cwd = mkdtempSync(join(tmpdir(), "lint-only-"));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
});
after(() => {
  rmSync(cwd, { recursive: true });
});

describe("lint --only checks", () => {
  for (const [title, stdin, args, files] of [
    ["what the list names", "policies/first.json\n", ["-"], ["policies/first.json"]],
    ["what lies below the path", "policies/first.json\n", ["-", "policies"], ["policies/first.json"]],
    ["nothing outside the path", "notes.txt\nnetwork.tf\n", ["-", "policies"], []],
    [
      "what is there of a list with a file that is gone",
      "gone.json\npolicies/first.json\n",
      ["-"],
      ["policies/first.json"],
    ],
    [
      "names that git writes between quotation marks",
      String.raw`"policies/gr\303\266\303\237e.json"` + "\n" + String.raw`"policies/two\"marks\\.json"`,
      ["-"],
      ["policies/größe.json"],
    ],
    ["names of any characters with git's -z", "policies/größe.json\0", ["-"], ["policies/größe.json"]],
    ["the list in a file with lines of Windows", "", ["changed.txt"], ["policies/second.json"]],
    ["nothing for files without a policy", "network.tf\nnotes.txt\n", ["-"], []],
    ["nothing for an empty list", "", ["-"], []],
  ] as const) {
    test(title, async () => {
      const options = ["--format", "json", "--fail-on", "warning", "--only", ...args];
      const { exitCode, stdout, stderr } = await runCommand(runLint, options, { cwd, stdin });
      const { findings } = JSON.parse(stdout) as LintReport;
      assert.deepEqual(
        findings.map(({ file }) => file),
        files,
      );
      assert.deepEqual([exitCode, stderr], [files.length === 0 ? 0 : 1, ""]);
    });
  }
});

describe("lint --only says what is wrong with", () => {
  for (const [title, stdin, args, words] of [
    [
      "a list of which no file is there",
      "first.json\n",
      ["-"],
      "--only: none of the files that standard input lists is there. Give one path a line, from the current folder: git diff --name-only --relative --diff-filter=d",
    ],
    [
      "a list that is not there",
      "",
      ["no.txt"],
      "--only: 'no.txt' cannot be read: it does not exist. Give a list of files, or - for standard input.",
    ],
    [
      "a file beside it",
      "policies/first.json\n",
      ["-", "policies/first.json"],
      "--only chooses files of folders, and 'policies/first.json' is a file. Leave one of the two out.",
    ],
  ] as const) {
    test(title, async () => {
      await assert.rejects(runCommand(runLint, ["--only", ...args], { cwd, stdin }), { message: words });
    });
  }
});
