/** A client whose messages have headers that nobody can follow: the server ends instead of waiting for ever. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, test } from "node:test";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { endWithStream } from "../../server/src/lsp/node-connection.ts";

interface Heard {
  readonly messages: readonly unknown[];
  /** What is said at the end; undefined as long as the server goes on. */
  readonly ended: readonly (string | undefined)[];
}

/** What becomes of bytes that the client sends, each part by itself. */
async function hear(parts: readonly string[]): Promise<Heard> {
  const stream = new PassThrough();
  const reader = new StreamMessageReader(stream);
  // No timer that outlives the test.
  reader.partialMessageTimeout = 0;
  const messages: unknown[] = [];
  const ended: (string | undefined)[] = [];
  endWithStream(reader, stream, (line) => ended.push(line));
  reader.listen((message) => messages.push(message));
  for (const part of parts) {
    stream.write(part);
    await new Promise((resume) => setImmediate(resume));
  }
  return { messages, ended };
}

function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const GOOD = framed(`{"jsonrpc":"2.0","method":"good"}`);

describe("the stream of a client", () => {
  test("is followed in parts of any size", async () => {
    for (const size of [1, 7, 1_000]) {
      const text = GOOD + GOOD;
      const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      assert.deepEqual((await hear(parts)).messages.length, 2);
    }
  });

  for (const [name, broken] of [
    ["no length", "Content-Type: x\r\n\r\n"],
    ["a length that is no number", "Content-Length: many\r\n\r\n"],
    ["a negative length", "Content-Length: -5\r\n\r\n"],
    ["a length behind which nobody waits", "Content-Length: 99999999999\r\n\r\n{}"],
    ["a length of more digits than a number has", `Content-Length: ${"9".repeat(400)}\r\n\r\n{}`],
    ["a length with something behind it", "Content-Type: x\r\ncontent-length: 5x\r\n\r\n"],
    ["a header without an end", "x".repeat(20_000)],
    ["a header without a colon", "hello\r\n\r\n"],
    ["nothing but line ends", "\r\n\r\n"],
    ["a request of another protocol", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an escape", "\u001b[31m\r\n\r\n"],
  ] as const) {
    test(`ends the server: ${name}`, async () => {
      const { ended } = await hear([GOOD, broken, ...Array.from({ length: 6 }, () => broken), GOOD]);
      const [first] = ended;
      assert.equal(ended.length, 1);
      assert.match(first ?? "", /^what the client sends cannot be understood, so the server ends: /);
      assert.doesNotMatch(first ?? "", /\p{Cc}/u);
    });
  }

  test("is followed where a message is longer than a header may be, and speaks of lengths", async () => {
    const long = framed(
      JSON.stringify({ jsonrpc: "2.0", method: "long", params: ["Content-Length: -1\r\n\r\n".repeat(2_000)] }),
    );
    for (const size of [11, 4_096, 1_000_000]) {
      const text = GOOD + long + GOOD;
      const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      const { messages, ended } = await hear(parts);
      assert.deepEqual([messages.length, ended], [3, []]);
    }
  });

  test("goes on after a message that is no JSON", async () => {
    const { messages, ended } = await hear([framed("{ no JSON"), GOOD]);
    assert.deepEqual([messages.length, ended], [1, []]);
  });

  test("goes on after a message in which the library finds something missing", async () => {
    const stream = new PassThrough();
    const reader = new StreamMessageReader(stream);
    reader.partialMessageTimeout = 0;
    const ended: (string | undefined)[] = [];
    endWithStream(reader, stream, (line) => ended.push(line));
    const connection = createProtocolConnection(reader, new StreamMessageWriter(new PassThrough()));
    const good = new Promise<void>((resolve) => {
      connection.onNotification("good", () => {
        resolve();
      });
    });
    connection.listen();
    for (const params of ["{}", "null", "[]", '{"id":{}}']) {
      stream.write(framed(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":${params}}`));
    }
    stream.write(framed(`{"jsonrpc":"2.0","method":"$/cancelRequest"}`) + GOOD);
    await good;
    assert.deepEqual(ended, []);
    connection.dispose();
  });

  test("ends the server when it ends", async () => {
    const stream = new PassThrough();
    const reader = new StreamMessageReader(stream);
    const ended = new Promise<string | undefined>((resolve) => {
      endWithStream(reader, stream, resolve);
    });
    reader.listen(() => undefined);
    stream.destroy();
    assert.equal(await ended, undefined);
  });
});
