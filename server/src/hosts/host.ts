/** A host knows where policies stand in a file of its format; it does not know what a policy means. */
import { type ObjectValue, type SyntaxProblem } from "../syntax/value.ts";
import { type PolicyKind } from "../policy/policy.ts";

export const HOST_IDS = ["json"] as const;
export type HostId = (typeof HOST_IDS)[number];

/** One policy document inside a file. */
export interface Site {
  readonly root: ObjectValue;
  /** The keys that lead to it, outermost first; empty if the file is the policy. */
  readonly path: readonly string[];
  /** What the place says of the policy's kind: `AssumeRolePolicyDocument` holds a trust policy. */
  readonly kind: PolicyKind | undefined;
  /** A name that stands beside it, such as `PolicyName`. */
  readonly name: string | undefined;
  /** Written inside a string of the file, so edits must be escaped. */
  readonly inString: boolean;
}

export interface HostReading {
  readonly sites: readonly Site[];
  readonly problems: readonly SyntaxProblem[];
}

export interface SourceText {
  /** File name or path with forward slashes; only its ending and folders are looked at. */
  readonly path: string;
  /** The editor's language id, where there is an editor. */
  readonly languageId: string | undefined;
  readonly text: string;
}

export interface Host {
  readonly id: HostId;
  recognizes(source: SourceText): boolean;
  read(source: SourceText): HostReading;
}
