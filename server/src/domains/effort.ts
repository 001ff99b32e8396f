/** How much more searching is worth while. Searches spend from it, and with nothing left they answer "open". */
export class Effort {
  #left: number;

  /** In steps of two shapes read side by side; some millions take a second. */
  constructor(steps: number) {
    this.#left = steps;
  }

  isSpent(): boolean {
    return this.#left < 0;
  }

  /** Returns whether it was not yet used up before these steps and these did not use it up. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  /** Spends at most half of what is left on `search`: the rest is kept for what comes after. */
  onHalf<Result>(search: () => Result): Result {
    const reserve = Math.max(0, Math.floor(this.#left / 2));
    this.#left -= reserve;
    const result = search();
    this.#left = Math.max(0, this.#left) + reserve;
    return result;
  }
}
