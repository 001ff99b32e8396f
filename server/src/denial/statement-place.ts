/** Where in the files of a workspace a statement stands. */
import { type Place } from "../text/line-index.ts";
import { type Span } from "../text/span.ts";
import { type AttachmentBasis } from "../policy/attached-policy.ts";

export interface FileRange {
  readonly start: Place;
  readonly end: Place;
}

/** A statement in a file of the workspace. */
export interface StatementPlace {
  readonly file: string;
  readonly span: Span;
  readonly range: FileRange;
  readonly policyName: string;
  readonly basis: AttachmentBasis;
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny" | undefined;
  /** The statement as written. */
  readonly text: string;
}
