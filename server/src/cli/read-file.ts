/** One file as text, of any kind that can be read: also a pipe that the shell makes of a command, `<(…)`. */
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
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
  try {
    return statSync(path).isFile() ? readRegular(path) : await readOther(path);
  } catch (error) {
    return { text: undefined, problem: reasonOf(error), why: "unreadable" };
  }
}

/** At once: of thousands of small files, to wait for each takes longer than what is done with them. */
function readRegular(path: string): FileReading {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    if (size > LARGEST_FILE && isSurelyLargerThan(LARGEST_FILE, size, firstBytes(file))) {
      return tooLarge(megabytes(size));
    }
    return measured(decodeText(readFileSync(file)));
  } finally {
    closeSync(file);
  }
}

/** A pipe may have nothing to read yet, and does not say how much there will be. */
async function readOther(path: string): Promise<FileReading> {
  const handle = await open(path, "r");
  try {
    const bytes = await readUpTo(handle, largestEncoded(LARGEST_FILE));
    return bytes === undefined ? tooLarge("it") : measured(decodeText(bytes));
  } finally {
    await handle.close();
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

/** Where the file is read from does not move. */
function firstBytes(file: number): Uint8Array {
  const bytes = new Uint8Array(LENGTH_OF_MARK);
  return bytes.subarray(0, readSync(file, bytes, 0, LENGTH_OF_MARK, 0));
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
