/**
 * Everything that takes long, in one loop: a slice of one task, then whatever message is waiting, then a slice of the
 * next. However many tasks there are, no message waits longer than one slice.
 */
import { yieldToEvents } from "./run-safe.ts";

export interface Work {
  /**
   * Takes steps until `step` says that it was the last, and asks before each whether the result is still wanted.
   * Answers whether the last step was taken; rejects with what a step throws.
   */
  run(step: () => "more" | "last", isWanted: () => boolean): Promise<boolean>;
}

/** Longer than this without letting other messages in would be felt in the editor. */
const LONGEST_SLICE_MS = 10;

export function createWork(now: () => number = () => performance.now()): Work {
  const tasks: Task[] = [];
  let running = false;

  const loop = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let task = await nextOf(tasks); task !== undefined; task = await nextOf(tasks)) {
      const end = now() + LONGEST_SLICE_MS;
      const state = sliceOf(task, () => now() < end);
      if (state === "more") tasks.push(task);
    }
    running = false;
  };

  return {
    run: (step, isWanted) =>
      new Promise((resolve, reject) => {
        tasks.push({ step, isWanted, resolve, reject });
        void loop();
      }),
  };
}

/** The same for steps of a generator; undefined if the result was not wanted to the end. */
export async function resultOfWork<Result>(
  work: Work,
  steps: Iterator<undefined, Result>,
  isWanted: () => boolean,
): Promise<Result | undefined> {
  let result: Result | undefined;
  const step = (): "more" | "last" => {
    const taken = steps.next();
    if (taken.done !== true) return "more";
    result = taken.value;
    return "last";
  };
  return (await work.run(step, isWanted)) ? result : undefined;
}

/** The same for what mostly needs one slice: that is taken at once, without waiting for others. */
export async function resultSoon<Result>(
  work: Work,
  steps: Iterator<undefined, Result>,
  isWanted: () => boolean,
  now: () => number = () => performance.now(),
): Promise<Result | undefined> {
  const end = now() + LONGEST_SLICE_MS;
  do {
    const taken = steps.next();
    if (taken.done === true) return taken.value;
  } while (now() < end);
  return resultOfWork(work, steps, isWanted);
}

interface Task {
  readonly step: () => "more" | "last";
  readonly isWanted: () => boolean;
  readonly resolve: (finished: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Other messages come first: one of them may make a task unwanted. */
async function nextOf(tasks: Task[]): Promise<Task | undefined> {
  await yieldToEvents();
  return tasks.shift();
}

function sliceOf(task: Task, hasTime: () => boolean): "more" | "last" {
  try {
    do {
      if (!task.isWanted()) return end(task, false);
      if (task.step() === "last") return end(task, true);
    } while (hasTime());
    return "more";
  } catch (error) {
    task.reject(error);
    return "last";
  }
}

function end(task: Task, finished: boolean): "last" {
  task.resolve(finished);
  return "last";
}
