// The report of Node's own test runner: for people, with every test; in a log, what fails and how many there were, since ten
// thousand lines of tests that pass take longer to write than many of the tests. What fails has its place in the sources.
// How long each file took is written to the file that TEST_TIMES names (test-times.mjs).
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

export default async function* report(events) {
  const failed = [];
  const times = timesByFile();
  if (process.stdout.isTTY) yield* Readable.from(noted(events, times, failed)).compose(new Spec());
  else {
    for await (const words of tap(onlyInLog(noted(events, times, failed)))) if (words !== HEADER) yield words;
    // A long log may be cut before the place at which a test fails.
    for (const words of failed) yield `${words.replace(/^/gm, "# ")}\n`;
  }
  if (process.env.TEST_TIMES !== undefined) writeFileSync(process.env.TEST_TIMES, JSON.stringify(times.times, null, 2));
}

async function* onlyInLog(events) {
  for await (const event of events) if (!OF_EVERY_TEST.has(event.type)) yield event;
}

/** Adds to `failed` what each test that fails by itself says, after its name and place. */
async function* noted(events, times, failed) {
  for await (const event of events) {
    times.add(event);
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
