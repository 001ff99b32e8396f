/** A cursor as a place in a policy: what the features of an editor ask about what is being typed. */
import { type Edit } from "../text/edit.ts";

export interface PolicyCursor {
  /** The keys that lead from the policy to the cursor, positions in lists left out: `["Statement", "Action"]`. */
  readonly path: readonly string[];
  /** Which of the policy's statements the cursor is in, counted from 0. */
  readonly statement: number;
  /** Does a key stand here, or a value? */
  readonly at: "key" | "value";
  /** The text from its start to the cursor; empty where nothing is typed yet. */
  readonly typed: string;
  /** What stands before the cursor in the innermost object around it, and in the statement around it. */
  readonly object: WrittenBefore;
  readonly inStatement: WrittenBefore;
  /** How a text is written here, in the syntax of the file. */
  write(text: string, then: WhatFollows): Insertion;
}

export interface WrittenBefore {
  readonly keys: readonly string[];
  /** The texts that stand under a key, on their own or in a list. */
  textsOf(key: string): readonly string[];
}

/** `nothing`: the text is whole. `more`: it is a beginning, and the author goes on behind it. */
export type WhatFollows = "nothing" | "more";

export interface Insertion extends Edit {
  /** Where in the new text the cursor goes, if not to its end. */
  readonly caret: number | undefined;
}
