/** What is given to a command that does not look at it is refused, in one line and before any call. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { commandLine } from "./command-line.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";

/** Every option, with a value that is right where it is used. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  principal: [ROLE],
  resource: ["arn:aws:s3:::acme"],
  action: ["s3:GetObject"],
  account: [],
  organization: [],
  hours: ["3"],
  kind: ["identity"],
  to: ["out"],
  workspace: ["."],
  message: ["AccessDenied"],
  context: ["aws:SourceIp=192.0.2.1"],
  policy: ["policy.json"],
  keys: [],
  "no-new-access": ["policy.json"],
  "not-granted": ["s3:GetObject"],
};

/** Each way to give a command, and the options that change its answer there. */
const WAYS: readonly (readonly [args: readonly string[], used: readonly string[]])[] = [
  [["whoami"], ["principal"]],
  [["decode", "words"], ["workspace"]],
  [["fetch"], ["principal", "resource", "account", "organization", "to", "workspace", "message"]],
  [["simulate"], ["principal", "resource", "action", "workspace", "message", "context", "policy", "keys"]],
  [
    ["simulate", "--keys"],
    ["principal", "keys"],
  ],
  [["denials"], ["hours"]],
  [
    ["validate", "policy.json"],
    ["kind", "no-new-access", "not-granted"],
  ],
  [
    ["validate", "policy.json", "--no-new-access", "policy.json"],
    ["kind", "no-new-access", "not-granted"],
  ],
  [
    ["validate", "policy.json", "--not-granted", "s3:GetObject"],
    ["kind", "resource", "not-granted", "no-new-access"],
  ],
];

describe("options of another command", () => {
  const terminal = commandLine();
  before(() => {
    writeFileSync(join(terminal.folder, "policy.json"), "{}");
  });

  for (const [args, used] of WAYS) {
    for (const [option, values] of Object.entries(OPTIONS).filter(([name]) => !used.includes(name))) {
      test(`${args.join(" ")} --${option}`, async () => {
        await assert.rejects(terminal.run({}, [...args, `--${option}`, ...values]), (error: Error) => {
          assert.match(error.message, new RegExp(`^--${option} is not used by ${args[0] ?? ""}[^\n]*--help'\\.$`));
          return true;
        });
        assert.deepEqual(terminal.calls, []);
      });
    }
  }

  test("help is given, whatever stands beside it", async () => {
    const { code, out } = await terminal.run({}, ["whoami", "--hours", "3", "--help"]);
    assert.equal(code, 0);
    assert.match(out, /^Usage: iam-verdict aws COMMAND/);
  });
});
