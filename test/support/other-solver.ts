/** The Z3 solver, which reads Condition blocks as formulas over strings, numbers, bits and booleans. */
import { createRequire } from "node:module";
import { type ConditionQuestion, smtOf } from "../precision/conditions-to-smt.ts";

/** What is used of the package. Only the check itself runs on a thread of its own. */
interface Solver {
  readonly Z3: {
    global_param_set(name: string, value: string): void;
    mk_config(): unknown;
    mk_context(config: unknown): unknown;
    get_full_version(): string;
    mk_solver(context: unknown): unknown;
    solver_inc_ref(context: unknown, solver: unknown): void;
    solver_dec_ref(context: unknown, solver: unknown): void;
    solver_from_string(context: unknown, solver: unknown, script: string): void;
    /** 1: there is a solution. -1: there is none. 0: it could not say. */
    solver_check(context: unknown, solver: unknown): Promise<number>;
  };
  readonly em: { readonly PThread: { terminateAllThreads(): void } };
}

export interface OtherSolver {
  readonly version: string;
  answer(question: ConditionQuestion): Promise<"sat" | "unsat" | "unknown">;
  /** Its threads and timers keep the process alive. */
  close(): void;
}

/** `mostSteps`: how much it may think about one question, counted by itself, so that no busy machine changes an answer. */
export async function openOtherSolver(mostSteps: number): Promise<OtherSolver> {
  const { init } = createRequire(`${process.cwd()}/package.json`)("z3-solver") as {
    readonly init: () => Promise<Solver>;
  };
  const { Z3, em } = await init();
  Z3.global_param_set("rlimit", String(mostSteps));
  const context = Z3.mk_context(Z3.mk_config());
  const timers: NodeJS.Timeout[] = [];
  return {
    version: Z3.get_full_version(),
    answer: async (question) => {
      const solver = Z3.mk_solver(context);
      Z3.solver_inc_ref(context, solver);
      Z3.solver_from_string(context, solver, smtOf(question));
      const answer = await notingTimers(timers, () => Z3.solver_check(context, solver));
      Z3.solver_dec_ref(context, solver);
      return answer === 1 ? "sat" : answer === -1 ? "unsat" : "unknown";
    },
    close() {
      em.PThread.terminateAllThreads();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/**
 * Adds to `timers` those that `start` sets before it returns. A check sets one of ten minutes, by which the process waits for
 * its thread, and the thread clears it after it has answered: if it is ended in between, nobody does.
 */
function notingTimers<T>(timers: NodeJS.Timeout[], start: () => T): T {
  const setUsual = globalThis.setTimeout;
  const setNoted = (run: () => void, milliseconds?: number): NodeJS.Timeout => {
    const timer = setUsual(run, milliseconds);
    timers.push(timer);
    return timer;
  };
  globalThis.setTimeout = Object.assign(setNoted, { __promisify__: setUsual.__promisify__ });
  try {
    return start();
  } finally {
    globalThis.setTimeout = setUsual;
  }
}

/** Either side may say that it does not know. */
export function contradict(ours: "satisfiable" | "never" | "unknown", theirs: "sat" | "unsat" | "unknown"): boolean {
  return (ours === "satisfiable" && theirs === "unsat") || (ours === "never" && theirs === "sat");
}
