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

/**
 * Runs a CommonJS bundle as `require` does. Its compiled code goes by its text, not by its name and length: an update of
 * the extension never runs the code of the version before. Without a folder, or with one that cannot be read or written,
 * it is compiled each time.
 *
 * @throws what the bundle throws, or the reading of its file
 */
export function runBundle(file: string, folder: string | undefined): RunBundle {
  const source = readFileSync(file, "utf8");
  const path = folder && join(folder, `${sha256(source).toString("hex").slice(0, HASH_LENGTH)}${ENDING}`);
  const kept = path && readKept(path);
  const script = new Script(`${BEFORE}${source}\n})`, {
    filename: file,
    columnOffset: -BEFORE.length,
    ...(kept ? { cachedData: kept } : {}),
  });
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return {
    exports: module.exports,
    wasCompiled: kept instanceof Buffer && script.cachedDataRejected !== true,
    keepCompiled: () => {
      if (path) keep(path, script.createCachedData());
    },
  };
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

/** Under another name first: a process that starts meanwhile finds all of it or nothing. */
function keep(path: string, code: Buffer): void {
  const folder = dirname(path);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([sha256(code), code]), { mode: 0o600 });
    renameSync(unfinished, path);
    const others = readdirSync(folder).filter((name) => name.endsWith(ENDING) && join(folder, name) !== path);
    for (const name of others) rmSync(join(folder, name), { force: true });
  } catch {
    // Then the next start compiles again.
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}

function sha256(content: string | Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
