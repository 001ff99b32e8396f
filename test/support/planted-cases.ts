/** Workspaces in a text: a case begins with `===`, each of its files with `---`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { runLint } from "../../server/src/cli/lint.ts";
import { type LintReport } from "../../server/src/service/index.ts";
import { runCommand } from "./command.ts";

export interface PlantedCase {
  readonly about: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** `name`: below `test/cases/`. */
export function casesIn(name: string): readonly PlantedCase[] {
  const text = readFileSync(join(process.cwd(), "test", "cases", name), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [head = "", ...files] = one.split(/^--- (?=\S+$)/m);
      const named = files.map(
        (file) => [file.slice(0, file.indexOf("\n")), file.slice(file.indexOf("\n") + 1)] as const,
      );
      return { about: head.trim().split(" | "), files: new Map(named) };
    });
}

/** What is found in a case's files, written without the marks. For use in a suite. */
export function findingsOfCases(): (one: PlantedCase) => Promise<LintReport["findings"]> {
  const cwd = mkdtempSync(join(tmpdir(), "iam-verdict-"));
  after(() => rmSync(cwd, { recursive: true }));
  return async ({ about: [name = ""], files }) => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(cwd, name, path)), { recursive: true });
      writeFileSync(join(cwd, name, path), text.replace(/[«»]/g, ""));
    }
    const { stdout } = await runCommand(runLint, [".", "--format", "json"], { cwd: join(cwd, name) });
    // The small catalog of the tests has few services.
    return (JSON.parse(stdout) as LintReport).findings.filter(({ code }) => code !== "unknown-service");
  };
}
