/** What takes long gives way wherever it yields; whoever takes the steps says what comes in between. */
export type Steps<Result> = Generator<undefined, Result>;

/** Takes all steps at once, where nothing else has to come in between. */
export function resultOf<Result>(steps: Iterator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
