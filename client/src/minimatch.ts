/**
 * What vscode-languageclient uses of the package minimatch, by means of picomatch: minimatch's licence is not among those
 * under which the extension's dependencies may be (see CONTRIBUTING.md). The bundles put this file in its place.
 */
import picomatch from "picomatch";

export interface MinimatchOptions {
  /** Patterns such as `+(a|b)` are ordinary text. */
  readonly noext?: boolean;
  readonly nocase?: boolean;
}

export class Minimatch {
  readonly #matches: (path: string) => boolean;

  constructor(pattern: string, { noext = false, nocase = false }: MinimatchOptions = {}) {
    this.#matches = picomatch(pattern, { noextglob: noext, nocase });
  }

  /** Is the pattern valid? The only thing that is asked of the regular expression; picomatch has thrown if it is not. */
  makeRe(): boolean {
    return true;
  }

  match(path: string): boolean {
    return this.#matches(path);
  }
}
