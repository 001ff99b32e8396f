/** What a path on the command line stands for: a folder, a file, a pipe of the shell, or standard input. */
import { type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type CommandIo } from "./command-io.ts";
import { type FileReading, readTextFile, readTextStream } from "./read-file.ts";
import { reasonOf } from "./system-errors.ts";

export type Target =
  | { readonly kind: "folder"; readonly folder: string }
  | {
      readonly kind: "file";
      /** As messages name it. */
      readonly name: string;
      /** Whose workspace file speaks for it. */
      readonly folder: string;
      readonly path: string;
      readonly read: () => Promise<FileReading>;
    };

const STANDARD_INPUT_NAME = "standard input";
/** Opening the last two fails where standard input is a socket. */
const STANDARD_INPUT = new Set(["-", "/dev/stdin", "/dev/fd/0"]);

export function isStandardInput(given: string): boolean {
  return STANDARD_INPUT.has(given);
}

/** Of a named file, or of standard input, in which a policy was to be. */
export function emptyInput(name: string): string {
  return name === STANDARD_INPUT_NAME
    ? "standard input is empty. Check the command or the file that it comes from, which was to print a policy."
    : `${name} is empty. Save the policy into it, or give another file.`;
}

/** Throws with a clear line if there is no such file or folder. */
export async function findTarget(given: string, { cwd, stdin }: CommandIo): Promise<Target> {
  const path = resolve(cwd, given);
  if (isStandardInput(given)) {
    return { kind: "file", name: STANDARD_INPUT_NAME, folder: cwd, path, read: () => readTextStream(stdin) };
  }
  const found = await statOf(path, given);
  if (found.isDirectory()) return { kind: "folder", folder: path };
  // A pipe lies in a folder of the system, which says nothing of it; it was made here.
  const folder = found.isFile() ? dirname(path) : cwd;
  return { kind: "file", name: given, folder, path, read: () => readTextFile(path) };
}

async function statOf(path: string, given: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw new Error(`'${given}' cannot be read: ${reasonOf(error)}. ${wayOn(given)}`, { cause: error });
  }
}

/** A pattern in quotes comes as it is, and so does every pattern from Windows' own shells. */
function wayOn(given: string): string {
  const wildcard = given.search(/[*?[{]/);
  if (wildcard < 0) return "Check the path, which starts from the current folder.";
  const folder = /^.*[\\/]/s.exec(given.slice(0, wildcard))?.[0] ?? ".";
  return `Patterns are not searched for: give the folder '${folder}', below which every policy is read, or the names of the files.`;
}
