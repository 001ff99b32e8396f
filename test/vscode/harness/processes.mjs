// Ends a server together with what it started, by process id alone: other VS Codes on the machine stay untouched.
import { readFileSync, readdirSync } from "node:fs";
import { until } from "./poll.mjs";

const atTheEnd = [];

/** Asks the process group of `pid` to end, and after four seconds ends what is left of it and its descendants. */
export async function endProcessTree(pid) {
  const family = [pid, ...descendants(pid)];
  signal(-pid, "SIGTERM");
  try {
    await until("the end of the server", 4000, () => !family.some(isRunning));
  } catch {
    for (const member of family) signal(member, "SIGKILL");
  }
}

/** Ends the process group of `pid` when this process ends for whatever reason, an interrupt included. */
export const endTogetherWith = (pid) => whenThisEnds(() => signal(-pid, "SIGTERM"));

/** Does something when this process ends for whatever reason; it is given the exit code. */
export function whenThisEnds(act) {
  if (atTheEnd.length === 0) listenForTheEnd();
  atTheEnd.push(act);
}

/** One listener for all: a run has more of them than Node takes for a leak. */
function listenForTheEnd() {
  process.once("exit", (code) => atTheEnd.forEach((act) => act(code)));
  for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => process.exit(130));
}

function descendants(pid) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name)) parents.set(Number(name), statusOf(Number(name))?.parent);
  }
  const found = [];
  for (const queue = [pid]; queue.length > 0;) {
    const parent = queue.pop();
    for (const [child, itsParent] of parents) {
      if (itsParent !== parent) continue;
      found.push(child);
      queue.push(child);
    }
  }
  return found;
}

function isRunning(pid) {
  const status = statusOf(pid);
  return status !== undefined && status.state !== "Z";
}

function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in parentheses may itself hold spaces and parentheses.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
