/** A cursor as a place in a policy: what the features of an editor ask about what is being typed. */
import { type Draft, type DraftPart, type DraftText } from "../syntax/draft.ts";
import { type Edit } from "../text/edit.ts";
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";

export interface PolicyCursor {
  /** The keys that lead from the policy to the cursor, positions in lists left out: `["Statement", "Action"]`. */
  readonly path: readonly string[];
  /** Which of the policy's statements the cursor is in, counted from 0. */
  readonly statement: number;
  /** Does a key stand here, or a value? */
  readonly at: "key" | "value";
  /** Is it an item of a list? */
  readonly inList: boolean;
  /** The key that is being typed has a value already. */
  readonly hasValue: boolean;
  /** A value ends here: what is written comes behind it, and only whoever asks for it wants to see it. */
  readonly behindValue?: boolean;
  /** The text from its start to the cursor; empty where nothing is typed yet. */
  readonly typed: string;
  /** What of the text stands behind the cursor. */
  readonly rest: string;
  /** What stands before the cursor in the innermost object around it, and in the statement around it. */
  readonly object: WrittenBefore;
  readonly inStatement: WrittenBefore;
  /** The text is one of `Fn::Sub`, where `${!aws:username}` is what AWS gets as `${aws:username}`. */
  readonly inSub?: boolean;
  /** How something is written here, in the syntax of the file; undefined for what cannot be. */
  write(what: WrittenAtCursor): Insertion | undefined;
  /** What the file's syntax calls an element of a statement, where it has names of its own. */
  nameOf?(element: string): string;
  /** How a reference reads here; the expression itself, or a text around it, if left out. */
  readonly shownReference?: (expression: string, behind: string) => string;
  /** All that can be written where the file's syntax has a part that policies have not, such as a block for a condition. */
  readonly ownNames?: readonly OwnName[];
}

export interface OwnName {
  readonly name: string;
  readonly insertion: Insertion;
}

export interface WrittenBefore {
  readonly keys: readonly string[];
  /** The texts that stand under a key, on their own or in a list. */
  textsOf(key: string): readonly string[];
}

export type WrittenAtCursor =
  /** A key, with its value if it has none yet. */
  | { readonly write: "member"; readonly key: DraftText; readonly value: Draft }
  | { readonly write: "value"; readonly value: Draft }
  /** What an expression of the file's language comes to, with a text behind it. */
  | { readonly write: "reference"; readonly expression: string; readonly behind: string }
  /** In the place of what stands from `from` in `typed` to `behind` characters behind the cursor. */
  | { readonly write: "part"; readonly from: number; readonly behind: number; readonly text: DraftText };

export interface Insertion {
  /** What it replaces. */
  readonly span: Span;
  readonly parts: readonly DraftPart[];
  /** How much of what it replaces stands before what is typed: a quote. */
  readonly lead: number;
  /** What must change elsewhere with it, such as a comma that is missing. */
  readonly also: readonly Edit[];
}

/** The cursor of a policy in a string: what it writes is encoded as the string is. */
export function cursorInString(cursor: PolicyCursor, encoding: Encoding): PolicyCursor {
  return {
    ...cursor,
    write(what) {
      const inner = cursor.write(what);
      return inner === undefined ? undefined : encodedInsertion(inner, encoding);
    },
  };
}

function encodedInsertion({ span, parts, lead, also }: Insertion, encoding: Encoding): Insertion | undefined {
  const outer = encoding.outerSpan(span.start, span.end);
  const typedFrom = encoding.outerSpan(span.start + lead, span.end).start;
  const encodedParts = parts.map((part): DraftPart | undefined => {
    const text = encoding.encode(typeof part === "string" ? part : part.stop);
    return text === undefined || typeof part === "string" ? text : { stop: text };
  });
  const edits = also.map(({ span: at, newText }) => ({
    span: encoding.outerSpan(at.start, at.end),
    newText: encoding.encode(newText),
  }));
  const all = encodedParts.filter((part) => part !== undefined);
  const others = edits.flatMap((edit) => (edit.newText === undefined ? [] : [{ ...edit, newText: edit.newText }]));
  if (all.length < parts.length || others.length < also.length) return undefined;
  return { span: outer, parts: all, lead: typedFrom - outer.start, also: others };
}
