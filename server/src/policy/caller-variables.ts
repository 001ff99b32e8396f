/** What the name of a caller tells of open parts of policies, by `variable` of holes. */
export interface CallerVariables {
  /** Of modules that are called once at most: the texts are the same in all that the module makes. */
  readonly everywhere: ReadonlyMap<string, string>;
  /** Of modules that are called again and again: the texts are those of the call that makes the caller. */
  readonly ofCaller: ReadonlyMap<string, string>;
}

export const NOTHING_FILLED: CallerVariables = { everywhere: new Map(), ofCaller: new Map() };
