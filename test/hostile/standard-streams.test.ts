/** Standard streams that fail: a full disk, a reader who went away, an input that ends too early. */
import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runLint } from "../../server/src/cli/lint.ts";
import { runCli } from "../../server/src/cli/main.ts";
import { openStandardStreams } from "../../server/src/cli/standard-streams.ts";
import { decodeChunks } from "../../server/src/cli/text-encoding.ts";
import { openService } from "../../server/src/service/index.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code });
}

class Sink extends Writable {
  text = "";
  readonly #failure: string | undefined;

  constructor(failure?: string) {
    super();
    this.#failure = failure;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#failure === undefined) this.text += chunk.toString();
    done(this.#failure === undefined ? null : failure(this.#failure));
  }
}

/** Writes a line and waits for what comes of it. */
async function writeTo(stdout: Sink): Promise<{ readonly ended: number; readonly stderr: string }> {
  const stderr = new Sink();
  let ended = 0;
  const streams = { stdin: Readable.from([]), stdout, stderr } as unknown as Parameters<typeof openStandardStreams>[0];
  const { out } = openStandardStreams(streams, "plain", () => {
    ended++;
  });
  const closed = new Promise((resolve) => stdout.once("close", resolve));
  out.line("a finding");
  stdout.end();
  await closed;
  return { ended, stderr: stderr.text };
}

describe("standard output", () => {
  test("that takes what is written ends nothing", async () => {
    const stdout = new Sink();
    assert.deepEqual(await writeTo(stdout), { ended: 0, stderr: "" });
    assert.equal(stdout.text, "a finding\n");
  });

  for (const [code, words] of [
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the disk quota is used up"],
    ["EIO", "EIO: as the system says it"],
  ] as const) {
    test(`that fails with ${code} is one line and the end`, async () => {
      const stderr = `iam-verdict: the output cannot be written: ${words}. Write it to another place.\n`;
      assert.deepEqual(await writeTo(new Sink(code)), { ended: 1, stderr });
    });
  }

  test("whose reader went away is the end, without a word", async () => {
    assert.deepEqual(await writeTo(new Sink("EPIPE")), { ended: 1, stderr: "" });
  });
});

test("a standard input that fails is one line and exit code 2", async () => {
  const stdin = new Readable({ read: () => void stdin.destroy(failure("EIO")) });
  const [stdout, stderr] = [new Sink(), new Sink()];
  const streams = { stdin, stdout, stderr } as unknown as Parameters<typeof openStandardStreams>[0];
  const io: CommandIo = {
    ...openStandardStreams(streams, "plain", () => assert.fail("the output did not fail")),
    cwd: process.cwd(),
    service: () => openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } }),
  };
  const lint = { name: "lint", summary: "", run: runLint };
  assert.equal(await runCli(["lint", "-"], io, [lint], "0"), 2);
  const words = "standard input cannot be read: EIO: as the system says it. Give a file or a pipe.";
  assert.deepEqual([stdout.text, stderr.text], ["", `iam-verdict lint: ${words}\n`]);
});

describe("a standard input that is a keyboard", () => {
  for (const isTTY of [true, false]) {
    test(isTTY ? "says what it waits for" : "is said of no pipe", async () => {
      const stderr = new Sink();
      const stdin = Object.assign(Readable.from([Buffer.from("denied")]), { isTTY });
      const streams = { stdin, stdout: new Sink(), stderr } as unknown as Parameters<typeof openStandardStreams>[0];
      const opened = openStandardStreams(streams, "plain", () => assert.fail("the output did not fail"));
      assert.equal(stderr.text, "");
      let read = "";
      for await (const chunk of opened.stdin) read += chunk;
      assert.equal(read, "denied");
      assert.match(stderr.text, isTTY ? /^iam-verdict: paste the text, then press Enter and Ctrl\+D \(.*\n$/ : /^$/);
    });
  }
});

describe("a standard input", () => {
  const text = 'not authorized to perform: s3:GetObject – "é 🔑"\n';
  const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
  const encodings: Readonly<Record<string, Buffer>> = {
    "UTF-8": Buffer.from(text),
    "UTF-8 with its mark": Buffer.from(`\uFEFF${text}`),
    "UTF-16, as Windows PowerShell pipes it": utf16,
    "UTF-16, big end first": Buffer.from(utf16).swap16(),
    "one byte": Buffer.from("x"),
    nothing: Buffer.alloc(0),
  };
  for (const [encoding, bytes] of Object.entries(encodings)) {
    test(`of ${encoding} is read in pieces of any size`, async () => {
      for (const size of [1, 2, 3, 5, bytes.length + 1]) {
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        let read = "";
        for await (const chunk of decodeChunks(Readable.from(pieces) as AsyncIterable<Buffer>)) read += chunk;
        assert.equal(read, encoding === "one byte" ? "x" : bytes.length === 0 ? "" : text);
      }
    });
  }
});
