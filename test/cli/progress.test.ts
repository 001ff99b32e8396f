/** How far a long run is: shown to somebody who waits at a terminal, and to nobody else. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { mock, test } from "node:test";
import { createNotices } from "../../server/src/cli/notices.ts";
import { openStandardStreams } from "../../server/src/cli/standard-streams.ts";

/** What is written to both streams, in order, by a run that says every 200 milliseconds how far it is. */
function written(stderr: "terminal" | "file"): string {
  let text = "";
  const stream = { write: (raw: string) => (text += raw), on: () => undefined, isTTY: stderr === "terminal" };
  const streams = { stdin: Readable.from([]), stdout: stream, stderr: stream } as unknown as NodeJS.Process;
  mock.timers.enable({ apis: ["Date"] });
  const io = openStandardStreams(streams, "plain", () => undefined);
  const { progress, notice } = createNotices("lint", { ...io, cwd: "." });
  for (let count = 1; count <= 4; count++) {
    mock.timers.tick(200);
    progress(`${count} files read`);
  }
  notice("skipped one");
  io.out.line("a finding");
  mock.timers.reset();
  return text;
}

test("one line of a terminal shows it, and goes before anything else is written", () => {
  assert.equal(
    written("terminal"),
    "\riam-verdict lint: 2 files read\u001b[K" +
      "\riam-verdict lint: 4 files read\u001b[K" +
      "\r\u001b[K" +
      "iam-verdict lint: skipped one\na finding\n",
  );
});

test("a file gets the lines alone", () => {
  assert.equal(written("file"), "iam-verdict lint: skipped one\na finding\n");
});
