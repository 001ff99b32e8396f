// Runs groups of tests at the same time, each in a process of its own that reports on itself. Node's own runner would take
// every event of every test from its processes, a twentieth of what the tests take, to throw nearly all away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { PassThrough } from "node:stream";

/** More than any report has: a group does not wait until what it says is printed. */
const LARGEST_REPORT = 2 ** 30;

/**
 * `files`: the entry of each group. `flags`: for Node. A group that takes longer than `limitMs` is ended and has failed.
 * What groups print comes one after another, the first as it runs. Gives the exit status, and what each group noted
 * (test-report.mjs); with `notes: false`, for another report, none is missed.
 */
export async function runGroups(files, { flags, env, cwd, limitMs, notes }) {
  const running = files.map((file) => started(file, { flags, env, cwd, limitMs }));
  let status = 0;
  const noted = [];
  for (const { file, output, ended } of running) {
    for await (const words of output) process.stdout.write(words);
    const [code, signal] = await ended;
    if (code !== 0) status = 1;
    const note = readNote(file);
    if (note !== undefined) noted.push(note);
    // A test may have ended the process, whatever its status says.
    if (signal !== null || (notes && note === undefined)) {
      status = 1;
      console.log(`failed: ${basename(file)} ended before its last test (${signal ?? `exit code ${code}`})`);
    }
  }
  return { status, noted };
}

function started(file, { flags, env, cwd, limitMs }) {
  const child = spawn(process.execPath, [...flags, file], {
    ...{ cwd, stdio: ["ignore", "pipe", "inherit"], timeout: limitMs, killSignal: "SIGKILL" },
    env: { ...env, TEST_NOTE: noteOf(file) },
  });
  const ended = once(child, "close");
  return { file, output: child.stdout.pipe(new PassThrough({ readableHighWaterMark: LARGEST_REPORT })), ended };
}

function noteOf(file) {
  return `${file}.note`;
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(noteOf(file), "utf8"));
  } catch {
    return undefined;
  }
}

/** The lines that Node's runner ends with, for all groups together. `counts`: of each group. */
export function summaryOf(counts, milliseconds) {
  const names = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"];
  const sums = names.map((name) => `# ${name} ${counts.reduce((sum, one) => sum + (one[name] ?? 0), 0)}`);
  return [...sums, `# duration_ms ${milliseconds}`].join("\n");
}
