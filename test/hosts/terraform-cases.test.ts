/**
 * Modules of Terraform in forms that people write. In each of the one kind a single fault is planted, between `«` and `»`:
 * that is found, of the right kind of policy, and nothing else. Those of the other kind tempt to a false claim: nothing is
 * said of them. A case begins with `===`, each of its files with `---`.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { type LintReport } from "../../server/src/service/index.ts";
import { runCommand } from "../support/command.ts";
import { eighthOf } from "../support/searching.ts";

interface ModuleCase {
  readonly about: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

function casesIn(name: string): readonly ModuleCase[] {
  const text = readFileSync(join(process.cwd(), "test", "cases", "terraform", name), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [head = "", ...files] = one.split(/^--- /m);
      const named = files.map(
        (file) => [file.slice(0, file.indexOf("\n")), file.slice(file.indexOf("\n") + 1)] as const,
      );
      return { about: head.trim().split(" | "), files: new Map(named) };
    });
}

describe("what is found in modules of Terraform", () => {
  const cwd = mkdtempSync(join(tmpdir(), "iam-verdict-"));
  after(() => rmSync(cwd, { recursive: true }));

  const findingsIn = async ({ about: [name = ""], files }: ModuleCase): Promise<LintReport["findings"]> => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(cwd, name, path)), { recursive: true });
      writeFileSync(join(cwd, name, path), text.replace(/[«»]/g, ""));
    }
    const { stdout } = await runCommand(runLint, [".", "--format", "json"], { cwd: join(cwd, name) });
    // The small catalog of the tests has few services.
    return (JSON.parse(stdout) as LintReport).findings.filter(({ code }) => code !== "unknown-service");
  };

  for (const one of eighthOf(casesIn("planted.txt"), 0)) {
    const [name = "", code, kind] = one.about;
    test(name.replaceAll("-", " "), async () => {
      const found = await findingsIn(one);
      const said = found.map((finding) => `${finding.code} ${kind === "any" ? kind : finding.policy.kind}`);
      assert.deepEqual(said, [`${code ?? ""} ${kind ?? ""}`]);
      const [finding] = found;
      const text = one.files.get(finding?.file ?? "") ?? "";
      // Its quotes may belong to it.
      const start = text.indexOf("«") - 1;
      const end = text.indexOf("»");
      const { range } = finding ?? {};
      assert.ok(
        range && range.start.offset >= start && range.end.offset <= end,
        `${JSON.stringify(range)} ${start} ${end}`,
      );
      const written = text.replace(/[«»]/g, "");
      assert.equal(range.start.line, written.slice(0, range.start.offset).split("\n").length);
    });
  }

  for (const one of eighthOf(casesIn("clean.txt"), 0)) {
    const [name = "", tempts = ""] = one.about;
    test(`${name.replaceAll("-", " ")}: ${tempts}`, async () => {
      assert.deepEqual(await findingsIn(one), []);
    });
  }
});
