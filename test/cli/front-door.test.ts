/** What the command line says of a subcommand or an option that does not exist: what was meant, or where to look. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CommandEntry, runCli } from "../../server/src/cli/main.ts";
import { parseArgs } from "node:util";
import { runCommand } from "../support/command.ts";

const COMMANDS: readonly CommandEntry[] = ["lint", "explain", "evaluate", "read-denial"].map((name) => ({
  name,
  summary: name,
  run: (args) => {
    parseArgs({ args, options: { format: { type: "string" }, fix: { type: "boolean" } } });
    return Promise.resolve(0);
  },
}));

describe("a command line that cannot be used:", () => {
  for (const [args, words] of [
    [["explian"], "iam-verdict: there is no subcommand 'explian'. Did you mean 'explain'?"],
    [
      ["iam/policy.json"],
      "iam-verdict: there is no subcommand 'iam/policy.json'. To check a file or a folder, write 'iam-verdict lint iam/policy.json'.",
    ],
    [["validate"], "iam-verdict: there is no subcommand 'validate'. Write 'iam-verdict lint'."],
    [["fetch"], "iam-verdict: there is no subcommand 'fetch'. Write 'iam-verdict aws fetch'."],
    [["version"], "iam-verdict: there is no subcommand 'version'. Write 'iam-verdict --version'."],
    [["prove"], "iam-verdict: there is no subcommand 'prove'; 'iam-verdict --help' lists them."],
    [
      ["lint", "--forat", "json"],
      "iam-verdict lint: there is no option '--forat'; 'iam-verdict lint --help' lists the options.",
    ],
    [
      ["lint", "--format"],
      "iam-verdict lint: Option '--format <value>' argument missing; 'iam-verdict lint --help' lists the options.",
    ],
    [
      ["lint", "--fix=yes"],
      "iam-verdict lint: Option '--fix' does not take an argument; 'iam-verdict lint --help' lists the options.",
    ],
    [
      ["lint", "one", "two"],
      "iam-verdict lint: Unexpected argument 'one'; 'iam-verdict lint --help' lists the options.",
    ],
    [
      ["evaluate", "policy.json"],
      "iam-verdict evaluate: 'policy.json' is not read: the input is standard input, as 'iam-verdict evaluate --help' says. To check a file, write 'iam-verdict lint policy.json'.",
    ],
  ] as const) {
    test(args.join(" "), async () => {
      const { exitCode, stdout, stderr } = await runCommand((rest, io) => runCli(rest, io, COMMANDS, "0"), [...args]);
      assert.deepEqual([exitCode, stdout, stderr], [2, "", `${words}\n`]);
    });
  }
});

test("help SUBCOMMAND is the help of that subcommand, and help alone lists them", async () => {
  const asked: string[][] = [];
  const commands = [
    { name: "lint", summary: "find what is wrong", run: (args: string[]) => Promise.resolve(asked.push(args) - 1) },
  ];
  await runCommand((rest, io) => runCli(rest, io, commands, "0"), ["help", "lint"]);
  assert.deepEqual(asked, [["--help"]]);
  for (const args of [["help"], ["help", "nothing"]]) {
    const { exitCode, stdout } = await runCommand((rest, io) => runCli(rest, io, commands, "0"), args);
    assert.deepEqual([exitCode, stdout.includes("  lint  find what is wrong")], [0, true]);
  }
});
