// The report of Node's own test runner, for people or as TAP, with what fails at its place in the sources.
import { Readable } from "node:stream";
import { spec as Spec, tap } from "node:test/reporters";
import { sourceOf, withSources } from "./test-sources.mjs";

export default async function* report(events) {
  const located = locate(events);
  yield* process.stdout.isTTY ? Readable.from(located).compose(new Spec()) : tap(located);
}

async function* locate(events) {
  for await (const event of events) {
    if (event.type !== "test:fail") yield event;
    else {
      const { data } = event;
      for (let error = data.details.error; error instanceof Error; error = error.cause) {
        error.stack = withSources(error.stack ?? "");
      }
      yield { ...event, data: { ...data, ...sourceOf(data.file, data.line, data.column) } };
    }
  }
}
