/** A cursor as a place in a policy: what the features of an editor ask about what is being typed. */
import { type Edit } from "../text/edit.ts";
import { type Encoding } from "../text/encoding.ts";

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
  /** How a text is written here, in the syntax of the file; undefined for one that cannot be. */
  write(text: string, then: WhatFollows): Insertion | undefined;
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

/** The cursor of a policy in a string: what it writes is encoded as the string is. */
export function cursorInString(cursor: PolicyCursor, encoding: Encoding): PolicyCursor {
  return {
    ...cursor,
    write(text, then) {
      const inner = cursor.write(text, then);
      const newText = inner === undefined ? undefined : encoding.encode(inner.newText);
      if (inner === undefined || newText === undefined) return undefined;
      const { span, caret } = inner;
      return {
        span: encoding.outerSpan(span.start, span.end),
        newText,
        caret: caret === undefined ? undefined : encoding.encode(inner.newText.slice(0, caret))?.length,
      };
    },
  };
}
