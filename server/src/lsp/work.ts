/**
 * Everything that takes long, in one loop: a slice of one task, then whatever message is waiting, then a slice of the
 * next. However many tasks there are, no message waits longer than one slice.
 */
import { pause, yieldToEvents } from "./run-safe.ts";

export interface Work {
  /**
   * Takes steps until `step` says that it was the last, and asks before each whether the result is still wanted.
   * Answers whether the last step was taken; rejects with what a step throws.
   */
  run(step: () => "more" | "last", isWanted: () => boolean): Promise<boolean>;
  /** The same for what nobody waits for: only while there is nothing else to do, and a step at a time. */
  runWhenIdle(step: () => "more" | "last"): Promise<boolean>;
}

/** Longer than this without letting other messages in would be felt in the editor. What nobody waits for gives way sooner. */
const LONGEST_SLICE_MS = 10;

/**
 * A request arrives in one turn of the event loop, the library hands it out in the next, and its handler yields once
 * (`runSafe`): with a slice in each of these turns whoever hovers would wait for three.
 */
const TURNS_OF_AN_ANSWER = 3;

/**
 * A text of megabytes arrives in a hundred pieces, and in each turn of the event loop one or a few: with a slice in every
 * third turn, whoever asks something behind it would wait for all of these. So no slice is taken before nothing has
 * arrived for this long.
 */
const QUIET_MS = 1;

/** A client that sends without end does not stop the work: each slice waits no longer than that for it to be quiet. */
const LONGEST_WAIT_MS = 100;

/** `arrivals` counts whatever the process was told from outside, if that is known. */
export function createWork(
  now: () => number = () => performance.now(),
  arrivals: () => number = arrivalsOfProcess,
): Work {
  const tasks: Task[] = [];
  const idleTasks: Task[] = [];
  let running = false;

  const loop = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let task = await next(); task !== undefined; task = await next()) {
      const end = task.queue === idleTasks ? -Infinity : now() + LONGEST_SLICE_MS;
      const state = sliceOf(task, () => now() < end);
      if (state === "more") task.queue.push(task);
    }
    running = false;
  };

  /** Other messages come first: one of them may make a task unwanted. */
  const next = async (): Promise<Task | undefined> => {
    const before = arrivals();
    for (let turn = 0; turn < TURNS_OF_AN_ANSWER; turn++) await yieldToEvents();
    await untilQuiet(before);
    return tasks.shift() ?? idleTasks.shift();
  };

  const untilQuiet = async (before: number): Promise<void> => {
    const end = now() + LONGEST_WAIT_MS;
    for (let seen = before; seen !== arrivals() && now() < end;) {
      seen = arrivals();
      await pause(QUIET_MS);
    }
  };

  const add = (queue: Task[], step: Task["step"], isWanted: Task["isWanted"]): Promise<boolean> =>
    new Promise((resolve, reject) => {
      queue.push({ queue, step, isWanted, resolve, reject });
      void loop();
    });

  return {
    run: (step, isWanted) => add(tasks, step, isWanted),
    runWhenIdle: (step) => add(idleTasks, step, () => true),
  };
}

/** Node counts them, from 20.18 on. Elsewhere nothing is known to arrive, and a browser's messages come in one piece. */
function arrivalsOfProcess(): number {
  const { nodeTiming } = performance as {
    readonly nodeTiming?: { readonly uvMetricsInfo?: { readonly events: number } };
  };
  return nodeTiming?.uvMetricsInfo?.events ?? 0;
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
  /** Where it waits for its next slice. */
  readonly queue: Task[];
  readonly step: () => "more" | "last";
  readonly isWanted: () => boolean;
  readonly resolve: (finished: boolean) => void;
  readonly reject: (error: unknown) => void;
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
