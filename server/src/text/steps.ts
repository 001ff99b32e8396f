/** Takes all steps at once, where nothing else has to come in between. */
export function resultOf<Result>(steps: Iterator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
