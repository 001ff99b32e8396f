import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { type LintReport } from "../../server/src/service/index.ts";
import { runCommand } from "../support/command.ts";

const TYPO = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "*" }
  ]
}
`;
const FIXED = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }
  ]
}
`;
const UNSURE = TYPO.replace(`"s3:GetObjekt", "s3:GetObject"`, `"nobody:Knows"`);

describe("iam-verdict lint --fix", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "lint-fix-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const lint = (...args: string[]): ReturnType<typeof runCommand> => runCommand(runLint, args, { cwd: folder });

  test("makes one fix after the other until none is left, and prints what remains", async () => {
    write("policy.json", TYPO.replace(`"s3:GetObject"`, `"s3:GetObjct"`));
    const { exitCode, stdout } = await lint("--fix", "--fail-on", "info");
    assert.equal(read("policy.json"), FIXED);
    assert.match(stdout, /^No findings in 1 policy, 1 file; .*\nMade 2 fixes in 1 file\.\n$/);
    assert.equal(exitCode, 0);
    assert.match((await lint("--fix")).stdout, /^No findings in 1 policy, 1 file; reference data of [\d-]+\.\n$/);
  });

  test("says of findings that have no safe fix that there is none", async () => {
    write("policy.json", TYPO.replace(/s3:\w+/, "s3:Qqqqqq"));
    assert.match((await lint("--fix")).stdout, /\nNo fix is safe enough to be applied automatically\.\n$/);
  });

  test("keeps line ends, the byte order mark, the mode and a link", async () => {
    const real = write("real.json", `\uFEFF${TYPO.replaceAll("\n", "\r\n")}`);
    chmodSync(real, 0o640);
    symlinkSync(real, join(folder, "policy.json"));
    await lint("--fix", "policy.json");
    assert.equal(read("real.json"), `\uFEFF${FIXED.replaceAll("\n", "\r\n")}`);
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(folder, "policy.json")).isSymbolicLink());
    assert.deepEqual(readdirSync(folder).sort(), ["policy.json", "real.json"]);
  });

  test("reaches policies inside strings", async () => {
    write("state.json", JSON.stringify({ policy: TYPO }));
    await lint("--fix");
    assert.deepEqual(JSON.parse(read("state.json")), { policy: FIXED });
  });

  test("leaves to a person what only a person can decide, and the exit code to what remains", async () => {
    write("policy.json", UNSURE);
    const { exitCode, stdout } = await lint("--fix", "--fail-on", "info");
    assert.equal(read("policy.json"), UNSURE);
    assert.match(stdout, /unknown-service/);
    assert.equal(exitCode, 1);
  });

  for (const [effect, operator, isWritten] of [
    ["Allow", "StringEquals", false],
    ["Allow", "StringNotEquals", true],
    ["Deny", "StringEquals", true],
    ["Deny", "StringNotEquals", false],
  ] as const) {
    test(`${isWritten ? "makes a pattern" : "leaves it to a person to make a pattern"} of ${operator} in ${effect}: it permits ${isWritten ? "less" : "more"}`, async () => {
      const condition = { [operator]: { "aws:PrincipalTag/team": "red*" } };
      const statement = { Effect: effect, Action: "s3:GetObject", Resource: "*", Condition: condition };
      write("policy.json", JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
      await lint("--fix");
      assert.equal(read("policy.json").includes("Like"), isWritten);
    });
  }

  test("changes no file that is not UTF-8, and says so", async () => {
    const bytes = Buffer.concat([Buffer.from(TYPO.replace("Read", "Re")), Buffer.from([0xff])]);
    writeFileSync(join(folder, "policy.json"), bytes);
    const { exitCode, stderr } = await lint("--fix", "policy.json");
    assert.deepEqual(readFileSync(join(folder, "policy.json")), bytes);
    assert.match(stderr, /policy\.json was not changed: it changed in the meantime or is not UTF-8\. Run/);
    assert.equal(exitCode, 2);
  });

  test("says as data what was changed", async () => {
    write("policy.json", TYPO);
    const { fixed } = JSON.parse((await lint("--fix", "--format", "json")).stdout) as LintReport;
    assert.deepEqual(
      fixed?.map(({ file, fixes }) => [file, fixes.map(({ code }) => code)]),
      [["policy.json", ["unknown-action"]]],
    );
  });

  test("--fix-dry-run prints a diff and changes nothing", async () => {
    write("policy.json", TYPO);
    const { stdout, stderr } = await lint("--fix-dry-run");
    assert.equal(read("policy.json"), TYPO);
    assert.equal(
      stdout,
      `--- a/policy.json
+++ b/policy.json
@@ -1,6 +1,6 @@
 {
   "Version": "2012-10-17",
   "Statement": [
-    { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "*" }
+    { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }
   ]
 }
`,
    );
    assert.equal(stderr, "iam-verdict lint: --fix would make 1 fix in 1 file.\n");
  });

  test("the diff has the tabs and line ends of the file, so that it can be applied, and shows other characters", async () => {
    const unlike = TYPO.replaceAll("  ", "\t").replaceAll("\n", "\r\n").replace('"Read"', '"Read\u202e"');
    write("policy.json", unlike);
    const { stdout } = await lint("--fix-dry-run");
    assert.match(stdout, /^-\t\t\{ "Sid": "Read\\u\{202e\}", "Effect": "Allow", .*\r$/m);
    assert.match(stdout, /^ \t"Version": "2012-10-17",\r$/m);
  });

  test("--fix-dry-run takes standard input, which --fix cannot change", async () => {
    const dry = await runCommand(runLint, ["--fix-dry-run", "-"], { stdin: TYPO, cwd: folder });
    assert.match(dry.stdout, /^\+.*\["s3:GetObject"\]/m);
    await assert.rejects(lint("--fix", "-"), /--fix cannot change standard input; give a file, or use --fix-dry-run\./);
    await assert.rejects(lint("--fix", "--fix-dry-run"), /give one of them\./);
    await assert.rejects(lint("--fix-dry-run", "--format", "json"), /leave out --format\./);
  });
});
