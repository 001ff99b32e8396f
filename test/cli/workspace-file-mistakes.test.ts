/** A mistake in the workspace file is one line of the command line, whatever follows from it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { runCommand } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "mistakes-"));
after(() => rmSync(folder, { recursive: true }));
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
writeFileSync(join(folder, "policy.json"), JSON.stringify(POLICY));

describe("told once:", () => {
  for (const [what, config, words] of [
    ["a code that no check has", { suppress: [{ code: "unknwn-action" }] }, /No check has the code 'unknwn-action'/],
    ["a misspelt name of what is needed", { policies: [{ fils: "policy.json" }] }, /'fils' is not a name/],
    ["a needed name that is left out", { policies: [{ kind: "scp" }] }, /needs 'files'/],
    [
      "files that there are none of",
      { suppress: [{ code: "unknown-action", files: "gone.json" }] },
      /No file here matches 'gone\.json'/,
    ],
  ] as const) {
    test(what, async () => {
      writeFileSync(join(folder, "iam-verdict.json"), JSON.stringify(config));
      const { stderr } = await runCommand(runLint, ["."], { cwd: folder });
      assert.match(stderr, words);
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
    });
  }
});
