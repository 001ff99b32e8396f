// The report of Node's own test runner: for people, with every test; in a log, what fails and how many there were, since ten
// thousand lines of tests that pass take longer to write than many of the tests. What fails has its place in the sources.
// How long each file took (test-times.mjs) and how many tests there were is written to the file that TEST_NOTE names:
// each group of tests has a process of its own, and what they come to together is said by run-unit-tests.mjs.
import { writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { spec as Spec, tap } from "node:test/reporters";
import { inspect } from "node:util";
import { sourceOf, withSources } from "./test-sources.mjs";
import { timesByFile } from "./test-times.mjs";

/** Of a test that passes: a line that it begins, one that it passed, one how many it holds. */
const OF_EVERY_TEST = new Set(["test:enqueue", "test:dequeue", "test:start", "test:pass", "test:plan"]);

/** Without its tests that pass, the log is no TAP. */
const HEADER = "TAP version 13\n";

/** What Node says last, of the tests of this process. */
const COUNT = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/;

export default async function* report(events) {
  const failed = [];
  const { add, times } = timesByFile();
  const counts = {};
  const all = noted(events, { add, counts, failed });
  if (process.env.TEST_REPORT === "terminal") yield* Readable.from(all).compose(new Spec());
  else {
    for await (const words of tap(onlyInLog(all))) if (words !== HEADER) yield words;
    // A long log may be cut before the place at which a test fails.
    for (const words of failed) yield `${words.replace(/^/gm, "# ")}\n`;
  }
  if (process.env.TEST_NOTE !== undefined) writeFileSync(process.env.TEST_NOTE, JSON.stringify({ times, counts }));
}

async function* onlyInLog(events) {
  for await (const event of events) if (!OF_EVERY_TEST.has(event.type) && !isCount(event)) yield event;
}

function isCount({ type, data }) {
  return type === "test:diagnostic" && data.nesting === 0 && COUNT.test(data.message);
}

/** Adds to `failed` what each test that fails by itself says, after its name and place. */
async function* noted(events, { add, counts, failed }) {
  for await (const event of events) {
    add(event);
    if (isCount(event)) {
      const [, name, count] = COUNT.exec(event.data.message);
      counts[name] = Number(count);
    }
    if (event.type !== "test:fail") yield event;
    else {
      const { data } = event;
      for (let error = data.details.error; error instanceof Error; error = error.cause) {
        error.stack = withSources(error.stack ?? "");
      }
      const place = sourceOf(data.file, data.line, data.column);
      if (data.details.error.failureType !== "subtestsFailed") {
        const { file, line } = { ...data, ...place };
        const cause = data.details.error.cause ?? data.details.error;
        failed.push(
          `failed: ${data.name} (${file}:${line})\n${cause instanceof Error ? cause.message : inspect(cause)}`,
        );
      }
      yield { ...event, data: { ...data, ...place } };
    }
  }
}
