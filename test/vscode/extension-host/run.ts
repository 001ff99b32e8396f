/** The entry point that VS Code loads in its extension host: runs every test file beside it with Mocha. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** One test as the runner outside reads it from the results file. */
interface TestResult {
  readonly title: string;
  readonly passed: boolean;
  readonly ms: number;
  readonly error?: string;
}

export async function run(): Promise<void> {
  // The results file and the marked lines say it all: the base reporter draws nothing.
  const reporter = Mocha.reporters.Base;
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, reporter, grep: process.env["TEST_GREP"] ?? "" });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith(".test.cjs")) mocha.addFile(join(__dirname, name));
  }
  const tests = await resultsOf(mocha);
  const file = process.env["TEST_RESULTS"];
  if (file !== undefined) writeFileSync(file, JSON.stringify({ tests }));
  const failed = tests.filter(({ passed }) => !passed);
  if (tests.length === 0) throw new Error("no test ran");
  if (failed.length > 0) throw new Error(`${failed.length} of ${tests.length} tests failed`);
}

function resultsOf(mocha: Mocha): Promise<TestResult[]> {
  const tests: TestResult[] = [];
  const add = (test: Mocha.Runnable, error?: unknown): void => {
    const result = { title: test.titlePath().join(": "), passed: error === undefined, ms: test.duration ?? 0 };
    tests.push(error === undefined ? result : { ...result, error: textOf(error) });
    console.log(`[test] ${result.passed ? "✔" : "✘"} ${result.title} (${result.ms} ms)`);
  };
  return new Promise((done) => {
    mocha
      .run(() => {
        done(tests);
      })
      .on("pass", (test) => {
        add(test);
      })
      .on("fail", (test, error: unknown) => {
        add(test, error);
      });
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
