/** What could be written, before it is known which characters it replaces. */

export const COMPLETION_KINDS = [
  "element",
  "version",
  "effect",
  "principal-type",
  "principal",
  "service",
  "action",
  "resource",
  "operator",
  "key",
  "value",
] as const;
export type CompletionKind = (typeof COMPLETION_KINDS)[number];

export interface Candidate {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** What is written between the quotes; the label if left out. */
  readonly insert?: string;
  /** It is only a beginning: the cursor stays inside the quotes. */
  readonly unfinished?: boolean;
}
