// The report of Node's own test runner, for people or as TAP, with what fails at its place in the sources.
import { Readable } from "node:stream";
import { spec as Spec, tap } from "node:test/reporters";
import { inspect } from "node:util";
import { sourceOf, withSources } from "./test-sources.mjs";

export default async function* report(events) {
  const failed = [];
  const located = locate(events, failed);
  if (process.stdout.isTTY) yield* Readable.from(located).compose(new Spec());
  else {
    yield* tap(located);
    // A long log may be cut before the place at which a test fails.
    for (const words of failed) yield `${words.replace(/^/gm, "# ")}\n`;
  }
}

/** Adds to `failed` what each test that fails by itself says, after its name and place. */
async function* locate(events, failed) {
  for await (const event of events) {
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
