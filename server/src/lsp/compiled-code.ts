/**
 * A large bundle takes longer to compile than to run. What V8 made of it is kept in a folder, with all functions that had
 * been called by then, and taken from there the next time; V8 itself looks whether it is of the same version and options.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

const ENDING = ".compiled";
const HASH_LENGTH = 32;
const BEFORE = "(function (exports, require, module, __filename, __dirname) { ";

export interface RunBundle {
  readonly exports: unknown;
  /** Whether the code in the folder was taken. */
  readonly wasCompiled: boolean;
  /** Writes what is compiled by now into the folder; whatever is there of other bundles goes. */
  readonly keepCompiled: () => void;
}

/** A file that was run: where its code is kept, if it is anywhere, and what V8 has of it. */
interface RunFile {
  readonly script: Script;
  readonly path: string | undefined;
  readonly wasCompiled: boolean;
  readonly exports: unknown;
}

/** What a bundle takes from another of them, which lies beside it. */
const BESIDE = /^\.\/([\w-]+\.js)$/;

/**
 * Runs a CommonJS bundle as `require` does, and the bundles beside it that it requires. Their compiled code goes by their
 * text, not by name and length: an update of the extension never runs the code of the version before. Without a folder,
 * or with one that cannot be read or written, they are compiled each time.
 *
 * @throws what the bundle throws, or the reading of its file
 */
export function runBundle(file: string, folder: string | undefined): RunBundle {
  const files = new Map<string, RunFile>();
  const exports = runFile(file, folder, files);
  const all = [...files.values()];
  return {
    exports,
    wasCompiled: all.every((one) => one.wasCompiled),
    keepCompiled: () => {
      if (folder) keepAll(folder, all);
    },
  };
}

/** Adds to `files` what is run; none of them requires one that requires it. */
function runFile(file: string, folder: string | undefined, files: Map<string, RunFile>): unknown {
  const known = files.get(file);
  if (known !== undefined) return known.exports;
  const source = readFileSync(file, "utf8");
  const path = folder && join(folder, `${sha256(source).toString("hex").slice(0, HASH_LENGTH)}${ENDING}`);
  const kept = path && readKept(path);
  const script = new Script(`${BEFORE}${source}\n})`, {
    filename: file,
    columnOffset: -BEFORE.length,
    ...(kept ? { cachedData: kept } : {}),
  });
  const module: { exports: unknown } = { exports: {} };
  const requireOther = createRequire(file);
  const requireHere = (name: string): unknown => {
    const beside = BESIDE.exec(name)?.[1];
    return beside === undefined ? requireOther(name) : runFile(join(dirname(file), beside), folder, files);
  };
  const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
  run(module.exports, requireHere, module, file, dirname(file));
  const wasCompiled = kept instanceof Buffer && script.cachedDataRejected !== true;
  files.set(file, { script, path, wasCompiled, exports: module.exports });
  return module.exports;
}

/** Undefined for a file that is not as it was written: V8 would run whatever is in it. */
function readKept(path: string): Buffer | undefined {
  try {
    const whole = readFileSync(path);
    const code = whole.subarray(HASH_LENGTH);
    return sha256(code).equals(whole.subarray(0, HASH_LENGTH)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Whatever is there of other bundles goes. */
function keepAll(folder: string, files: readonly RunFile[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const { path, script } of files) if (path) keep(path, script.createCachedData());
    const kept = new Set(files.map(({ path }) => path));
    const found = readdirSync(folder).filter((name) => name.endsWith(ENDING));
    for (const other of found.map((name) => join(folder, name)).filter((path) => !kept.has(path))) {
      rmSync(other, { force: true });
    }
  } catch {
    // Then the next start compiles again.
  }
}

/** Under another name first: a process that starts meanwhile finds all of it or nothing. */
function keep(path: string, code: Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([sha256(code), code]), { mode: 0o600 });
    renameSync(unfinished, path);
  } finally {
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}

function sha256(content: string | Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
