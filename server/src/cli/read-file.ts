/** One file as text, of any kind that can be read: also a pipe that the shell makes of a command, `<(…)`. */
import { type FileHandle, open } from "node:fs/promises";
import { LARGEST_FILE } from "../hosts/host.ts";
import { LENGTH_OF_MARK, isLargerThan, isSurelyLargerThan, largestEncoded } from "../text/size.ts";
import { reasonOf } from "./system-errors.ts";
import { decodeText } from "./text-encoding.ts";

export type FileReading =
  | { readonly text: string; readonly problem: undefined }
  /** A clause that says why not. */
  | { readonly text: undefined; readonly problem: string; readonly why: "too-large" | "unreadable" };

/** Decoded as UTF-8 or UTF-16, without a byte order mark. */
export async function readTextFile(path: string): Promise<FileReading> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const stats = await handle.stat();
    const isLong = stats.size > LARGEST_FILE;
    if (isLong && isSurelyLargerThan(LARGEST_FILE, stats.size, await firstBytes(handle))) {
      return tooLarge(megabytes(stats.size));
    }
    // A stream for each of many small files takes longer than what is done with them.
    const bytes = stats.isFile() ? await handle.readFile() : await readUpTo(handle, largestEncoded(LARGEST_FILE));
    return bytes === undefined ? tooLarge("it") : measured(decodeText(bytes));
  } catch (error) {
    return { text: undefined, problem: reasonOf(error), why: "unreadable" };
  } finally {
    await handle?.close();
  }
}

/** The same of a stream that is open already. */
export async function readTextStream(chunks: AsyncIterable<string>): Promise<FileReading> {
  const read: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length > LARGEST_FILE) return tooLarge("it");
  }
  return measured(read.join(""));
}

function measured(text: string): FileReading {
  return isLargerThan(text, LARGEST_FILE) ? tooLarge("it") : { text, problem: undefined };
}

/** Where the handle reads from does not move. */
async function firstBytes(handle: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(LENGTH_OF_MARK), 0, LENGTH_OF_MARK, 0);
  return buffer.subarray(0, bytesRead);
}

/** Undefined if there is more; what is no regular file does not say its size before. */
async function readUpTo(handle: FileHandle, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) return undefined;
  }
  return Buffer.concat(chunks);
}

function tooLarge(what: string): FileReading {
  const problem = `${what} is more than the limit of ${megabytes(LARGEST_FILE)}`;
  return { text: undefined, problem, why: "too-large" };
}

function megabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}
