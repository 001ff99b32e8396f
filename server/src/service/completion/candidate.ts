/** What could be written at a cursor, before it is known which characters it replaces. */
import { type Catalog } from "../../catalog/catalog.ts";
import { type ArnReference } from "../../hosts/host.ts";
import { type PolicyCursor, type WrittenAtCursor } from "../../hosts/policy-cursor.ts";
import { type KindReading } from "../../policy/kinds.ts";
import { type Policy, type Statement } from "../../policy/policy.ts";
import { type KnownNames } from "./known-names.ts";

export const COMPLETION_KINDS = [
  "policy",
  "statement",
  "element",
  "version",
  "effect",
  "principal-type",
  "principal",
  "service",
  "action",
  "resource",
  "managed-policy",
  "operator",
  "key",
  "value",
  "variable",
] as const;
export type CompletionKind = (typeof COMPLETION_KINDS)[number];

export interface Candidate {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** The label as a value, if left out. */
  readonly what?: WrittenAtCursor;
  /** What an editor holds against what is typed: the label, if left out. */
  readonly filter?: string;
  /** What comes next can be chosen from a list as well. */
  readonly leads?: true;
}

/** Everything that decides what is offered. */
export interface CompletionPlace {
  readonly cursor: PolicyCursor;
  readonly policy: Policy;
  readonly kind: KindReading;
  /** The statement around the cursor, as far as it can be read. */
  readonly statement: Statement | undefined;
  /** The entries of its Action, before the cursor and behind it. */
  readonly named: readonly string[];
  /** The other entries of the list that the cursor is in. */
  readonly beside: readonly string[];
  readonly catalog: Catalog;
  readonly known: KnownNames;
  /** What expressions of the file's language can refer to. */
  readonly references: readonly ArnReference[];
}
