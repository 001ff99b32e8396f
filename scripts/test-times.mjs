// How long the tests of each file took: the reporter notes it, the next run reads it.
import { readFileSync, writeFileSync } from "node:fs";
import { sourceFileOf } from "./test-sources.mjs";

/** Adds up the milliseconds of all top-level tests by the file that they are written in. */
export function timesByFile() {
  const times = {};
  return {
    times,
    add({ type, data }) {
      if ((type !== "test:pass" && type !== "test:fail") || data.nesting > 0 || data.file === undefined) return;
      const file = sourceFileOf(data.file, data.line);
      times[file] = (times[file] ?? 0) + data.details.duration_ms;
    },
  };
}

/**
 * Adds the times of a run, which may have been of a few files only, and on a busy machine: what counts is how long a file
 * takes beside the others, so they are in the measure of the times that are known. `timesOfGroups`: of each process.
 */
export function keepTestTimes(file, timesOfGroups) {
  const [known, now] = [readTimes(file), summed(timesOfGroups)];
  const inBoth = Object.keys(now).filter((one) => known[one] !== undefined);
  const sum = (times) => inBoth.reduce((all, one) => all + times[one], 0);
  const measure = sum(known) > 0 && sum(now) > 0 ? sum(known) / sum(now) : 1;
  const inMeasure = Object.fromEntries(Object.entries(now).map(([one, time]) => [one, time * measure]));
  writeFileSync(file, JSON.stringify({ ...known, ...inMeasure }));
}

/** A file that defines tests for others may have some in several groups. */
function summed(timesOfGroups) {
  const all = {};
  for (const times of timesOfGroups)
    for (const [file, time] of Object.entries(times)) all[file] = (all[file] ?? 0) + time;
  return all;
}

/**
 * The time to expect of each file. Tests that a shared file defines for many (`describeCheck`) are noted as its own, so
 * what no test file has is spread over the files that have none; if nothing is known, all are alike.
 */
export function testTimes(file, testFiles) {
  const known = readTimes(file);
  const unknown = testFiles.filter((one) => known[one] === undefined);
  const left = Object.entries(known).reduce((sum, [one, time]) => (one.endsWith(".test.ts") ? sum : sum + time), 0);
  const usual = left === 0 ? 1 : left / unknown.length;
  return new Map(testFiles.map((one) => [one, known[one] ?? usual]));
}

function readTimes(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
