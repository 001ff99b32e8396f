/** The three streams of a process, and what happens when one of them fails. */
import { fstatSync } from "node:fs";
import { type CommandIo } from "./command-io.ts";
import { createOutput, type Output } from "./output.ts";
import { codeOf, reasonOf } from "./system-errors.ts";
import { decodeChunks } from "./text-encoding.ts";

type StandardStreams = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">;

/**
 * `end` ends the process at once: what cannot be written is lost, so the run has failed, and going on would be for
 * nobody. A reader who closed the pipe (`iam-verdict lint | head`) knows it, and is told nothing.
 */
export function openStandardStreams(
  streams: StandardStreams,
  colors: "colors" | "plain",
  end: () => void,
): Pick<CommandIo, "stdin" | "out" | "err" | "progress"> {
  const { stdout, stderr } = streams;
  const shown = createProgress(stderr);
  const err = createOutput((raw) => {
    shown.clear();
    stderr.write(raw);
  }, "plain");
  stderr.on("error", () => undefined);
  stdout.on("error", (error: Error) => {
    if (codeOf(error) !== "EPIPE") {
      err.line(`iam-verdict: the output cannot be written: ${reasonOf(error)}. Write it to another place.`);
    }
    end();
  });
  const out = createOutput((raw) => {
    shown.clear();
    stdout.write(raw);
  }, colors);
  return { stdin: chunksOfStdin(streams, err), out, err, ...(stderr.isTTY && { progress: shown.show }) };
}

/** Quicker changes nobody reads. */
const MILLISECONDS_BETWEEN = 250;

/** One line of a terminal, written over again and again. What takes no longer than a moment shows nothing. */
function createProgress(stderr: NodeJS.WriteStream): {
  readonly show: (words: string) => void;
  readonly clear: () => void;
} {
  let isShown = false;
  let last = Date.now();
  return {
    show(words) {
      const now = Date.now();
      if (now - last < MILLISECONDS_BETWEEN) return;
      [last, isShown] = [now, true];
      stderr.write(`\r${words}\u001b[K`);
    },
    clear() {
      if (!isShown) return;
      isShown = false;
      stderr.write("\r\u001b[K");
    },
  };
}

const STDIN = 0;

/** Standard input is opened when it is first read: most runs never do. */
async function* chunksOfStdin(streams: Pick<StandardStreams, "stdin">, err: Output): AsyncGenerator<string> {
  // Somebody who gave no text sees nothing happen.
  if (streams.stdin.isTTY)
    err.line("iam-verdict: paste the text, then press Enter and Ctrl+D (Ctrl+Z and Enter on Windows).");
  try {
    // Node gives an empty stream for a folder.
    if (fstatSync(STDIN).isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    yield* decodeChunks(streams.stdin as AsyncIterable<Buffer>);
  } catch (error) {
    throw new Error(`standard input cannot be read: ${reasonOf(error)}. Give a file or a pipe.`, { cause: error });
  }
}
