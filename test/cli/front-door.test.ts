/** What the command line says of a subcommand or an option that does not exist: what was meant, or where to look. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runConvert } from "../../server/src/cli/convert.ts";
import { runEvaluate } from "../../server/src/cli/evaluate.ts";
import { runExplain } from "../../server/src/cli/explain.ts";
import { runFit } from "../../server/src/cli/fit.ts";
import { runLint } from "../../server/src/cli/lint.ts";
import { runNeeds } from "../../server/src/cli/needs.ts";
import { runWhoCan } from "../../server/src/cli/who-can.ts";
import { type Command, type CommandEntry, runCli } from "../../server/src/cli/main.ts";
import { runReadDenial } from "../../server/src/cli/read-denial.ts";
import { runSatisfiable } from "../../server/src/cli/satisfiable.ts";
import { EVALUATION_ROW, STATEMENT_ROW } from "../../server/src/service/index.ts";
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
      ["lint", "--changed"],
      "iam-verdict lint: there is no option '--changed'. Give '--only' a list: git diff --name-only --diff-filter=d | iam-verdict lint --only -",
    ],
    [["lint", "-f", "json"], "iam-verdict lint: there is no option '-f'. Write '--format'."],
    [["lint", "--sarif"], "iam-verdict lint: there is no option '--sarif'. Write '--format sarif'."],
    [["lint", "--max-warnings=0"], "iam-verdict lint: there is no option '--max-warnings'. Write '--fail-on warning'."],
    [
      ["lint", "--disable", "unknown-action"],
      "iam-verdict lint: there is no option '--disable'. To turn a check off, write 'severity' in iam-verdict.json; to accept some of its findings, write 'suppress' there.",
    ],
    [
      ["explain", "-f", "json"],
      "iam-verdict explain: there is no option '-f'; 'iam-verdict explain --help' lists the options.",
    ],
    [["lint", "--format"], "iam-verdict lint: '--format' needs a value; 'iam-verdict lint --help' lists the options."],
    [["lint", "--fix=yes"], "iam-verdict lint: '--fix' takes no value; 'iam-verdict lint --help' lists the options."],
    [
      ["lint", "one", "two"],
      "iam-verdict lint: unexpected argument 'one'; 'iam-verdict lint --help' lists the options.",
    ],
    [
      ["evaluate", "policy.json"],
      "iam-verdict evaluate: 'policy.json' is not read; give its text on standard input: iam-verdict evaluate < 'policy.json'. To check a policy, write 'iam-verdict lint policy.json'.",
    ],
  ] as const) {
    test(args.join(" "), async () => {
      const { exitCode, stdout, stderr } = await runCommand((rest, io) => runCli(rest, io, COMMANDS, "0"), [...args]);
      assert.deepEqual([exitCode, stdout, stderr], [2, "", `${words}\n`]);
    });
  }
});

test("what is wrong begins small behind the colon, and a name as it is written", async () => {
  const commands = [
    { name: "who-can", summary: "who", run: runWhoCan },
    { name: "needs", summary: "what", run: runNeeds },
  ];
  const said = async (...args: string[]) =>
    (await runCommand((rest, io) => runCli(rest, io, commands, "0"), args)).stderr.split(". ")[0];
  assert.deepEqual(
    [await said("who-can"), await said("who-can", "GetObject"), await said("needs", "aws nothing here")],
    [
      "iam-verdict who-can: write an action such as 's3:GetObject'",
      "iam-verdict who-can: 'GetObject' names no service",
      "iam-verdict needs: the AWS CLI's service 'nothing' is not known",
    ],
  );
});

test("--version works behind a subcommand, too", async () => {
  const { exitCode, stdout } = await runCommand(
    (rest, io) => runCli(rest, io, COMMANDS, "1.2.3"),
    ["lint", "--version"],
  );
  assert.deepEqual([exitCode, stdout], [0, "1.2.3\n"]);
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

/** A gate that reads what another command was to print must not pass where that printed nothing. */
describe("input with nothing in it is said to be so, and ends with 2:", () => {
  const MESSAGE = "there is no message; give it as the argument or on standard input.";
  const NO_POLICY =
    "standard input is empty. Check the command or the file that it comes from, which was to print a policy.";
  const rowsOf = (command: string): string =>
    `standard input is empty. Give one JSON object per line, as 'iam-verdict ${command} --help' shows.`;
  const rows: readonly (readonly [name: string, run: Command, args: readonly string[], words: string])[] = [
    ["evaluate", runEvaluate, [], rowsOf("evaluate")],
    ["satisfiable", runSatisfiable, [], rowsOf("satisfiable")],
    ["read-denial", runReadDenial, [], rowsOf("read-denial")],
    ["read-denial", runReadDenial, ["--text"], MESSAGE],
    ["read-denial", runReadDenial, [" "], MESSAGE],
    ["explain", runExplain, [], MESSAGE],
    ["explain", runExplain, [""], MESSAGE],
    ["lint", runLint, ["-"], NO_POLICY],
    ["convert", runConvert, ["--to", "json", "-"], NO_POLICY],
    ["fit", runFit, ["-"], NO_POLICY],
  ];
  for (const [name, run, args, words] of rows) {
    test([name, ...args].join(" "), async () => {
      const commands = [{ name, summary: name, run }];
      for (const stdin of ["", " \n\r\n"]) {
        const ran = await runCommand((rest, io) => runCli(rest, io, commands, "0"), [name, ...args], { stdin });
        assert.deepEqual([ran.exitCode, ran.stderr], [2, `iam-verdict ${name}: ${words}\n`]);
      }
    });
  }
});

describe("a row of another form leads to one that works:", () => {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const statement = `Write a row like ${STATEMENT_ROW}`;
  const rows: readonly (readonly [what: string, run: Command, row: object, error: string])[] = [
    [
      "a policy for satisfiable",
      runSatisfiable,
      policy,
      `this is a whole policy, and a row asks about one statement. ${statement}, or check the policy with 'iam-verdict lint'.`,
    ],
    ["a statement", runSatisfiable, policy.Statement[0]!, `the statement must be in "statement". ${statement}.`],
    ["nothing asked", runSatisfiable, {}, `\`statement\` is missing. ${statement}.`],
    ["a list", runSatisfiable, { statement: [] }, `\`statement\` is not an object. ${statement}.`],
    [
      "a policy for evaluate",
      runEvaluate,
      policy,
      `this is a policy, and nothing says which request to decide. Write a row like ${EVALUATION_ROW}.`,
    ],
    ["no request", runEvaluate, {}, `request is missing. Write a row like ${EVALUATION_ROW}.`],
    [
      "no action",
      runEvaluate,
      { request: { principal: "*", resource: { arn: "*" } } },
      `request.action is missing. Write a row like ${EVALUATION_ROW}.`,
    ],
  ];
  for (const [what, run, row, error] of rows) {
    test(what, async () => {
      const { exitCode, stdout, stderr } = await runCommand(run, [], { stdin: JSON.stringify(row) });
      assert.deepEqual([exitCode, JSON.parse(stdout), stderr], [2, { id: null, error }, ""]);
    });
  }
  test("which it does", async () => {
    const statement = await runCommand(runSatisfiable, [], { stdin: STATEMENT_ROW });
    assert.match(statement.stdout, /"verdict":"satisfiable"/);
    const request = await runCommand(runEvaluate, [], { stdin: EVALUATION_ROW });
    assert.match(request.stdout, /"decision":"Allowed"/);
    const commands = [{ name: "evaluate", summary: "", run: runEvaluate }];
    const named = await runCommand((args, io) => runCli(args, io, commands, "0"), ["evaluate", "-"], {
      stdin: EVALUATION_ROW,
    });
    assert.equal(named.stdout, request.stdout);
  });
  test("and a document over several lines to one line", async () => {
    const stdin = JSON.stringify(policy, undefined, 2);
    for (const [name, run] of [
      ["evaluate", runEvaluate],
      ["satisfiable", runSatisfiable],
    ] as const) {
      const { exitCode, stderr } = await runCommand(run, [], { stdin });
      const words = "no line of the input is a JSON object. An object must be on one line: 'jq -c .' writes it so.";
      assert.deepEqual([exitCode, stderr], [2, `iam-verdict ${name}: ${words}\n`]);
    }
  });
});
