/** Whatever a file, its name, a key or an argument says, nothing that the command line writes steers who reads it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Command, runCli } from "../../server/src/cli/main.ts";
import { runDescribe } from "../../server/src/cli/describe.ts";
import { runEvaluate } from "../../server/src/cli/evaluate.ts";
import { runExplain } from "../../server/src/cli/explain.ts";
import { runLint } from "../../server/src/cli/lint.ts";
import { runReadDenial } from "../../server/src/cli/read-denial.ts";
import { runSatisfiable } from "../../server/src/cli/satisfiable.ts";
import { type CommandRun, runCommand } from "../support/command.ts";
import { someOf } from "../support/searching.ts";
import { STEERING_TEXTS } from "./steering-texts.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  lint: runLint,
  explain: runExplain,
  "read-denial": runReadDenial,
  evaluate: runEvaluate,
  satisfiable: runSatisfiable,
  describe: runDescribe,
};

/** All that a terminal does not show as it is, but for the line feed. */
const STEERS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|##[A-Za-z-]*\[/u;

/** Each has a folder with files that hold it, and one that is called so. */
const PLACED = Object.entries(STEERING_TEXTS).map(([name, text], index) => ({ name, text, folder: String(index) }));

interface Run {
  readonly args: readonly string[];
  readonly stdin?: string;
}

const DOORS: readonly (readonly [door: string, runOf: (text: string, folder: string) => Run])[] = [
  ["a subcommand", (text) => ({ args: [text] })],
  ["an option", (text) => ({ args: ["lint", `--${text}`] })],
  ["a kind", (text) => ({ args: ["lint", "--kind", text] })],
  ["a format", (text) => ({ args: ["lint", "--format", text] })],
  ["a path", (text) => ({ args: ["lint", text] })],
  ["a workspace file", (text, folder) => ({ args: ["lint", folder, "--config", text] })],
  ["findings as text", (_, folder) => ({ args: ["lint", folder] })],
  ["findings as JSON", (_, folder) => ({ args: ["lint", folder, "--format", "json"] })],
  ["findings as SARIF", (_, folder) => ({ args: ["lint", folder, "--format", "sarif"] })],
  ["findings of standard input", (text) => ({ args: ["lint", "-"], stdin: policyWith(text) })],
  ["a folder", (text) => ({ args: ["explain", "--workspace", text, messageWith(text)] })],
  ["a denial", (text, folder) => ({ args: ["explain", "--workspace", folder], stdin: messageWith(text) })],
  ...["markdown", "json"].map(
    (format) =>
      [
        `a denial as ${format}`,
        (text: string, folder: string) => ({
          args: ["explain", "--workspace", folder, "--format", format],
          stdin: messageWith(text),
        }),
      ] as const,
  ),
  [
    "a fact",
    (text, folder) => ({
      args: ["explain", "--workspace", folder, "--context", `aws:PrincipalTag/${text}=${text}`],
      stdin: messageWith(text),
    }),
  ],
  [
    "a fact that is none",
    (text, folder) => ({ args: ["explain", "--workspace", folder, "--context", text, "denied"] }),
  ],
  ["a message", (text) => ({ args: ["read-denial", "--text"], stdin: messageWith(text) })],
  ["messages", (text) => ({ args: ["read-denial"], stdin: JSON.stringify({ id: text, text: messageWith(text) }) })],
  ["a request", (text) => ({ args: ["evaluate"], stdin: JSON.stringify({ id: text, [text]: text }) })],
  ["a question", (text) => ({ args: ["satisfiable"], stdin: JSON.stringify({ id: text, statement: text }) })],
  ["a service", (text) => ({ args: ["describe", text] })],
];

describe("what the command line writes", () => {
  let cwd = "";
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "iam-verdict-hostile-"));
    for (const { text, folder } of PLACED) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, "policy.json"), policyWith(text));
      writeFileSync(join(cwd, folder, "iam-verdict.json"), workspaceFileWith(text));
      if (canBeNamed(text)) writeFileSync(join(cwd, folder, `${text}.json`), policyWith("s3:GetObjekt"));
    }
  });
  after(() => rmSync(cwd, { recursive: true }));

  const run = (args: readonly string[], stdin = ""): Promise<CommandRun> => {
    const entries = Object.entries(COMMANDS).map(([name, command]) => ({ name, summary: name, run: command }));
    return runCommand((rest, io) => runCli(rest, io, entries, "0"), args, { cwd, stdin });
  };

  DOORS.forEach(([door, runOf], number) => {
    test(`shows steering texts and does not follow them: ${door}`, async () => {
      for (const { name, text, folder } of someOf(PLACED, number)) {
        const { args, stdin } = runOf(text, folder);
        const { stdout, stderr } = await run(args, stdin);
        assert.notEqual(stdout + stderr, "", name);
        for (const line of [...stdout.split("\n"), ...stderr.split("\n")]) {
          assert.doesNotMatch(line, STEERS, name);
          assert.doesNotMatch(line, /^\s*::/, name);
        }
      }
    });
  });

  test("an annotation is one workflow command, whatever it says", async () => {
    for (const { name, folder } of someOf(PLACED, 0)) {
      const { stdout, stderr } = await run(["lint", folder, "--format", "github"]);
      const lines = stdout.split("\n").filter((line) => line !== "");
      assert.ok(lines.length > 0, stderr);
      for (const line of lines) {
        assert.doesNotMatch(line, STEERS, name);
        const place = "file=[^,]*,line=\\d+,endLine=\\d+,col=\\d+,";
        assert.match(line, new RegExp(`^::(error|warning|notice) (${place})?title=[^,:]*::`), name);
      }
    }
  });

  test("a program reads in JSON what was there", async () => {
    const stdin = PLACED.map(({ text }) => JSON.stringify({ id: text, text: "" })).join("\n");
    const { stdout } = await run(["read-denial"], stdin);
    const ids = stdout.trimEnd().split("\n");
    assert.deepEqual(
      ids.map((line) => (JSON.parse(line) as { id: unknown }).id),
      PLACED.map(({ text }) => text),
    );
  });
});

function policyWith(text: string): string {
  const wrong = { Sid: text, Effect: "Allow", Action: [text, "s3:GetObjekt"], Resource: `arn:aws:s3:::${text}/*` };
  const condition = { StringEquals: { [`aws:PrincipalTag/${text}`]: text, [text]: text } };
  return JSON.stringify({ Version: "2012-10-17", [text]: text, Statement: [{ ...wrong, Condition: condition }] });
}

function messageWith(text: string): string {
  const principal = `arn:aws:iam::111122223333:user/${text}`;
  const resource = `arn:aws:s3:::orders/${text}`;
  return `User: ${principal} is not authorized to perform: s3:GetObject on resource: "${resource}" because no identity-based policy allows the s3:GetObject action`;
}

function workspaceFileWith(text: string): string {
  return JSON.stringify({ policies: [{ files: "policy.json", kind: text, [text]: text }, { files: text }] });
}

function canBeNamed(text: string): boolean {
  return !text.includes("\0") && !text.includes("/") && !/\p{Cs}/u.test(text);
}
